"""The public checks of `profile_interval`: run them as often as you like."""

import numpy as np

RESIDUALS = np.array([0.5, -0.2, 0.4, 0.3, -0.1])


def test_five_residuals(student, expect):
    """Five residuals, whose sum is not zero, at the level of 95 % that is the default."""
    got = student.profile_interval(RESIDUALS)
    expect.close(got, [0.1983213839, 0.7226680407], rtol=1e-7, what="the interval")


def test_the_taxi_at_another_level(student, expect):
    """The four rides of the statement, given as a list, at the levels of 50 % and 99 %."""
    taxi = [0.3, 0.1, -1.1, 0.7]
    got = student.profile_interval(taxi, level=0.5)
    expect.close(
        got, [0.5378474032, 0.8691626517], rtol=1e-7, what="the interval", hint="is `level` used?"
    )
    got = student.profile_interval(taxi, 0.99)
    expect.close(got, [0.3329276237, 2.440839292], rtol=1e-7, what="the interval")


def test_a_perfect_fit_has_no_interval(student, expect):
    """One residual of zero is no harm; where all of them are, a ValueError is asked for."""
    got = student.profile_interval(np.array([0.0, 2.0, -1.0]))
    expect.close(got, [0.6855337989, 3.812666003], rtol=1e-7, what="the interval")
    expect.raises(ValueError, lambda: student.profile_interval(np.array([0.0, 0.0, 0.0])))


def test_a_level_in_per_cent_is_refused(student, expect):
    """A level of 0.9 is fine; 90 is refused with a ValueError."""
    got = student.profile_interval(RESIDUALS, 0.9)
    expect.close(got, [0.2128360328, 0.6216268286], rtol=1e-7, what="the interval")
    expect.raises(ValueError, lambda: student.profile_interval(RESIDUALS, 90))
