"""The public checks of `log_sum_exp`: run them as often as you like."""

import numpy as np

CLOSE = {"rtol": 1e-9, "atol": 1e-12, "what": "the log of the sum"}


def test_two_numbers_known_by_their_logarithms(student, expect):
    """The logarithms of 2 and 3, as a list: the sum is 5."""
    expect.close(student.log_sum_exp([float(np.log(2)), float(np.log(3))]), np.log(5), **CLOSE)


def test_each_row_has_a_sum_of_its_own(student, expect):
    """Two rows of three values, of which the sums are 6 and 16: one number for each row."""
    values = np.log([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])
    expect.close(student.log_sum_exp(values), np.log([6.0, 16.0]), **CLOSE)


def test_no_exponential_overflows_or_vanishes(student, expect):
    """Twice 600, twice 1000 and twice -1000: the log of 2 is added; and rows of very different size."""
    hint = (
        "take the largest value of the row off before the exponential, and put it back at the end"
    )
    for value in (600.0, 1000.0, -1000.0):
        got = student.log_sum_exp(np.array([value, value]))
        expect.close(got, value + np.log(2), hint=hint, **CLOSE)
    values = np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [5.0, -900.0]])
    want = [1000 + np.log(2), -1000 + np.log(2), 5.0]
    expect.close(student.log_sum_exp(values), want, hint=hint, **CLOSE)


def test_minus_infinity_adds_nothing(student, expect):
    """The logarithms of 0, 2 and 6: the sum is 8."""
    got = student.log_sum_exp(np.array([-np.inf, np.log(2), np.log(6)]))
    expect.close(got, np.log(8), **CLOSE)
