"""What `nbgrader autograde` and formgrader's button run instead of executing notebooks.

`nbgrader_config.py` puts `Grade` in place of nbgrader's sanitizing steps and `Save` in place of
its executing and scoring ones, so that both ways of grading are one.
"""

from __future__ import annotations

import atexit
import weakref
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.attempts import counted, timestamp
from autograder.grade.course import Course
from autograder.grade.result import SubmissionResult, read_result
from autograder.grade.run import GradingRun
from autograder.grade.submission import Submission, read_submission
from autograder.late.plugin import lateness
from autograder.nb.autograded import autograded_notebook, release_notebook
from autograder.nb.ingest import ensure_submission, save_grades

_runs: dict[tuple[str, str], tuple[GradingRun, weakref.ref[object]]] = {}


def _run_for(root: Path, assignment: str, command: object) -> GradingRun:
    """One run an assignment, kept for the students that follow: its sandbox is warm by then.

    A Jupyter server lives for weeks, and checks and limits change in between, so each command (one
    converter object of nbgrader's) looks once whether the run is still what it would start.
    """
    key = (str(root), assignment)
    if key in _runs:
        run, looked = _runs[key]
        if looked() is command:
            return run
        if not run.is_current():
            _runs.pop(key)
            run.__exit__()
    if key in _runs:
        run = _runs[key][0]
    else:
        run = GradingRun(Course(root), assignment, processes=1)
        atexit.register(run.__exit__)
    _runs[key] = (run, weakref.ref(command))
    return run


class Grade(NbGraderPreprocessor):
    """Grades the submission in the sandbox, and hands on the notebook that feedback is made from."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the graded notebook in place of the student's."""
        student = resources["nbgrader"]["student"]
        assignment = resources["nbgrader"]["assignment"]
        root = _course_root(self)
        run = _run_for(root, assignment, self.parent.parent)
        graded = next(run.grade([student]), None)
        if graded is None:
            raise RuntimeError(
                f"submitted/{student}/{assignment} is not a folder that can be graded"
            )
        if graded.result is None:
            raise RuntimeError(f"grading {student} failed on our side: {graded.fault}")
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            result, folder = counted(run, gradebook, graded.result)
            ensure_submission(gradebook, assignment, student, timestamp(folder))
            late = lateness(gradebook, run.course, student).get(assignment)
        release = release_notebook(root / "release" / assignment / f"{run.chapter.folder}.ipynb")
        return autograded_notebook(
            release,
            run.chapter,
            submission_of(run, student, folder),
            result,
            late.says() if late else "",
        ), resources


class Save(NbGraderPreprocessor):
    """Writes the scores of the result into the gradebook, in one transaction."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook as it came."""
        names = resources["nbgrader"]
        root = _course_root(self)
        run = _run_for(root, names["assignment"], self.parent.parent)
        result: SubmissionResult = read_result(
            run.course.result_path(names["assignment"], names["student"])
        )
        with Gradebook(names["db_url"]) as gradebook:
            result = counted(run, gradebook, result).result
            save_grades(gradebook, run.chapter, result, run.course)
        return nb, resources


def submission_of(run: GradingRun, student: str, path: Path) -> Submission:
    """Return the submission of a student in a folder, as a run reads it."""
    return read_submission(path, student, run.chapter, run.stubs)


def _course_root(preprocessor: Any) -> Path:
    # preprocessor -> exporter -> converter, which knows the course directory.
    return Path(preprocessor.parent.parent.coursedir.root)
