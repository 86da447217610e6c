"""Notebooks that stand in for one where a student sent only .py files."""

from __future__ import annotations

import contextlib
import json

from autograder import marks
from autograder.errors import UserError
from autograder.files import write_new
from autograder.grade.course_folder import Course, is_a_name


def drivers_for_py_submissions(course: Course, assignment: str = "ch*_*") -> None:
    """nbgrader finds submissions by their notebooks: give one to a folder that lacks its own.

    The notebook says that it is ours, so that it is never taken for a student's work.
    """
    for folder in sorted((course.folder / "submitted").glob(f"*/{assignment}")):
        path = folder / f"{folder.name}.ipynb"
        taken = path.is_symlink() or folder.is_symlink() or not folder.is_dir()
        if taken or not is_a_name(folder.parent.name):
            continue
        with contextlib.suppress(OSError, UserError):
            # Whatever else lies there: the reader finds a renamed notebook, a zip, a nested folder.
            if path.exists() or not any(folder.iterdir()):
                continue
            write_new(path, driver_notebook())


def driver_notebook() -> str:
    """Return the empty notebook that stands in for one where a student sent only .py files."""
    note = "This folder was handed in without this notebook, which only makes nbgrader find it."
    return json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "id": "driver", "metadata": {}, "source": note},
            ],
            "metadata": {marks.KEY: {"driver": True}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
