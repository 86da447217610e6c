"""The public checks of `mixture_predict`: run them as often as you like."""

import numpy as np

X = np.array([1.0, 50.0])
TOWN = (np.array([0.4, 0.6]), np.array([[0.0, 2.0], [0.0, 4.0]]), np.array([10.0, 40.0]))
# Flats of 40 m² in three districts, two of which overlap: 100, 120 and 200, in units of 100 thousand.
THREE = ([0.35, 0.4, 0.25], [[0, 0.025], [0.4, 0.02], [0, 0.05]], [0.25, 0.2, 0.12])


def test_the_mean_of_two_districts(student, expect):
    """The mean price of a flat of 50 m², which is what is returned where `how` is left out."""
    what = "the mean"
    for options in ({}, {"how": "mean"}):
        got = expect.number(student.mixture_predict(X, *TOWN, **options), what=what)
        expect.close(got, 160.0, rtol=1e-7, what=what)


def test_the_mode_of_two_districts(student, expect):
    """The likeliest price of the same flat: at the peak of the narrow bell."""
    got = expect.number(student.mixture_predict(X, *TOWN, how="mode"), what="the mode")
    expect.close(got, 100.10354, rtol=0, atol=0.01, what="the mode")


def test_the_mode_of_overlapping_districts(student, expect):
    """Two of three districts overlap: the highest peak is between their lines. All lists."""
    got = expect.number(student.mixture_predict([1, 40], *THREE, how="mode"), what="the mode")
    expect.close(got, 1.1432947, rtol=0, atol=0.00012, what="the mode")


def test_the_mean_of_three_districts(student, expect):
    """The mean of the same three, given as lists."""
    got = expect.number(student.mixture_predict([1, 40], *THREE), what="the mean")
    expect.close(got, 1.33, rtol=1e-7, what="the mean")


def test_a_sigma_of_zero_is_refused(student, expect):
    """A standard deviation of zero or below is refused; the mean of the same districts is not."""
    got = expect.number(student.mixture_predict(X, *TOWN), what="the mean")
    expect.close(got, 160.0, rtol=1e-7, what="the mean")
    for sigma in (-40.0, 0.0):
        asked = (X, *TOWN[:2], np.array([10.0, sigma]))
        expect.raises(ValueError, lambda a=asked: student.mixture_predict(*a))


def test_a_median_is_refused(student, expect):
    """Mean and mode are what is asked for; a word that is neither is refused."""
    got = expect.number(student.mixture_predict(X, *TOWN), what="the mean")
    expect.close(got, 160.0, rtol=1e-7, what="the mean")
    expect.raises(ValueError, lambda: student.mixture_predict(X, *TOWN, how="median"))
