"""Docstrings as the site shows them: simple tables and examples in the text become Markdown."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_RULE = re.compile(r"^=+(?: +=+)+$")


class Markdown(Extension):
    """Converts the tables and the examples of every docstring that mkdocstrings reads."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite the docstring of one object, before it is parsed."""
        if obj.docstring is not None:
            obj.docstring.value = fence_examples(convert_tables(obj.docstring.value))


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


def fence_examples(text: str) -> str:
    """Return text with each example that stands outside a section of its own fenced as code.

    In an "Examples" section they are recognised anyway. An example ends at an empty line.
    """
    parts = re.split(r"^Examples\n-+\n", text, maxsplit=1, flags=re.MULTILINE)
    if len(parts) > 1:
        return text
    example = re.compile(r"(?:^|(?<=\n\n))(>>> .*?)(?=\n\n|\Z)", re.DOTALL)
    return example.sub(lambda m: f"```pycon\n{_blank_lines(m[1].rstrip())}\n```", text)


def _blank_lines(example: str) -> str:
    return example.replace("<BLANKLINE>", "")
