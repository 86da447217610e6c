"""Which permitted inputs the checks visit, and that an answer which is wrong on any of them fails.

The features that `DOMAIN` of an exercise's `inputs.py` permits have to be found among the calls that
its checks make. And for every feature that was found, a *guarded mutant*, the solution except that its
answer is slightly wrong where the feature holds, has to fail a check: a call that nobody judges is no
visit.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any

import msgspec
import numpy as np

from autograder import domain
from autograder.checks.collection import Checks, Ran
from autograder.checks.kinds import Inputs
from autograder.checks.student import Student
from autograder.registry import Exercise
from autograder.verify.careless import living
from autograder.verify.patience import fails_one
from autograder.worker import codec

# How wrong a guarded mutant is: more than any check tolerates, less than anyone would notice.
OFF = 0.02


class Coverage(msgspec.Struct, frozen=True):
    """What the checks of one exercise visit: kinds, calls of the function, features of these.

    Each feature is one guarded mutant, which was killed unless `problems` says otherwise; `careless`
    counts the mutants that `careless.py` makes.
    """

    kinds: int
    calls: int
    features: int
    careless: int
    problems: tuple[str, ...]


def cover(
    exercise: Exercise,
    inputs: Inputs,
    runs: Mapping[int, Sequence[Ran]],
    checks: Checks,
    solution: Callable[[], Student],
) -> Coverage:
    """Return what the solution's runs (by seed) visit, and which guarded mutants live.

    A feature counts as visited where it is on every one of these seeds: a class is graded on one.
    """
    visits = [_visits(exercise, inputs, ran) for ran in runs.values()]
    always = set.intersection(*(set(v) for v in visits))
    missing = _permitted(inputs) - always
    problems = [
        f"no check asks {exercise.name} with {feature}: add a kind to inputs.py, or let its DOMAIN say "
        "that it is not permitted"
        for feature in sorted(missing)
    ]
    seed = next(iter(runs))
    ours = visits[0]
    for feature in sorted(ours):
        if _lives(exercise, inputs, feature, ours[feature], checks, seed, solution):
            problems.append(
                f"an answer that is slightly wrong with {feature} passes every check: no check judges "
                "what comes back there"
            )
    if inputs.truth.repeatable and _lives(
        exercise, inputs, _AGAIN, [c.name for c in checks.one_by_one()], checks, seed, solution
    ):
        problems.append(
            "an answer that is slightly wrong when it is asked again passes every check"
        )
    problems += _unseen_forms(exercise, inputs, runs[seed])
    calls = sum(call.name == exercise.name for ran in runs[seed] for call in ran.calls)
    tried, passing = living(exercise, inputs, runs[seed], checks, seed, solution)
    return Coverage(len(inputs.kinds), calls, len(ours), tried, (*problems, *passing))


def _unseen_forms(exercise: Exercise, inputs: Inputs, ran: Sequence[Ran]) -> list[str]:
    """In words: a form that no student can have tried at home, and that hidden checks use."""
    public = _visits(exercise, inputs, [one for one in ran if not one.result.hidden])
    permitted = {f.partition(": ")[2] for f in _permitted(inputs)}
    shown = {f.partition(": ")[2] for f in public}
    return [
        f"no public check gives {exercise.name} {form}, as hidden ones do: let one of them, so that nobody "
        "is refused for what could not be seen at home"
        for form in _FORMS
        if form in permitted and form not in shown
    ]


# A list for an array is the form that an answer without `np.asarray` breaks on.
_FORMS = ("a list",)


def _permitted(inputs: Inputs) -> set[str]:
    found = set()
    for name, parameter in inputs.signature.parameters.items():
        optional = parameter.default is not inspect.Parameter.empty
        found |= {f"{name}: {f}" for f in domain.permitted(inputs.domain[name], optional)}
    return found | {f"{a} and {b}" for one, two in _choices(inputs) for a in one for b in two}


def _choices(inputs: Inputs) -> Iterator[tuple[list[str], list[str]]]:
    """Each pair of options, as the values of one and of the other."""
    options = [
        [f"{name}: {value!r}" for value in spec.values]
        for name, spec in inputs.domain.items()
        if isinstance(spec, domain.Choice)
    ]
    yield from combinations(options, 2)


def features_of_call(inputs: Inputs, args: Sequence[Any], kwargs: Mapping[str, Any]) -> set[str]:
    """Return the features of a call's arguments: "X: one column"."""
    try:
        bound = inputs.signature.bind(*args, **kwargs).arguments
    except TypeError:
        return set()
    found = set()
    for name, spec in inputs.domain.items():
        if name not in bound:
            found.add(f"{name}: left out")
            continue
        found |= {f"{name}: {f}" for f in domain.features_of(spec, bound[name])}
        if name in kwargs:
            found.add(f"{name}: given by name")
    for one, two in _choices(inputs):
        found |= {f"{a} and {b}" for a in one for b in two if a in found and b in found}
    return found


def _visits(exercise: Exercise, inputs: Inputs, ran: Sequence[Ran]) -> dict[str, list[str]]:
    """Feature -> the checks that make a call with it which the solution answers."""
    found: dict[str, list[str]] = {}
    for one in ran:
        for call in one.calls:
            if call.name == exercise.name and call.of is None and call.failure is None:
                for feature in features_of_call(inputs, call.args, call.kwargs):
                    names = found.setdefault(feature, [])
                    if one.result.check not in names:
                        names.append(one.result.check)
    return found


_AGAIN = "asked again"


def _lives(
    exercise: Exercise,
    inputs: Inputs,
    feature: str,
    visitors: Sequence[str],
    checks: Checks,
    seed: int,
    solution: Callable[[], Student],
) -> bool:
    """Whether the guarded mutant passes every check that makes a call with this feature."""

    def holds(request: Mapping[str, Any]) -> bool:
        return feature in features_of_call(inputs, request["args"], request["kwargs"])

    make = partial(guarded, solution, exercise, holds if feature != _AGAIN else None)
    asked = (
        one
        for one in checks.one_by_one()
        if one.name.rpartition("::")[2] in visitors or one.name in visitors
    )
    return not fails_one(asked, exercise.stem, make, seed)


def guarded(
    solution: Callable[[], Student],
    exercise: Exercise,
    holds: Callable[[Mapping[str, Any]], bool] | None,
) -> Student:
    """Return the solution, except that its answers are slightly wrong to the calls where `holds`.

    With None, to a call that was asked before.
    """
    inner = solution()
    caps = codec.answer_caps(exercise.answer_mb)
    touched: set[int] = set()
    asked: set[bytes] = set()

    def off(request: Mapping[str, Any]) -> bool:
        if request["of"] is not None:
            return request["of"] in touched
        if holds is not None:
            return holds(request)
        key = codec.encode([list(request["args"]), dict(request["kwargs"])], codec.ARGUMENTS)
        again = key in asked
        asked.add(key)
        return again

    def invoke(request: dict[str, Any]) -> bytes:
        wrong = off(request)
        reply = inner._invoke(request)
        if not wrong:
            return reply
        said = codec.decode(reply, caps)
        if "kept" in said:
            touched.add(said["kept"])
        if "value" in said:
            said = {"value": worsened(said["value"])}
        return codec.encode(said, codec.answer_caps(2 * exercise.answer_mb))

    return Student(invoke, returns=exercise.returns, answer_mb=exercise.answer_mb)


def worsened(value: Any) -> Any:
    """Return a value that is slightly wrong everywhere: numbers by 2 %, the rest by a step."""
    if isinstance(value, (bool, np.bool_)):
        return not value
    if isinstance(value, (int, np.integer)):
        return int(value) + 1
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return number * (1 + OFF) + (OFF if abs(number) < OFF else 0.0)
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, dict):
        return {k: worsened(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(worsened(v) for v in value)
    if isinstance(value, codec.Record):
        fields = {k: worsened(v) for k, v in vars(value).items() if k != "_name"}
        return codec.Record(value._name, fields)
    if isinstance(value, np.ndarray):
        return _worse_array(value)
    if type(value).__name__ in ("Series", "DataFrame"):
        return value * (1 + OFF) + OFF * (abs(value) < OFF)
    return None


def _worse_array(value: np.ndarray) -> np.ndarray:
    if value.size and value.dtype.kind == "b":
        return ~value
    if value.size and value.dtype.kind in "iu":
        return value + 1
    if value.size and value.dtype.kind == "f":
        return value * (1 + OFF) + OFF * (np.abs(value) < OFF)
    # Nothing can be a little wrong about no values, or about texts: a column or an entry too many.
    return np.concatenate([value, value]) if value.size else np.zeros((1,) * max(value.ndim, 1))
