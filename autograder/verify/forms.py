"""The same answers as files and as notebooks, through the sandbox: do they get the same scores?

A class whose pupils hand in, between them, every solution, every alternative and every known
mistake, each in both forms, is graded as an instructor would grade it. What each deserves was
found by running the checks in this process.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from autograder.checks.collection import run_checks
from autograder.checks.outcome import Outcome
from autograder.checks.student import from_namespace
from autograder.demo.classroom import Answer, Bank, Pupil, hand_in, injustice
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission import read_submission
from autograder.nb.courseroot import init
from autograder.nb.release import release
from autograder.registry import Chapter, check_files
from autograder.worker import load

FORMS = ("py", "ipynb")


def grade_every_form(
    root: Path, chapters: list[Chapter], jobs: int | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Release to a course of its own; yield each chapter's folder with what was wrong, in words.

    A release that holds an answer is among what is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as temporary:
        folder = Path(temporary) / "course"
        init(folder, root)
        course = Course(folder)
        try:
            release(course, [chapter.folder for chapter in chapters])
        except UserError as error:
            yield "release", [str(error)]
            return
        for chapter in chapters:
            yield chapter.folder, _grade(course, chapter, jobs)


def _grade(course: Course, chapter: Chapter, jobs: int | None) -> list[str]:
    notebook = course.folder / "release" / chapter.folder / f"{chapter.folder}.ipynb"
    bank = Bank(course.root, chapter, course.settings.seed)
    pupils = {p.name: p for p in _pupils(bank)}
    for pupil in pupils.values():
        target = course.folder / "submitted" / pupil.name / chapter.folder
        hand_in(pupil, target, chapter, notebook)
    problems = _locally_as_notebook(bank, pupils["solutions-ipynb"], notebook)
    with GradingRun(course, chapter.folder, processes=jobs) as run:
        for graded in run.grade():
            pupil = pupils[graded.student]
            who = f"{chapter.folder}, {pupil.story} as {pupil.form}"
            if graded.result is None:
                problems.append(f"{who}: {graded.fault}")
            elif wrong := injustice(pupil, graded.result):
                problems.append(f"{who}: {wrong}")
    return problems


def _locally_as_notebook(bank: Bank, pupil: Pupil, notebook: Path) -> list[str]:
    """The solutions in a notebook whose cells run here, in the student's own seat."""
    root, chapter = bank.root, bank.chapter
    with tempfile.TemporaryDirectory(prefix="autograder-notebook-") as temporary:
        folder = Path(temporary) / chapter.folder
        hand_in(pupil, folder, chapter, notebook)
        shutil.copy(root / "solutions" / chapter.folder / "given.py", folder / "given.py")
        stubs = {e.stem: bank.stub[e.name].source for e in chapter.exercise}
        code = read_submission(folder, "", chapter, stubs).code_cells(chapter)
        main = sys.modules["__main__"]
        try:
            with load.chapter_folder(folder):
                ran_cells = load.Cells(code)
        finally:
            sys.modules["__main__"] = main
        students = {
            e.stem: lambda e=e: from_namespace(
                ran_cells.namespace, [], returns=e.returns, answer_mb=e.answer_mb
            )
            for e in chapter.exercise
        }
        files = [f for e in chapter.exercise for f in check_files(root, chapter, e)]
        found = run_checks(files, students)
    return [
        f"{chapter.folder}, the solution as a notebook in the student's seat, is "
        f"{ran.result.outcome.value} on {ran.result.exercise}.{ran.result.check}"
        for ran in found
        if ran.result.outcome is not Outcome.PASS
    ]


def _pupils(bank: Bank) -> Iterator[Pupil]:
    rounds: list[tuple[str, dict[str, Answer]]] = [
        ("stubs", bank.stub),
        ("solutions", bank.solution),
        *((f"alternatives {i}", a) for i, a in _rounds(bank, bank.alternatives)),
        *((f"mistakes {i}", a) for i, a in _rounds(bank, bank.mistakes)),
    ]
    for story, answers in rounds:
        for form in FORMS:
            yield Pupil(f"{story.replace(' ', '-')}-{form}", form, story, answers)


def _rounds(bank: Bank, found: dict[str, list[Answer]]) -> Iterator[tuple[int, dict[str, Answer]]]:
    """The first of every exercise, then the second: solutions where an exercise has no more."""
    for i, answers in enumerate(zip_longest(*found.values()), start=1):
        pairs = zip(found, answers, strict=True)
        yield i, {name: answer or bank.solution[name] for name, answer in pairs}
