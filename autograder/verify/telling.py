"""Do the messages of hidden checks tell an input or a right answer?

A hidden check's message is made of words that do not depend on its inputs. So a number in it that
stands neither in the check's source nor in what every student has was computed from something, and a
number or a word that is an input or a right answer of that very run has been told, however it got there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.check_result import CheckResult
from autograder.checks.collection import Ran
from autograder.worker import codec

# What the engine says of kinds, shapes and places: `expect` and `show` write it, and no author.
_OURS = re.compile(
    r"shape \([\d, any]*\)(, not \([\d, any]*\))?"
    r"|\b(dtype|type) \w+|\bof length \d+|\(\d+ values\)"
    r"|\b\d+ of \d+ values differ; the first is at index \(?[\d, ]+\)?"
)
_NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WORD = re.compile(r"[^\W\d_](?:\w|(?<=\w)[-.](?=\w)){2,}")


class Open:
    """What is no secret: numbers and words that stand in these texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        text = "\n".join(texts)
        self.numbers = set(_NUMBER.findall(text))
        self.words = {w.lower() for w in _WORD.findall(text)}


def told(result: CheckResult, secret: Sequence[Any], known: Open, source: str) -> list[str]:
    """Return what a hidden check's result tells that it must not: numbers and words, as they stand.

    `secret` holds the inputs and the right answers of that run, `source` is the check's own text.
    """
    message = result.message
    if message is None:
        return []
    # Not `lines`: those of a traceback are the student's own.
    said = [result.check.partition("[")[2], message.headline, message.try_]
    said += [message.called, message.got, message.expected]
    text = _OURS.sub(" ", "\n".join(said))
    found = [n for n in _NUMBER.findall(text) if n not in known.numbers]
    words = [w for w in _WORD.findall(text) if w.lower() not in known.words]
    if not found and not words:
        return []
    numbers, texts = values(secret)
    written = set(_NUMBER.findall(source))
    tells = [n for n in found if _is_among(n, numbers) or (n not in written and _is_exact(n))]
    return list(dict.fromkeys([*tells, *(w for w in words if w.lower() in texts)]))


def secrets_of_run(ran: Ran, right: Ran | None) -> list[Any]:
    """Return the inputs and the right answers of one check that has run, with the solution's run."""
    calls = [*ran.calls, *(right.calls if right else ())]
    answers = [call.result for call in right.calls] if right else []
    return [
        *(call.args for call in calls),
        *(list(call.kwargs.values()) for call in calls),
        *answers,
    ]


def values(secret: Sequence[Any]) -> tuple[np.ndarray, set[str]]:
    """Return every number and every word, in lower case, that these values hold."""
    numbers: list[np.ndarray] = []
    texts: set[str] = set()
    for kind in _leaves(secret):
        if isinstance(kind, str):
            texts |= {kind.lower(), *(w.lower() for w in _WORD.findall(kind))}
        else:
            numbers.append(kind)
    return np.concatenate(numbers) if numbers else np.empty(0), texts


def _leaves(value: Any) -> Iterator[np.ndarray | str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(key)
            yield from _leaves(inner)
    elif isinstance(value, codec.Record):
        yield from _leaves({k: v for k, v in vars(value).items() if k != "_name"})
    elif type(value).__name__ == "DataFrame":
        yield from _leaves(value.to_dict("list"))
    else:
        try:
            yield np.asarray(value, dtype=float).ravel()
        except (TypeError, ValueError, OverflowError):
            if isinstance(value, np.ndarray) or type(value).__name__ in ("Series", "Index"):
                value = np.asarray(value).ravel().tolist()
            if isinstance(value, (list, tuple, set, frozenset)):
                for inner in value:
                    yield from _leaves(inner)


def _digits(text: str) -> int:
    """How many significant digits a number is written with."""
    return len(re.sub(r"[eE].*|\D", "", text).lstrip("0"))


def _is_exact(text: str) -> bool:
    """Whether a number is written with more digits than a count of a few things."""
    return _digits(text) >= (2 if "." in text or "e" in text.lower() else 3)


def _is_among(text: str, numbers: np.ndarray) -> bool:
    """Whether one of `numbers`, as a share or in per cent, is what is written, to its last digit."""
    if _digits(text) < 2 and "." not in text:
        return False
    plain = text.replace("−", "-")
    written = abs(float(plain))
    mantissa, _, power = plain.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    half = 0.5 * 10.0 ** (int(power or 0) - decimals) if _digits(text) >= 3 else 0.0
    known = np.abs(numbers[np.isfinite(numbers)])
    near = half * (1 + 1e-9) + 1e-12 * written
    return any(bool((np.abs(known * scale - written) <= near).any()) for scale in (1, 100))
