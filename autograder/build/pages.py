"""`pages.json`: what the site says about a chapter, for a student without the site.

The site's figures and computed numbers are made when the site is built, so a paragraph that holds one
is left out here; what is left is the argument and its formulas.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.registry import Chapter
from autograder.settings import read_course

# Numbers and figures put in by the build, code that it runs, HTML, and boxes.
_COMPUTED = re.compile(r"\{\{|\{%|^```\w+ exec|^\s*<|^(!!!|\?\?\?)", re.M)
_HEADING = re.compile(r"(?P<level>#+) (?P<title>.*?)(?:\s*\{ *#(?P<anchor>[\w-]+) *\})?\s*$")


def pages_of(root: Path, chapter: Chapter) -> dict[str, object]:
    """Return the site's address (where it has one), and the sections of the chapter's page by anchor."""
    course = read_course(root)
    site = root / course.site
    page = site / "docs" / chapter.page.partition("#")[0]
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return {
        "site_url": course.site_url.rstrip("/") or _address(site / "mkdocs.yml"),
        "sections": sections(text),
    }


def sections(text: str) -> dict[str, str]:
    """Return each section of a page that has an anchor, as plain Markdown."""
    found: dict[str, list[str]] = {}
    open_: list[tuple[int, str]] = []
    for block in _blocks(text):
        heading = _HEADING.match(block)
        if heading:
            level = len(heading["level"])
            open_ = [(at, anchor) for at, anchor in open_ if at < level]
            if heading["anchor"]:
                open_.append((level, heading["anchor"]))
                found[heading["anchor"]] = []
            block = f"{heading['level']} {heading['title']}"
        for _, anchor in open_:
            found[anchor].append(block)
    return {anchor: "\n\n".join(map(_plain, blocks)) for anchor, blocks in found.items()}


def _blocks(text: str) -> list[str]:
    """The paragraphs without a computed number; code in fences is one block."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line.strip() or fenced:
            blocks[-1].append(line)
        else:
            blocks.append([])
    kept: list[str] = []
    for block in ("\n".join(lines) for lines in blocks):
        if block and not _COMPUTED.search(block):
            kept.append(block)
        elif block and kept and kept[-1].endswith(":"):
            kept.append("*(Here the site shows a computation, a table or a figure.)*")
    return kept


def _plain(block: str) -> str:
    """Without links into the site, and without what only the site's styles understand."""
    if block.startswith("```"):
        return block
    block = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", block)
    return re.sub(r"\{ *[.#:][^}$]*\}", "", block)


def _address(settings: Path) -> str:
    text = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    match = re.search(r"^site_url: *(\S+)", text, re.M)
    return match[1].strip("\"'").rstrip("/") if match else ""
