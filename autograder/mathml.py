"""Formulas as MathML: a page shows them without a script, and asks nobody for one."""

from __future__ import annotations

import html as entities
import re
from functools import cache

from latex2mathml.converter import convert

# The converter knows \min and not \arg.
_ARG = re.compile(r"\\arg(?![a-zA-Z])")
_FUNCTION = r"<mi>(log|ln|exp|sin|cos|tan|tanh|cosh|sinh|det|dim|ker|arg)</mi>"
_ARGUMENT = r"(?:mi|mn|msub|msup|msubsup|mfrac|mover|msqrt)"
_THIN = '<mspace width="0.167em"/>'
_REPAIRS = (
    # A function's name stands apart from what is before it, and from an argument without brackets.
    (
        re.compile(rf"(</(?:mi|mn|msub|msup|msubsup|mfrac|mrow|mover|msqrt)>)(?={_FUNCTION})"),
        rf"\1{_THIN}",
    ),
    (
        re.compile(rf"(?<!<msub>)(?<!<msup>)(?<!<msubsup>)({_FUNCTION})(?=<{_ARGUMENT}[ >])"),
        rf"\1{_THIN}",
    ),
    # A minus after a sign or an opening bracket belongs to what follows it.
    (
        re.compile(
            r"(<mo[^>]*>(?:&#x0003D;|&#x00028;|&#x0005B;|&#x0002C;|&#x0003C;|&#x0003E;|&#x02264;|&#x02265;"
            r"|&#x0221D;|&#x02248;)</mo>)<mo>&#x02212;</mo>"
        ),
        r'\1<mo form="prefix" lspace="0" rspace="0">&#x02212;</mo>',
    ),
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
