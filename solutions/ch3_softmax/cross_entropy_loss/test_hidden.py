"""The hidden checks of `cross_entropy_loss` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import softmax

CLOSE = {"rtol": 1e-8, "atol": 1e-10}


def _data(rng, n=6, classes=4):
    return rng.normal(scale=2, size=(n, classes)), rng.integers(classes, size=n)


def test_a_constant_changes_nothing(student, expect, rng):
    """The same number added to all logits of a row leaves the loss."""
    z, y = _data(rng)
    want = softmax.cross_entropy(z, y)
    expect.close(student.cross_entropy_loss(z, y), want, **CLOSE, what="the loss")
    shift = rng.uniform(-40, 40, size=(6, 1))
    expect.close(student.cross_entropy_loss(z + shift, y), want, **CLOSE, what="the loss")


def test_it_is_the_likelihood_of_the_labels(student, expect, rng):
    """The product of the labels' probabilities is the exponential of minus n times the loss."""
    z, y = _data(rng, n=4)
    likelihood = 1.0
    for row, label in zip(softmax.softmax(z), y, strict=True):
        likelihood *= stats.multinomial.pmf(np.eye(4)[label], 1, row)
    got = expect.number(student.cross_entropy_loss(z, y), what="the loss")
    expect.close(-4 * got, np.log(likelihood), rtol=1e-7, what="the log-likelihood")


def test_knowing_nothing_costs_log_k(student, expect, rng):
    """Where all logits of a row are equal the loss is log K, whatever the labels."""
    for classes in (2, 7):
        z = np.tile(rng.normal(size=(5, 1)), classes)
        got = student.cross_entropy_loss(z, rng.integers(classes, size=5))
        expect.close(got, np.log(classes), **CLOSE, what="the loss")


def test_observations_seen_twice_change_nothing(student, expect, rng):
    """The loss is a mean: the same rows twice, in another order, give the same."""
    z, y = _data(rng)
    order = rng.permutation(12)
    got = student.cross_entropy_loss(np.vstack([z, z])[order], np.concatenate([y, y])[order])
    expect.close(got, softmax.cross_entropy(z, y), **CLOSE, what="the loss of doubled data")
