"""A student's notebook as its cells, read in little memory whatever else the file holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from autograder import reading
from autograder.marks import mark_of

_MARK = re.compile(rb'["{}\[\]]')
_COLON = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
# What grading never looks at, and what makes notebooks large.
_SKIPPED = (b"outputs", b"attachments")
# Strings and brackets that are gone through, brackets that are kept, and brackets in brackets.
_MAX_STEPS = 4_000_000
_MAX_BRACKETS = 20 * reading.MAX_CELLS
_MAX_DEPTH = 100


class NotANotebook(ValueError):
    """The text is not a notebook; says what it broke on."""


class RawCell(NamedTuple):
    """A cell as it stands in the file: its kind, nbgrader's id, its text."""

    kind: str
    grade_id: str
    source: str


class Notebook(NamedTuple):
    """A notebook: its cells, the chapter that the build wrote into it, and its text without outputs.

    `driver` says that the course made it for a submission of `.py` files only.
    """

    cells: tuple[RawCell, ...]
    chapter: str
    driver: bool
    text: bytes


def read_notebook(data: bytes) -> Notebook:
    """Return a notebook of any version of the format. Raises `NotANotebook`, and nothing else."""
    try:
        text = without_outputs(_as_utf8(data))
        if len(text) > reading.MAX_NOTEBOOK_TEXT:
            limit = reading.size(reading.MAX_NOTEBOOK_TEXT)
            raise NotANotebook(f"it holds more than {limit} without its outputs")
        book = json.loads(reading.decode(text).text)
        cells = tuple(_cells(book))
        ours = mark_of(book.get("metadata"))
        chapter = ours.get("chapter")
        return Notebook(
            cells, chapter if isinstance(chapter, str) else "", ours.get("driver") is True, text
        )
    except NotANotebook:
        raise
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise NotANotebook("it is not whole, or not JSON") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotANotebook("it is JSON, but has no cells as a notebook has them") from None
    except (MemoryError, RecursionError):
        raise NotANotebook("it is too large or nested too deep") from None


def _as_utf8(data: bytes) -> bytes:
    """The same JSON in UTF-8, in which no byte of a longer character looks like a bracket."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        if len(data) > 4 * reading.MAX_NOTEBOOK_TEXT:
            raise NotANotebook("it is large and not in UTF-8")
        return reading.decode(data).text.encode("utf-8", "surrogatepass")
    return data


def without_outputs(data: bytes) -> bytes:
    """Return a notebook's JSON with all outputs and attachments made empty, without building them.

    One pass that stops early. Where the text is no JSON, what comes back is none either. Raises
    `NotANotebook` where there are more cells or brackets than a notebook has.
    """
    kept: list[bytes] = []
    start = steps = brackets = depth = 0
    # Where the value of a skipped key began, and how deep that was.
    skip_from, skip_depth = -1, 0
    position = 0
    while (found := _MARK.search(data, position)) is not None:
        steps += 1
        if steps > _MAX_STEPS:
            raise NotANotebook("it is too large to be read")
        mark, position = found[0], found.end()
        if mark == b'"':
            end = _end_of_string(data, position)
            if end < 0:
                break
            key, position = data[position:end] if end - position < 20 else b"", end + 1
            colon = _COLON.match(data, position) if skip_from < 0 and key in _SKIPPED else None
            if colon is not None and data[colon.end() : colon.end() + 1] in (b"[", b"{"):
                skip_from, skip_depth, position = colon.end(), depth, colon.end()
            continue
        if mark in b"[{":
            depth += 1
            if skip_from < 0:
                brackets += 1
            if depth > _MAX_DEPTH and skip_from < 0:
                raise NotANotebook("it is nested too deep")
            if brackets > _MAX_BRACKETS:
                raise NotANotebook(f"it has more than {reading.MAX_CELLS} cells")
            continue
        depth -= 1
        if skip_from >= 0 and depth == skip_depth:
            kept += [data[start:skip_from], b"[]"]
            start, skip_from = position, -1
    kept.append(data[start:])
    return b"".join(kept)


def _end_of_string(data: bytes, position: int) -> int:
    while True:
        end = data.find(b'"', position)
        if end < 0:
            return -1
        back = end
        while back > position and data[back - 1 : back] == b"\\":
            back -= 1
        if (end - back) % 2 == 0:
            return end
        position = end + 1


def _cells(book: Any) -> Iterator[RawCell]:
    cells = book["cells"] if "cells" in book else _cells_of_version_3(book)
    if len(cells) > reading.MAX_CELLS:
        raise NotANotebook(f"it has more than {reading.MAX_CELLS} cells")
    for cell in cells:
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(str(line) for line in source)
        yield RawCell(str(cell.get("cell_type")), _grade_id(cell), str(source))


def _cells_of_version_3(book: Any) -> list[dict[str, Any]]:
    """What nbformat's converter would make of them, of what grading reads; in bounded memory."""
    sheets = book["worksheets"]
    cells = [cell for sheet in sheets for cell in sheet["cells"]]
    return [{**c, "source": c["input"]} if "input" in c else c for c in cells]


def _grade_id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else ""
