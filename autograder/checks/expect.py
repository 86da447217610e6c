"""`expect`: the words in which checks judge what came back.

Every method either returns (often the value, made safe to compute with) or raises `Wrong` with a
message for the student. A check turns what it got into an array or a number first, and only then
computes with it: what a student returns may be anything at all.

`what` names the thing judged, in the singular, because the messages go on "... is not right": say
"the array of coefficients", not "the coefficients". Values much smaller than 1 need `atol=0`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks import show
from autograder.checks.outcome import CheckFailure, NotAttempted, Partial, StudentError, Wrong


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
            raise Wrong(
                f"{what} has {size}" + (f", not {wanted}" if size.startswith("shape") else ""),
                got=show.value(got),
                expected=f"shape {wanted}",
                hint=_tuple_hint(got) or _shape_hint(array.shape, shape),
            )
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
            raise Wrong(
                f"{what} is an array of {show.size(array.shape)}, not one number",
                got=show.value(got),
                hint=_tuple_hint(got),
            )
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
        if left != right or isinstance(left, bool) != isinstance(right, bool):
            failure = Wrong(
                f"{what} is not right", got=show.value(got), expected=show.value(want), hint=hint
            )
            failure.hidden_headline = f"{what} is not right"
            raise failure

    def raises(
        self, kind: str | type, action: Callable[[], Any], *, names: str = "", hint: str = ""
    ) -> None:
        """Fail the check unless `action()` makes the student's code raise `kind`.

        `names` is a text that the error's message must contain, such as a column's name.
        """
        wanted = kind if isinstance(kind, str) else kind.__name__
        try:
            got = action()
        except NotAttempted:
            raise
        except StudentError as error:
            if wanted in error.bases:
                if names and names.lower() not in error.message.lower():
                    failure = Wrong(
                        f"the {wanted} says {error.message!r}, which does not name {names!r}",
                        hint=hint or "an error should say which input was at fault",
                    )
                    # What it says, and what it should name, are inputs of the check.
                    failure.hidden_headline = f"the {wanted} does not name the input at fault"
                    raise failure from None
                return
            raise Wrong(
                f"raised {error.type_name} where {wanted} was asked for", hint=hint
            ) from None
        except CheckFailure:
            raise
        raise Wrong(
            f"returned a value where {wanted} was asked for", got=show.value(got), hint=hint
        )


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


def _difference(got: np.ndarray, want: np.ndarray) -> str:
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
    if got.size > 1 and off.sum() < got.size:
        first = tuple(int(i) for i in np.argwhere(off)[0])
        where = first[0] if len(first) == 1 else first
        return f"{int(off.sum())} of {got.size} values differ; the first is at index {where}"
    return ""


def _listed(x: Any) -> Any:
    if isinstance(x, np.ndarray) or type(x).__name__ in ("Series", "Index"):
        return [_listed(v) for v in np.asarray(x).tolist()]
    if isinstance(x, np.generic):
        return x.item()
    if isinstance(x, (list, tuple)):
        return [_listed(v) for v in x]
    return x
