"""The public checks of `power_curve`: run them as often as you like."""

import numpy as np
from scipy import stats


def team_rule(n, threshold=0.95):
    """Where the posterior probability of B being better exceeds the threshold."""
    sa, sb = np.indices((n + 1, n + 1))
    return stats.hypergeom.sf(sa, 2 * n + 2, sa + sb + 1, n + 1) > threshold


def test_one_visitor_each(student, expect):
    """One visitor each: A's does not sign up and B's does, 0.7 times 0.45."""
    rule = np.array([[False, True], [False, False]])
    got = student.power_curve(0.3, 0.45, [rule])
    expect.close(got, [0.315], rtol=0, atol=1e-6, what="the power")


def test_the_team_has_10_or_20_or_40_visitors(student, expect):
    """The team's rule with 10, 20 and 40 visitors to each page, at 30 % and 60 %."""
    got = student.power_curve(0.3, 0.6, [team_rule(n) for n in (10, 20, 40)])
    expect.close(
        got, [0.41717859, 0.57538358, 0.85592747], rtol=0, atol=1e-6, what="the curve of power"
    )


def test_equal_rates_give_false_alarms(student, expect):
    """With 30 % on both pages what is left are the false alarms, about one in twenty."""
    got = student.power_curve(0.3, 0.3, [team_rule(n) for n in (10, 20, 40)])
    expect.close(
        got,
        [0.04984083, 0.04369831, 0.04859988],
        rtol=0,
        atol=1e-6,
        what="the rate of false alarms",
    )


def test_two_visitors_each_and_a_rule_of_thumb(student, expect):
    """Two visitors each: B is chosen with more successes than A, or by a rule that makes no sense."""
    # A has none, one, two of two with 0.64, 0.32, 0.04; B with 0.25, 0.5, 0.25. Added up by hand.
    rule = np.array([[False, True, True], [False, False, True], [False, False, False]])
    odd = np.array([[True, False, False], [False, False, True], [False, True, False]])
    got = student.power_curve(0.2, 0.5, [rule, odd])
    want = [0.64 * 0.75 + 0.32 * 0.25, 0.64 * 0.25 + 0.32 * 0.25 + 0.04 * 0.5]
    expect.close(got, want, rtol=0, atol=1e-6, what="the power")
