"""What every exercise has to have around it: a page with its anchor, and no stray file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from autograder.registry import Chapter, Exercise
from autograder.variants import mistakes_of

# Folder beside `hidden` -> what its files for one exercise are called.
FOLDERS = {
    "hidden": "test_{stem}.py",
    "mistakes": "{stem}.py",
    "alternatives": "{stem}.py",
    "oracles": "{stem}.py",
    "mutants": "{stem}.toml",
}
_ATTRIBUTE = re.compile(r"\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*$")


def pages_missing(root: Path, chapter: Chapter, exercise: Exercise) -> list[str]:
    """Return, in words, the pages and anchors that an exercise points at and the site lacks."""
    pages = [exercise.page, *(m.page for m in mistakes_of(root, chapter, exercise) if m.page)]
    found = []
    for page in dict.fromkeys(pages):
        name, _, anchor = page.partition("#")
        path = root / "site" / "docs" / name
        if not path.is_file():
            found.append(f"its page {name} is not on the site")
        elif not anchor:
            found.append(f"its page {name} is named without the section that explains it")
        elif anchor not in anchors(path.read_text(encoding="utf-8")):
            found.append(f"the page {name} has no section #{anchor}")
    return found


def anchors(markdown: str) -> set[str]:
    """Return the anchors of a page's headings: given ones, or made from the words as MkDocs does."""
    found, in_code = set(), False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            in_code = not in_code
        heading = None if in_code else _HEADING.match(line)
        if heading is None:
            continue
        given = _ATTRIBUTE.search(heading["text"])
        text = re.sub(r"[^\w\s-]", "", heading["text"]).strip().lower()
        found.add(given["id"] if given else re.sub(r"[-\s]+", "-", text))
    return found


def stray_files(root: Path, chapters: list[Chapter]) -> list[str]:
    """Return, in words, the files and folders that belong to no exercise."""
    return list(_strays(root, chapters))


def _strays(root: Path, chapters: list[Chapter]) -> Iterator[str]:
    by_folder = {chapter.folder: chapter for chapter in chapters}
    for kind, pattern in FOLDERS.items():
        for folder in sorted((root / "autograder" / kind).glob("*/")):
            if folder.name == "__pycache__":
                continue
            where = f"autograder/{kind}/{folder.name}"
            chapter = by_folder.get(folder.name)
            if chapter is None:
                yield f"{where} belongs to no chapter"
                continue
            known = {pattern.format(stem=e.stem) for e in chapter.exercise}
            for path in sorted(folder.iterdir()):
                if path.name not in known and path.name != "__pycache__":
                    yield f"{where}/{path.name} belongs to no exercise"
