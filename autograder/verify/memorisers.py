"""Answers that know the public checks by heart and nothing else: what a hidden check is for.

A student has the public checks, and can have what a right answer returns to each of their calls. So
that is what these answers return there, taken from the solution's own run; they differ in what they
say to any other call. Not one of them may pass a hidden check.

They answer requests as a worker does, and so an exercise that asks for an object is no exception: the
whole conversation with an object is remembered, what was called on it and in which order, and a number
stands for it. No torch module and no PyMC model has to be made, and a student who forged one would do
no better.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from autograder.checks.collection import Ran
from autograder.checks.outcome import CheckFailure, StudentError
from autograder.checks.student import Call, Handle, Student, unpack
from autograder.registry import Returns
from autograder.worker import codec

# A call, or the conversation that leads to it: names and arguments in order.
Key = tuple[Any, ...]
Request = dict[str, Any]


class Remembered(NamedTuple):
    """One call of a public check and the reply that the solution gave."""

    name: str
    # Whether it is a method of a returned object.
    method: bool
    numbers: np.ndarray
    reply: dict[str, Any]


class Memory:
    """The public checks' calls on one seed, with the solution's replies."""

    def __init__(self, public: Sequence[Ran]) -> None:
        self.known: dict[Key, Remembered] = {}
        for ran in public:
            talks: dict[int, Key] = {}
            for place, call in enumerate(ran.calls):
                self._learn(place, call, talks)

    def _learn(self, place: int, call: Call, talks: dict[int, Key]) -> None:
        key = (*talks.get(call.of, ()), _key(call)) if call.of is not None else (_key(call),)
        talks[place if call.of is None else call.of] = key
        reply = _reply(call)
        if reply is not None:
            of_method = call.of is not None
            numbers = _numbers([call.args, call.kwargs])
            self.known.setdefault(key, Remembered(call.name, of_method, numbers, reply))

    def alike(self, request: Request, *, value: bool = False) -> list[Remembered]:
        """Return what was remembered of other calls by this name, the first first."""
        method = request["of"] is not None
        return [
            one
            for one in self.known.values()
            if (one.name, one.method) == (request["name"], method)
            and not (value and "raised" in one.reply)
        ]

    def nearest(self, request: Request, *, value: bool = False) -> Remembered | None:
        """Return the remembered call whose arguments are most like these, or None."""
        numbers = _numbers([request["args"], request["kwargs"]])
        found = self.alike(request, value=value)
        return min(found, key=lambda one: _distance(numbers, one.numbers), default=None)


# Memory and request -> a reply to a call that no public check makes.
Guess = Callable[[Memory, Request], dict[str, Any]]


class Impostor(NamedTuple):
    """An answer that was never worked out; `does` says, after "an answer that", what it does."""

    does: str
    make: Callable[[], Student]


def memorisers_of(
    public: Sequence[Ran], returns: Returns | None, solution: Callable[[], Student]
) -> list[Impostor]:
    """Return the answers that know by heart what the solution answered to these public checks."""
    memory = Memory(public)
    guesses: dict[str, Callable[[], Guess]] = {
        "gives any other call the answer to the first": lambda: _first,
        "gives any other call the answer to the nearest": lambda: _nearest,
        "gives any other call remembered numbers in the right shape": lambda: _Shaped(solution()),
        "refuses any other call": lambda: _refuse,
    }
    return [
        Impostor(
            f"knows the public calls by heart and {does}",
            lambda guess=guess: _student(memory, guess(), returns),  # type: ignore[misc]
        )
        for does, guess in guesses.items()
    ]


def know_nothings(returns: Returns | None, solution: Callable[[], Student]) -> list[Impostor]:
    """Return answers that know not even the public calls."""
    memory = Memory([])
    guesses: dict[str, Callable[[], Guess]] = {
        "returns None": lambda: _none,
        "returns what it is given": lambda: _argument,
        "returns its last argument": lambda: _last_argument,
        "returns an empty array": lambda: _empty,
        **{f"always raises {error}": partial(_Raises, error) for error in _ERRORS},
        **{
            f"returns {words} in the right shape": partial(_Shaped, solution(), number)
            for words, number in _CONSTANTS.items()
        },
    }
    return [
        Impostor(does, lambda guess=guess: _student(memory, guess(), returns))  # type: ignore[misc]
        for does, guess in guesses.items()
    ]


def _student(memory: Memory, guess: Guess, returns: Returns | None) -> Student:
    numbers = itertools.count()
    # The number that stands for an object -> the conversation with it so far.
    talks: dict[int, Key] = {}

    def invoke(request: Request) -> bytes:
        of, keep = request["of"], request["keep"]
        key = (*talks.get(of, ()), _key_of(request["name"], request["args"], request["kwargs"]))
        known = memory.known.get(key)
        # Of an object, a guess has to have heard all.
        heard = guess(memory, request) if known is None or keep or of is not None else {}
        reply = heard if known is None else known.reply
        if keep and "kept" in reply:
            number = heard.get("kept", -1)
            number = number if number >= 0 else next(numbers)
            talks[number] = key
            reply = {"kept": number}
        elif of is not None:
            talks[of] = key
        return codec.encode(reply)

    return Student(invoke, returns=returns)


def _refuse(memory: Memory, request: Request) -> dict[str, Any]:
    bases = ["ValueError", "Exception", "BaseException", "object"]
    # A check of an error may ask that it name what was at fault: so this one names all it can.
    texts = [v for v in (*request["args"], *request["kwargs"].values()) if isinstance(v, str)]
    words = " ".join(["not a call that I know", *request["kwargs"], *texts])
    return {"raised": {"type": "ValueError", "bases": bases, "message": words, "lines": []}}


def _first(memory: Memory, request: Request) -> dict[str, Any]:
    found = memory.alike(request, value=True)
    return found[0].reply if found else _refuse(memory, request)


def _nearest(memory: Memory, request: Request) -> dict[str, Any]:
    found = memory.nearest(request)
    return found.reply if found else _refuse(memory, request)


def _none(memory: Memory, request: Request) -> dict[str, Any]:
    return {"value": None}


_ERRORS = ("ValueError", "TypeError")
_CONSTANTS = {"zeros": 0.0, "ones": 1.0, "halves": 0.5, "NaN": float("nan")}


class _Raises:
    """Always refuses, in words that name every text it was given."""

    def __init__(self, error: str) -> None:
        self._error = error

    def __call__(self, memory: Memory, request: Request) -> dict[str, Any]:
        raised = _refuse(memory, request)["raised"]
        bases = [self._error, *raised["bases"][1:]]
        return {"raised": {**raised, "type": self._error, "bases": bases}}


def _empty(memory: Memory, request: Request) -> dict[str, Any]:
    return {"value": np.empty(0)}


def _last_argument(memory: Memory, request: Request) -> dict[str, Any]:
    given = (*request["args"], *request["kwargs"].values())
    return {"value": given[-1] if given else None}


def _argument(memory: Memory, request: Request) -> dict[str, Any]:
    return {"value": next(iter((*request["args"], *request["kwargs"].values())), None)}


class _Shaped:
    """Asks the solution, and keeps of what it says the kind and the shape alone."""

    def __init__(self, solution: Student, number: float | None = None) -> None:
        self._solution, self._number = solution, number

    def __call__(self, memory: Memory, request: Request) -> dict[str, Any]:
        try:
            right = unpack(self._solution._invoke(request))
        except CheckFailure:
            return _nearest(memory, request)
        if request["keep"]:
            return {"kept": right.number}
        if self._number is not None:
            return {"value": _filled(right, itertools.repeat(self._number))}
        near = memory.nearest(request, value=True)
        numbers = _numbers(near.reply.get("value")) if near else np.empty(0)
        return {"value": _filled(right, itertools.cycle(numbers if numbers.size else [0.0]))}


def _filled(right: Any, numbers: Iterator[float]) -> Any:
    """Something of the kind and shape of `right`, made of these numbers."""
    if isinstance(right, np.ndarray) and right.dtype.kind in "biuf":
        return _typed(_take(right.shape, numbers), right.dtype)
    if isinstance(right, np.generic) and right.dtype.kind in "biuf":
        return _typed(np.asarray(next(numbers)), right.dtype)[()]
    if isinstance(right, (bool, int, float)):
        number = next(numbers)
        return number if np.isnan(number) else type(right)(number)
    if isinstance(right, dict):
        return {k: _filled(v, numbers) for k, v in right.items()}
    if isinstance(right, (list, tuple)):
        return type(right)(_filled(v, numbers) for v in right)
    if isinstance(right, codec.Record):
        fields = {k: v for k, v in vars(right).items() if k != "_name"}
        made = dataclasses.make_dataclass(right._name, list(fields))
        return made(*(_filled(v, numbers) for v in fields.values()))
    if type(right).__name__ in ("Series", "DataFrame"):
        extra = {"columns": right.columns} if right.ndim == 2 else {"name": right.name}
        return type(right)(_take(right.shape, numbers), index=right.index, **extra)
    return right


def _typed(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The values in this type; where it has no NaN and they are, as they stand."""
    return values if np.isnan(values).any() else values.astype(dtype)


def _take(shape: tuple[int, ...], numbers: Iterator[float]) -> np.ndarray:
    return np.array([next(numbers) for _ in range(int(np.prod(shape)))]).reshape(shape)


def _reply(call: Call) -> dict[str, Any] | None:
    if isinstance(call.failure, StudentError):
        said = call.failure
        return {
            "raised": {
                "type": said.type_name,
                "bases": list(said.bases),
                "message": said.message,
                "lines": [],
            }
        }
    if call.failure is not None:
        return None
    return {"kept": -1} if isinstance(call.result, Handle) else {"value": call.result}


def _key(call: Call) -> Key:
    return _key_of(call.name, call.args, call.kwargs)


def _key_of(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Key:
    return (name, _plain(list(args)), _plain(dict(kwargs)))


def _plain(value: Any) -> Any:
    """Equal for what a memoriser would take for the same: a list and the array of its values."""
    if isinstance(value, dict):
        return tuple((str(k), _plain(value[k])) for k in sorted(value, key=str))
    try:
        array = np.asarray(value, dtype=float)
        return (array.shape, array.tobytes())
    except (TypeError, ValueError, OverflowError):
        if isinstance(value, (list, tuple)):
            return tuple(map(_plain, value))
        return codec.encode(value)


def _numbers(value: Any) -> np.ndarray:
    """The numbers in a value, in order."""
    if isinstance(value, Mapping):
        value = list(value.values())
    elif isinstance(value, codec.Record):
        value = [v for k, v in vars(value).items() if k != "_name"]
    try:
        return np.asarray(value, dtype=float).ravel()
    except (TypeError, ValueError, OverflowError):
        if isinstance(value, (list, tuple)) and len(value):
            return np.concatenate([_numbers(v) for v in value])
        return np.empty(0)


def _distance(left: np.ndarray, right: np.ndarray) -> tuple[int, float]:
    n = min(left.size, right.size)
    a, b = np.nan_to_num(left[:n]), np.nan_to_num(right[:n])
    scale = 1.0 + np.abs(a) + np.abs(b)
    return abs(left.size - right.size), float((np.abs(a - b) / scale).sum())
