"""nbgrader's gradebook, opened so that whatever is wrong with it ends in one clear paragraph."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook, InvalidEntry
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from tornado.log import app_log

from autograder.errors import UserError, not_writable
from autograder.grade.course_folder import Course
from autograder.nb.commands import nbgrader_environment

# What SQLite says of a file that another program holds, or that the disk refuses to be written to.
_IN_USE = ("locked", "busy", "readonly", "read-only", "full", "disk i/o", "unable to open")


def has_gradebook(course: Course) -> bool:
    """Return whether there is a gradebook: opening one where there is none makes an empty one."""
    return bool(course.settings.db_url) or (course.folder / "gradebook.db").exists()


@contextmanager
def open_gradebook(course: Course) -> Iterator[Gradebook]:
    """Open the course's gradebook. Raises `UserError` where it cannot be used."""
    if shutil.which("alembic") is None:  # nbgrader calls it by name where the gradebook is new
        os.environ["PATH"] = nbgrader_environment()["PATH"]
    with one_clear_error(course):
        gradebook = Gradebook(course.db_url, course.course_id)
        try:
            yield gradebook
        finally:
            gradebook.close()


@contextmanager
def one_clear_error(course: Course) -> Iterator[None]:
    """Turn what a database or a disk refuses into one paragraph."""
    # nbgrader logs a traceback for each refusal of the database; what there is to say is said here.
    app_log.addFilter(_no_tracebacks)
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as error:
        raise UserError(_told(course, error)) from None
    except OSError as error:
        raise not_writable(error) or error from None
    finally:
        app_log.removeFilter(_no_tracebacks)


def _told(course: Course, error: Exception) -> str:
    why = getattr(error, "orig", None) or error
    first = " ".join(str(why).split())[:200]
    passing = isinstance(error, InvalidEntry) or (
        isinstance(error, OperationalError) and any(word in first.lower() for word in _IN_USE)
    )
    if passing or course.settings.db_url:
        return (
            f"The gradebook of {course.folder} cannot be used ({first}). Another program may hold "
            "it, the server may be down, or the file or the disk may be read-only or full. Nothing "
            "was half-written and every result is kept: run the same command again."
        )
    kind = "is damaged" if isinstance(error, DBAPIError) else "cannot be read"
    return (
        f"The gradebook {course.folder / 'gradebook.db'} {kind} ({first}). Nothing was changed. Put "
        "a backup in its place. If there is none, move the file away and run `autograder release` "
        "and then `autograder grade`: the automatic grades come back from results/. Manual grades, "
        "comments, due dates and extensions are only in the gradebook."
    )


def _no_tracebacks(record: logging.LogRecord) -> bool:
    return record.exc_info is None
