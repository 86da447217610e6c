"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """Return a table. `align` has one letter a column, l, r or c; by default l and then r.

    >>> print(table(["set", "digits"], [["Longley", "14.7"]]))
    | set | digits |
    |:--|--:|
    | Longley | 14.7 |
    """
    marks = {"l": ":--", "r": "--:", "c": ":-:"}
    rule = "|".join(marks[a] for a in align or "l" + "r" * (len(header) - 1))
    lines = [" | ".join(header), *(" | ".join(row) for row in rows)]
    lines = [f"| {line} |" for line in lines]
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def percent(share: float, digits: int = 1) -> str:
    """Return a share as per cent, with a space before the sign that does not break.

    >>> percent(0.5, 0)
    '50\\xa0%'
    """
    return f"{100 * share:.{digits}f}\u00a0%"
