"""`slips.json`: what each known mistake answers to the public checks, so that a student's own
machine can name a slip without holding a single wrong implementation."""

from __future__ import annotations

from pathlib import Path

from autograder.checks.outcome import Outcome
from autograder.checks.run import run_checks
from autograder.checks.slips import Slip, SlipFile, SlipOnCheck, answers_of
from autograder.checks.student import calls_of, from_namespace
from autograder.registry import Chapter, Exercise
from autograder.variants import mistakes_of


def slip_file(root: Path, chapter: Chapter) -> SlipFile:
    """Return the slips of every exercise of a chapter, by running its mistakes on its checks."""
    return SlipFile({e.stem: _slips(root, chapter, e) for e in chapter.exercise})


def _slips(root: Path, chapter: Chapter, exercise: Exercise) -> tuple[SlipOnCheck, ...]:
    test = root / "solutions" / chapter.folder / f"test_{exercise.stem}.py"
    found = []
    for mistake in mistakes_of(root, chapter, exercise):
        student_of = {exercise.stem: lambda m=mistake: from_namespace({exercise.name: m.function}, [])}
        for result, student in run_checks([test], student_of):
            if result.outcome is not Outcome.WRONG or student is None:
                continue
            calls = calls_of(student)
            if any(call.failure is not None for call in calls):
                continue
            slip = Slip(mistake.name, mistake.says, mistake.page or exercise.page)
            found.append(SlipOnCheck(slip, result.check, answers_of(calls)))
    return tuple(found)
