"""The hidden checks of `mixture_predict` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import mle


def _mixture(rng, k=3):
    """A row of a design and a mixture of which one peak is clearly the highest."""
    x = np.array([1.0, rng.normal()])
    weights, sigmas = rng.dirichlet(np.full(k, 9.0)), rng.uniform(0.8, 1.5, size=k)
    # One component is narrow, so that its peak is the highest.
    sigmas[0] = 0.25 * weights[0] / weights.max()
    coefs = np.column_stack([rng.permutation(2.5 * np.arange(k)), 0.1 * rng.normal(size=k)])
    return x, weights, coefs, sigmas


def _number(student, expect, how, *asked):
    return expect.number(student.mixture_predict(*asked, how=how), what=f"the {how}")


def _right(student, expect, asked, how):
    x, *model = asked
    want = mle.mixture_predict(x[None, :], *model, how=how)[0]
    got = _number(student, expect, how, *asked)
    tolerance = 1e-3 * model[2].min() if how == "mode" else 1e-6 * np.abs(model[1] @ x).max()
    expect.close(got, want, rtol=0, atol=tolerance, what=f"the {how}")
    return got, tolerance


def test_nowhere_is_the_density_higher(student, expect, rng):
    """No other price is likelier than the mode."""
    for k in (2, 5):
        asked = _mixture(rng, k)
        x, weights, coefs, sigmas = asked
        mode, _ = _right(student, expect, asked, "mode")

        def density(y, means=coefs @ x, weights=weights, sigmas=sigmas):
            return stats.norm.pdf(np.asarray(y)[..., None], means, sigmas) @ weights

        others = rng.uniform(-5, 20, size=400)
        expect.that(density(others) <= density(mode) * (1 + 1e-5), "another price is likelier")


def test_the_mean_of_many_simulated_prices(student, expect, rng):
    """The mean is where the mean of simulated prices goes."""
    n, asked = 20_000, _mixture(rng, 4)
    x, weights, coefs, sigmas = asked
    mean, _ = _right(student, expect, asked, "mean")
    own = rng.choice(4, size=n, p=weights)
    prices = (coefs @ x)[own] + sigmas[own] * rng.normal(size=n)
    # Five standard errors: one false alarm in two million.
    near = abs(prices.mean() - mean) <= 5 * prices.std() / np.sqrt(n)
    expect.that(near, "the mean of simulated prices is elsewhere")


def test_components_have_no_order(student, expect, rng):
    """Components exchanged: the same mean and the same mode."""
    x, weights, coefs, sigmas = asked = _mixture(rng, 4)
    order = rng.permutation(4)
    for how in ("mean", "mode"):
        got, tolerance = _right(student, expect, asked, how)
        other = _number(student, expect, how, x, weights[order], coefs[order], sigmas[order])
        expect.close(other, got, rtol=0, atol=2 * tolerance, what=f"the {how}")


def test_a_shift_of_every_line(student, expect, rng):
    """Ten thousand more everywhere: mean and mode are ten thousand more."""
    x, weights, coefs, sigmas = asked = _mixture(rng, 3)
    for how in ("mean", "mode"):
        got, tolerance = _right(student, expect, asked, how)
        shifted = coefs + np.array([10.0, 0.0])
        other = _number(student, expect, how, x, weights, shifted, sigmas)
        expect.close(other, got + 10, rtol=0, atol=3 * tolerance + 1e-5, what=f"the shifted {how}")


def test_equal_lines_agree(student, expect, rng):
    """Where all components predict the same, mean and mode are what they predict."""
    x, weights, coefs, sigmas = asked = _mixture(rng, 3)
    for how in ("mean", "mode"):
        _right(student, expect, asked, how)
        same = np.tile(coefs[0], (3, 1))
        got = _number(student, expect, how, x, weights, same, sigmas)
        expect.close(got, coefs[0] @ x, rtol=0, atol=1e-3 * sigmas.min(), what=f"the {how}")
