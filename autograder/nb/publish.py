"""From result files to what nbgrader shows: graded notebooks in `autograded/`, rows in the gradebook.

One submission after the other, because SQLite has one writer; the slow part, running code, is over
by then.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import nbformat

from autograder import reading
from autograder.attempts import (
    Attempt,
    attempts_of,
    bring_up_to_date,
    choose,
    deadline,
    keep,
)
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission import Submission, read_submission
from autograder.grade.submission_result import SubmissionResult, read_result
from autograder.handed_in import TIMESTAMP, HandedIn, handed_in
from autograder.late.plugin import lateness, students_and_assignments
from autograder.late.policy import extension_problems
from autograder.nb.autograded import autograded_notebook, release_notebook
from autograder.nb.gradebook import one_clear_error, open_gradebook
from autograder.nb.ingest import ensure_submission, save_grades
from autograder.nb.points import follow_points
from autograder.nb.swap import swap_in

# nbgrader's exchange puts it beside a submission, and finds the way back for feedback by it.
SECRET = "submission_secret.txt"
# Bytes of a submission's other files, such as pictures, that go along into feedback.
OTHERS = 16 * 1024 * 1024


class Publisher:
    """Writes the results of a run into the course's gradebook. Use as a context manager."""

    def __init__(self, run: GradingRun, students: Iterable[str] | None = None) -> None:
        self.run = run
        folder = run.chapter.folder
        self._release_folder = run.course.folder / "release" / run.assignment
        # Read before anything is graded, so that a missing release stops the run at its start.
        release_notebook(self._release_folder / f"{folder}.ipynb")
        with ExitStack() as stack:
            self._gradebook = stack.enter_context(open_gradebook(run.course))
            with _alone(run.course.folder):
                # What the instructor should know: points that changed, times that are none.
                self.warnings = follow_points(run.course, run.chapter, self._gradebook)
                self.warnings += extension_problems(
                    run.course.folder, *students_and_assignments(self._gradebook, run.course)
                )
            self._release = release_notebook(self._release_folder / f"{folder}.ipynb")
            # What broke on our side in attempts that are not the latest.
            self.faults = bring_up_to_date(run, students)
            self._open = stack.pop_all()

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *exc: object) -> None:
        self._open.close()

    def publish(self, result: SubmissionResult) -> SubmissionResult:
        """Write one result: the notebook first, then every grade in one transaction.

        Returns the result that counts, which may be that of an earlier attempt. Raises `UserError`
        where the gradebook cannot be written; the result file stays, and the next run goes on from it.
        """
        course = self.run.course
        with one_clear_error(course), _alone(course.folder):
            folders = course.submission_folders(self.run.assignment)
            here = course.folder / "submitted" / result.student / self.run.assignment
            latest = Attempt(result, folders.get(result.student, here))
            keep(self.run, *latest)
            kept = attempts_of(course, self.run.assignment, result.student)
            until = deadline(course, self.run.assignment, self._gradebook)
            chosen = choose(course, latest, kept, until)
            self._write(chosen, latest.folder, earlier=chosen is not latest)
        return chosen.result

    def republish(self, student: str) -> None:
        """Write the attempt that counts now, from what is graded and kept, if it was graded.

        The work in `submitted/` may be newer than its result: it is not looked at.
        """
        course, assignment = self.run.course, self.run.assignment
        path = course.result_path(assignment, student)
        if not path.exists():
            return
        kept = attempts_of(course, assignment, student)
        result = read_result(path)
        same = [a for a in kept if a.result == result]
        if not same:
            return
        until = deadline(course, assignment, self._gradebook)
        latest = max(same, key=lambda a: handed_in(a.folder).at or datetime.min)
        with one_clear_error(course), _alone(course.folder):
            chosen = choose(course, latest, kept, until)
            before = course.folder / "autograded" / student / assignment
            self._write(chosen, before, earlier=chosen is not latest)

    def _write(self, attempt: Attempt, latest: Path, *, earlier: bool) -> None:
        run, result = self.run, attempt.result
        submission = read_submission(attempt.folder, result.student, run.chapter, run.stubs)
        time = handed_in(attempt.folder)
        if time.problem:
            self.warnings.append(f"{result.student}: {time.problem}")
        ensure_submission(self._gradebook, run.assignment, result.student, time)
        late = lateness(self._gradebook, run.course, result.student)[run.assignment]
        notebook = autograded_notebook(
            self._release, run.chapter, submission, result, late.says(), notes(time, earlier)
        )
        target = run.course.folder / "autograded" / result.student / run.assignment
        _swap(target, lambda new: self._fill(new, notebook, submission, latest, time))
        save_grades(self._gradebook, run.chapter, result, run.course, submission)

    def _fill(
        self, folder: Path, notebook: object, submission: Submission, latest: Path, time: HandedIn
    ) -> None:
        """As nbgrader's own autograde: the notebook, the instructor's files, then the student's."""
        nbformat.write(notebook, folder / f"{self.run.chapter.folder}.ipynb")  # type: ignore[no-untyped-call]
        given = self.run.root / "exercises" / self.run.chapter.folder / "given.py"
        shutil.copyfile(given, folder / "given.py")
        # Without these two, `nbgrader release_feedback` stops at a student who did not use the
        # exchange, and all who come after get nothing.
        (folder / TIMESTAMP).write_text(time.text, encoding="utf-8")
        secret = _plain_file(latest / SECRET) or os.urandom(64).hex().encode()
        (folder / SECRET).write_bytes(secret)
        _copy_others(self._release_folder, folder)
        for name, text in submission.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        _copy_others(latest, folder)


def notes(time: HandedIn, earlier: bool) -> list[str]:
    """Return what a student should know of the time and of the attempt that counts."""
    said = [time.problem] if time.problem else []
    if earlier:
        when = f", handed in at {time.text}" if time.text else ""
        said.append(f"this page shows the best of your attempts{when}: it is the one that counts")
    return said


def _copy_others(source: Path, target: Path) -> None:
    """Copy the plain files below a folder that are not there yet: few, small, near, and no links.

    Notebooks stay where they are. What a student's names make impossible is left out.
    """
    files, left = reading.MAX_SOURCES, OTHERS
    for number, (place, folders, names) in enumerate(os.walk(source)):
        if number >= reading.MAX_FOLDERS or files == 0:
            break
        # A thousand folders in one another are more than Python can go through, or take away again.
        near = len(Path(place).relative_to(source).parts) < reading.MAX_DEPTH
        folders[:] = sorted(f for f in folders if near and not f.startswith((".", "__pycache__")))
        for name in sorted(names):
            path = Path(place) / name
            to = target / path.relative_to(source)
            if path.suffix == ".ipynb" or files == 0 or os.path.lexists(to):
                continue
            data = _plain_file(path)
            if data is None or len(data) > left:
                continue
            files, left = files - 1, left - len(data)
            with contextlib.suppress(OSError):
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(data)


def _plain_file(path: Path) -> bytes | None:
    try:
        os.fsencode(path).decode("utf-8")
        return reading.read_bytes(path, reading.MAX_SOURCE)
    except (OSError, ValueError, reading.Refused):
        return None


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
        swap_in(new, target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
