"""Name the slip: which known mistake gives the student's answers, on the inputs of every check?

Runs only where the mistakes are, on the grader's side. What it says to the student is the
mistake's own sentence: never an input, never a right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.checks.outcome import CheckFailure, Outcome
from autograder.checks.run import Ran
from autograder.checks.slips import Slip, agree, features
from autograder.checks.student import Call, from_namespace
from autograder.mistakes import Mistake
from autograder.registry import Chapter, Exercise
from autograder.variants import mistakes_of


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
        passed = [c for r in ran if r.result.outcome is Outcome.PASS for c in r.calls]
        wrong = [
            r.calls for r in ran if r.result.outcome is Outcome.WRONG and _all_answered(r.calls)
        ]
        best, explained = None, 0
        for mistake in self.mistakes:
            count = sum(self._agrees(mistake, calls) for calls in wrong)
            if count > explained and self._agrees(mistake, passed):
                best, explained = mistake, count
        if best is None:
            return None
        return Slip(best.name, best.says, best.page or self.exercise.page)

    def _agrees(self, mistake: Mistake, calls: Sequence[Call]) -> bool:
        return all(_same_answer(mistake, self.exercise, call) for call in calls)


def _all_answered(calls: Sequence[Call]) -> bool:
    return bool(calls) and all(call.failure is None for call in calls)


def _same_answer(mistake: Mistake, exercise: Exercise, call: Call) -> bool:
    """Whether the mistake does to this call what the student did: the same value, or an error too."""
    student = from_namespace({exercise.name: mistake.function}, [])
    try:
        answer = getattr(student, call.name)(*call.args, **call.kwargs)
    except CheckFailure as failure:
        return call.failure is not None and failure.outcome is call.failure.outcome
    return call.failure is None and agree(features(answer), features(call.result))
