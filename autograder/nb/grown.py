"""A chapter that has grown since it was graded: its new cells enter the gradebook beside the old.

nbgrader refuses to release a notebook with other cells once somebody has handed it in, since it would
throw the old ones away. Here nothing is thrown away: rows are added, and then the notebook has the
cells that nbgrader knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.api import Gradebook, GradeCell, MissingEntry, SolutionCell, SourceCell, TaskCell

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.registry import Chapter


def follow_cells(course: Course, chapter: Chapter, gradebook: Gradebook) -> list[str]:
    """Add the cells of a handed-in chapter that the gradebook does not know; say in words which.

    Raises `UserError`, and changes nothing, where the gradebook has grades of a cell that is gone.
    """
    try:
        notebook = gradebook.find_notebook(chapter.folder, chapter.folder)
    except MissingEntry:
        return []
    path = course.folder / "source" / chapter.folder / f"{chapter.folder}.ipynb"
    cells = _cells(path) if notebook.submissions else None
    if cells is None:
        return []
    new: list[Any] = []
    for kind, known, wanted in (
        (GradeCell, notebook.grade_cells, filter(utils.is_grade, cells)),
        (SolutionCell, notebook.solution_cells, filter(utils.is_solution, cells)),
        (TaskCell, notebook.task_cells, filter(utils.is_task, cells)),
        (SourceCell, notebook.source_cells, filter(_has_source, cells)),
    ):
        added, gone = _compared(known, wanted)
        if gone and kind is not SourceCell:
            raise UserError(
                f"{chapter.folder} no longer has {', '.join(sorted(gone))}, which the gradebook has "
                "grades of. Nothing was released. Put the exercise back, or delete the grades of this "
                "chapter in formgrader first."
            )
        for name in gone:  # a locked text: nobody's grade hangs on it
            gradebook.db.delete(next(c for c in known if c.name == name))
        new += [kind(name=n, notebook=notebook, **_said(kind, cell)) for n, cell in added.items()]
    gradebook.db.add_all(new)
    gradebook.db.commit()
    names = {e.check_cell: e for e in chapter.exercise}
    found = [names[cell.name] for cell in new if isinstance(cell, GradeCell) and cell.name in names]
    return [
        f"{e.name} is new in {chapter.folder}, with {e.points:g} points: whoever has handed in already "
        f"has no grade for it until {chapter.folder} is graded again"
        for e in found
    ]


def _cells(path: Path) -> list[Any] | None:
    """The cells of the instructor's notebook; None where nbgrader will say what is wrong with it."""
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        return [
            cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id")
        ]
    except Exception:  # whatever it is that lies there
        return None


def _has_source(cell: Any) -> bool:
    return bool(
        utils.is_grade(cell)
        or utils.is_solution(cell)
        or utils.is_locked(cell)
        or utils.is_task(cell)
    )


def _compared(known: Iterable[Any], wanted: Iterator[Any]) -> tuple[dict[str, Any], set[str]]:
    """The cells that the gradebook lacks, by name, and the names that only it has."""
    before = {cell.name for cell in known}
    now = {cell.metadata.nbgrader["grade_id"]: cell for cell in wanted}
    return {name: cell for name, cell in now.items() if name not in before}, before - now.keys()


def _said(kind: type, cell: Any) -> dict[str, Any]:
    """What nbgrader notes of a cell of this kind."""
    if kind is SolutionCell:
        return {}
    if kind is SourceCell:
        return {
            "cell_type": cell.cell_type,
            "locked": utils.is_locked(cell),
            "source": cell.source,
            "checksum": cell.metadata.nbgrader.get("checksum"),
        }
    return {"max_score": float(cell.metadata.nbgrader["points"]), "cell_type": cell.cell_type}
