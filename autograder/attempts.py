"""Earlier submissions: kept when a student hands in again, and compared where the best one counts.

`attempts/ASSIGNMENT/STUDENT/HASH/` holds the files of a graded submission and its `result.json`.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import parse_utc

from autograder import reading, work
from autograder.grade.result import SubmissionResult, read_result, write_result
from autograder.grade.run import GradingRun
from autograder.grade.submission import read_submission
from autograder.late.policy import Handed, assess, read_extensions

RESULT = "result.json"
TIMESTAMP = "timestamp.txt"


class Counted(NamedTuple):
    """The submission that counts: its result and the folder of its files."""

    result: SubmissionResult
    folder: Path


def counted(run: GradingRun, gradebook: Gradebook, result: SubmissionResult) -> Counted:
    """Keep this submission, and return the one that counts under the course's policy.

    Best: the highest score after the late penalty of that attempt, with extensions and before grace
    tokens, which are spent on the attempt that counts. Of equals, the latest handed in.
    """
    latest = run.course.folder / "submitted" / result.student / run.assignment
    keep(run, result, latest)
    if run.course.settings.resubmission == "last":
        return Counted(result, latest)
    place = _place(run, result.student)
    best = Counted(result, latest)
    highest = _value(run, gradebook, best)
    for folder in sorted(place.iterdir()):
        if folder.name == result.submission_hash[:16] or folder.name.startswith("."):
            continue
        other = Counted(_current(run, folder), folder)
        value = _value(run, gradebook, other)
        if value > highest and not other.result.faults:
            best, highest = other, value
    return best


def keep(run: GradingRun, result: SubmissionResult, folder: Path) -> None:
    """Keep what was read of a submission, under its right names, and its result; whole or not at all.

    What the reader refused is listed in the result's `problems`, and is not copied: it may be
    larger than the disk, or no file at all.
    """
    target = _place(run, result.student) / result.submission_hash[:16]
    if target.exists():
        write_result(target / RESULT, result)
        return
    submission = read_submission(folder, result.student, run.chapter, run.stubs)
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new.", dir=target.parent))
    try:
        for name, text in submission.files.items():
            (new / name).write_bytes(text.encode("utf-8", "replace"))
        if submission.notebook is not None:
            work.notebook_file(new, run.chapter).write_bytes(submission.notebook)
        with contextlib.suppress(reading.Refused):
            stamp = reading.read_bytes(folder / TIMESTAMP, reading.MAX_TIMESTAMP)
            (new / TIMESTAMP).write_bytes(stamp)
        write_result(new / RESULT, result)
        new.rename(target)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def timestamp(folder: Path) -> str | None:
    """Return the time of submission that nbgrader's exchange wrote, where it did."""
    try:
        data = reading.read_bytes(folder / TIMESTAMP, reading.MAX_TIMESTAMP)
    except reading.Refused:
        return None
    text = reading.decode(data).text.strip()[:64]
    try:
        parse_utc(text)
    except Exception:  # a student may have written it: anything at all
        return None
    return text


def _place(run: GradingRun, student: str) -> Path:
    return run.course.folder / "attempts" / run.assignment / student


def _current(run: GradingRun, folder: Path) -> SubmissionResult:
    """The attempt's result under today's checks: the kept one, or a new one."""
    kept = read_result(folder / RESULT)
    if kept.conditions == run.conditions and not kept.faults:
        return kept
    fresh = run.grade_folder(kept.student, folder)
    write_result(folder / RESULT, fresh)
    return fresh


def _value(run: GradingRun, gradebook: Gradebook, attempt: Counted) -> float:
    """The score less the penalty that this attempt would have with no token left."""
    student, assignment = attempt.result.student, run.assignment
    extension = timedelta(0)
    try:
        extension = gradebook.find_submission(assignment, student).extension or extension
        due = gradebook.find_assignment(assignment).duedate
    except MissingEntry:
        due = None
    text = timestamp(attempt.folder)
    handed = Handed(assignment, due, parse_utc(text) if text else None, extension)
    policy = msgspec.structs.replace(run.course.settings.late, grace_days=0)
    granted = read_extensions(run.course.folder).get(student)
    late = assess(policy, [handed], granted)[assignment]
    return attempt.result.score - late.penalty(attempt.result.score)
