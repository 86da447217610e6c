"""The public checks of `vaccine_efficacy`: run them as often as you like."""

import numpy as np


def test_the_published_interval(student, expect):
    """8 and 162 cases in 2.214 and 2.222 thousand years: 90.3 % to 97.6 %, as the report prints."""
    got = student.vaccine_efficacy(8, 162, 2.214, 2.222)
    expect.close(
        got, [0.9031713, 0.9483642, 0.9761694], rtol=0, atol=1e-6, what="the array of three"
    )


def test_no_case_yet(student, expect):
    """A uniform prior and no case: half of theta lies between 1/4 and 3/4, of VE between -2 and 2/3."""
    got = student.vaccine_efficacy(0, 0, 1, 1, prior=(1, 1), level=0.5)
    expect.close(got, [-2, 0, 2 / 3], rtol=0, atol=1e-6, what="the array of three")


def test_one_case_with_the_placebo(student, expect):
    """A prior that is not even, and one case with the placebo: by hand, 1 - ∛(1 - q) for theta."""
    # Beta(1, 3) has distribution function 1 - (1 - x)³, so that theta / (1 - theta) at q is
    # 1 / ∛(1 - q) - 1; with the vaccine's arm watched twice as long it is halved.
    root = 1 / np.cbrt(1 - np.array([0.9, 0.5, 0.1]))
    got = student.vaccine_efficacy(0, 1, 2, 1, prior=(1, 2), level=0.8)
    expect.close(got, 1 - (root - 1) / 2, rtol=0, atol=1e-6, what="the array of three")


def test_a_higher_level_is_wider(student, expect):
    """The 90 % interval and the 99 % interval of one trial, whose median is the same."""
    narrow = student.vaccine_efficacy(5, 20, 1, 1, level=0.90)
    want = [0.4541635, 0.7401375, 0.8905736]
    expect.close(narrow, want, rtol=0, atol=1e-6, what="the array of three at 90 %")
    wide = student.vaccine_efficacy(5, 20, 1, 1, level=0.99)
    want = [0.1949800, 0.7401375, 0.9382753]
    expect.close(wide, want, rtol=0, atol=1e-6, what="the array of three at 99 %")
