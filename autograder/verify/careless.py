"""Careless mutants: the solution inside a wrapper that spoils what it is given or what it returns.

Mutants of the solution's own lines (`mutate`) cannot do what other code does: round, answer in the
type of its input, look at the first thousand rows, leave an option unread. These do, whatever the
solution looks like.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.checks.collection import Checks, Ran
from autograder.checks.kinds import Inputs
from autograder.checks.student import Student
from autograder.domain import MANY, VERY_MANY, Array, Labels
from autograder.registry import Exercise
from autograder.verify.patience import fails_one
from autograder.worker import codec

Arguments = dict[str, Any]
# Digits after the point that a hasty answer keeps.
DIGITS = 3


class Careless(NamedTuple):
    """What it `does` goes on after "an answer that"; it changes what is asked, or what is answered."""

    does: str
    given: Callable[[Arguments], Arguments] | None = None
    answer: Callable[[Any, Arguments], Any] | None = None


def careless_mutants(inputs: Inputs) -> Iterator[Careless]:
    """Yield every careless mutant of an exercise with these inputs."""
    yield Careless(f"is rounded to {DIGITS} digits", answer=lambda value, given: _rounded(value))
    arrays = [n for n, spec in inputs.domain.items() if isinstance(spec, (Array, Labels))]
    if arrays:
        yield Careless("has the type of the numbers that it is given", answer=_inherited)
    for size in (MANY, VERY_MANY):
        specs = (inputs.domain[name] for name in arrays)
        if any(not isinstance(spec, Array) or spec.most > size for spec in specs):
            yield Careless(f"looks at the first {size} entries alone", given=_first(size, arrays))
    for name, parameter in inputs.signature.parameters.items():
        if parameter.default is not inspect.Parameter.empty:
            yield Careless(f"takes no notice of `{name}`", given=_without(name))


def _rounded(value: Any) -> Any:
    return _mapped(value, lambda x: np.round(x, DIGITS))


def _inherited(value: Any, given: Arguments) -> Any:
    kinds = [
        a.dtype for a in map(_numbers, given.values()) if a is not None and a.dtype.kind in "iu"
    ]
    if not kinds:
        return value
    with np.errstate(invalid="ignore"):
        return _mapped(value, lambda x: np.asarray(x).astype(kinds[0]))


def _numbers(value: Any) -> np.ndarray | None:
    if isinstance(value, (list, tuple, np.ndarray)) or type(value).__name__ in (
        "Series", "DataFrame",
    ):  # fmt: skip
        try:
            return np.asarray(value)
        except ValueError:
            return None
    return None


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with every number in it changed."""
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, dict):
        return {k: _mapped(v, change) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(v, change) for v in value)
    try:
        if np.asarray(value).dtype.kind == "f":
            return change(value)
    except (TypeError, ValueError):
        pass
    return value


def _first(size: int, names: Sequence[str]) -> Callable[[Arguments], Arguments]:
    def cut(given: Arguments) -> Arguments:
        return {k: v[:size] if k in names and long(v) else v for k, v in given.items()}

    def long(value: Any) -> bool:
        return hasattr(value, "__len__") and len(value) > size

    return cut


def _without(name: str) -> Callable[[Arguments], Arguments]:
    return lambda given: {k: v for k, v in given.items() if k != name}


def living(
    exercise: Exercise,
    inputs: Inputs,
    ran: Sequence[Ran],
    checks: Checks,
    seed: int,
    solution: Callable[[], Student],
) -> tuple[int, list[str]]:
    """Return how many careless mutants were tried on this seed, and in words those that pass.

    `ran` is the solution's run. A mutant that would answer each of its calls as it did is none.
    """
    tried, problems = 0, []
    for mutant in careless_mutants(inputs):
        if mutant.answer is not None and not _changes(mutant, exercise, inputs, ran):
            continue
        tried += 1
        if _passes(mutant, exercise, inputs, checks, seed, solution):
            problems.append(
                f"an answer that {mutant.does} passes every check: add a kind that shows it"
            )
    return tried, problems


def _changes(mutant: Careless, exercise: Exercise, inputs: Inputs, ran: Sequence[Ran]) -> bool:
    """Whether an answer of the solution's would look another: whole numbers, rounded, do not."""
    assert mutant.answer is not None
    for call in (c for one in ran for c in one.calls):
        if call.failure is None and call.of is None and call.name == exercise.name:
            given = _bound(inputs, call.args, call.kwargs)
            if given is None or type(call.result).__name__ == "Handle":
                continue
            if not _equal(mutant.answer(call.result, given), call.result):
                return True
    return False


def _equal(one: Any, other: Any) -> bool:
    if isinstance(other, dict):
        return all(_equal(one[k], other[k]) for k in other)
    try:
        return bool(np.array_equal(np.asarray(one), np.asarray(other), equal_nan=True))
    except (TypeError, ValueError):
        return isinstance(other, (list, tuple)) and all(map(_equal, one, other))


def _bound(inputs: Inputs, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments | None:
    try:
        return dict(inputs.signature.bind(*args, **kwargs).arguments)
    except TypeError:
        return None


def _passes(
    mutant: Careless,
    exercise: Exercise,
    inputs: Inputs,
    checks: Checks,
    seed: int,
    solution: Callable[[], Student],
) -> bool:
    def make() -> Student:
        inner = solution()

        def invoke(request: dict[str, Any]) -> bytes:
            given = _bound(inputs, request["args"], request["kwargs"])
            if request["of"] is not None or given is None:
                return inner._invoke(request)
            if mutant.given is not None:
                changed = mutant.given(given)
                return inner._invoke({**request, "args": (), "kwargs": changed})
            reply = inner._invoke(request)
            said = codec.decode(reply, codec.answer_caps(exercise.answer_mb))
            if mutant.answer is None or "value" not in said:
                return reply
            worse = {"value": mutant.answer(said["value"], given)}
            return codec.encode(worse, codec.answer_caps(2 * exercise.answer_mb))

        return Student(invoke, returns=exercise.returns, answer_mb=exercise.answer_mb)

    return not fails_one(checks.one_by_one(), exercise.stem, make, seed)
