"""When a submission was handed in: what its `timestamp.txt` says, read as a stranger's file.

One reader for our commands and, through `autograder.nb.guards`, for nbgrader's own.
"""

from __future__ import annotations

import os
import warnings
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autograder import reading

TIMESTAMP = "timestamp.txt"
# Beyond these no clock was right, and formgrader cannot show some of it in every time zone.
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)
_ENOUGH = 128


class HandedIn(NamedTuple):
    """The time in UTC and the text that says it; or, in words, why the file says no time."""

    text: str = ""
    at: datetime | None = None
    problem: str = ""


def handed_in(folder: Path) -> HandedIn:
    """Return when the submission in `folder` was handed in; nothing where there is no file.

    A file that says no time has a `problem`: the submission then counts as on time, and both the
    instructor and the student are told.
    """
    try:
        text = _first_line(folder / TIMESTAMP)
    except FileNotFoundError:
        return HandedIn()
    except (OSError, ValueError, reading.Refused) as error:
        return HandedIn(problem=_problem(getattr(error, "strerror", None) or str(error)))
    try:
        at = _time(text)
    except Exception:  # a student may have written it: anything at all
        return HandedIn(problem=_problem(f"it says {_shown(text)}" if text else "it is empty"))
    if not EARLIEST <= at < LATEST:
        return HandedIn(problem=_problem(f"it says the year {at.year}"))
    return HandedIn(text, at)


def _problem(why: str) -> str:
    return (
        f"{TIMESTAMP} is not a time that can be used ({why}): the work counts as handed in on time"
    )


def _shown(text: str) -> str:
    return repr(text[:40]) + ("..." if len(text) > 40 else "")


def _first_line(path: Path) -> str:
    if not os.path.lexists(path):
        raise FileNotFoundError(path)
    text = reading.decode(reading.read_bytes(path, reading.MAX_TIMESTAMP)).text.strip()
    if len(text) > _ENOUGH:
        raise ValueError("it is too long for a time")
    return text


def _time(text: str) -> datetime:
    """The time in UTC, as nbgrader reads it. Raises where the text leaves a part of the date open."""
    from dateutil import parser
    from nbgrader.utils import parse_utc

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # dateutil fills what a text does not say from a default: two defaults show what it filled.
        parts = text.split(" ")
        # nbgrader's form: a date, a time, and the name of a zone.
        bare = " ".join(parts[:2]) if len(parts) == 3 else text
        found = {
            parser.parse(bare, default=default, ignoretz=True).date()
            for default in (datetime(2001, 1, 1), datetime(2002, 2, 2))
        }
        if len(found) > 1:
            raise ValueError("not a whole date")
        at = parse_utc(text)
    if not isinstance(at, datetime):
        raise ValueError("not a time")
    return at
