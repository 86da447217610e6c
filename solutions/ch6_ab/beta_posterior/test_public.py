"""The public checks of `beta_posterior`: run them as often as you like."""

import numpy as np


def test_four_of_twenty(student, expect):
    """4 of 20, with a uniform prior: Beta(5, 17)."""
    want = [5, 17, 5 / 22, np.sqrt(5 / 22 * 17 / 22 / 23)]
    expect.close(student.beta_posterior(4, 20), want, what="the array of four")


def test_a_prior_worth_ten_trials(student, expect):
    """3 of 10, after a prior worth 2 successes and 8 failures: Beta(5, 15), with mean 1/4."""
    got = student.beta_posterior(3, 10, prior=(2, 8))
    expect.close(got, [5, 15, 0.25, np.sqrt(0.25 * 0.75 / 21)], what="the array of four")


def test_no_trials_leave_the_prior(student, expect):
    """Without a single trial, what is known is the prior: the uniform one, or Beta(1/2, 3/2)."""
    got = student.beta_posterior(0, 0)
    expect.close(got, [1, 1, 0.5, np.sqrt(1 / 12)], what="the array of four")
    got = student.beta_posterior(0, 0, prior=(0.5, 1.5))
    expect.close(got, [0.5, 1.5, 0.25, 0.25], what="the array of four")


def test_impossible_counts_are_refused(student, expect):
    """Ten successes in ten trials are possible; eleven, or fewer than none, raise a ValueError."""
    got = student.beta_posterior(10, 10)
    expect.close(got, [11, 1, 11 / 12, np.sqrt(11 / 144 / 13)], what="the array of four")
    expect.raises(ValueError, lambda: student.beta_posterior(11, 10))
    expect.raises(ValueError, lambda: student.beta_posterior(-1, 10))
