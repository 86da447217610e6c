"""`autograder release`: nbgrader's release version, the student kit, and a look for leaks."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from autograder.build import build_course
from autograder.errors import UserError
from autograder.grade.course import Course
from autograder.kit import write_kit
from autograder.leaks import leaks_in_tree, leaks_in_zip, secrets_of
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import outdated
from autograder.steps import step


class Released(NamedTuple):
    """What was released: the assignments, the kit, and the files in source/ that an instructor
    has changed or that are older than the course."""

    assignments: list[str]
    kit: Path
    outdated: dict[str, list[str]]


def release(course: Course, only: list[str] | None = None) -> Released:
    """Run `nbgrader generate_assignment` for the chapters and write the kit.

    Raises `UserError` where a line of a solution, a hidden check or a mistake would get out; then
    the kit is not written.
    """
    built = build_course(course.root, only, remember=True)
    missing = set(only or ()) - {b.chapter.folder for b in built}
    if missing:
        raise UserError(f"There is no assignment {', '.join(sorted(missing))} to release.")
    stale: dict[str, list[str]] = {}
    for chapter in built:
        folder = chapter.chapter.folder
        changed = outdated(course, chapter)
        if changed:
            stale[folder] = changed
        nbgrader(course.folder, "generate_assignment", folder, "--force")
    step("looking for answers in what goes out")
    secrets = secrets_of(course.root)
    found = leaks_in_tree(course.folder / "release", secrets)
    kit = course.folder / "kit" / "vraisemblance-kit.zip"
    write_kit(kit, course.root, built)
    found += leaks_in_zip(kit, secrets)
    if found:
        kit.unlink()
        raise UserError("A release must not hold an answer, and this one does: " + "; ".join(found))
    return Released([b.chapter.folder for b in built], kit, stale)
