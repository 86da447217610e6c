"""From result files to what nbgrader shows: graded notebooks in `autograded/`, rows in the gradebook.

One submission after the other, because SQLite has one writer; the slow part, running code, is over
by then.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, InvalidEntry
from sqlalchemy.exc import OperationalError
from tornado.log import app_log

from autograder.attempts import TIMESTAMP, counted
from autograder.attempts import timestamp as timestamp_of
from autograder.errors import UserError, not_writable
from autograder.grade.result import SubmissionResult
from autograder.grade.run import GradingRun
from autograder.grade.submission import Submission
from autograder.late.plugin import lateness
from autograder.nb.autograded import autograded_notebook, release_notebook
from autograder.nb.ingest import ensure_submission, save_grades
from autograder.nb.preprocessors import submission_of


class Publisher:
    """Writes the results of a run into the course's gradebook. Use as a context manager."""

    def __init__(self, run: GradingRun) -> None:
        self.run = run
        folder = run.chapter.folder
        # Read before anything is graded, so that a missing release stops the run at its start.
        self._release = release_notebook(
            run.course.folder / "release" / run.assignment / f"{folder}.ipynb"
        )
        with _one_clear_error(run.course.folder):
            self._gradebook = Gradebook(run.course.db_url, run.course.settings.course_id)

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *exc: object) -> None:
        self._gradebook.close()

    def publish(self, result: SubmissionResult) -> None:
        """Write one result: the notebook first, then every grade in one transaction.

        Raises `UserError` where the gradebook cannot be written; the result file stays, and the
        next run goes on from it.
        """
        with _one_clear_error(self.run.course.folder), _alone(self.run.course.folder):
            self._publish(result)

    def _publish(self, result: SubmissionResult) -> None:
        result, source = counted(self.run, self._gradebook, result)
        submission = submission_of(self.run, result.student, source)
        timestamp = timestamp_of(source)
        ensure_submission(self._gradebook, self.run.assignment, result.student, timestamp)
        late = lateness(self._gradebook, self.run.course, result.student)[self.run.assignment]
        notebook = autograded_notebook(
            self._release, self.run.chapter, submission, result, late.says()
        )
        target = self.run.course.folder / "autograded" / result.student / self.run.assignment
        _swap(target, lambda new: self._fill(new, notebook, submission, timestamp))
        save_grades(self._gradebook, self.run.chapter, result, self.run.course)

    def _fill(
        self, folder: Path, notebook: object, submission: Submission, timestamp: str | None
    ) -> None:
        nbformat.write(notebook, folder / f"{self.run.chapter.folder}.ipynb")  # type: ignore[no-untyped-call]
        for name, text in submission.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        given = self.run.course.root / "exercises" / self.run.chapter.folder / "given.py"
        shutil.copyfile(given, folder / "given.py")
        if timestamp:
            (folder / TIMESTAMP).write_text(timestamp, encoding="utf-8")


@contextmanager
def _one_clear_error(course: Path) -> Iterator[None]:
    # nbgrader logs a traceback for each refusal of the database; what there is to say is said here.
    app_log.addFilter(_no_tracebacks)
    try:
        yield
    except (OperationalError, InvalidEntry) as error:
        why = getattr(error, "orig", error)
        raise UserError(
            f"The gradebook of {course} cannot be used ({why}). Another program may hold it, "
            "or the file or the disk may be read-only or full. Nothing was half-written and every "
            "result is kept: run the same command again."
        ) from None
    except OSError as error:
        raise not_writable(error) or error from None
    finally:
        app_log.removeFilter(_no_tracebacks)


def _no_tracebacks(record: logging.LogRecord) -> bool:
    return record.exc_info is None


@contextmanager
def _alone(course: Path) -> Iterator[None]:
    """One grader at a time writes to a course: others wait here, a submission at the longest."""
    with (course / ".publishing").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _swap(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a new folder and put it in the place of the old, so that it is never seen half-written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # A grader that was killed here may have left its folders behind; no other is at work now.
    for left in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left)
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        fill(new)
        new.chmod(0o755)
        old = None
        if target.exists():
            old = new.with_name(f"{new.name}.old")
            target.rename(old)
        new.rename(target)
        if old is not None:
            shutil.rmtree(old)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
