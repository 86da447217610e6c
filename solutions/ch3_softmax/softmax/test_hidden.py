"""The hidden checks of `softmax` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax as reference


def test_a_constant_changes_nothing(student, expect, rng):
    """The same number added to all logits of a row leaves its probabilities."""
    z = rng.normal(size=(3, 4))
    shift = rng.uniform(-40, 40, size=(3, 1))
    want = reference.softmax(z)
    expect.close(student.softmax(z), want, rtol=1e-7, what="the array before the shift")
    expect.close(student.softmax(z + shift), want, rtol=1e-7, what="the array after the shift")


def test_the_order_of_classes_is_kept(student, expect, rng):
    """Classes exchanged, probabilities exchanged with them."""
    z, order = rng.normal(size=6), rng.permutation(6)
    got = expect.close(student.softmax(z), reference.softmax(z), rtol=1e-7, what="the array")
    expect.close(student.softmax(z[order]), got[order], rtol=1e-9, what="the permuted array")


def test_ratios_are_exponentials_of_differences(student, expect, rng):
    """The log of the ratio of two probabilities is the difference of their logits."""
    z = rng.normal(scale=2, size=5)
    got = expect.array(student.softmax(z), (5,))
    expect.that(got > 0, "a probability is not above zero")
    expect.close(got.sum(), 1.0, what="the sum of the probabilities")
    expect.close(np.log(got / got[0]), z - z[0], rtol=1e-6, what="the array of log ratios")
