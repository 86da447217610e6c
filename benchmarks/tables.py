"""A table of text, as every benchmark prints it."""

from __future__ import annotations


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return the rows below the header: the first column to the left, all others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in lines
    )
