"""`slips.json`: what each known mistake answers to the public checks, so that a student's own
machine can name a slip without holding a single wrong implementation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from autograder.checks.outcome import Outcome
from autograder.checks.run import Checks, with_checks
from autograder.checks.slips import Slip, SlipFile, SlipOnCheck, answers_of
from autograder.checks.student import from_function
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise
from autograder.variants import mistakes_of


def slip_file(root: Path, chapter: Chapter) -> SlipFile:
    """Return the slips of every exercise of a chapter, by running its mistakes on its checks."""
    files = ChapterFiles(root, chapter.folder)
    found: dict[str, tuple[SlipOnCheck, ...]] = {}

    def collect(checks: Checks) -> None:
        for exercise in chapter.exercise:
            found[exercise.stem] = _slips(root, chapter, exercise, checks)

    with_checks([files.exercise(e.name).public for e in chapter.exercise], collect)
    return SlipFile(found)


def _slips(
    root: Path, chapter: Chapter, exercise: Exercise, checks: Checks
) -> tuple[SlipOnCheck, ...]:
    found = []
    for mistake in mistakes_of(root, chapter, exercise):
        student = partial(from_function, exercise, mistake.function)
        for ran in checks.run({exercise.stem: student}):
            told = ran.result.outcome in (Outcome.WRONG, Outcome.PARTIAL) and ran.calls
            if told and all(call.failure is None for call in ran.calls):
                slip = Slip(mistake.name, mistake.says, mistake.page or exercise.page)
                found.append(SlipOnCheck(slip, ran.result.check, answers_of(ran.calls)))
    return tuple(found)
