"""Feedback pages that show today's grades: nbgrader makes them, and only those that are stale.

A page is stale where anything that it was made from has changed: the graded notebook, a grade, a
comment, a penalty, or how pages are made. `nbgrader generate_feedback` looks at none of this.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.generatefeedbackapp import GenerateFeedbackApp
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from traitlets import List, Unicode

from autograder.files import write_whole
from autograder.grade.course_folder import Course, is_a_name
from autograder.nb.commands import nbgrader_environment
from autograder.nb.gradebook import open_gradebook

_MADE_FROM = ".made-from"


class Refreshed(NamedTuple):
    """The students whose pages were written, and those whose page could not be, with the reason."""

    written: list[str]
    failed: list[str]
    why: str = ""


def refresh(course: Course, assignment: str, *, new: bool) -> Refreshed:
    """Write every stale page of an assignment anew, and with `new` those that do not exist yet.

    A page that cannot be written is taken away, and stops no other.
    """
    stale = {}
    present = [s for s in _graded(course, assignment) if new or _page(course, assignment, s)]
    if not present:
        return Refreshed([], [])
    with open_gradebook(course) as gradebook:
        for student in present:
            mark = _mark(course, assignment, student, gradebook)
            if mark is not None and mark != _known_mark(course, assignment, student):
                stale[student] = mark
    if not stale:
        return Refreshed([], [])
    for student in stale:
        page = _page(course, assignment, student)
        if page is not None:
            page.unlink()  # whatever happens now, it no longer shows an old grade
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name],
        input=json.dumps([assignment, sorted(stale)]),
        cwd=course.folder,
        env=nbgrader_environment(),
        capture_output=True,
        text=True,
    )
    failed = [s for s in stale if _page(course, assignment, s) is None]
    for student in stale.keys() - set(failed):
        made_from = _folder(course, assignment, student) / _MADE_FROM
        write_whole(made_from, stale[student], sync=False)
    why = " ".join((done.stdout + done.stderr).split()[-60:]) if failed else ""
    return Refreshed(sorted(stale.keys() - set(failed)), sorted(failed), why)


def _folder(course: Course, assignment: str, student: str) -> Path:
    return course.folder / "feedback" / student / assignment


def _page(course: Course, assignment: str, student: str) -> Path | None:
    path = _folder(course, assignment, student) / f"{assignment}.html"
    return path if path.is_file() else None


def _notebook(course: Course, assignment: str, student: str) -> Path:
    return course.folder / "autograded" / student / assignment / f"{assignment}.ipynb"


def _graded(course: Course, assignment: str) -> list[str]:
    names = (p.parent.name for p in (course.folder / "autograded").glob(f"*/{assignment}"))
    return sorted(n for n in names if is_a_name(n) and _notebook(course, assignment, n).is_file())


def _known_mark(course: Course, assignment: str, student: str) -> str:
    try:
        return (_folder(course, assignment, student) / _MADE_FROM).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _mark(course: Course, assignment: str, student: str, gradebook: Gradebook) -> str | None:
    """A hash of all that a page is made from; None where the gradebook has no such submission."""
    try:
        rows = gradebook.find_submission_notebook(assignment, assignment, student)
    except MissingEntry:
        return None
    grades = sorted(
        (g.name, g.auto_score, g.manual_score, g.extra_credit, g.max_score) for g in rows.grades
    )
    comments = sorted((c.name, c.auto_comment, c.manual_comment) for c in rows.comments)
    notebook = _notebook(course, assignment, student).read_bytes()
    made_of = [grades, comments, rows.late_submission_penalty, _how()]
    return hashlib.sha256(notebook + repr(made_of).encode("utf-8", "replace")).hexdigest()


def _how() -> str:
    """The versions of what makes pages."""
    digest = hashlib.sha256(metadata.version("nbgrader").encode())
    digest.update(metadata.version("nbconvert").encode())
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


class _Chosen(GenerateFeedback):
    """nbgrader's converter for students named one by one, whatever their names hold."""

    students = List(Unicode())

    def init_notebooks(self) -> None:
        """Take the notebooks of the students, where nbgrader would look for a pattern."""
        assignment = self.coursedir.assignment_id
        self.assignments = {}
        for student in self.students:
            folder = self._format_source(assignment, student)
            self.assignments[folder] = [str(Path(folder) / f"{assignment}.ipynb")]


class _App(GenerateFeedbackApp):
    def start(self) -> None:
        super(GenerateFeedbackApp, self).start()
        assignment, students = json.load(sys.stdin)
        self.coursedir.assignment_id = assignment
        converter: Any = _Chosen(coursedir=self.coursedir, parent=self)
        converter.students, converter.force = students, True
        try:
            converter.start()
        except NbGraderException as error:
            sys.exit(str(error))


if __name__ == "__main__":
    # The pages that standard input names, in the course of the working directory.
    _App.launch_instance([])
