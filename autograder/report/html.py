"""Pages for the instructor, each one HTML file that asks for nothing from anywhere else.

Every page names, in its own security policy, the one script that may run: ours, by its hash. What a
student chose is escaped by the template, and would not run even if it were not.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup

from autograder import templates
from autograder.report.summary import ClassSummary, Row


def page(summary: ClassSummary, feedback: Mapping[str, str] | None = None) -> str:
    """Return the report. `feedback` maps a student to the address of the feedback page, if any."""
    return render(
        "class.html.jinja",
        s=summary,
        feedback=feedback or {},
        tags={row.student: _tags(row, summary) for row in summary.rows},
        tallest=max((n for _, _, n in summary.histogram), default=1) or 1,
        cell=_cell,
    )


def render(template: str, **values: object) -> str:
    """Return a page made from a template of this package or of `autograder.similar`."""
    style, script = _file("page.css"), _file("tables.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _environment().get_template(template).render(
        style=Markup(style), script=Markup(script), script_hash=digest, **values
    )  # fmt: skip


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = templates.environment("autograder.report", "autograder.similar")
    environment.filters.update(
        percent=lambda share: f"{100 * share:.0f} %",
        signed=lambda share: f"{100 * share:+.0f}".replace("-", "−") + " points of 100",
        width=lambda share: f"{100 * share:.2f}%",
        prose=_prose,
        points=lambda value: f"{value:.4g}",
        two=lambda value: f"{value:.2f}".replace("-", "−"),
        words=lambda name: name.replace("_", " "),
        shown=shown,
    )
    return environment


def shown(text: str, allowed: str = "") -> str:
    """Return a text that a student chose with what no reader could see written out, as `\\x1b`.

    Signs that turn the direction of writing would turn the page's; joiners stay, since emoji and
    several scripts need them.
    """
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs", "Cf") or c in "\u200c\u200d" + allowed
        else c.encode("unicode_escape").decode("ascii")
        for c in text
    )  # fmt: skip


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _prose(text: str) -> Markup:
    return templates.prose(shown(text, "\n\t"))


def _cell(row: Row, place: int, points: float) -> tuple[str, str]:
    """Return the class and the text of one cell of the heat map: the text says what the colour says."""
    score, state = row.scores[place], row.states[place]
    if state == "not attempted":
        return "none", "–"
    if score is None:
        return "open", "?"
    share = score / points
    kind = (
        "full" if share >= 1 else "zero" if share <= 0
        else "high" if share >= 0.75 else "mid" if share >= 0.4 else "low"
    )  # fmt: skip
    return kind, f"{score:.4g}"


def _tags(row: Row, summary: ClassSummary) -> str:
    """What the filter of the students' table can ask for."""
    found = []
    if row.student in {p.student for p in summary.problems}:
        found.append("look")
    if "not attempted" in row.states:
        found.append("blank")
    if row.share < 0.5:
        found.append("half")
    if any(row.slips):
        found.append("slip")
    if row.student in summary.trend.falling:
        found.append("fall")
    return " ".join(found)
