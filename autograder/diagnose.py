"""Name the slip: which known mistake gives the student's answers, on the inputs of every check?

Runs only where the mistakes are, on the grader's side. What it says to the student is the
mistake's own sentence: never an input, never a right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.checks.outcome import CheckFailure
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

    def name(self, calls: Sequence[Call], failed: Sequence[Call]) -> Slip | None:
        """Return the known mistake that answers every one of `calls` as the student did, or None.

        `failed` are the calls of the checks that failed: a mistake must explain at least one
        answer there, and contradict none anywhere. Where several do, the first in the file wins;
        authors list the most specific first.
        """
        answered = [c for c in calls if c.failure is None]
        if not any(c.failure is None for c in failed):
            return None
        for mistake in self.mistakes:
            if all(_same_answer(mistake, self.exercise, call) for call in answered):
                return Slip(mistake.name, mistake.says, mistake.page or self.exercise.page)
        return None


def _same_answer(mistake: Mistake, exercise: Exercise, call: Call) -> bool:
    student = from_namespace({exercise.name: mistake.function}, [])
    try:
        answer = getattr(student, call.name)(*call.args, **call.kwargs)
    except CheckFailure:
        return False
    return agree(features(answer), features(call.result))
