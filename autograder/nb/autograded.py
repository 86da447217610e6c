"""The graded notebook: the release version's cells, the student's code, and a card for each check.

nbgrader makes feedback from it and formgrader shows it. The release notebook is the only authority
on cells and their metadata; a student contributes the text of code, and cells of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from autograder import marks
from autograder.checks import card
from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Outcome
from autograder.errors import UserError
from autograder.grade.submission import Cell, Submission
from autograder.grade.submission_result import ExerciseResult, SubmissionResult
from autograder.parsing import below_statement
from autograder.registry import Chapter, Exercise

_LATE = marks.cell_ids("late")


def release_notebook(path: Path) -> Any:
    """Return the notebook that nbgrader released. Raises `UserError` where there is none."""
    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise UserError(
            f"{path} does not exist: the assignment was not released yet. "
            f"Run: autograder release {path.parents[3]}"
        ) from None


def autograded_notebook(
    release: Any,
    chapter: Chapter,
    submission: Submission,
    result: SubmissionResult,
    late: str = "",
    notes: Sequence[str] = (),
) -> Any:
    """Return the notebook to put into `autograded/`. `late` says what lateness costs, if it does.

    `notes` are for the student, beside the problems of the files.
    """
    notebook = nbformat.from_dict(release)  # type: ignore[no-untyped-call]
    by_stem = {e.name: e for e in result.exercises}
    solutions = {e.solution_cell: e for e in chapter.exercise}
    checks = {e.check_cell: e for e in chapter.exercise}
    released = {str(cell.source).strip() for cell in notebook.cells}
    own = _own_cells(submission, chapter, {*solutions, *checks}, released)
    cells: list[Any] = _extra("", own)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id in solutions:
            exercise = solutions[grade_id]
            cell.source = student_code(exercise, submission, cell.source)
            _stamp(cell, exercise, by_stem[exercise.name])
        elif grade_id in checks:
            exercise = checks[grade_id]
            cell.outputs = [_card_output(exercise, by_stem[exercise.name], submission)]
            _stamp(cell, exercise, by_stem[exercise.name])
        cells.append(cell)
        if grade_id:
            cells += _extra(grade_id, own)
    notebook.cells = cells
    # Formgrader colours code by it; nbconvert's default for notebooks takes the square of a length.
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "python3"}
    notebook.metadata[marks.KEY] = {"chapter": chapter.slug, "title": chapter.title}
    if told := [*result.problems, *notes]:
        listed = "\n".join(f"- {_literally(p)}" for p in told)
        notebook.cells.insert(
            0, _new_markdown(marks.cell_ids("notes")[0], f"**About your files**\n\n{listed}")
        )
    say_late(notebook, late)
    return notebook


def _stamp(cell: Any, exercise: Exercise, result: ExerciseResult) -> None:
    """What the page of feedback says of the exercise that a cell belongs to."""
    full = all(c.outcome is Outcome.PASS for c in result.checks)
    cell.metadata[marks.KEY] = {
        "name": exercise.name,
        "title": exercise.title,
        "page": exercise.page,
        "slip": result.slip.says if result.slip else "",
        "mark": "open"
        if result.score is None
        else "waiting"
        if not result.attempted
        else "done"
        if full
        else "part"
        if result.score
        else "wrong",
    }


def say_late(notebook: Any, late: str) -> bool:
    """Let a graded notebook begin with this line, or with none; return whether that is a change."""
    said = [c for c in notebook.cells if c.get("id") in _LATE]
    wanted = f"**{late}**" if late else ""
    if [c.source for c in said] == ([wanted] if wanted else []):
        return False
    notebook.cells = [c for c in notebook.cells if c.get("id") not in _LATE]
    if wanted:
        notebook.cells.insert(0, _new_markdown(_LATE[0], wanted))
    return True


def _literally(text: str) -> str:
    """A text with a student's file names in it, with no sign that Markdown or HTML would act on."""
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)


def summary_line(result: ExerciseResult) -> str:
    """Say how an exercise was scored, in one line."""
    if not result.attempted:
        return f"0 of {result.points:g} points: not attempted"
    passed = sum(c.outcome is Outcome.PASS for c in result.checks)
    score = (
        "score open" if result.score is None else f"{result.score:g} of {result.points:g} points"
    )
    return f"{score}: {passed} of {len(result.checks)} checks pass"


def _card_output(exercise: Exercise, result: ExerciseResult, submission: Submission) -> Any:
    summary = summary_line(result)
    if submission.origin[exercise.stem] == "py":
        summary += f" (graded from {exercise.stem}.py)"
    slip, page = (result.slip.says, result.slip.page) if result.slip else ("", "")
    checks: list[CheckResult] = list(result.checks)
    return nbformat.from_dict(  # type: ignore[no-untyped-call]
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {
                "text/html": card.html(exercise.title, checks, summary, slip, page),
                "text/plain": card.text(exercise.title, checks, summary, slip),
            },
        }
    )


def student_code(exercise: Exercise, submission: Submission, released: str) -> str:
    """The code that was graded, in the cell that it answers."""
    if submission.origin[exercise.stem] == "py":
        return below_statement(submission.files[f"{exercise.stem}.py"])
    label = submission.labels[exercise.stem]
    for cell in submission.cells or ():
        if cell.label == label:
            return cell.source
    return released


def _own_cells(
    submission: Submission, chapter: Chapter, known: set[str], released: set[str]
) -> dict[str, list[Cell]]:
    """Every other cell that runs, whatever id it claims, by the last of our cells before it."""
    runs = {label for label, _ in submission.code_cells(chapter)}
    runs -= {label for stem, label in submission.labels.items() if submission.origin[stem] != "py"}
    found: dict[str, list[Cell]] = {}
    anchor = ""
    for cell in submission.cells or ():
        if cell.grade_id in known:
            anchor = cell.grade_id
        source = cell.source.strip()
        if cell.label in runs and source and source not in released:
            found.setdefault(anchor, []).append(cell)
    return found


def _extra(anchor: str, own: dict[str, list[Cell]]) -> list[Any]:
    return [
        nbformat.from_dict(  # type: ignore[no-untyped-call]
            {
                "cell_type": "code",
                "id": f"own-{cell.label.replace(' ', '-')}",
                "metadata": {},
                "source": cell.source,
                "outputs": [],
                "execution_count": None,
            }
        )
        for cell in own.get(anchor, ())
    ]


def _new_markdown(cell_id: str, text: str) -> Any:
    return nbformat.from_dict(  # type: ignore[no-untyped-call]
        {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": text}
    )
