"""Figures as SVG inside the page, whose colours and letters are those of the page around them.

Draw with the colours below. They are stand-ins: in the page they become `currentColor` and the
variables of the style sheet, so that one figure is right in light and in dark mode.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

INK, FAINT, BLUE, RED = "#010101", "#020202", "#030303", "#040404"
_IN_THE_PAGE = {
    INK: "currentColor",
    FAINT: "var(--figure-faint)",
    BLUE: "var(--figure-blue)",
    RED: "var(--figure-red)",
}
_NO_DATE: Any = {"Date": None, "Creator": None}
_STYLE: Any = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": 11,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "font.size": 10,
    "grid.color": FAINT,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "savefig.facecolor": "none",
    "svg.fonttype": "none",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of the site; close the figures drawn."""
    try:
        with matplotlib.rc_context(_STYLE):
            yield
    finally:
        plt.close("all")


def to_html(figure: Figure, name: str, alt: str, caption: str, crop: Bbox | str = "tight") -> str:
    """Return a figure as one line of HTML. `alt` tells what is seen to someone who cannot see it.

    `name` must be unique on its page; `crop` is in inches.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", bbox_inches=crop, pad_inches=0.04, metadata=_NO_DATE)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    # Letters of the page, at the sizes drawn.
    svg = re.sub(r"font: (?:[a-z]+ )*([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    for colour, better in _IN_THE_PAGE.items():
        svg = svg.replace(colour, better)
    # Identifiers are for the whole page: keep those that are used, under the figure's name.
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r"url\(#|href=\"#", lambda m: f"{m[0]}{name}-", svg)
    view = re.search(r'viewBox="[^"]+"', svg)
    assert view is not None
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" {view[0]} role="img"'
    label = html.escape(alt, quote=True)
    svg = re.sub(r"<svg[^>]*>", f'{head} aria-label="{label}">', svg, count=1)
    svg = re.sub(r"\s+", " ", svg).replace("> <", "><")
    return (
        f'<figure class="figure" id="{name}" data-search-exclude>{svg}'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
    )
