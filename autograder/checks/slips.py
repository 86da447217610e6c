"""Named slips on the student's own machine: which known mistake gives these very answers?

The mistakes themselves are not in the kit. What is there, in `slips.json`, is what each of them
answers to the inputs of the *public* checks, as a few numbers, and the sentence that helps. Answers
that agree with one mistake, and one alone, on every call of all checks that ran get that sentence.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from autograder.checks.outcome import CheckFailure, Uncarriable
from autograder.checks.student import Call, Handle
from autograder.worker import codec

RTOL = 2e-6


class Slip(msgspec.Struct, frozen=True):
    """A known mistake as the student meets it: its name, its sentence, its page."""

    name: str
    says: str
    page: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a mistake did to one call, reduced to what a comparison needs."""

    call: str
    features: tuple[float | str, ...]


class KnownSlip(msgspec.Struct, frozen=True):
    """One mistake's answers to the calls of every public check.

    It is `nameable` where the public checks can tell it from what is not this slip; where they cannot,
    it is here only so that another one is not named in its place.
    """

    slip: Slip
    nameable: bool
    checks: dict[str, tuple[Answer, ...]]


class SlipFile(msgspec.Struct, frozen=True):
    """`slips.json`: for each exercise, what its known mistakes answer to the public checks."""

    exercises: dict[str, tuple[KnownSlip, ...]]


def alike(file: Path, stem: str, check: str, calls: Sequence[Call]) -> tuple[str, ...]:
    """Return the names of the known slips that answer this check's calls as the student did."""
    if not calls or not file.exists():
        return ()
    made = answers_of(calls)
    return tuple(
        known.slip.name for known in _known(file, stem) if same(made, known.checks.get(check, ()))
    )


def named(file: Path, stem: str, ran: Sequence[tuple[str, ...]]) -> Slip | None:
    """Return the one known slip that explains all that was seen of an exercise, or None.

    `ran` holds, for every check that ran, those of `alike`. A wrong name is worse than none: a slip is
    named where every answer is the one that it gives, those that pass too, and no other known slip
    gives them all.
    """
    return only_one(_known(file, stem), ran)


def only_one(known: Sequence[KnownSlip], ran: Sequence[tuple[str, ...]]) -> Slip | None:
    """Return the one slip whose name is in all of `ran`, if it is the only one and may be named."""
    if not ran:
        return None
    common = set(ran[0]).intersection(*ran[1:])
    found = [k for k in known if k.slip.name in common]
    return found[0].slip if len(found) == 1 and found[0].nameable else None


def _known(file: Path, stem: str) -> tuple[KnownSlip, ...]:
    return _read(str(file), file.stat().st_mtime_ns).exercises.get(stem, ())


def answers_of(calls: Sequence[Call]) -> tuple[Answer, ...]:
    """Return what was answered to each call. The inputs are the check's own and need no record."""
    return tuple(Answer(c.name, done(c.result, c.failure)) for c in calls)


def done(result: Any, failure: CheckFailure | None) -> tuple[float | str, ...]:
    """Return what was done to a call: the features of its answer, or how it failed."""
    if failure is None:
        return features(result)
    if isinstance(failure, Uncarriable):
        # What cannot be used is an answer too. A check may have put its own words before the headline.
        return ("cannot be used", str(failure))
    return ("failed", failure.outcome.value)


def same(made: Sequence[Answer], known: Sequence[Answer]) -> bool:
    """Return whether two runs of a check asked the same and were answered the same.

    A check stops at its first failure, so the student's calls may be the first few of the known.
    """
    if not made or len(made) > len(known):
        return False
    return all(
        m.call == k.call and agree(m.features, k.features)
        for m, k in zip(made, known, strict=False)
    )


# What is kept of a text or a label, and the most features that an answer is compared by.
_LABEL = 80
MOST = 2_000


def features(value: Any) -> tuple[float | str, ...]:
    """Return a value reduced to its shape and at most 24 numbers that depend on all of it.

    A dictionary, and a list that is no array, has them for each of its parts. Where that would be
    more than `MOST`, what is left counts as a whole. Takes any value, and raises for none.
    """
    found: list[float | str] = []
    _collect(value, found, 0)
    return tuple(found)


def _collect(value: Any, found: list[float | str], depth: int) -> None:
    if isinstance(value, Handle):
        found.append(repr(value))
        return
    if isinstance(value, codec.Record):
        value = {k: v for k, v in vars(value).items() if k != "_name"}
    if len(found) >= MOST or depth > codec.MAX_DEPTH:
        found += _as_a_whole(value)
    elif isinstance(value, dict):
        found.append("dict")
        for label, key in sorted(((_label(key), key) for key in value), key=lambda pair: pair[0]):
            if len(found) >= MOST:
                found += _as_a_whole(value)
                break
            found.append(label)
            _collect(value[key], found, depth + 1)
    elif (array := _as_floats(value)) is not None:
        found += _of_array(array)
    elif isinstance(value, (list, tuple)) and len(value) <= 50:
        found.append("list")
        for item in value:
            _collect(item, found, depth + 1)
    else:
        found += _as_a_whole(value)


def _as_floats(value: Any) -> np.ndarray | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as that imaginary parts are dropped
            return np.asarray(value, dtype=float)
    except Exception:  # not numbers: what NumPy and pandas raise depends on what they are instead
        return None


def _as_a_whole(value: Any) -> list[float | str]:
    try:
        return ["other", hashlib.sha256(codec.encode(value, codec.ARGUMENTS)).hexdigest()[:16]]
    except Exception:  # not data, or pandas will not have it read
        return ["not data"]


def _of_array(array: np.ndarray) -> list[float | str]:
    flat = array.ravel()
    finite = np.isfinite(flat)
    told: list[float | str] = [str(array.shape)]
    if flat.size > 20:
        picked = flat[np.linspace(0, flat.size - 1, 20).astype(int)]
        weights = np.cos(np.arange(flat.size))
        used = np.where(finite, flat, 0.0)
        with np.errstate(over="ignore", invalid="ignore"):
            picked = np.append(picked, [used.mean(), np.abs(used).mean(), used @ weights])
        # How many there are of what is no number, since not each of them is among the picked.
        told += [str(np.isnan(flat).sum()), str((~finite).sum())]
        flat, finite = picked, np.isfinite(picked)
    # Seven digits are enough to compare, and make the stored file the same on every machine, as
    # does setting what is rounding noise beside the largest entry to zero.
    noise = 1e-10 * np.abs(flat[finite]).max(initial=0.0)
    for x, number in zip(flat, finite, strict=True):
        if number:
            told.append(float(f"{x:.7g}") if abs(x) > noise else 0.0)
        else:
            told.append(str(float(x)))  # "nan" or "inf": equal to another, and to nothing else
    return told


def _label(key: Any) -> str:
    try:
        # Python refuses to write out an integer of more than a few thousand digits.
        big = isinstance(key, int) and key.bit_length() > 64
        label = hex(key) if big else str(key)
    except Exception:
        return type(key).__name__
    if len(label) <= _LABEL:
        return label
    return f"{label[:_LABEL]} {hashlib.sha256(label.encode('utf-8', 'replace')).hexdigest()[:16]}"


def agree(left: Sequence[float | str], right: Sequence[float | str]) -> bool:
    """Return whether two feature tuples are equal, numbers to 2e-6 of themselves.

    Around zero, what counts is the size of the largest entry, so that answers may be tiny.
    """
    if len(left) != len(right):
        return False
    numbers = [abs(x) for x in (*left, *right) if not isinstance(x, str)]
    noise = 1e-9 * max(numbers, default=0.0)
    for a, b in zip(left, right, strict=True):
        if isinstance(a, str) or isinstance(b, str):
            if a != b:
                return False
        elif abs(a - b) > RTOL * max(abs(a), abs(b)) + noise:
            return False
    return True


@lru_cache(maxsize=16)
def _read(path: str, changed_ns: int) -> SlipFile:
    return msgspec.json.decode(Path(path).read_bytes(), type=SlipFile)
