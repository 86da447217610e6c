"""What may be asked of `mixture_predict`, kind by kind."""

import numpy as np
from scipy import stats

from autograder.authors import array, asked, choice, kind, matrix, refused, truth
from course import mle

DOMAIN = {
    "x": array(most=30),
    "weights": array(0, 1, most=10),
    "coefs": matrix(constant="", most=10),
    "sigmas": array(low=0, zeros=False, most=10),
    "how": choice("mean", "mode"),
}


def as_close_as_asked(expect, got, want):
    """The right answer comes with its tolerance, which is in the units of y."""
    value, tolerance = want
    expect.close(
        expect.number(got, what="the prediction"),
        value,
        rtol=0,
        atol=tolerance,
        what="the prediction",
    )


@truth(what="the prediction", judge=as_close_as_asked)
def right(x, weights, coefs, sigmas, how="mean"):
    x, coefs = np.asarray(x, dtype=float), np.asarray(coefs, dtype=float)
    value = mle.mixture_predict(x[None, :], weights, coefs, sigmas, how=how)[0]
    if how == "mode":
        return np.array([value, 1e-3 * np.min(sigmas)])
    return np.array([value, 1e-6 * np.abs(coefs @ x).max()])


def _is_clear(means, weights, sigmas):
    """Whether the highest peak is 3 % higher than the next, and the means are close enough."""
    grid = np.linspace(means.min(), means.max(), 8001)
    f = stats.norm.pdf(grid[:, None], means, sigmas) @ weights
    low, high = np.r_[-1, f[:-1]], np.r_[f[1:], -1]
    peaks = np.sort(f[(f > low) & (f >= high)])
    alone = len(peaks) < 2 or peaks[-2] * 1.03 <= peaks[-1]
    return alone and np.ptp(means) <= 45 * np.min(sigmas)


def _mixture(rng, k=3, p=2, spread=3.0, sigmas=None, constant=True):
    """A row of a design and a mixture whose mode is clear, and is no component's own mean."""
    while True:
        x = rng.normal(size=p)
        x[0] = 1.0 if constant else x[0]
        weights = rng.dirichlet(np.full(k, 4.0))
        means = spread * rng.normal(size=k) + rng.normal()
        s = rng.uniform(0.7, 2, size=k) if sigmas is None else rng.permutation(sigmas)
        coefs = rng.normal(size=(k, p))
        coefs[:, 0] += (means - coefs @ x) / x[0]
        if abs(x[0]) > 0.2 and _is_clear(coefs @ x, weights, s):
            return x, weights, coefs, s


@kind("the mean of three components")
def mean_of_three(rng):
    return _mixture(rng)


@kind("the mode of three components", weight=2)
def mode_of_three(rng):
    return *_mixture(rng), "mode"


@kind("the mean, asked for by name, of four components and three columns")
def mean_by_name(rng):
    return asked(*_mixture(rng, 4, 3), how="mean")


@kind("the mode of components that overlap, between their means", weight=2)
def mode_between(rng):
    s = rng.uniform(1, 2)
    w = rng.uniform(0.4, 0.6)
    level, d = rng.normal(), s * rng.uniform(1.2, 1.7)
    x = np.array([1.0, rng.uniform(0.5, 2)])
    coefs = np.array([[level, 1.0], [level + d, 1.0]])
    return asked(x, np.array([w, 1 - w]), coefs, np.array([s, s]), how="mode")


@kind("the mode where a narrow component of small weight is the highest", weight=2)
def narrow_peak(rng):
    w = rng.uniform(0.2, 0.35)
    x, side = np.array([1.0, rng.normal()]), rng.choice([-1, 1])
    coefs = np.array([[side * rng.uniform(10, 20), 1.0], [0.0, 1.0]])
    order = rng.permutation(2)
    sigmas = np.array([rng.uniform(0.5, 1), rng.uniform(6, 9)])
    return asked(x, np.array([w, 1 - w])[order], coefs[order], sigmas[order], how="mode")


@kind("the mode where many components side by side are higher than the highest of them")
def many_side_by_side(rng):
    level, side = rng.normal(), rng.choice([-1, 1])
    # Four close together, none of which is as high as the one that stands alone.
    means = level + side * np.array([0.0, 0.5, 1.0, 1.6, 25.0]) + 0.05 * rng.normal(size=5)
    weights = np.array([0.15, 0.2, 0.19, 0.15, 0.31])
    order = rng.permutation(5)
    return asked(
        np.ones(1),
        weights[order],
        means[order, None],
        np.full(5, rng.uniform(0.9, 1.2)),
        how="mode",
    )


@kind("one component and its mean")
def mean_of_one(rng):
    return _mixture(rng, 1)


@kind("one component and its mode")
def mode_of_one(rng):
    return *_mixture(rng, 1, 3), "mode"


@kind("the mean, with one column that is no constant")
def one_column(rng):
    return _mixture(rng, 3, 1, constant=False)


@kind("the mode, with a constant alone")
def constant_alone(rng):
    return *_mixture(rng, 2, 1), "mode"


@kind("the mode, with as many columns as components and no constant")
def square(rng):
    return *_mixture(rng, 3, 3, constant=False), "mode"


@kind("the mean, where two entries of x are equal")
def repeated(rng):
    x, weights, coefs, sigmas = _mixture(rng, 3, 4)
    x[1:3] = 1.0
    return x, weights, coefs, sigmas


@kind("the mean, with as many columns as components")
def square_mean(rng):
    return _mixture(rng, 3, 3)


@kind("the mode of ten components")
def ten(rng):
    return *_mixture(rng, 10, 2, 6.0), "mode"


@kind("the mean of ten components")
def mean_of_ten(rng):
    return _mixture(rng, 10, 4, 6.0)


@kind("the mode, with standard deviations of very different size")
def different_sigmas(rng):
    return *_mixture(rng, 4, 2, 5.0, [0.4, 2.0, 10.0, 60.0]), "mode"


@kind("the mode, with equal standard deviations")
def equal_sigmas(rng):
    return *_mixture(rng, 4, 2, 2.0, np.full(4, 1.3)), "mode"


@kind("the mode, with a weight of zero for the narrowest component")
def weight_of_zero(rng):
    x, weights, coefs, _ = _mixture(rng, 3, 2, 2.0, np.full(3, 1.5))
    coefs = np.vstack([coefs, [coefs[:, 0].mean() + 9, coefs[:, 1].mean()]])
    order = rng.permutation(4)
    sigmas = np.array([1.5, 1.5, 1.5, 0.5])
    return x, np.append(weights, 0.0)[order], coefs[order], sigmas[order], "mode"


@kind("the mean, in whole numbers, with zeros among them")
def whole_mean(rng):
    coefs = rng.permutation([[2, 3, 0], [-1, 1, 4]])
    return np.array([1, rng.integers(2, 9), 0]), rng.permutation([0, 1]), coefs, np.array([2, 3])


@kind("the mode, in whole numbers but for the weights")
def whole_mode(rng):
    coefs = rng.permutation([[0, 2], [8, 1]])
    return (
        np.array([1, rng.integers(1, 4)]),
        np.array([0.35, 0.65]),
        coefs,
        np.array([3, 2]),
        "mode",
    )


@kind("the mean, in large units")
def large_mean(rng):
    x, weights, coefs, sigmas = _mixture(rng)
    return x * [1, 1e6], weights, 1e7 * coefs / [1, 1e6], 1e7 * sigmas


@kind("the mode, in large units")
def large_mode(rng):
    x, weights, coefs, sigmas = _mixture(rng)
    return x * [1, 1e6], weights, 1e7 * coefs / [1, 1e6], 1e7 * sigmas, "mode"


@kind("the mean, in small units")
def small_mean(rng):
    x, weights, coefs, sigmas = _mixture(rng)
    return 1e-5 * x, weights, coefs, 1e-5 * sigmas


@kind("the mode, in small units")
def small_mode(rng):
    # The mode is never at the lowest or the highest of the components' values, on any seed.
    x, weights, coefs, sigmas = mode_between(rng).args
    return 1e-4 * x, weights, 1e-5 * coefs, 1e-9 * sigmas, "mode"


@refused("a standard deviation of zero", beside=mean_of_three)
def sigma_of_zero(rng):
    x, weights, coefs, sigmas = _mixture(rng)
    return x, weights, coefs, sigmas * rng.permutation([1, 1, 0])


@refused("a standard deviation below zero", beside=mode_of_three)
def sigma_below_zero(rng):
    x, weights, coefs, sigmas = _mixture(rng)
    return x, weights, coefs, sigmas * rng.permutation([1, 1, -1]), "mode"


@refused("a word that is neither mean nor mode", beside=mode_of_three)
def another_word(rng):
    return *_mixture(rng), str(rng.choice(["median", "max", "average", "Mode"]))
