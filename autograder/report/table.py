"""The class as CSV: one row a student, one column an exercise."""

from __future__ import annotations

import csv
from pathlib import Path

from autograder.export.cells import plain
from autograder.report.summary import ClassSummary


def write_csv(path: Path, summary: ClassSummary) -> None:
    """Write the table, quoted as RFC 4180 asks. An open score is an empty cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["student", *summary.exercises, "total", "max"])
        for row in summary.rows:
            scores = ["" if s is None else f"{s:g}" for s in row.scores]
            writer.writerow(
                [plain(row.student), *scores, f"{row.total:g}", f"{summary.max_score:g}"]
            )
