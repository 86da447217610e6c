"""The demo's class: who hands in what, and what each of them deserves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.build.notebook import statement_and_code
from autograder.checks.collection import Checks, with_checks
from autograder.checks.outcome import Outcome, Uncarriable
from autograder.checks.student import from_function
from autograder.demo.hostile import Hostile, hostile_answers
from autograder.grade.submission_result import SubmissionResult
from autograder.known_answers import (
    alternative_source,
    alternatives_of,
    mistake_source,
    mistakes_of,
)
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, check_files

# fmt: off
NAMES = (
    "ada", "bo", "chen", "dana", "eli", "fay", "gus", "hana", "ines", "jo", "kim", "lea", "max",
    "nia", "omar", "pia", "quin", "rosa", "sami", "tess", "uma", "vic", "wes",
)
# fmt: on


class Answer(NamedTuple):
    """One exercise's answer: its file, what it deserves, and the slip that must be named ("": none)."""

    source: str
    deserves: float
    slip: str
    story: str


class Pupil(NamedTuple):
    """One student of the demo: the form of the submission and an answer for each exercise."""

    name: str
    form: str
    story: str
    answers: dict[str, Answer]

    @property
    def deserves(self) -> float:
        """The total that the grader must find."""
        return round(sum(a.deserves for a in self.answers.values()), 2)


class Bank:
    """Every answer there is to every exercise of a chapter, with the score it deserves.

    The score of a mistake is found by running the checks on it in this process: another road than
    the sandboxed one that is put to the test.
    """

    def __init__(self, root: Path, chapter: Chapter, seed: int) -> None:
        self.root, self.chapter, self.seed = root, chapter, seed
        self.solution: dict[str, Answer] = {}
        self.stub: dict[str, Answer] = {}
        self.mistakes: dict[str, list[Answer]] = {}
        self.alternatives: dict[str, list[Answer]] = {}
        files = [f for e in chapter.exercise for f in check_files(root, chapter, e)]
        with_checks(files, self._fill)

    def _fill(self, checks: Checks) -> None:
        root, chapter = self.root, self.chapter
        for e in chapter.exercise:
            places = ChapterFiles(root, chapter.folder)
            solutions, stubs = places.exercise(e.name).statement, places.stub(e.name)
            self.solution[e.name] = Answer(solutions.read_text("utf-8"), e.points, "", "solution")
            self.stub[e.name] = Answer(stubs.read_text("utf-8"), 0.0, "", "stub")
            self.mistakes[e.name] = [
                Answer(
                    mistake_source(root, chapter, e, m.name),
                    *self._score(e, m.function, checks, m.name),
                    m.name,
                )
                for m in mistakes_of(root, chapter, e)
            ]
            self.alternatives[e.name] = [
                Answer(alternative_source(root, chapter, e, a.name), e.points, "", a.name)
                for a in alternatives_of(root, chapter, e)
            ]

    def _score(
        self, exercise: Exercise, function: Any, checks: Checks, name: str
    ) -> tuple[float, str]:
        """The score of a mistake, and its name where it is one that can be told: it answers wrongly."""
        made = {exercise.stem: lambda: from_function(exercise, function)}
        found = checks.run(made, self.seed)
        results = [ran.result for ran in found]
        told = any(
            ran.result.outcome in (Outcome.WRONG, Outcome.PARTIAL)
            and all(c.failure is None or isinstance(c.failure, Uncarriable) for c in ran.calls)
            for ran in found
        )
        earned = sum(r.weight * r.earned for r in results)
        score = round(exercise.points * earned / sum(r.weight for r in results), 2)
        return score, name if told else ""


def make_class(bank: Bank) -> list[Pupil]:
    """Return about thirty pupils: right, unusual, mistaken, absent, unlucky and hostile ones."""
    pupils = [
        Pupil("ada", "py", "everything right", dict(bank.solution)),
        Pupil("bo", "ipynb", "everything right", dict(bank.solution)),
        Pupil("chen", "py", "untouched stubs", dict(bank.stub)),
        Pupil("dana", "ipynb", "untouched notebook", dict(bank.stub)),
        Pupil("eli", "py", "right in unusual ways", _alternatives(bank, 0)),
        Pupil("fay", "ipynb", "right in unusual ways", _alternatives(bank, 1)),
    ]
    forms = ("py", "ipynb")
    for i, name in enumerate(NAMES[6:]):
        answers = _mixture(bank, i)
        story = (
            ", ".join(a.story.replace("_", " ") for a in answers.values() if a.slip)
            or "mostly right"
        )
        pupils.append(Pupil(name, forms[i % 2], story, answers))
    first = bank.chapter.exercise[0]
    for i, attack in enumerate(hostile_answers(first.name)):
        pupils.append(_attacker(bank, attack, forms[i % 2], first))
    pupils.append(Pupil("quill", "broken", "a notebook that is not JSON", dict(bank.stub)))
    pupils.append(Pupil("rune", "stripped", "deleted every check cell; right", dict(bank.solution)))
    return pupils


def _alternatives(bank: Bank, place: int) -> dict[str, Answer]:
    return {name: found[place % len(found)] for name, found in bank.alternatives.items()}


def _mixture(bank: Bank, number: int) -> dict[str, Answer]:
    """A slip in every third exercise; of the rest one in eight is left out. Some slips are more common."""
    rng = np.random.default_rng([20, number])
    answers = {}
    for position, name in enumerate(bank.solution):
        if (position + number) % 3 == 0:
            common = 1.0 / np.arange(1, len(bank.mistakes[name]) + 1)
            chosen = rng.choice(len(common), p=common / common.sum())
            answers[name] = bank.mistakes[name][chosen]
        elif rng.random() < 1 / 8:
            answers[name] = bank.stub[name]
        else:
            answers[name] = bank.solution[name]
    return answers


def _attacker(bank: Bank, attack: Hostile, form: str, exercise: Exercise) -> Pupil:
    answers = dict(bank.solution)
    answers[exercise.name] = Answer(attack.code, 0.0, "", attack.story)
    return Pupil(attack.student, form, attack.story, answers)


def hand_in(pupil: Pupil, folder: Path, chapter: Chapter, release: Path) -> None:
    """Write the pupil's submission into `folder`."""
    folder.mkdir(parents=True)
    if pupil.form == "py":
        for exercise in chapter.exercise:
            text = pupil.answers[exercise.name].source
            (folder / f"{exercise.stem}.py").write_text(text, encoding="utf-8")
        return
    path = folder / f"{chapter.folder}.ipynb"
    if pupil.form == "broken":
        path.write_text('{"cells": [', encoding="utf-8")
        return
    path.write_text(_filled(release, chapter, pupil), encoding="utf-8")


def _filled(release: Path, chapter: Chapter, pupil: Pupil) -> str:
    notebook = json.loads(release.read_text(encoding="utf-8"))
    by_cell = {e.solution_cell: pupil.answers[e.name].source for e in chapter.exercise}
    checks = {e.check_cell for e in chapter.exercise}
    kept = []
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id in by_cell:
            cell["source"] = _as_cell(by_cell[grade_id])
        if pupil.form == "stripped" and grade_id in checks:
            continue
        kept.append(cell)
    notebook["cells"] = kept
    return json.dumps(notebook)


def _as_cell(source: str) -> str:
    try:
        return statement_and_code(source)[1]
    except (SyntaxError, ValueError):
        return source


def injustice(pupil: Pupil, result: SubmissionResult | None) -> str:
    """What is wrong with this grade, in a few words; empty where it is right to the point."""
    if result is None:
        return "was not graded"
    for exercise in result.exercises:
        answer = pupil.answers[exercise.name]
        if exercise.score is None:
            return f"{exercise.name}: score left open"
        if abs(exercise.score - answer.deserves) > 1e-9:
            return f"{exercise.name}: {exercise.score:g} instead of {answer.deserves:g}"
        named = exercise.slip.name if exercise.slip else ""
        if answer.slip and named != answer.slip:
            return f"{exercise.name}: slip {named or 'not named'} instead of {answer.slip}"
        if not answer.slip and named:
            return f"{exercise.name}: named {named}, without cause"
    return ""
