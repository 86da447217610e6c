"""The hidden checks of `dummy_coding`."""

import numpy as np
import pytest

from course import ols

NAMES = np.array(["Accra", "Bogotá", "Córdoba", "Dakar", "Evora", "Fès", "Graz"])


def _draw(rng, levels, n):
    """n values in random order, every level among them at least once."""
    return rng.permutation(np.concatenate([levels, rng.choice(levels, size=n - len(levels))]))


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random values, for any base, the columns are those of the reference."""
    for k in (3, 4, 6):
        values = _draw(rng, rng.choice(NAMES, size=k, replace=False), 20).tolist()
        base = str(rng.choice(values))
        want = ols.design_matrix({"city": values}, ["city"], base={"city": base})
        got = student.dummy_coding(values, base)
        expect.close(got, want.drop(columns="const"), what="the array of dummy columns")


def test_coefficients_are_differences_from_the_base(student, expect, rng):
    """Fitted beside a constant: the base's mean, then every other level's difference from it."""
    levels = np.array(["high", "low", "medium"])
    values = _draw(rng, levels, 15)
    y = rng.normal(size=15)
    got = expect.array(
        student.dummy_coding(values, "low"), (15, 2), what="the array of dummy columns"
    )
    X = np.column_stack([np.ones(15), got])
    coef = np.linalg.lstsq(X, y, rcond=None)[0]
    mean = {level: y[values == level].mean() for level in levels}
    want = [mean["low"], mean["high"] - mean["low"], mean["medium"] - mean["low"]]
    expect.close(coef, want, what="the array of coefficients of a fit with these columns")


def test_levels_that_are_numbers(student, expect, rng):
    """Levels that are numbers are sorted by size."""
    values = _draw(rng, np.array([2, 3, 10, 25]), 12)
    want = np.column_stack([values == 2, values == 10, values == 25])
    expect.close(student.dummy_coding(values, 3), want, what="the array of dummy columns")


def test_two_levels_are_one_column(student, expect, rng):
    """Two levels give a single column, still with two dimensions."""
    values = _draw(rng, np.array(["no", "yes"]), 8)
    want = (values == "yes").reshape(-1, 1)
    expect.close(student.dummy_coding(values, "no"), want, what="the dummy column")


def test_the_order_of_the_rows_carries_over(student, expect, rng):
    """Values in another order give the same rows in that order."""
    values = _draw(rng, NAMES[:4], 12)
    order = rng.permutation(12)
    before = expect.array(student.dummy_coding(values, "Dakar"), (12, 3))
    after = expect.array(student.dummy_coding(values[order], "Dakar"), (12, 3))
    expect.close(after, before[order], what="the array of dummy columns of the reordered values")
