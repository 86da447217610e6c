"""The public checks of `cross_entropy`: run them as often as you like."""

import math

import numpy as np

OFTEN = np.array([0.5, 0.3, 0.2])
FORECAST = np.array([0.2, 0.2, 0.6])


def test_a_forecast_in_nats(student, expect):
    """Sun in half of the days, rain in a fifth; the forecast thought it nearly the other way round."""
    got = expect.number(student.cross_entropy(OFTEN, FORECAST), what="the cross-entropy")
    expect.close(got, 1.389715463, rtol=1e-7, what="the cross-entropy")


def test_the_same_in_bits(student, expect):
    """The weather of the statement in bits, given as lists."""
    got = student.cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5], base=2)
    expect.close(
        expect.number(got, what="the cross-entropy"), 1.75, rtol=1e-7, what="the cross-entropy"
    )


def test_what_never_occurs_surprises_nobody(student, expect):
    """An outcome with p of zero adds nothing, whether q is zero there or not."""
    p = np.array([0.6, 0.4, 0.0])
    got = expect.number(student.cross_entropy(p, FORECAST), what="the cross-entropy")
    expect.close(got, 1.609437912, rtol=1e-7, what="the cross-entropy")
    got = student.cross_entropy(p, np.array([0.3, 0.7, 0.0]))
    hint = "a term with p of zero is zero, also where q is zero"
    expect.close(
        expect.number(got, what="the cross-entropy"), 0.8650536602, rtol=1e-7,
        what="the cross-entropy", hint=hint,
    )  # fmt: skip


def test_what_was_thought_impossible_surprises_without_bound(student, expect):
    """An outcome with p above zero and q of zero makes the cross-entropy infinite."""
    q = np.array([0.3, 0.7, 0.0])
    got = student.cross_entropy(np.array([0.4, 0.6, 0.0]), q)
    expect.close(expect.number(got, what="the cross-entropy"), 0.6955941, rtol=1e-6)
    got = expect.array(student.cross_entropy(OFTEN, q), what="the cross-entropy", finite=False)
    expect.equal(got.ravel(), [math.inf], what="the cross-entropy")


def test_what_is_no_distribution_is_refused(student, expect):
    """A forecast that sums to 0.9 is refused with a ValueError, and one that sums to 1 is not."""
    got = student.cross_entropy(OFTEN, np.array([0.2, 0.3, 0.5]))
    expect.close(expect.number(got, what="the cross-entropy"), 1.3045400, rtol=1e-6)
    expect.raises(ValueError, lambda: student.cross_entropy(OFTEN, np.array([0.2, 0.2, 0.5])))


def test_an_entry_below_zero_is_refused(student, expect):
    """A forecast of -20 % is refused with a ValueError, though the sum is one."""
    p = np.array([0.5, 0.5, 0.0])
    got = student.cross_entropy(p, np.array([0.6, 0.2, 0.2]))
    expect.close(expect.number(got, what="the cross-entropy"), 1.0601318, rtol=1e-6)
    expect.raises(ValueError, lambda: student.cross_entropy(p, np.array([0.6, 0.6, -0.2])))
