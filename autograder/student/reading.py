"""`course read`: a section of the course's site, from the kit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from autograder.errors import UserError
from autograder.registry import kit_file
from autograder.student.exercise_folder import Place

FILE = "pages.json"


def section(place: Place, name: str) -> RenderableType:
    """Return what the site says under an anchor (`standard-errors`), or about an exercise.

    Raises `UserError` where neither is known, or where the kit holds no pages.
    """
    wanted = name.rpartition("#")[2]
    known = {c.folder: _pages(place.folder(c)) for c in place.chapters}
    for chapter in place.chapters:
        address, sections = known[chapter.folder]
        if wanted in sections:
            return _shown(sections[wanted], address, chapter.page, wanted)
    chapter, exercise = place.find(name)
    page, _, anchor = exercise.page.partition("#")
    address, sections = known[chapter.folder]
    if anchor in sections:
        return _shown(sections[anchor], address, page, anchor)
    where = _link(address, page, anchor)
    raise UserError(
        f"This kit holds no text for {exercise.id}"
        + (
            f": read {where}."
            if where
            else ". A newer kit does: `course update KIT.zip` brings it."
        )
    )


def _shown(text: str, address: str, page: str, anchor: str) -> RenderableType:
    where = _link(address, page, anchor)
    more = f"With its figures: {where}" if where else "The figures are on the course's site."
    return Group(Markdown(_readable(text)), "", Text(more, "dim"))


def _link(address: str, page: str, anchor: str) -> str:
    return f"{address}/{page.removesuffix('.md')}/#{anchor}" if address else ""


def _readable(text: str) -> str:
    """Formulas on lines of their own as code, so that Markdown leaves their signs alone."""
    text = re.sub(r"\$\$(.+?)\$\$", r"\n```\n\1\n```\n", text, flags=re.S)
    return re.sub(r"\$([^$\n]+)\$", r"`\1`", text)


def _pages(folder: Path) -> tuple[str, dict[str, str]]:
    try:
        found = json.loads(kit_file(folder, FILE).read_text(encoding="utf-8"))
        return str(found["site_url"]), {str(k): str(v) for k, v in found["sections"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}
