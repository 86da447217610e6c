"""The public checks of `gaussian_nll`: run them as often as you like."""

import numpy as np

RIDES = np.array([5.0, 7.0, 8.0, 12.0])
WHAT = "the negative log-likelihood"


def test_one_mean_and_one_sigma_for_all(student, expect):
    """Every ride was said to cost 8 euros, give or take 2.50."""
    got = expect.number(student.gaussian_nll(RIDES, 8, 2.5), what=WHAT)
    expect.close(got, 9.420917060, rtol=1e-8, what=WHAT)


def test_a_mean_and_a_sigma_for_each(student, expect):
    """Each ride has a mean and a standard deviation of its own, all given as lists."""
    got = student.gaussian_nll([5, 7, 8, 12], [4.7, 6.9, 9.1, 11.3], [0.5, 1.5, 0.8, 2.0])
    expect.close(expect.number(got, what=WHAT), 5.046860412, rtol=1e-8, what=WHAT)


def test_far_from_the_mean(student, expect):
    """A ride of 100 euros, far beyond all that the model said: its density is tiny, not zero."""
    got = expect.number(student.gaussian_nll(np.array([5.0, 100.0]), 8.0, 1.0), what=WHAT)
    expect.close(
        got, 4238.337877, rtol=1e-8, what=WHAT, hint="the logarithm has a formula of its own"
    )


def test_a_sigma_that_is_not_above_zero_is_refused(student, expect):
    """Standard deviations of 1, 2 and 3 euros are fine; one of zero is refused with a ValueError."""
    y, mean = np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0])
    got = expect.number(student.gaussian_nll(y, mean, np.array([1.0, 2.0, 3.0])), what=WHAT)
    expect.close(got, 5.104130624, rtol=1e-6, what=WHAT)
    expect.raises(
        ValueError, lambda: student.gaussian_nll(y, mean, np.array([1.0, 0.0, 3.0])),
        hint="look at every sigma, not at the first or at the sum",
    )  # fmt: skip


def test_a_list_of_one_is_no_number(student, expect):
    """A mean of 2.0 holds for all three; a list of one mean is refused with a ValueError."""
    y = np.array([1.0, 2.0, 4.0])
    got = expect.number(student.gaussian_nll(y, 2.0, 1.5), what=WHAT)
    expect.close(got, 5.084322035, rtol=1e-6, what=WHAT)
    expect.raises(ValueError, lambda: student.gaussian_nll(y, [2.0], 1.5))
