"""The class report as one HTML file: no script, no font, no picture from anywhere else."""

from __future__ import annotations

import re
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from autograder.report.summary import ClassSummary


def page(summary: ClassSummary) -> str:
    """Return the report. Everything that a student may have chosen is escaped by the template."""
    source = resources.files(__package__).joinpath("class.html.jinja").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    environment.filters["prose"] = _prose
    environment.filters["points"] = lambda value: f"{value:.4g}"
    return environment.from_string(source).render(
        s=summary,
        tallest=max((n for _, _, n in summary.histogram), default=1) or 1,
        count=len(summary.rows),
    )


def _prose(text: str) -> Markup:
    """Escape a sentence and set its `code` as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
