"""Tables that a spreadsheet opens as text and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# A spreadsheet takes a cell that begins so for a formula, and a student may choose their name.
# The wide forms are what some take for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(text: str) -> str:
    """Return the text with a quote in front where a spreadsheet would run it."""
    # White space and signs no one sees in front of a formula do not stop every spreadsheet.
    seen = text.lstrip().lstrip("\ufeff\0").lstrip()
    return f"'{text}" if seen.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


def number(value: float | None) -> str:
    """Return a score as a cell; empty where it is open."""
    return "" if value is None else f"{round(value, 4):.10g}"


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV, every cell quoted: `a;=1+1;b` is one cell in any country's spreadsheet."""
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(
        [cell.replace("\0", "") for cell in row] for row in rows
    )
    return buffer.getvalue()
