"""The hidden checks of `softmax`."""

import numpy as np
import pytest

from course import softmax as reference


@pytest.mark.weight(2)
def test_agrees_with_the_reference_at_any_size(student, expect, rng):
    """Probabilities of small, ordinary and huge logits."""
    for size in (1e-3, 1.0, 30.0, 500.0):
        z = rng.normal(scale=size, size=(5, 4))
        got = expect.array(student.softmax(z), (5, 4), what="the array of probabilities")
        expect.close(got, reference.softmax(z), rtol=1e-7, atol=1e-12, what="the array")


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
    got = expect.array(student.softmax(z), (6,))
    expect.close(student.softmax(z[order]), got[order], rtol=1e-9, what="the permuted array")


def test_ratios_are_exponentials_of_differences(student, expect, rng):
    """The log of the ratio of two probabilities is the difference of their logits."""
    z = rng.normal(scale=2, size=5)
    got = expect.array(student.softmax(z), (5,))
    expect.that(got > 0, "a probability is not above zero")
    expect.close(np.log(got / got[0]), z - z[0], rtol=1e-6, what="the array of log ratios")


def test_any_number_of_axes(student, expect, rng):
    """A stack of tables: probabilities along the last axis."""
    z = rng.normal(size=(2, 3, 4))
    expect.close(student.softmax(z), reference.softmax(z), what="the array for three axes")


def test_one_class_is_certain(student, expect, rng):
    """With a single class there is nothing to decide."""
    expect.close(student.softmax(rng.normal(size=(4, 1))), np.ones((4, 1)), what="the array")
