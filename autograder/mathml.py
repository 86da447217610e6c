"""Formulas as MathML: a page shows them without a script, and asks nobody for one."""

from __future__ import annotations

import html as entities
import re
from functools import cache

from latex2mathml.converter import convert

# The converter knows \min and not \arg.
_ARG = re.compile(r"\\arg(?![a-zA-Z])")
_REPAIRS = (
    # Operators that the converter takes for identifiers, which get no space around them.
    (re.compile(r"<mi>(&#x000B1;|&#x022A5;|&#x027C2;)</mi>"), r"<mo>\1</mo>"),
    (re.compile(r"<(m[io])>(~|&#x0007E;|&#x0223C;)</\1>"), "<mo>&#x0223C;</mo>"),
    # A slash between two letters is part of the fraction, with no space around it.
    (re.compile(r"<mo>&#x0002F;</mo>"), '<mo lspace="0" rspace="0">/</mo>'),
    # Each bar of a norm would stretch by itself, to a height of its own.
    (
        re.compile(r"<mo>&#x02016;</mo>"),
        '<mo stretchy="false" lspace="0" rspace="0">&#x02016;</mo>',
    ),
)


class FormulaError(Exception):
    """A formula that cannot be converted. The message quotes it."""


@cache
def to_mathml(latex: str, block: bool = False) -> str:
    """Return LaTeX as MathML. Raises `FormulaError` for what the converter does not know."""
    try:
        made = convert(
            _ARG.sub(r"\\operatorname{arg}\\,", latex), display="block" if block else "inline"
        )
    except Exception as error:
        raise FormulaError(f"the formula {latex!r} cannot be read: {error}") from error
    # The converter passes on what it does not know.
    if "\\" in made or "<mi>&</mi>" in made:
        raise FormulaError(f"the formula {latex!r} holds a command that latex2mathml does not know")
    for pattern, better in _REPAIRS:
        made = pattern.sub(better, made)
    source = entities.escape(latex, quote=True).replace("\n", " ")
    return made.replace("<math ", f'<math alttext="{source}" ', 1)
