"""Name the slip: which known mistake gives the student's answers, on the inputs of every check?

Runs only where the mistakes are, on the grader's side. What it says to the student is the
mistake's own sentence: never an input, never a right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.checks.outcome import CheckFailure, Outcome
from autograder.checks.run import Ran
from autograder.checks.slips import Slip, agree, features
from autograder.checks.student import Call, from_function
from autograder.mistakes import Mistake
from autograder.registry import Chapter, Exercise
from autograder.variants import mistakes_of

_ANSWERED = (Outcome.WRONG, Outcome.PARTIAL)


class Diagnosis:
    """The known mistakes of one exercise, ready to be compared with a student's answers."""

    def __init__(self, root: Path, chapter: Chapter, exercise: Exercise) -> None:
        self.exercise = exercise
        self.mistakes = mistakes_of(root, chapter, exercise)

    def name(self, ran: Sequence[Ran]) -> Slip | None:
        """Return the known mistake that explains what these checks found, or None.

        It answers as the student did to every call of the checks that pass, and to every call of at
        least one check that does not. Where several do, the one that explains the most checks wins,
        and then the first in the file: authors list the most specific first. So a student who made
        two slips is told the larger of them.
        """
        passed = [r.calls for r in ran if r.result.outcome is Outcome.PASS]
        wrong = [r.calls for r in ran if r.result.outcome in _ANSWERED and _all_answered(r.calls)]
        best, explained = None, 0
        for mistake in self.mistakes:
            count = sum(self._agrees(mistake, calls) for calls in wrong)
            if count > explained and all(self._agrees(mistake, calls) for calls in passed):
                best, explained = mistake, count
        if best is None:
            return None
        return Slip(best.name, best.says, best.page or self.exercise.page)

    def _agrees(self, mistake: Mistake, calls: Sequence[Call]) -> bool:
        """Whether the mistake does to each call what the student did: the same value, or an error too."""
        student = from_function(self.exercise, mistake.function)
        made: list[Any] = []
        for call in calls:
            # A method is asked of the mistake's own object, from the same call that made the student's.
            target = student if call.of is None else made[call.of]
            try:
                answer = getattr(target, call.name)(*call.args, **call.kwargs)
            except CheckFailure as failure:
                if call.failure is None or failure.outcome is not call.failure.outcome:
                    return False
                answer = None
            else:
                if call.failure is not None or not agree(features(answer), features(call.result)):
                    return False
            made.append(answer)
        return True


def _all_answered(calls: Sequence[Call]) -> bool:
    return bool(calls) and all(call.failure is None for call in calls)
