"""The class as CSV: one row a student, one column an exercise."""

from __future__ import annotations

from pathlib import Path

from autograder.export.cells import as_csv, plain
from autograder.files import write_whole
from autograder.report.summary import ClassSummary


def write_csv(path: Path, summary: ClassSummary) -> None:
    """Write the table, every cell quoted. An open score is an empty cell."""
    rows = [["student", *summary.exercises, "total", "max"]]
    for row in summary.rows:
        scores = ["" if s is None else f"{s:g}" for s in row.scores]
        rows.append([plain(row.student), *scores, f"{row.total:g}", f"{summary.max_score:g}"])
    write_whole(path, as_csv(rows), sync=False)
