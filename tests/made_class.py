"""A class of 42 over several chapters, made of results alone: nothing is built, run or graded."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Message, Outcome
from autograder.checks.slips import Slip
from autograder.grade.submission_result import Conditions, SubmissionResult, exercise_result
from autograder.registry import Chapter

CONDITIONS = Conditions(checks_hash="c", environment={}, seed=1, limits={}, sandbox="sandboxed")
NAMES = (
    "ada.lovelace", "bo", "chén", "dana o'neil", "Еле́на", "陳大文", "fay 🦊", "محمد", "ines-maría", "jo",
    "=1+1", "<b>kim", "maximiliana-wilhelmine.von-und-zu-hohenstein_1", "nia\u202egnp.exe", "x\x1b[31m",
    *(f"student{i:02d}" for i in range(27)),
)  # fmt: skip


def made_class(chapter: Chapter, slips_of: dict[str, list[Slip]]) -> list[SubmissionResult]:
    """Return a result for every student: skill and difficulty decide, by Rasch's model."""
    rng = np.random.default_rng([7, chapter.number])
    skill = np.random.default_rng(3).normal(0.7, 1.1, len(NAMES))
    return [
        _result(chapter, name, theta, rng, slips_of)
        for name, theta in zip(NAMES, skill, strict=True)
    ]


def _result(
    chapter: Chapter,
    student: str,
    skill: float,
    rng: np.random.Generator,
    slips_of: dict[str, list[Slip]],
) -> SubmissionResult:
    exercises = []
    for number, exercise in enumerate(chapter.exercise, 1):
        known = slips_of.get(exercise.name, [])
        ease = 1.2 - 0.45 * exercise.difficulty + skill
        right = rng.random() < 1 / (1 + np.exp(-ease - 0.6))
        blank = not right and rng.random() < 0.25
        slip = None
        if not right and not blank and known and rng.random() < 0.7:
            often = 1.0 / np.arange(1, len(known) + 1)
            slip = known[rng.choice(len(known), p=often / often.sum())]
        broken = rng.random() < 0.004
        made = []
        for i in range(4 + number % 5):
            fails = not right and rng.random() < 0.5 + 0.1 * (i % 3)
            outcome = (
                Outcome.NOT_ATTEMPTED if blank
                else Outcome.FAULT if broken and i == 2
                else Outcome.WRONG if fails and rng.random() < 0.8
                else Outcome.ERROR if fails else Outcome.PASS
            )  # fmt: skip
            message = None if outcome is Outcome.PASS else Message(headline="is not close enough")
            made.append(
                CheckResult(
                    exercise=exercise.name, check=f"test_{i}", hidden=i > 2, weight=1.0,
                    title=f"Property {i} of `{exercise.name}` holds for every design that is allowed.",
                    outcome=outcome, message=message,
                )
            )  # fmt: skip
        if all(c.outcome is Outcome.PASS for c in made):
            slip = None
        exercises.append(exercise_result(exercise, "" if blank else "py", made, slip))
    problems = (
        ("the notebook is not JSON: line 1, after `{` <script>",) if rng.random() < 0.06 else ()
    )
    return SubmissionResult(
        student=student, chapter=chapter.folder, submission_hash="h", conditions=CONDITIONS,
        exercises=tuple(exercises), problems=problems,
    )  # fmt: skip


def slips_in(root: Path, chapter: Chapter) -> dict[str, list[Slip]]:
    """Return exercise -> its known slips, from the `slips.json` of the chapter's exercises."""
    (file,) = (root / "exercises" / chapter.folder).rglob("slips.json")
    by_stem = msgspec.json.decode(file.read_bytes())["exercises"]
    found: dict[str, list[Slip]] = {}
    for exercise in chapter.exercise:
        named = {s["slip"]["name"]: s["slip"] for s in by_stem.get(exercise.stem, ())}
        found[exercise.name] = [Slip(s["name"], s["says"], s["page"]) for s in named.values()]
    return found
