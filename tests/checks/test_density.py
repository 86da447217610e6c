"""How a check judges a log density: by its changes, one variable at a time, in words that help."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import density
from autograder.checks.expect import Expect
from autograder.checks.outcome import Wrong

BASE = {"mu": 0.5, "each": [1.0, 2.0]}
SHAPES = {"mu": (), "each": (2,)}


class Model:
    """Stands for a handle: a density in plain Python."""

    def __init__(self, log_density, variables=None):
        self._log_density = log_density
        self._variables = SHAPES if variables is None else variables

    def free_variables(self):
        return self._variables

    def log_density(self, points):
        return np.array([self._log_density(**point) for point in points])


def right(mu, each):
    return float(-0.5 * mu**2 - 0.5 * np.sum((np.asarray(each) - mu) ** 2))


def reference(point):
    return right(**point)


def wrong(model, changes, want=reference, **options):
    with pytest.raises(Wrong) as caught:
        density.reacts(Expect(), model, BASE, changes, want, **options)
    return caught.value


CHANGES = [("mu", [0.0, 3.0]), ("each", [[1.0, 1.0], [0.0, 9.0]])]


def test_a_constant_more_or_less_is_right():
    for constant in (0.0, -7.3, 1e4):
        model = Model(lambda constant=constant, **p: right(**p) + constant)
        density.reacts(Expect(), model, BASE, CHANGES, reference)
        density.agrees(Expect(), model, [BASE, {"mu": 2.0, "each": [0.0, 1.0]}], reference)


def test_rounding_to_single_precision_is_right():
    model = Model(lambda **p: right(**p) * (1 + 3e-8))
    density.reacts(Expect(), model, BASE, CHANGES, reference)


def test_the_variable_at_fault_is_named():
    no_prior = Model(lambda mu, each: right(mu, each) + 0.5 * mu**2)
    failure = wrong(no_prior, CHANGES, hint="its prior?")
    assert failure.headline == "the density does not react rightly to mu"
    assert "mu from 0.5 to 0 or 3: the log density changes by" in failure.got
    assert failure.expected.startswith("by [") and failure.hint == "its prior?"
    flat = Model(lambda mu, each: -1.5 * mu**2 + mu * 3.0)
    assert wrong(flat, CHANGES).headline == "the density does not react rightly to each"


def test_right_changes_may_be_given_as_numbers():
    model = Model(right)
    density.reacts(
        Expect(), model, BASE, [("mu", [0.0])], [[right(0, [1, 2]) - right(0.5, [1, 2])]]
    )
    assert "mu" in wrong(model, [("mu", [0.0])], [[0.1]]).headline


def test_what_a_hidden_check_says_holds_no_number():
    failure = wrong(Model(lambda mu, each: 0.0), CHANGES)
    assert not any(c.isdigit() for c in failure.hidden_headline + failure.hint)


def test_a_density_that_differs_somewhere_is_not_right():
    with pytest.raises(Wrong, match="the density is not right"):
        density.agrees(
            Expect(), Model(lambda mu, each: mu), [BASE, {"mu": 1.0, "each": [0.0, 0.0]}], reference
        )


@pytest.mark.parametrize(
    ("value", "part"), [(np.nan, "not a number"), (-np.inf, "infinite"), (np.inf, "infinite")]
)
def test_what_is_no_density_is_told_apart(value, part):
    assert part in wrong(Model(lambda mu, each: value), CHANGES).headline


@pytest.mark.parametrize(
    ("variables", "part"),
    [
        ({"mu": ()}, "no free variable called each"),
        ({"mu": (), "each": (3,)}, "each has not the shape"),
        ({"mu": (), "each": (2,), "x": (9,)}, "a free variable too many"),
        (None, None),
        ("junk", "cannot be read"),
    ],
)
def test_other_variables_are_found_before_anything_is_computed(variables, part):
    def never(**point):
        raise AssertionError("asked for the density of a model that does not fit")

    model = Model(never if part else right, variables)
    if part is None:
        density.reacts(Expect(), model, BASE, CHANGES, reference)
    else:
        assert part in wrong(model, CHANGES).headline
