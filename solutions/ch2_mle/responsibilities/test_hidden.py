"""The hidden checks of `responsibilities` beside those of its permitted inputs: properties."""

import numpy as np

from course import mle

WHAT = "the array of responsibilities"


def _mixture(rng, n=8, k=3):
    X = np.column_stack([np.ones(n), rng.normal(size=n)])
    weights = rng.dirichlet(np.full(k, 5.0))
    coefs, sigmas = rng.normal(size=(k, 2)), rng.uniform(0.5, 2, size=k)
    return X, 2 * rng.normal(size=n), weights, coefs, sigmas


def _right(student, expect, asked):
    want = mle.responsibilities(*asked)
    return expect.close(student.responsibilities(*asked), want, what=WHAT)


def test_each_row_is_a_distribution(student, expect, rng):
    """No responsibility is negative, and those for one observation add up to one."""
    for n, k in ((8, 3), (5, 6)):
        asked = _mixture(rng, n, k)
        got = expect.array(student.responsibilities(*asked), (n, k), what=WHAT)
        expect.that(got >= 0, "a responsibility is below zero")
        expect.close(got.sum(axis=1), np.ones(n), what="the sum of each row")
        _right(student, expect, asked)


def test_components_have_no_order(student, expect, rng):
    """Components exchanged, columns exchanged with them."""
    X, y, weights, coefs, sigmas = _mixture(rng)
    order = rng.permutation(3)
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    other = student.responsibilities(X, y, weights[order], coefs[order], sigmas[order])
    expect.close(other, got[:, order], rtol=1e-8, what="the array with components exchanged")


def test_units_do_not_matter(student, expect, rng):
    """In cents instead of euros each density is a hundredth, and no responsibility changes."""
    X, y, weights, coefs, sigmas = _mixture(rng)
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    cents = student.responsibilities(X, 100 * y, weights, 100 * coefs, 100 * sigmas)
    expect.close(cents, got, rtol=1e-7, what="the array in other units")


def test_a_component_split_in_two_shares_its_responsibility(student, expect, rng):
    """Two halves of a component have half of its responsibility each."""
    X, y, weights, coefs, sigmas = _mixture(rng)
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    twice = [0, 0, 1, 2]
    split = student.responsibilities(
        X, y, weights[twice] * [0.5, 0.5, 1, 1], coefs[twice], sigmas[twice]
    )
    want = got[:, twice] * [0.5, 0.5, 1, 1]
    expect.close(split, want, rtol=1e-7, what="the array with a component split in two")


def test_the_share_of_simulated_observations(student, expect, rng):
    """Among simulated observations, as many belong to a component as its responsibilities say."""
    n, k = 4000, 3
    X, _, weights, coefs, sigmas = _mixture(rng, n, k)
    own = rng.choice(k, size=n, p=weights)
    y = np.sum(X * coefs[own], axis=1) + sigmas[own] * rng.normal(size=n)
    got = _right(student, expect, (X, y, weights, coefs, sigmas))
    for j in range(k):
        # Five standard deviations: of three components, one false alarm in half a million.
        noise = np.sqrt(np.sum(got[:, j] * (1 - got[:, j])))
        off = abs(np.sum(own == j) - got[:, j].sum())
        expect.that(off <= 5 * noise + 1, "the responsibilities do not say how many belong where")
