"""`slips.json`: what each known mistake answers to the public checks, so that a student's own
machine can name a slip without holding a single wrong implementation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from autograder.checks.collection import Checks, with_checks
from autograder.checks.slips import KnownSlip, Slip, SlipFile, answers_of, same
from autograder.checks.student import from_function
from autograder.known_answers import mistakes_of
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise


def slip_file(root: Path, chapter: Chapter) -> SlipFile:
    """Return the slips of every exercise of a chapter, by running its mistakes on its checks."""
    files = ChapterFiles(root, chapter.folder)
    found: dict[str, tuple[KnownSlip, ...]] = {}

    def collect(checks: Checks) -> None:
        for exercise in chapter.exercise:
            found[exercise.stem] = slips_of(root, chapter, exercise, checks)

    with_checks([files.exercise(e.name).public for e in chapter.exercise], collect)
    return SlipFile(found)


def settled(found: SlipFile, before: Path) -> SlipFile:
    """Return the slips with the numbers of the file `before` where both agree.

    The last digits of what single precision or a long sum gives depend on the machine: a build that
    finds nothing else changes no file.
    """
    try:
        known = msgspec.json.decode(before.read_bytes(), type=SlipFile).exercises
    except (OSError, msgspec.DecodeError):
        return found
    return SlipFile(
        {
            stem: tuple(_settled(slip, known.get(stem, ())) for slip in slips)
            for stem, slips in found.exercises.items()
        }
    )


def _settled(found: KnownSlip, known: Sequence[KnownSlip]) -> KnownSlip:
    before = next((k.checks for k in known if k.slip.name == found.slip.name), {})
    checks = {
        name: kept
        if len(kept := before.get(name, ())) == len(answers) and same(answers, kept)
        else answers
        for name, answers in found.checks.items()
    }
    return msgspec.structs.replace(found, checks=checks)


def slips_of(
    root: Path, chapter: Chapter, exercise: Exercise, checks: Checks
) -> tuple[KnownSlip, ...]:
    """Return what each known mistake of an exercise answers to these public checks."""
    found = []
    for mistake in mistakes_of(root, chapter, exercise):
        student = partial(from_function, exercise, mistake.function)
        ran = checks.run({exercise.stem: student})
        answers = {r.result.check: answers_of(r.calls) for r in ran if r.calls}
        slip = Slip(mistake.name, mistake.says, mistake.page or exercise.page)
        found.append(KnownSlip(slip, mistake.at_home, answers))
    return tuple(found)
