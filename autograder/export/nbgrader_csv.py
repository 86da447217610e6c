"""`nbgrader export` with every cell quoted and no cell that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.export.cells import as_csv, plain
from autograder.files import write_output

_COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class QuotedCsv(ExportPlugin):
    """The columns and rows of nbgrader's own exporter; a student without work has 0, as there."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to `--to`, or to `grades.csv`."""
        assignments, students = set(map(str, self.assignment)), set(map(str, self.student))
        rows: list[list[str]] = [list(_COLUMNS)]
        for assignment in gradebook.assignments:
            if assignments and assignment.name not in assignments:
                continue
            for student in gradebook.students:
                if students and student.id not in students:
                    continue
                try:
                    found = gradebook.find_submission(assignment.name, student.id)
                except MissingEntry:
                    numbers, timestamp = [0.0, 0.0, 0.0], None
                else:
                    penalty = found.late_submission_penalty
                    numbers = [found.score, penalty, max(0.0, found.score - penalty)]
                    timestamp = found.timestamp
                words = [
                    assignment.name, assignment.duedate, timestamp, student.id, student.last_name,
                    student.first_name, student.email,
                ]  # fmt: skip
                cells = [plain("" if w is None else str(w)) for w in words]
                rows.append([*cells, *map(str, [*numbers, assignment.max_score])])
        write_output(Path(self.to or "grades.csv"), as_csv(rows))
