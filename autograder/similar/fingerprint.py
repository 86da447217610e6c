"""Fingerprints of code: winnowed k-grams of tokens (Schleimer, Wilkerson and Aiken, 2003).

Names that a student chooses count as one and the same, as do strings; comments and layout do not
count at all. What an answer calls (`np.linalg.solve`), its numbers and its operators do.
"""

from __future__ import annotations

import io
import keyword
import tokenize
import zlib
from typing import NamedTuple

K = 8  # tokens in a gram: about one line of code
WINDOW = 4  # of so many grams in a row, one is kept: a run of K + WINDOW - 1 tokens is always found
_LAYOUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip


class Token(NamedTuple):
    """One token in its general form, and the line it stands in."""

    text: str
    line: int


def tokens(code: str) -> list[Token]:
    """Return the tokens of code up to where it stops being Python."""
    found: list[Token] = []
    dotted = False
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in _LAYOUT:
                continue
            text = token.string
            if token.type == tokenize.STRING:
                text = "S"
            elif token.type == tokenize.NAME and not keyword.iskeyword(text) and not dotted:
                text = "V"
            dotted = token.string == "."
            found.append(Token(text, token.start[0]))
    except (tokenize.TokenError, SyntaxError, ValueError, MemoryError, RecursionError):
        pass  # what came before still counts
    return found


def fingerprints(code: str) -> dict[int, tuple[int, ...]]:
    """Return fingerprint -> the lines it covers, of its first place."""
    stream = tokens(code)
    grams = []
    for i in range(len(stream) - K + 1):
        part = stream[i : i + K]
        mark = zlib.crc32("\0".join(t.text for t in part).encode("utf-8", "replace"))
        grams.append((mark, tuple(sorted({t.line for t in part}))))
    kept: dict[int, tuple[int, ...]] = {}
    for i in range(max(1, len(grams) - WINDOW + 1)):
        window = grams[i : i + WINDOW]
        if window:
            mark, lines = min(window)
            kept.setdefault(mark, lines)
    return kept
