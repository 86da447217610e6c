"""The public checks of `biased_sigma`: run them as often as you like."""

import numpy as np

WHAT = "the triple of numbers"
RESIDUALS = np.array([0.5, -0.2, 0.4, 0.3, -0.1])


def test_the_estimate_of_maximum_likelihood(student, expect):
    """Five residuals of a fit with two coefficients and no constant: their sum is not zero."""
    ml, _, _ = expect.array(student.biased_sigma(RESIDUALS, 2), (3,), what=WHAT)
    expect.close(ml, 0.3316624790, rtol=1e-8, what="the estimate of maximum likelihood")


def test_the_root_of_the_unbiased_variance(student, expect):
    """The same residuals, with the number of coefficients taken off below the line."""
    _, s, _ = expect.array(student.biased_sigma(RESIDUALS, 2), (3,), what=WHAT)
    expect.close(s, 0.4281744193, rtol=1e-8, what="the root of the unbiased variance")


def test_the_factor(student, expect):
    """On average the first estimate is this part of the truth."""
    _, _, factor = expect.array(student.biased_sigma(RESIDUALS, 2), (3,), what=WHAT)
    expect.close(
        factor, 0.7136496465, rtol=1e-8, what="the factor",
        hint="the mean of a root is not the root of the mean",
    )  # fmt: skip


def test_six_rides_in_a_list(student, expect):
    """The six rides of the statement, given as a list."""
    got = student.biased_sigma([0.3, -0.2, 0.4, -0.3, -0.4, 0.2], 4)
    expect.close(got, [0.3109126351, 0.5385164807, 0.5116633539], rtol=1e-8, what=WHAT)


def test_nothing_left_over_is_refused(student, expect):
    """With one residual more than coefficients there is an answer, with as many a ValueError."""
    got = student.biased_sigma(RESIDUALS, 4)
    expect.close(got, [0.3316624790, 0.7416198487, 0.3568248232], rtol=1e-8, what=WHAT)
    expect.raises(ValueError, lambda: student.biased_sigma(RESIDUALS, 5))
