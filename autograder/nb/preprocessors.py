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

from autograder.attempts import Attempt, attempts_of, bring_up_to_date, choose, deadline, keep
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import read_result
from autograder.handed_in import handed_in
from autograder.late.plugin import lateness
from autograder.nb.autograded import autograded_notebook, release_notebook
from autograder.nb.gradebook import open_gradebook
from autograder.nb.ingest import ensure_submission, save_grades
from autograder.nb.points import follow_points
from autograder.nb.publish import notes

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
        bring_up_to_date(run, [student])
        with open_gradebook(run.course) as gradebook:
            follow_points(run.course, run.chapter, gradebook)
            latest = Attempt(graded.result, run.course.submission_folders(assignment)[student])
            keep(run, *latest)
            result, folder = counting = _counting(run, gradebook, latest)
            time = handed_in(folder)
            ensure_submission(gradebook, assignment, student, time)
            late = lateness(gradebook, run.course, student).get(assignment)
        release = release_notebook(root / "release" / assignment / f"{run.chapter.folder}.ipynb")
        return autograded_notebook(
            release,
            run.chapter,
            read_submission(folder, student, run.chapter, run.stubs),
            result,
            late.says() if late else "",
            notes(time, counting is not latest),
        ), resources


class Save(NbGraderPreprocessor):
    """Writes the scores of the result into the gradebook, in one transaction."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook as it came."""
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        run = _run_for(_course_root(self), assignment, self.parent.parent)
        result = read_result(run.course.result_path(assignment, student))
        latest = Attempt(result, run.course.submission_folders(assignment)[student])
        with open_gradebook(run.course) as gradebook:
            result, folder = _counting(run, gradebook, latest)
            submission = read_submission(folder, student, run.chapter, run.stubs)
            save_grades(gradebook, run.chapter, result, run.course, submission)
        return nb, resources


def _counting(run: GradingRun, gradebook: Gradebook, latest: Attempt) -> Attempt:
    kept = attempts_of(run.course, run.assignment, latest.result.student)
    return choose(run.course, latest, kept, deadline(run.course, run.assignment, gradebook))


def _course_root(preprocessor: Any) -> Path:
    # preprocessor -> exporter -> converter, which knows the course directory.
    return Path(preprocessor.parent.parent.coursedir.root)
