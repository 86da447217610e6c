"""`autograder release`: nbgrader's release version, the student kit, and a look for leaks first."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.build import Built
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.kit import write_kit
from autograder.leaks import leaks_in_tree, leaks_in_zip, secrets_of
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import built_for, outdated, refresh_source
from autograder.nb.gradebook import has_gradebook, open_gradebook
from autograder.nb.grown import follow_cells
from autograder.nb.points import follow_points
from autograder.nb.swap import swap_in
from autograder.settings import read_course
from autograder.steps import step


class Released(NamedTuple):
    """What was released: the assignments, the kit, the files in source/ that an instructor has
    changed or that are older than the course, and what else the instructor should know."""

    assignments: list[str]
    kit: Path
    outdated: dict[str, list[str]]
    told: list[str]


def release(course: Course, only: list[str] | None = None) -> Released:
    """Run `nbgrader generate_assignment` for the chapters and write the kit.

    All of it is made in a place of its own and looked through; then it takes the place of the last
    release. Raises `UserError` where a line of a solution, a hidden check or a mistake would get
    out; then what was released before is as it was.
    """
    built = built_for(course, only)
    missing = set(only or ()) - {b.chapter.folder for b in built}
    if missing:
        raise UserError(f"There is no assignment {', '.join(sorted(missing))} to release.")
    for chapter in built:
        refresh_source(course, chapter)
    told = []
    if has_gradebook(course):  # damaged, or held by another program: said before the work
        with open_gradebook(course) as gradebook:
            told = [line for b in built for line in follow_points(course, b.chapter, gradebook)]
    stale: dict[str, list[str]] = {}
    for chapter in built:
        changed = outdated(course, chapter)
        if changed:
            stale[chapter.chapter.folder] = changed
    name = read_course(course.root).kit
    new = Path(tempfile.mkdtemp(prefix=".release.", dir=course.folder))
    try:
        told += _make(course, built, new, name)
        kit = course.folder / "kit" / name
        kit.parent.mkdir(exist_ok=True)
        for chapter in built:
            swap_in(
                new / chapter.chapter.folder, course.folder / "release" / chapter.chapter.folder
            )
        (new / name).replace(kit)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    with open_gradebook(course) as gradebook:  # nbgrader has written it anew
        told += [line for b in built for line in follow_points(course, b.chapter, gradebook)]
    return Released([b.chapter.folder for b in built], kit, stale, told)


def _make(course: Course, built: Sequence[Built], new: Path, kit: str) -> list[str]:
    """Make release versions and the file `kit` in the folder `new`; return what to tell of it.

    Raises `UserError` where one would leak.
    """
    secrets = {line: at for root in course.roots for line, at in secrets_of(root).items()}
    step("looking for answers in what goes out")
    # What goes out as it is comes first: a leak in it is found before nbgrader does anything.
    found = []
    for chapter in built:
        folder = chapter.chapter.folder
        found += leaks_in_tree(course.folder / "source" / folder, secrets, but=(".ipynb",))
    told: list[str] = []
    if not found:
        if has_gradebook(course):
            with open_gradebook(course) as gradebook:
                told = [line for b in built for line in follow_cells(course, b.chapter, gradebook)]
        for chapter in built:
            nbgrader(
                course.folder,
                "generate_assignment",
                chapter.chapter.folder,
                "--force",
                f"--CourseDirectory.release_directory={new.name}",
            )
        found = leaks_in_tree(new, secrets)
    if not found:
        write_kit(new / kit, course.root, built)
        found = leaks_in_zip(new / kit, secrets)
    if found:
        raise UserError(
            f"A release must not hold an answer, and this one does: {'; '.join(found)}. Nothing was "
            "released; what was released before is as it was."
        )
    return told
