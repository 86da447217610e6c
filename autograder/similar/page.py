"""The similarity report as one HTML file."""

from __future__ import annotations

import math

from autograder.report.html import render
from autograder.similar.compare import Similarity


def page(found: Similarity) -> str:
    """Return the page: what it means, the distribution, the groups, and the other pairs, folded."""
    return render("similar.html.jinja", s=found, height=_heights(found), feedback={})


def _heights(found: Similarity) -> list[tuple[float, float]]:
    """The height of each bar and of its part in groups, out of 100.

    On a scale of square roots: one pair among a thousand must not vanish.
    """
    tallest = math.sqrt(max((n for _, _, n, _ in found.histogram), default=1) or 1)
    return [
        (100 * math.sqrt(n) / tallest, 100 * math.sqrt(n) / tallest * (k / n if n else 0.0))
        for _, _, n, k in found.histogram
    ]
