"""The hidden checks of `em_step` beside those of its permitted inputs: properties."""

import numpy as np

from course import mle

NAMES = ("the array of new weights", "the array of new coefficients", "the array of new sigmas")


def _data(rng, n=24, k=3):
    X = np.column_stack([np.ones(n), rng.normal(size=n)])
    weights = rng.dirichlet(np.full(k, 8.0))
    coefs, sigmas = 1.5 * rng.normal(size=(k, 2)), rng.uniform(1, 2, size=k)
    own = np.arange(n) % k
    y = np.sum(X * coefs[own], axis=1) + sigmas[own] * rng.normal(size=n)
    return X, y, weights, coefs, sigmas


def _step(student, expect, asked):
    """The three arrays that the student's step returns, of the right shapes."""
    got = student.em_step(*asked)
    three = isinstance(got, (tuple, list)) and len(got) == 3
    expect.that(three, "em_step does not return three arrays: weights, coefficients, sigmas")
    shapes = [np.shape(asked[i]) for i in (2, 3, 4)]
    return [
        expect.array(g, shape, what=name) for g, shape, name in zip(got, shapes, NAMES, strict=True)
    ]


def _right(student, expect, asked):
    got = _step(student, expect, asked)
    for one, want, name in zip(got, mle.em_step(*asked), NAMES, strict=True):
        expect.close(one, want, what=name)
    return got


def test_the_likelihood_never_falls(student, expect, rng):
    """Six steps, and after each of them the data are more probable, or as probable, as before."""
    X, y, *model = _data(rng)
    _right(student, expect, (X, y, *model))
    before = mle.mixture_log_density(X, y, *model).sum()
    for _ in range(6):
        model = _step(student, expect, (X, y, *model))
        sums = np.isclose(model[0].sum(), 1, atol=1e-8) and np.all(model[0] >= 0)
        expect.that(sums, "the new weights are no probabilities that add up to one")
        expect.that(model[2] > 0, "a new sigma is not above zero")
        now = mle.mixture_log_density(X, y, model[0] / model[0].sum(), *model[1:]).sum()
        expect.that(now >= before - 1e-7 * abs(before), "a step made the data less probable")
        before = now


def test_a_step_from_the_top_stays_there(student, expect, rng):
    """Where the likelihood is largest, a step changes nothing; elsewhere it does."""
    X, y, *model = _data(rng, 40, 2)
    _right(student, expect, (X, y, *model))
    y = y + np.where(np.arange(40) % 2, 15.0, 0.0)
    top = mle.fit_mixture(X, y, 2, starts=8, tol=1e-15, min_sigma=0.02).parameters
    for one, want, name in zip(_step(student, expect, (X, y, *top)), top, NAMES, strict=True):
        expect.close(one, want, rtol=1e-4, atol=1e-4, what=name)


def test_components_have_no_order(student, expect, rng):
    """Components exchanged, the same step with its components exchanged."""
    X, y, weights, coefs, sigmas = _data(rng)
    order = rng.permutation([1, 2, 0]) if rng.uniform() < 0.5 else np.array([2, 0, 1])
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    other = _step(student, expect, (X, y, weights[order], coefs[order], sigmas[order]))
    for one, two, name in zip(got, other, NAMES, strict=True):
        expect.close(two, one[order], rtol=1e-6, what=name)


def test_a_shift_of_all_responses_is_a_shift_of_the_lines(student, expect, rng):
    """A line added to all prices is added to every component's line, and changes nothing else."""
    X, y, weights, coefs, sigmas = _data(rng)
    line = rng.uniform(1, 5, size=2)
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    other = _step(student, expect, (X, y + X @ line, weights, coefs + line, sigmas))
    for one, two, name in zip((got[0], got[1] + line, got[2]), other, NAMES, strict=True):
        expect.close(two, one, rtol=1e-6, what=name)


def test_data_seen_twice_change_nothing(student, expect, rng):
    """Every observation twice: the same step."""
    X, y, *model = _data(rng)
    got = _right(student, expect, (X, y, *model))
    twice = _step(student, expect, (np.vstack([X, X]), np.r_[y, y], *model))
    for one, two, name in zip(got, twice, NAMES, strict=True):
        expect.close(two, one, rtol=1e-6, what=name)
