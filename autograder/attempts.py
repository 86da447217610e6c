"""Earlier submissions, kept when a student hands in again; and the attempt that counts.

`attempts/ASSIGNMENT/STUDENT/NAME/` holds the files of a graded submission and its `result.json`. An
attempt is files and a time: the same files handed in again, later, are another one.

Which attempt counts is said here and nowhere else: gradebook, feedback, report, exports and tables
all ask `choose`, through `Publisher` or through `results_that_count`.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from autograder import reading, student_work
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import SubmissionResult, read_result, write_result
from autograder.handed_in import TIMESTAMP, handed_in
from autograder.late.policy import Handed, assess, read_extensions
from autograder.registry import Chapter

RESULT = "result.json"


class Attempt(NamedTuple):
    """One submission: its result and the folder of its files."""

    result: SubmissionResult
    folder: Path


class Deadline(NamedTuple):
    """What the gradebook says of an assignment: when it is due, and who was granted how much."""

    due: datetime | None = None
    extensions: Mapping[str, timedelta] = {}


def deadline(course: Course, assignment: str, gradebook: Any = None) -> Deadline:
    """Return the due date and the extensions granted in nbgrader, as far as the policy needs them."""
    if course.settings.resubmission == "last":
        return Deadline()
    if gradebook is None:
        from autograder.nb.gradebook import has_gradebook, open_gradebook

        if not has_gradebook(course):
            return Deadline()
        with open_gradebook(course) as opened:
            return due_date(opened, assignment)
    return due_date(gradebook, assignment)


def due_date(gradebook: Any, assignment: str) -> Deadline:
    """Return the due date and the extensions granted in nbgrader, whatever the policy."""
    from nbgrader.api import MissingEntry, SubmittedAssignment

    try:
        found = gradebook.find_assignment(assignment)
    except MissingEntry:
        return Deadline()
    submissions = gradebook.db.query(SubmittedAssignment).filter_by(assignment_id=found.id)
    return Deadline(
        found.duedate, {s.student_id: s.extension for s in submissions if s.extension is not None}
    )


def choose(course: Course, latest: Attempt, kept: Iterable[Attempt], until: Deadline) -> Attempt:
    """Return the attempt that counts: the latest, or under `resubmission = "best"` the best.

    Best: the highest score after the late penalty of that attempt, with extensions and before grace
    tokens, which are spent on the attempt that counts. Of equals, the one handed in last. Only what
    was graded under the same conditions as the latest can be compared with it.
    """
    if course.settings.resubmission == "last":
        return latest
    others = [
        a for a in kept if a.result.conditions == latest.result.conditions and not a.result.faults
    ]

    def worth(attempt: Attempt) -> tuple[float, datetime]:
        unknown = datetime.max if attempt is latest else datetime.min
        return _value(course, attempt, until), handed_in(attempt.folder).at or unknown

    # `max` takes the first of equals: that is the latest.
    return max([latest, *others], key=worth)


def results_that_count(course: Course, chapter: Chapter) -> list[SubmissionResult]:
    """Return the result that counts of every student who is still of the class, by student.

    Nothing is graded for it. Scores are in today's points, whenever they were computed.
    """
    until: Deadline | None = None
    found = []
    folders = course.submission_folders(chapter.folder)
    paths = sorted((course.folder / "results" / chapter.folder).glob("*.json"))
    for path in paths:
        # A student whose submission was withdrawn is no longer of the class.
        if path.stem not in folders:
            continue
        result = read_result(path)
        if until is None:
            until = deadline(course, chapter.folder)
        latest = Attempt(result, folders[path.stem])
        kept = attempts_of(course, chapter.folder, path.stem)
        found.append(in_todays_points(choose(course, latest, kept, until).result, chapter))
    return found


def in_todays_points(result: SubmissionResult, chapter: Chapter) -> SubmissionResult:
    """Return the result with the points that the chapter gives now; the share earned stays.

    Raises `UserError` where the chapter has an exercise that the result does not know.
    """
    known = {e.name for e in result.exercises}
    if missing := [e.name for e in chapter.exercise if e.name not in known]:
        raise UserError(
            f"The result of {result.student} has no exercise {', '.join(missing)}: {chapter.folder} was "
            f"changed after it was graded. Run: autograder grade DIR {chapter.folder}",
            exit_code=1,
        )
    points = {e.name: e.points for e in chapter.exercise}
    exercises = tuple(
        e if points.get(e.name, e.points) == e.points else e.worth(points[e.name])
        for e in result.exercises
    )
    return msgspec.structs.replace(result, exercises=exercises)


def place_of(course: Course, assignment: str, student: str) -> Path:
    """Where the attempts of a student lie."""
    return course.folder / "attempts" / assignment / student


def attempts_of(course: Course, assignment: str, student: str) -> list[Attempt]:
    """Return what is kept of a student's attempts and has a result that can be read."""
    found = []
    for folder in _folders(place_of(course, assignment, student)):
        result = _result_in(folder)
        if result is not None:
            found.append(Attempt(result, folder))
    return found


def bring_up_to_date(run: GradingRun, students: Iterable[str] | None = None) -> list[str]:
    """Grade kept attempts again whose result is not of today's checks; return, in words, what failed.

    In the run's own processes and before the publishing begins, so that nobody waits for it there.
    """
    if run.course.settings.resubmission == "last":
        return []
    jobs = [
        job
        for student, folder in run.course.submission_folders(run.assignment).items()
        if students is None or student in students
        for job in _stale(run, student, folder)
    ]
    faults = []
    for student, folder, result, fault in run.grade_folders(jobs):
        if result is None:
            faults.append(f"{student}: an earlier attempt could not be graded again: {fault}")
        else:
            write_result(folder / RESULT, result)
            faults += [
                f"{student}: an earlier attempt: {c.exercise}.{c.check}" for c in result.faults
            ]
    return faults


def stale_attempts(run: GradingRun) -> list[tuple[str, Path]]:
    """Return student and folder of each kept attempt that would be graded again."""
    if run.course.settings.resubmission == "last":
        return []
    folders = run.course.submission_folders(run.assignment)
    return [job for student, folder in folders.items() for job in _stale(run, student, folder)]


def _stale(run: GradingRun, student: str, latest: Path) -> list[tuple[str, Path]]:
    place = place_of(run.course, run.assignment, student)
    if not place.is_dir():
        return []
    # What has the files of the latest gets the result of the latest, in `keep`.
    same = read_submission(latest, student, run.chapter, run.stubs).hash[:16]
    found = []
    for folder in _folders(place):
        known = _result_in(folder)
        current = known is not None and known.conditions == run.conditions and not known.faults
        if not current and not folder.name.startswith(same):
            found.append((student, folder))
    return found


def keep(run: GradingRun, result: SubmissionResult, folder: Path) -> Path:
    """Keep what was read of a submission, under its right names, and its result; return where.

    Whole or not at all. What the reader refused is listed in the result's `problems`, and is not
    copied: it may be larger than the disk, or no file at all.
    """
    place = place_of(run.course, run.assignment, result.student)
    # The same files have the same result, whenever they were handed in.
    for same in _folders(place):
        if same.name.startswith(result.submission_hash[:16]):
            write_result(same / RESULT, result)
    target = _target(place, result, folder)
    if target.exists():
        return target
    submission = read_submission(folder, result.student, run.chapter, run.stubs)
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new.", dir=target.parent))
    try:
        for name, text in submission.files.items():
            (new / name).write_bytes(text.encode("utf-8", "replace"))
        if submission.notebook is not None:
            student_work.notebook_file(new, run.chapter).write_bytes(submission.notebook)
        with contextlib.suppress(reading.Refused):
            stamp = reading.read_bytes(folder / TIMESTAMP, reading.MAX_TIMESTAMP)
            (new / TIMESTAMP).write_bytes(stamp)
        write_result(new / RESULT, result)
        new.rename(target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return target


def timestamp(folder: Path) -> str | None:
    """Return the time of submission that nbgrader's exchange wrote, where it did."""
    return handed_in(folder).text or None


def _target(place: Path, result: SubmissionResult, folder: Path) -> Path:
    """Where this attempt is kept: a name of its files, and of its time where another has that name."""
    first = place / result.submission_hash[:16]
    when = handed_in(folder)
    if not first.exists() or handed_in(first).at == when.at:
        return first
    mark = hashlib.sha256(when.text.encode()).hexdigest()[:8]
    return first.with_name(f"{first.name}-{mark}")


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return sorted(p for p in place.iterdir() if p.is_dir() and not p.name.startswith("."))


def _result_in(folder: Path) -> SubmissionResult | None:
    try:
        return read_result(folder / RESULT)
    except UserError:
        return None


def _value(course: Course, attempt: Attempt, until: Deadline) -> float:
    """The score less the penalty that this attempt would have with no token left."""
    student, assignment = attempt.result.student, attempt.result.chapter
    extension = until.extensions.get(student, timedelta(0))
    handed = Handed(assignment, until.due, handed_in(attempt.folder).at, extension)
    policy = msgspec.structs.replace(course.settings.late, grace_days=0)
    granted = read_extensions(course.folder).get(reading.same_name(student))
    late = assess(policy, [handed], granted)[assignment]
    return attempt.result.score - late.penalty(attempt.result.score)
