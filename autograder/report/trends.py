"""The class over the chapters that were graded so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from autograder.grade.submission_result import SubmissionResult
from autograder.registry import Chapter

# A fall by more than so much of the points, against a student's own earlier mean, is worth a talk.
FALL = 0.25


class ChapterPoint(msgspec.Struct, frozen=True):
    """One graded chapter: the share of its points that each student has."""

    assignment: str
    title: str
    number: int
    shares: Mapping[str, float]

    @property
    def median(self) -> float:
        """Median share."""
        return float(np.median(list(self.shares.values())))

    @property
    def quartiles(self) -> tuple[float, float]:
        """The shares between which the middle half of the students lies."""
        low, high = np.quantile(list(self.shares.values()), [0.25, 0.75])
        return float(low), float(high)


class Trend(msgspec.Struct, frozen=True):
    """The graded chapters in order, one row a student, and who has fallen behind in this one."""

    chapters: tuple[ChapterPoint, ...]
    # (student, share in each chapter or None, change against the mean of the chapters before this one)
    rows: tuple[tuple[str, tuple[float | None, ...], float | None], ...]

    @property
    def falling(self) -> tuple[str, ...]:
        """Students who are well below their own earlier mean, the largest fall first."""
        known = [(change, name) for name, _, change in self.rows if change is not None]
        return tuple(name for change, name in sorted(known) if change <= -FALL)


def chapter_point(chapter: Chapter, results: Sequence[SubmissionResult]) -> ChapterPoint:
    """Return where the class stands in one chapter."""
    shares = {
        r.student: min(1.0, r.score / chapter.points) if chapter.points else 0.0 for r in results
    }
    return ChapterPoint(chapter.folder, chapter.title, chapter.number, shares)


def trend_of(assignment: str, points: Sequence[ChapterPoint]) -> Trend:
    """Return the course up to now, as seen from one chapter; chapters without results are left out."""
    chapters = tuple(sorted((p for p in points if p.shares), key=lambda p: p.number))
    here = next((p.number for p in chapters if p.assignment == assignment), None)
    students = sorted({name for p in chapters for name in p.shares})
    rows = []
    for name in students:
        shares = tuple(p.shares.get(name) for p in chapters)
        before = [
            p.shares[name]
            for p in chapters
            if here is not None and p.number < here and name in p.shares
        ]
        now = next((p.shares.get(name) for p in chapters if p.number == here), None)
        change = now - float(np.mean(before)) if before and now is not None else None
        rows.append((name, shares, change))
    return Trend(chapters, tuple(rows))
