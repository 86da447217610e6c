"""In what words a check judges the log density of a model, such as a student's `pm.Model`.

Only changes from one point to another are compared. A constant that no variable has a part in,
such as the log of a root of 2 pi, changes no posterior: a right model may have it or not. Where one
variable changes at a time, the message can say which one the density does not react to rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks import show
from autograder.checks.expect import Expect
from autograder.checks.outcome import Wrong

Point = Mapping[str, Any]
# PyTensor takes a constant such as 2.0 for single precision, and so its logarithm or root: a right
# model may be off by that much, relative to the size of its density.
RTOL, ROUNDING = 1e-5, 1e-7
# What changes, and the values that it takes: ("sigma_alpha", [0.5, 2.0]).
Change = tuple[str, Sequence[Any]]


def has_variables(model: Any, wanted: Mapping[str, tuple[int, ...]]) -> None:
    """Fail the check unless the model's free variables have these names and shapes."""
    found = model.free_variables()
    if not isinstance(found, dict):
        raise Wrong("the free variables of the model cannot be read")
    got = "; ".join(f"{name} {tuple(shape)}" for name, shape in found.items())[:300]
    for name, shape in wanted.items():
        if name not in found:
            raise Wrong(
                f"the model has no free variable called {name}",
                got=got,
                hint="a variable with a prior of its own, under the name that the statement gives "
                "it; what is computed from others with pm.Deterministic is not free",
            )
        if tuple(found[name]) != shape:
            raise Wrong(
                f"{name} has not the shape that was asked for",
                got=got,
                expected=f"{name} of shape {shape}" if shape else f"{name} a single number",
                hint="one entry for each group? one number for all?",
            )
    if len(found) > len(wanted):
        raise Wrong(
            "the model has a free variable too many",
            got=got,
            hint=f"{', '.join(wanted)}, and nothing else that is sampled",
        )


def reacts(
    expect: Expect,
    model: Any,
    base: Point,
    changes: Sequence[Change],
    want: Sequence[Sequence[float]] | Callable[[Point], float],
    *,
    hint: str = "",
) -> None:
    """Fail the check unless the log density changes from `base` as it should.

    Each of `changes` is a variable and the values that it takes while all others stay. `want` is
    the change of the log density for each of them, or the reference that they come from.
    """
    points = [base] + [{**base, name: value} for name, values in changes for value in values]
    got = values_of(expect, model, points)
    at = 1
    for number, (name, values) in enumerate(changes):
        here = got[at : at + len(values)] - got[0]
        at += len(values)
        if callable(want):
            right = np.array([want({**base, name: v}) - want(base) for v in values])
        else:
            right = np.asarray(want[number], dtype=float)
        if not _close(here, right, got):
            moved = f"{name} from {show.value(base[name])} to " + " or ".join(
                map(show.value, values)
            )
            raise _wrong(f"the density does not react rightly to {name}", here, right, hint, moved)


def agrees(
    expect: Expect,
    model: Any,
    points: Sequence[Point],
    want: Callable[[Point], float],
    *,
    hint: str = "",
) -> None:
    """Fail the check unless the log density changes between the points as that of `want` does."""
    changes_agree(expect, asked(model, points), [want(point) for point in points], hint=hint)


def changes_agree(expect: Expect, found: Any, want: Sequence[float], *, hint: str = "") -> None:
    """Fail the check unless the log densities `found`, as from `asked`, change as those of `want` do."""
    got, right = _numbers(expect, found, len(want)), np.asarray(want)
    here, right = got[1:] - got[0], right[1:] - right[0]
    if not _close(here, right, got):
        raise _wrong("the density is not right", here, right, hint, "from the first point on")


def values_of(expect: Expect, model: Any, points: Sequence[Point]) -> np.ndarray:
    """Return the log density at the points, or fail the check where it is not a number."""
    return _numbers(expect, asked(model, points), len(points))


def asked(model: Any, points: Sequence[Point]) -> Any:
    """Return what the model says its log density at the points is.

    The variables are looked at first: a check says better than the model what does not fit.
    """
    sent = [{k: np.asarray(v, dtype=float) for k, v in point.items()} for point in points]
    has_variables(model, {name: value.shape for name, value in sent[0].items()})
    return model.log_density(sent)


def _numbers(expect: Expect, found: Any, points: int) -> np.ndarray:
    got = expect.array(found, (points,), what="the log density", finite=False)
    if np.isnan(got).any():
        raise Wrong(
            "the log density is not a number",
            hint="the root of something negative, or a standard deviation of zero?",
        )
    if not np.isfinite(got).all():
        raise Wrong(
            "the log density is infinite at a point that the model must allow",
            hint="does a prior exclude values that it should not?",
        )
    return got


def _close(here: np.ndarray, right: np.ndarray, got: np.ndarray) -> bool:
    # Of a difference of large numbers, what counts is the size of the numbers.
    noise = ROUNDING * (1.0 + float(np.abs(got).max()))
    return bool(np.allclose(here, right, rtol=RTOL, atol=noise))


def _wrong(headline: str, got: np.ndarray, right: np.ndarray, hint: str, moved: str) -> Wrong:
    return Wrong(
        headline,
        got=f"{moved}: the log density changes by {show.value(got)}",
        expected=f"by {show.value(right)}",
        hint=hint,
    )
