"""The table of the exercises of any chapter."""

from __future__ import annotations

from compute import course
from compute.tables import table


def exercises_of(slug: str) -> str:
    """Return the table of a chapter's exercises, with links into the chapter's own page."""
    found = course.chapter(slug)
    rows = [
        [
            str(place),
            f"[{e.title}]({e.page.removeprefix(found.page)})",
            f"`{e.id}`",
            f"{e.points:g}",
            f"{e.difficulty} of 5",
            str(e.minutes),
        ]
        for place, e in enumerate(found.exercise, start=1)
    ]
    return table(["", "exercise", "name", "points", "difficulty", "minutes"], rows, "lllrrr")
