"""The arithmetic of late work, with no gradebook in it."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import math
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from autograder.errors import UserError
from autograder.reading import same_name

EXTENSIONS = "extensions.csv"
_DAY_S = 86_400


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[late]` of `autograder.toml`: what a day costs, and how many a student has free."""

    # For each day begun: percent of the score that was reached, or points.
    per_day: float = 0.0
    unit: Literal["percent", "points"] = "percent"
    # Free days of each student, over the whole course.
    grace_days: int = 0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.per_day) and self.per_day >= 0 and self.grace_days >= 0):
            raise ValueError("per_day and grace_days must not be negative")


class Handed(NamedTuple):
    """One submission of a student, as the gradebook knows it. Times are UTC."""

    assignment: str
    due: datetime | None
    at: datetime | None
    extension: timedelta = timedelta(0)


class Late(NamedTuple):
    """What lateness costs one submission: days late, of them free, of them charged."""

    assignment: str
    days: int
    tokens: int
    extension_days: float
    per_day: float
    unit: str

    @property
    def charged(self) -> int:
        """Days that no token pays for."""
        return self.days - self.tokens

    def penalty(self, score: float) -> float:
        """Return the points deducted from a score: never more than it, never less than 0."""
        each = score * self.per_day / 100 if self.unit == "percent" else self.per_day
        return min(max(score, 0.0), round(max(0.0, self.charged * each), 2))

    def says(self) -> str:
        """Say in one sentence what is deducted and why; empty for work in time."""
        if not self.days:
            return ""
        words = [f"Handed in {_days(self.days)} late"]
        if self.extension_days:
            words[0] += f" after an extension of {self.extension_days:g} days"
        if self.tokens:
            words.append(f"{_days(self.tokens)} paid by grace tokens")
        if self.charged and self.per_day:
            what = self.charged * self.per_day
            deducted = (
                f"{min(what, 100):g} % of the score"
                if self.unit == "percent"
                else (f"{what:g} points, but never more than the score,")
            )
            words.append(f"{deducted} deducted for {_days(self.charged)}")
        else:
            words.append("nothing is deducted")
        return "; ".join(words) + "."


def assess(
    policy: LatePolicy, handed: list[Handed], granted: dict[str, float] | None = None
) -> dict[str, Late]:
    """Return what lateness costs each submission of one student.

    Tokens are spent in the order of the due dates, whatever order the work is graded in. Of two
    extensions (`granted`, in days, and the gradebook's) the longer one counts. A day that has begun
    is a day.
    """
    left = policy.grace_days
    found = {}
    for one in sorted(handed, key=lambda h: (h.due or datetime.max, h.assignment)):
        extension = max(one.extension, timedelta(days=(granted or {}).get(one.assignment, 0.0)))
        days = 0
        if one.due is not None and one.at is not None:
            days = max(0, math.ceil((one.at - one.due - extension).total_seconds() / _DAY_S))
        tokens = min(left, days)
        left -= tokens
        found[one.assignment] = Late(
            one.assignment, days, tokens, extension / timedelta(days=1), policy.per_day, policy.unit
        )
    return found


class Extension(NamedTuple):
    """One line of `extensions.csv`."""

    line: int
    student: str
    assignment: str
    days: float


def read_extensions(folder: Path) -> dict[str, dict[str, float]]:
    """Return student -> assignment -> days from `extensions.csv`; nothing where there is no file.

    Students are named as `same_name` has them.
    """
    found: dict[str, dict[str, float]] = {}
    for one in _extensions(folder):
        found.setdefault(same_name(one.student), {})[one.assignment] = one.days
    return found


def extension_problems(folder: Path, students: set[str], assignments: set[str]) -> list[str]:
    """Return, in words, the lines of `extensions.csv` that are about nobody, nothing, or another line."""
    told = []
    students = {same_name(name) for name in students}
    seen: dict[tuple[str, str], int] = {}
    for one in _extensions(folder):
        where = f"{EXTENSIONS}, line {one.line}:"
        if same_name(one.student) not in students:
            told.append(
                f"{where} there is no student {one.student!r} in submitted/ or the gradebook"
            )
        if one.assignment not in assignments:
            told.append(f"{where} there is no assignment {one.assignment!r}")
        before = seen.get((one.student, one.assignment))
        if before is not None:
            told.append(
                f"{where} line {before} is about the same student and assignment; this line counts"
            )
        seen[one.student, one.assignment] = one.line
    return told


def _extensions(folder: Path) -> list[Extension]:
    path = folder / EXTENSIONS
    if not path.exists():
        return []
    text = _text(path)
    try:
        return _lines(path, text)
    except csv.Error as error:
        raise UserError(f"{path} is not a table that can be read: {error}.") from None


def _lines(path: Path, text: str) -> list[Extension]:
    # As a spreadsheet of any country writes it; Excel's first line may say what separates the columns.
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    skipped = said.startswith("sep=") and len(said) == 5
    delimiter = said[4] if skipped else max(",;\t", key=first.count)
    table = io.StringIO(rest if skipped else text, newline="")
    reader = csv.DictReader(table, delimiter=delimiter)
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    if not {"student", "assignment", "days"} <= set(reader.fieldnames):
        raise UserError(f"{path} needs a first line with student,assignment,days.")
    found = []
    for row in reader:
        student, assignment, days = (
            (row[n] or "").strip() for n in ("student", "assignment", "days")
        )
        if not (student or assignment or days):
            continue
        try:
            number = float(days.replace(",", "."))
            if not 0 <= number <= 3650:
                raise ValueError(days)
        except ValueError:
            raise UserError(
                f"{path}, line {reader.line_num + skipped}: days is {days!r}; give a number from 0."
            ) from None
        found.append(Extension(reader.line_num + skipped, student, assignment, number))
    return found


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from None
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise UserError(f"{path} cannot be read: save it as UTF-8.")


def _days(n: int) -> str:
    return f"{n} day" if n == 1 else f"{n} days"
