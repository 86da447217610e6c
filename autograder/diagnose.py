"""Name the slip: which known mistake, and which alone, gives the student's answers to every check?

Runs only where the mistakes are, on the grader's side. What it says to the student is the
mistake's own sentence: never an input, never a right answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.authors import Mistake
from autograder.checks.collection import Ran
from autograder.checks.outcome import CheckFailure, Outcome, Uncarriable
from autograder.checks.slips import Slip, agree, done
from autograder.checks.student import Call, from_function
from autograder.known_answers import mistakes_of
from autograder.registry import Chapter, Exercise
from autograder.worker import codec

# What was done to a call: the features of its answer, or how it failed.
Did = tuple[float | str, ...]

# Answers remembered, of one exercise. A class needs some hundred: every student is asked the same.
MOST = 20_000

_ANSWERED = (Outcome.WRONG, Outcome.PARTIAL)


class Diagnosis:
    """The known mistakes of one exercise, ready to be compared with a student's answers.

    They are read when a first answer is wrong (they may import what takes seconds), and what they
    do to a call is remembered: the next student who is wrong is asked the same.
    """

    def __init__(self, root: Path, chapter: Chapter, exercise: Exercise) -> None:
        self.exercise = exercise
        self._from = (root, chapter)
        self._did: dict[tuple[str, bytes], Did] = {}

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """The known mistakes, in the order of their file."""
        return mistakes_of(*self._from, self.exercise)

    def name(self, ran: Sequence[Ran]) -> Slip | None:
        """Return the known mistake that explains all that these checks found, or None.

        A wrong name is worse than none. So a mistake is named where it does to every call what the
        student did, those of the checks that pass too, and where it is the only one that does.
        """
        if not any(r.result.outcome in _ANSWERED and _all_answered(r.calls) for r in ran):
            return None
        seen = [_Told(r.calls) for r in ran if r.calls and r.result.outcome is not Outcome.FAULT]
        found = [m for m in self.mistakes if all(self._agrees(m, told) for told in seen)]
        if len(found) != 1:
            return None
        return Slip(found[0].name, found[0].says, found[0].page or self.exercise.page)

    def is_this(self, name: str, ran: Sequence[Ran]) -> bool:
        """Return whether the mistake of this name does to every call what was done to it here."""
        mistake = next(m for m in self.mistakes if m.name == name)
        return all(self._agrees(mistake, _Told(r.calls)) for r in ran if r.calls)

    def _agrees(self, mistake: Mistake, told: _Told) -> bool:
        """Whether the mistake does to each call what the student did: the same value, or an error too."""
        replay = _Replay(self.exercise, mistake)
        for number, (asked, answer) in enumerate(told):
            key = (mistake.name, asked)
            if key not in self._did:
                if len(self._did) >= MOST:
                    self._did.clear()
                self._did[key] = replay.up_to(told.calls, number)
            if not agree(self._did[key], answer):
                return False
        return True


class _Told:
    """What a student was asked in one check, and answered: worked out once, as far as it is wanted."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = calls
        self._found: list[tuple[bytes, Did]] = []

    def __iter__(self) -> Iterator[tuple[bytes, Did]]:
        for number, call in enumerate(self.calls):
            if number == len(self._found):
                asked = _digest(self._found[-1][0] if self._found else b"", call)
                self._found.append((asked, done(call.result, call.failure)))
            yield self._found[number]


class _Replay:
    """A mistake that is asked what a student was asked, as far as anyone wants to know."""

    def __init__(self, exercise: Exercise, mistake: Mistake) -> None:
        self._student = from_function(exercise, mistake.function)
        self._made: list[Any] = []
        self._did: list[Did] = []

    def up_to(self, calls: Sequence[Call], number: int) -> Did:
        """Return what the mistake did to the call of this number, after those before it."""
        for call in calls[len(self._did) : number + 1]:
            # A method is asked of the mistake's own object, from the same call that made the student's.
            target = self._student if call.of is None else self._made[call.of]
            answer: Any = None
            did: Did = ("failed", Outcome.ERROR.value)  # where there is no object to ask
            try:
                if target is not None:
                    answer = getattr(target, call.name)(*call.args, **call.kwargs)
                    did = done(answer, None)
            except CheckFailure as failure:
                did = done(None, failure)
            except codec.CodecError:
                pass  # a check may pass on what a student returned, and that may be no data
            self._made.append(answer)
            self._did.append(did)
        return self._did[number]


def _digest(before: bytes, call: Call) -> bytes:
    """Stands for what was asked in a call and in all calls before it."""
    asked = [call.name, list(call.args), call.kwargs, call.of]
    return hashlib.sha256(before + codec.encode(asked, codec.ARGUMENTS)).digest()


def _all_answered(calls: Sequence[Call]) -> bool:
    return bool(calls) and all(
        call.failure is None or isinstance(call.failure, Uncarriable) for call in calls
    )
