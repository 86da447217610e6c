"""The chapter as one notebook: statement, solution cell and check cell for each exercise.

The cells carry nbgrader's metadata, and ids that depend on nothing but the exercise, so that a
second build changes nothing.
"""

from __future__ import annotations

import ast
from typing import Any

import nbformat

from autograder import marks
from autograder.registry import Chapter, Exercise

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def statement_and_code(source: str) -> tuple[str, str]:
    """Split an exercise's file into its module docstring (Markdown) and the code below it."""
    tree = ast.parse(source)
    statement = ast.get_docstring(tree, clean=True)
    if statement is None:
        raise ValueError("no module docstring")
    first = tree.body[0]
    code = "\n".join(source.splitlines()[first.end_lineno :]).strip("\n")
    return statement, code


def chapter_notebook(chapter: Chapter, sources: dict[str, str]) -> str:
    """Return the notebook as text. `sources` maps each exercise's stem to its file's text."""
    cells: list[dict[str, Any]] = [
        _markdown(f"{chapter.folder}-intro", _intro(chapter)),
        _code(f"{chapter.folder}-setup", _setup(chapter), _locked(chapter.setup_cell)),
    ]
    for exercise in chapter.exercise:
        statement, code = statement_and_code(sources[exercise.stem])
        cells += _exercise_cells(exercise, statement, code)
    notebook = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {
            "cells": cells,
            "metadata": {
                "kernelspec": KERNEL,
                "language_info": {"name": "python"},
                marks.KEY: {"chapter": chapter.slug},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    nbformat.validate(notebook)  # type: ignore[no-untyped-call]
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"  # type: ignore[no-untyped-call]


def _setup(chapter: Chapter) -> str:
    return (
        "# Run this cell first. Checks read your functions from this notebook.\n"
        f'# Stuck? hint("{chapter.exercise[0].name}") in a new cell shows a hint; each run, one more.\n'
        "# A function leaves its arguments as they are: where it has to change one, it works on a copy.\n"
        "from autograder import check, hint"
    )


def _intro(chapter: Chapter) -> str:
    return (
        f"# {chapter.title}\n\n{chapter.summary}\n\n"
        "Each exercise is a statement, a cell for your code, and a check. At first every check "
        "says *not attempted*: that is where everyone starts. Replace the line that raises "
        "`NotAttempted`, run the cell, run the check below it, and read what it says."
    )


def _exercise_cells(exercise: Exercise, statement: str, code: str) -> list[dict[str, Any]]:
    dashes = exercise.stem.replace("_", "-")
    stars = "●" * exercise.difficulty + "○" * (5 - exercise.difficulty)
    facts = f"*{exercise.points:g} points · difficulty {stars} · about {exercise.minutes} minutes*"
    return [
        _markdown(f"{dashes}-text", f"{statement}\n\n{facts}"),
        _code(f"{dashes}-code", code, _nbgrader(exercise.solution_cell, solution=True)),
        _code(
            f"{dashes}-check",
            f'check("{exercise.id}")',
            {
                **_nbgrader(exercise.check_cell, grade=True, locked=True, points=exercise.points),
                # "Run all cells" goes on past a check that does not pass.
                "tags": ["raises-exception"],
            },
        ),
    ]


def _nbgrader(
    grade_id: str,
    *,
    solution: bool = False,
    grade: bool = False,
    locked: bool = False,
    points: float = 0,
) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        meta["points"] = points
    return {"nbgrader": meta}


def _locked(grade_id: str) -> dict[str, Any]:
    return _nbgrader(grade_id, locked=True)


def _markdown(cell_id: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id[:64], "metadata": {}, "source": text}


def _code(cell_id: str, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": cell_id[:64],
        "metadata": metadata,
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
