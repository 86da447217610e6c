"""The public checks of `entropy_identity`: run them as often as you like."""

import math

import numpy as np

WHAT = "the triple of numbers"


def test_the_help_line(student, expect):
    """Password, bill, delivery and others, of which none came; the model says 0.4, 0.3, 0.2, 0.1."""
    got = student.entropy_identity(np.array([4, 2, 2, 0]), np.array([0.4, 0.3, 0.2, 0.1]))
    expect.close(got, [1.039720771, 0.1217772743, 1.161498045], rtol=1e-7, what=WHAT)


def test_three_outcomes_in_lists(student, expect):
    """Every outcome was observed, and the model is far off."""
    got = student.entropy_identity([10, 6, 4], [0.2, 0.2, 0.6])
    expect.close(got, [1.029653014, 0.3600624406, 1.389715455], rtol=1e-7, what=WHAT)


def test_an_observed_outcome_that_the_model_excludes(student, expect):
    """Two deliveries, and a model without deliveries: the last two numbers are infinite."""
    got = student.entropy_identity(np.array([4, 2, 2, 0]), np.array([0.5, 0.25, 0.0, 0.25]))
    found = expect.array(got, (3,), what=WHAT, finite=False)
    expect.close(found[0], 1.039720771, rtol=1e-7, what="the entropy")
    expect.equal(found[1:], [math.inf, math.inf], what="the divergence and the cross-entropy")


def test_nothing_observed_is_refused(student, expect):
    """One call says something, no call says nothing: a ValueError."""
    q = np.array([0.5, 0.5])
    got = student.entropy_identity(np.array([1, 3]), q)
    expect.close(got, [0.5623351446, 0.130812036, 0.6931471806], rtol=1e-7, what=WHAT)
    expect.raises(ValueError, lambda: student.entropy_identity(np.array([0, 0]), q))
