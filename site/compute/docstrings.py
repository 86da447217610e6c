"""Docstrings as the site shows them: the simple tables of reStructuredText become Markdown."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_RULE = re.compile(r"^=+(?: +=+)+$")


class Tables(Extension):
    """Converts the tables in every docstring that mkdocstrings reads."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite the docstring of one object, before it is parsed."""
        if obj.docstring is not None:
            obj.docstring.value = convert_tables(obj.docstring.value)


def convert_tables(text: str) -> str:
    """Return text with each simple table (=== ===) as a table in Markdown."""
    lines = text.split("\n")
    done: list[str] = []
    while lines:
        line = lines.pop(0)
        if not _RULE.match(line.strip()):
            done.append(line)
            continue
        starts = [m.start() for m in re.finditer(r"=+", line)]
        ends = [*starts[1:], None]
        rows: list[list[str]] = []
        rules = 1
        while lines and rules < 3:
            line = lines.pop(0)
            if _RULE.match(line.strip()):
                rules += 1
                continue
            cells = [line[a:b].strip() for a, b in zip(starts, ends, strict=True)]
            if cells[0] or not rows:
                rows.append(cells)
            else:  # a row that goes on
                rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        body = ["| " + " | ".join(row) + " |" for row in rows]
        done += [body[0], "|" + "---|" * len(starts), *body[1:]]
    return "\n".join(done)
