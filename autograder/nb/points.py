"""One truth for points: `chapter.toml`. Everything in a course folder that names points follows it.

Points stand in nbgrader's source and release versions (metadata, the line of facts, `chapter.json`)
and in the gradebook. After they were changed, all of these are brought in line, and every automatic
score with them: a score is a share of the points, so the share stays. A manual score is a number that
a person chose: it stays, and is marked for another look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import compute_checksum

from autograder.files import write_whole
from autograder.grade.course_folder import Course
from autograder.late.plugin import assign_penalties
from autograder.nb.configured import NO_KERNEL
from autograder.nb.made import Made
from autograder.registry import HIDDEN, Chapter, Exercise

# nbgrader runs notebooks with the kernel that the gradebook names. Without our configuration it stops
# at this name, before it runs any student's code; through our configuration, no kernel is started.
_NO_KERNEL = json.dumps({"name": NO_KERNEL, "display_name": NO_KERNEL, "language": "python"})
_FACTS = re.compile(r"^\*[\d.]+(?= points · )", re.MULTILINE)


def follow_points(course: Course, chapter: Chapter, gradebook: Gradebook) -> list[str]:
    """Bring the course folder and the gradebook in line with the chapter; say in words what changed."""
    told = _in_gradebook(course, chapter, gradebook)
    with Made(course) as made:
        for path in _in_files(course.folder / "source" / chapter.folder, chapter, made.is_ours):
            made.wrote(path)
    list(_in_files(course.folder / "release" / chapter.folder, chapter, lambda path: False))
    return told


def _in_gradebook(course: Course, chapter: Chapter, gradebook: Gradebook) -> list[str]:
    try:
        notebook = gradebook.find_notebook(chapter.folder, chapter.folder)
    except MissingEntry:
        return []
    if notebook.kernelspec != _NO_KERNEL:
        notebook.kernelspec = _NO_KERNEL
        gradebook.db.commit()
    by_cell = {e.check_cell: e for e in chapter.exercise}
    changed: dict[str, tuple[Exercise, float]] = {}
    for cell in notebook.grade_cells:
        exercise = by_cell.get(cell.name)
        if exercise is not None and cell.max_score != exercise.points:
            changed[cell.name] = exercise, cell.max_score or 0.0
            cell.max_score = exercise.points
    if not changed:
        return []
    told = [
        f"{e.name} gives {e.points:g} points now, not {before:g}" for e, before in changed.values()
    ]
    try:
        for submission in notebook.submissions:
            for grade in submission.grades:
                if grade.name in changed:
                    told += _follow(grade, *changed[grade.name], submission.student.id)
        gradebook.db.flush()
        for student in {s.student.id for s in notebook.submissions}:
            assign_penalties(gradebook, course, student)
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise
    return told


def _follow(grade: Any, exercise: Exercise, before: float, student: str) -> list[str]:
    if grade.auto_score is not None and before > 0:
        grade.auto_score = round(grade.auto_score * exercise.points / before, 2)
    if grade.manual_score is None:
        return []
    grade.needs_manual_grade = True
    return [
        f"{student}: the manual grade of {exercise.name} is still {grade.manual_score:g}, of "
        f"{exercise.points:g} points now; look at it again in formgrader"
    ]


def _in_files(folder: Path, chapter: Chapter, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Set the points in the files of a folder; yield those that are ours, as they were before."""
    for name, change in (
        (f"{chapter.folder}.ipynb", notebook_with_points),
        ("chapter.json", _json_with_points),
        (f"{HIDDEN}/chapter.json", _json_with_points),
    ):
        path = folder / name
        if path.is_file():
            ours = is_ours(path)
            _edit(path, lambda text, change=change: change(text, chapter))
            if ours:
                yield path


def _edit(path: Path, change: Any) -> None:
    text = path.read_text(encoding="utf-8")
    try:
        new = change(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # the instructor's own, or broken: releasing it says so
    if new != text:
        write_whole(path, new)


def notebook_with_points(text: str, chapter: Chapter) -> str:
    """Return a notebook with the chapter's points, and every other byte as it was where none differ."""
    notebook = json.loads(text)
    checks = {e.check_cell: e for e in chapter.exercise}
    facts = {f"{e.stem.replace('_', '-')}-text"[:64]: e for e in chapter.exercise}
    same = True
    for cell in notebook["cells"]:
        meta = cell["metadata"].get("nbgrader", {})
        exercise = checks.get(meta.get("grade_id"))
        if exercise is not None and meta.get("points") != exercise.points:
            same = False
            meta["points"] = exercise.points
            if "checksum" in meta:
                node = nbformat.from_dict(cell | {"source": "".join(cell["source"])})  # type: ignore[no-untyped-call]
                meta["checksum"] = compute_checksum(node)
        stated = facts.get(cell.get("id", ""))
        if stated is not None:
            source = "".join(cell["source"])
            new = _FACTS.sub(f"*{stated.points:g}", source)
            if new != source:
                same = False
                cell["source"] = new.splitlines(keepends=True)
    return text if same else json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _json_with_points(text: str, chapter: Chapter) -> str:
    data = json.loads(text)
    points = {e.name: e.points for e in chapter.exercise}
    same = True
    for exercise in data["exercise"]:
        wanted = points.get(exercise["name"], exercise["points"])
        same &= exercise["points"] == wanted
        exercise["points"] = wanted
    return text if same else json.dumps(data, indent=1, ensure_ascii=False) + "\n"
