"""The public checks of `kl_divergence`: run them as often as you like."""

import math

import numpy as np

OUTDOORS = np.array([0.5, 0.3, 0.2])
EXPECTED = np.array([0.2, 0.2, 0.6])


def test_a_wrong_belief_in_nats(student, expect):
    """Three states, of which the first occurs in half of the messages and was expected in a fifth."""
    got = expect.number(student.kl_divergence(OUTDOORS, EXPECTED), what="the divergence")
    expect.close(got, 0.3600624406, rtol=1e-7, what="the divergence")


def test_the_sensor_in_bits(student, expect):
    """The sensor of the statement in bits, given as lists."""
    got = student.kl_divergence([0.5, 0.25, 0.25], [0.25, 0.25, 0.5], base=2)
    expect.close(expect.number(got, what="the divergence"), 0.25, rtol=1e-7, what="the divergence")


def test_what_never_occurs_costs_nothing(student, expect):
    """An outcome with p of zero adds nothing, whether q is zero there or not."""
    p = np.array([0.6, 0.4, 0.0])
    got = expect.number(student.kl_divergence(p, EXPECTED), what="the divergence")
    expect.close(got, 0.9364262454, rtol=1e-7, what="the divergence")
    got = student.kl_divergence(p, np.array([0.3, 0.7, 0.0]))
    expect.close(
        expect.number(got, what="the divergence"), 0.1920419931, rtol=1e-7, what="the divergence",
        hint="a term with p of zero is zero, also where q is zero",
    )  # fmt: skip


def test_what_was_thought_impossible_costs_without_bound(student, expect):
    """An outcome with p above zero and q of zero makes the divergence infinite."""
    q = np.array([0.3, 0.7, 0.0])
    got = student.kl_divergence(np.array([0.4, 0.6, 0.0]), q)
    expect.close(expect.number(got, what="the divergence"), 0.0225824, rtol=1e-5)
    got = expect.array(student.kl_divergence(OUTDOORS, q), what="the divergence", finite=False)
    expect.equal(got.ravel(), [math.inf], what="the divergence")


def test_different_lengths_are_refused(student, expect):
    """Two outcomes and two outcomes are compared; two and one are refused with a ValueError."""
    p = np.array([0.8, 0.2])
    got = student.kl_divergence(p, np.array([0.5, 0.5]))
    expect.close(expect.number(got, what="the divergence"), 0.1927448, rtol=1e-6)
    expect.raises(ValueError, lambda: student.kl_divergence(p, np.array([1.0])))
