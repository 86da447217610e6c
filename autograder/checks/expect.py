"""`expect`: the words in which checks judge what came back.

Every method either returns (often the value, made safe to compute with) or raises `Wrong` with a
message for the student. A check turns what it got into an array or a number first, and only then
computes with it: what a student returns may be anything at all.

`what` names the thing judged, in the singular, because the messages go on "... is not right": say
"the array of coefficients", not "the coefficients". Values much smaller than 1 need `atol=0`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks import show
from autograder.checks.outcome import (
    CheckFailure,
    Forbidden,
    NotAttempted,
    Partial,
    StudentError,
    Wrong,
)


class Expect:
    """Given to every check as the fixture `expect`."""

    def array(
        self,
        got: Any,
        shape: tuple[int | None, ...] | None = None,
        *,
        what: str = "the result",
        finite: bool = True,
    ) -> np.ndarray:
        """Return `got` as a float array of the given shape (None: any length), or fail the check.

        Lists, tuples, pandas objects, tensors and integer or float32 arrays are all welcome.
        """
        array = _as_floats(got, what)
        if shape is not None and not _fits(array.shape, shape):
            wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape) + ")"
            wanted = wanted.replace(")", ",)") if len(shape) == 1 else wanted
            size = show.size(array.shape)
            failure = Wrong(
                f"{what} has {size}" + (f", not {wanted}" if size.startswith("shape") else ""),
                got=show.value(got),
                expected=f"shape {wanted}",
                hint=_tuple_hint(got) or _shape_hint(array.shape, shape),
            )
            failure.hidden_headline = f"{what} has not the shape that was asked for"
            raise failure
        if finite and not np.isfinite(array).all():
            kind = "NaN" if np.isnan(array).any() else "infinity"
            raise Wrong(
                f"{what} contains {kind}",
                got=show.value(got),
                hint="a division by zero, the root of a negative number, or an empty mean?",
            )
        return array

    def number(self, got: Any, *, what: str = "the result") -> float:
        """Return `got` as a float, or fail the check. A 0-d or one-element array counts."""
        array = self.array(got, what=what)
        if array.size != 1:
            failure = Wrong(
                f"{what} is an array of {show.size(array.shape)}, not one number",
                got=show.value(got),
                hint=_tuple_hint(got),
            )
            failure.hidden_headline = f"{what} is an array, not one number"
            raise failure
        return float(array.reshape(()))

    def close(
        self,
        got: Any,
        want: Any,
        *,
        rtol: float = 1e-6,
        atol: float = 1e-9,
        what: str = "the result",
        hint: str = "",
    ) -> np.ndarray:
        """Return `got` as an array; fail the check unless it is `want` within rtol and atol.

        The message says where the two differ most, and, where it helps, how: in sign, by a
        constant factor, or in the order of the values.
        """
        wanted = np.asarray(want, dtype=float)
        array = self.array(got, wanted.shape, what=what)
        if np.allclose(array, wanted, rtol=rtol, atol=atol):
            return array
        failure = Wrong(
            f"{what} is not right",
            got=show.value(got),
            expected=show.value(want),
            hint=hint or _difference(array, wanted),
        )
        failure.hidden_headline = f"{what} is not right"
        # How many values differ, and which first, is for the student's code to choose.
        failure.hidden_hint = hint or _difference(array, wanted, places=False)
        raise failure

    def that(self, condition: Any, message: str, *, got: Any = None, hint: str = "") -> None:
        """Fail the check with `message` unless `condition` is true (of an array: everywhere)."""
        if not bool(np.all(condition)):
            raise Wrong(message, got="" if got is None else show.value(got), hint=hint)

    def partial(self, share: float, message: str, *, got: Any = None, hint: str = "") -> None:
        """Give this share of the check's weight, from 0 to 1, and say in `message` what is missing.

        Nothing happens at 1. Anything that is no number from 0 to 1 is the check's own mistake.
        """
        earned = float(share)
        if not 0 <= earned <= 1:
            raise ArithmeticError(f"a share of {share!r}: it has to be a number from 0 to 1")
        if earned == 1:
            return
        shown = "" if got is None else show.value(got)
        if earned == 0:
            raise Wrong(message, got=shown, hint=hint)
        raise Partial(earned, message, got=shown, hint=hint)

    def equal(self, got: Any, want: Any, *, what: str = "the result", hint: str = "") -> None:
        """Fail the check unless `got` equals `want` exactly: names, labels, counts, booleans."""
        left, right = _listed(got), _listed(want)
        if not _same(left, right) or isinstance(left, bool) != isinstance(right, bool):
            failure = Wrong(
                f"{what} is not right", got=show.value(got), expected=show.value(want), hint=hint
            )
            failure.hidden_headline = f"{what} is not right"
            raise failure

    def raises(
        self, kind: str | type, action: Callable[[], Any], *, names: str = "", hint: str = ""
    ) -> None:
        """Fail the check unless `action()` makes the student's code refuse by raising `kind`.

        `names` is a text that the error's message must contain, such as a column's name. An error
        of the kind counts, whoever raised it, but for NumPy's `LinAlgError` and `AxisError`, which
        are of the kind `ValueError`: whether NumPy notices a singular matrix is a matter of
        rounding. They count where the student's own line raises them, or where they are `kind`.
        """
        wanted = kind if isinstance(kind, str) else kind.__name__
        try:
            got = action()
        except NotAttempted:
            raise
        except StudentError as error:
            if wanted not in error.bases or (wanted != error.type_name and _by_accident(error)):
                raise _another(error, wanted) from None
            if names and names.lower() not in error.message.lower():
                failure = Wrong(
                    f"the {wanted} says {error.message!r}, which does not name {names!r}",
                    hint=hint or "an error should say which input was at fault",
                )
                # What it says, and what it should name, are inputs of the check.
                failure.hidden_headline = f"the {wanted} does not name the input at fault"
                failure.lines = error.lines
                raise failure from None
            return
        except CheckFailure:
            raise
        raise Wrong(
            f"returned a value where {wanted} was asked for", got=show.value(got), hint=hint
        )


# Errors of NumPy's own that are a ValueError too, and that come up where no one meant to refuse.
_ACCIDENTS = frozenset({"LinAlgError", "AxisError"})


def _by_accident(error: StudentError) -> bool:
    """Return whether NumPy raised this error by itself, and no line of the student's did."""
    own = error.frames[-1].code if error.frames else ""
    return error.type_name in _ACCIDENTS and not re.search(r"\braise\b", own)


def _another(error: StudentError, wanted: str) -> CheckFailure:
    """Say that another error was raised than the one asked for, with all that is known of it."""
    if isinstance(error, Forbidden) or "SyntaxError" in error.bases:
        # Nothing was refused here: the code was stopped, or could not be read at all.
        return error
    if wanted in error.bases:
        hint = (
            f"NumPy's {error.type_name} came up by accident, and for other numbers it may not: test "
            f"for the case that the statement names, and raise a {wanted} with a sentence that says "
            "what is wrong"
        )
    else:
        hint = "your code stopped at this line, before it could refuse: mend the line first"
    text = f"{error.type_name}: {error.message}" if error.message else error.type_name
    failure = Wrong(f"raised {text}, where {wanted} was asked for", hint=hint)
    # The student's code gives the error its name and its text, which could hold a hidden input.
    failure.hidden_line = error.hidden_line
    failure.hidden_headline = f"raised {error.kind} where {wanted} was asked for"
    failure.lines = error.lines
    return failure


def _as_floats(got: Any, what: str) -> np.ndarray:
    if got is None:
        raise Wrong(f"{what} is None", got="None", hint="is a `return` missing?")
    if isinstance(got, (str, bytes, dict, set)):
        raise Wrong(f"{what} is a {type(got).__name__}, not numbers", got=show.value(got))
    try:
        array = np.asarray(got)
        if array.dtype.kind == "c":
            raise Wrong(f"{what} holds complex numbers", got=show.value(got))
        if array.dtype.kind in "US":
            raise Wrong(f"{what} holds text, not numbers", got=show.value(got))
        return np.asarray(array, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise Wrong(
            f"{what} cannot be read as an array of numbers",
            got=show.value(got),
            hint=_tuple_hint(got)
            or "rows of different lengths, or something that is not a number, among them?",
        ) from None


def _tuple_hint(got: Any) -> str:
    if not isinstance(got, tuple) or len(got) < 2:
        return ""
    return (
        f"what came back is a tuple of {len(got)}: `lstsq`, `quad` and others return several things "
        "at once, of which the answer is the first, `[0]`"
    )


def _fits(shape: tuple[int, ...], wanted: Sequence[int | None]) -> bool:
    return len(shape) == len(wanted) and all(
        w is None or n == w for n, w in zip(shape, wanted, strict=True)
    )


def _shape_hint(shape: tuple[int, ...], wanted: Sequence[int | None]) -> str:
    if len(shape) == 2 and len(wanted) == 2 and _fits(shape[::-1], wanted):
        return "it looks transposed: one row per observation, one column per term"
    if len(shape) == len(wanted) + 1 and 1 in shape:
        return "there is one dimension too many: `.ravel()` or `.squeeze()` drops it"
    if len(shape) == len(wanted) and len(shape) and sum(shape) > 0:
        return "is something left out, or in twice?"
    return ""


def _difference(got: np.ndarray, want: np.ndarray, places: bool = True) -> str:
    """Say how two arrays of one shape differ, in words that do not give the right values away."""
    if got.size == 0:
        return ""
    if np.allclose(got, -want, rtol=1e-6, atol=1e-12):
        return "the sign is the wrong way round"
    nonzero = np.abs(want) > 1e-12
    if nonzero.any():
        ratio = got[nonzero] / want[nonzero]
        same = ratio.size > 1 and np.allclose(ratio, ratio[0], rtol=1e-6) and abs(ratio[0]) > 1e-9
        # Where the right value is zero, so must the other be; and a factor of one is none.
        if same and abs(ratio[0] - 1) > 1e-6 and np.allclose(got[~nonzero], 0, atol=1e-9):
            return "every value is off by the same factor"
    if got.size > 1 and np.allclose(np.sort(got.ravel()), np.sort(want.ravel()), rtol=1e-6):
        return "the values are right, their order is not"
    off = ~np.isclose(got, want, rtol=1e-6, atol=1e-9)
    if places and got.size > 1 and off.sum() < got.size:
        first = tuple(int(i) for i in np.argwhere(off)[0])
        where = first[0] if len(first) == 1 else first
        return f"{int(off.sum())} of {got.size} values differ; the first is at index {where}"
    return ""


def _same(left: Any, right: Any) -> bool:
    try:
        return bool(left == right)
    except Exception:  # a table, or a missing value, has no one answer: it is not what was wanted
        return False


def _listed(x: Any) -> Any:
    if isinstance(x, np.ndarray) or type(x).__name__ in ("Series", "Index"):
        return _listed(np.asarray(x).tolist())  # of an array without an axis, one value
    if isinstance(x, np.generic):
        return x.item()
    if isinstance(x, (list, tuple)):
        return [_listed(v) for v in x]
    return x
