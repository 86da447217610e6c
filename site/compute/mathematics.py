"""Formulas as MathML, made at build time: a page loads no script to show them.

Browsers lay MathML out by themselves, but only a font with a table of mathematical measures makes
it good to read, and few systems have one. The site brings STIX Two Math (SIL Open Font License),
cut down to the characters of a course.
"""

from __future__ import annotations

import html as entities
import re
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from autograder import mathml
from autograder.mathml import FormulaError as FormulaError

# What arithmatex leaves: <span class="arithmatex">\(...\)</span>, <div class="arithmatex">\[...\]</div>,
# and the punctuation after it, which must not begin a line.
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<latex>.*?)\\[)\]]</(?P=tag)>'
    r"(?P<after>[.,;:?)]*)",
    re.DOTALL,
)
_RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x3D1, 0x3F5),  # Latin, Greek
    (0x2C6, 0x2DC), (0x302, 0x304), (0x2016, 0x2016), (0x2020, 0x2026), (0x2032, 0x2034),
    (0x2061, 0x2064), (0x2102, 0x2134), (0x2190, 0x2194), (0x21D0, 0x21D4),  # letters, arrows
    (0x2200, 0x2265), (0x2282, 0x2287), (0x2295, 0x22A5), (0x22C5, 0x22C6), (0x22EE, 0x22F1),
    (0x27C2, 0x27C2), (0x27E8, 0x27EA), (0x27F5, 0x27FA),
    (0x1D434, 0x1D467), (0x1D49C, 0x1D4B5), (0x1D538, 0x1D56B), (0x1D6E2, 0x1D71B),  # styled
)  # fmt: skip
_NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]  # the copyright and the licence among them


def replace_formulas(page: str) -> str:
    """Return the HTML of a page with its formulas as MathML."""
    return _FORMULA.sub(_replace, page)


def _replace(match: re.Match[str]) -> str:
    block = match["tag"] == "div"
    formula = to_mathml(entities.unescape(match["latex"]).strip(), block)
    if block:
        return f'<div class="formula">{formula}</div>{match["after"]}'
    if match["after"]:
        return f'<span class="together">{formula}{match["after"]}</span>'
    return formula


def to_mathml(latex: str, block: bool = False) -> str:
    """Return LaTeX as MathML. Raises `FormulaError` for what the converter does not know."""
    made = mathml.to_mathml(latex, block)
    # The search index takes x<sub>1</sub> as x1, and is better off without displayed formulas.
    return made.replace("<math ", "<math data-search-exclude ", 1) if block else made


def write_font(path: Path) -> None:
    """Write the font of the formulas."""
    with as_file(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as source:
        # The date of the source stays in the file, so that every build writes the same one.
        font = TTFont(source, recalcTimestamp=False)
        options = subset.Options(
            hinting=False, layout_features=["dtls", "flac", "math", "ssty"], name_IDs=_NAMES_KEPT
        )
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[c for low, high in _RANGES for c in range(low, high + 1)])
        cutter.subset(font)
        font.flavor = "woff"
        path.parent.mkdir(parents=True, exist_ok=True)
        font.save(path)
