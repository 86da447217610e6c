"""Where nbgrader takes a student's file on trust and has no setting for it: a few methods, guarded.

`configure` puts the guards in place, in nbgrader's commands and in formgrader's server alike. They
act only on folders that `autograder init` made; everything else is nbgrader's own, unchanged.

- A `timestamp.txt` that is no time ends formgrader's list in an error for the whole class, and
  `nbgrader autograde` and `collect --update` too. It is read as `autograder grade` reads it.
- A folder whose name has a line break in it ends every command for all who come after it. Such a
  name is left out, and the log says so.
- nbgrader looks for notebooks at the moment it grades; one that stands in for a submission of `.py` files
  has to be there then, also in a server that was started before the files came.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from autograder.grade.course_folder import SETTINGS, Course, is_a_name
from autograder.handed_in import handed_in
from autograder.nb.drivers import drivers_for_py_submissions

_MARK = "_guarded_by_autograder"


def guard() -> None:
    """Put the guards in place, once in a process."""
    if getattr(NbGraderAPI, _MARK, False):
        return
    _wrap(NbGraderAPI, "get_submitted_timestamp", _submitted_timestamp)
    _wrap(NbGraderAPI, "get_submitted_students", _submitted_students)
    _wrap(CourseDirectory, "get_existing_timestamp", _existing_timestamp)
    _wrap(BaseConverter, "init_notebooks", _init_notebooks)
    setattr(NbGraderAPI, _MARK, True)


def _wrap(owner: type, name: str, guarded: Callable[..., Any]) -> None:
    original = getattr(owner, name)

    @functools.wraps(original)
    def method(self: Any, *arguments: Any, **options: Any) -> Any:
        directory = self if isinstance(self, CourseDirectory) else self.coursedir
        if not (Path(directory.root) / SETTINGS).is_file():
            return original(self, *arguments, **options)
        return guarded(original, self, *arguments, **options)

    setattr(owner, name, method)


def _submitted_timestamp(
    original: Any, api: Any, assignment_id: str, student_id: str
) -> datetime | None:
    directory = api.coursedir
    folder = directory.format_path(directory.submitted_directory, student_id, assignment_id)
    return handed_in(Path(folder)).at


def _existing_timestamp(original: Any, directory: Any, dest_path: str) -> datetime | None:
    time = handed_in(Path(dest_path))
    if time.problem:
        directory.log.warning("%a: %s", dest_path, time.problem)
    return time.at


def _submitted_students(original: Any, api: Any, *arguments: Any, **options: Any) -> set[str]:
    return {name for name in original(api, *arguments, **options) if is_a_name(name)}


def _init_notebooks(original: Any, converter: Any) -> None:
    if isinstance(converter, Autograde):
        _stand_in(Path(converter.coursedir.root), converter.coursedir.assignment_id)
    original(converter)
    for folder in list(converter.assignments):
        if not is_a_name(Path(folder).parent.name):
            converter.log.error(
                "%a is left out: the folder's name cannot be a student's. Rename it.", folder
            )
            del converter.assignments[folder]


def _stand_in(root: Path, assignment: str) -> None:
    drivers_for_py_submissions(Course(root), assignment)
