"""The hidden checks of `dummy_coding` beside those of its permitted inputs: properties."""

import numpy as np

LEVELS = np.array(["high", "low", "medium"])


def _values(rng, n):
    """n values in random order, every level among them at least once."""
    return rng.permutation(np.concatenate([LEVELS, rng.choice(LEVELS, size=n - 3)]))


def test_coefficients_are_differences_from_the_base(student, expect, rng):
    """Fitted beside a constant: the base's mean, then every other level's difference from it."""
    values = _values(rng, 15)
    y = rng.normal(size=15)
    got = expect.array(
        student.dummy_coding(values, "low"), (15, 2), what="the array of dummy columns"
    )
    X = np.column_stack([np.ones(15), got])
    coef = np.linalg.lstsq(X, y, rcond=None)[0]
    mean = {level: y[values == level].mean() for level in LEVELS}
    want = [mean["low"], mean["high"] - mean["low"], mean["medium"] - mean["low"]]
    expect.close(coef, want, what="the array of coefficients of a fit with these columns")


def test_the_order_of_the_rows_carries_over(student, expect, rng):
    """Values in another order give the same rows in that order."""
    values = _values(rng, 12)
    order = rng.permutation(12)
    want = np.column_stack([values == "high", values == "low"]).astype(float)
    before = student.dummy_coding(values, "medium")
    expect.close(before, want, what="the array of dummy columns")
    after = student.dummy_coding(values[order], "medium")
    expect.close(after, want[order], what="the array of dummy columns of the reordered values")


def test_one_level_has_no_column(student, expect, rng):
    """Beside three levels with two columns: where the base is the only level, there is no column."""
    values = _values(rng, 7)
    want = np.column_stack([values == "high", values == "medium"]).astype(float)
    got = student.dummy_coding(values, "low")
    expect.close(got, want, what="the array of dummy columns")
    for single, base in ((np.repeat("low", 5), "low"), ([7], 7)):
        got = student.dummy_coding(single, base)
        expect.array(got, (len(single), 0), what="the array of dummy columns of one level")
