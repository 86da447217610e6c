"""The page of feedback that a student gets: what `nbgrader generate_feedback` makes of a notebook.

An exporter of our own, which nbgrader takes from its configuration. Its page says the exercises by
name, shows formulas as MathML, follows the reader's light or dark theme, and asks no other host for
anything: it has no script, and its own policy forbids the rest. Whatever comes into it as HTML, such
as an instructor's comment, is cleaned first.
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from traitlets import Unicode

from autograder import marks, mathml
from autograder.registry import site_page

TEMPLATES = Path(__file__).parent / "templates"
# Signs of one cell of code.
MOST_COLOURED = 20_000
_TAGS = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
    ),
    *(
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "sup",
    ),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {"*": ["class", "style", "title"], "a": ["href"], "ol": ["start"]}
# What the card of an exercise is laid out with, and no way to cover the page.
_STYLE = CSSSanitizer(
    allowed_css_properties=[
        *(
            "background",
            "border",
            "border-left",
            "color",
            "font-family",
            "font-size",
            "font-weight",
        ),
        *(
            "line-height",
            "margin",
            "margin-top",
            "max-width",
            "opacity",
            "overflow-wrap",
            "padding",
        ),
        *("text-align", "vertical-align", "white-space"),
    ]
)
_SIGNS = {"done": "✓", "part": "½", "wrong": "✗", "waiting": "·", "open": "!", "": ""}


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter, with the page of this course."""

    site_url = Unicode("", help="Address of the course's site, if it has one.").tag(config=True)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Yield the filters of the template: nbconvert's and ours."""
        yield from super().default_filters()
        yield "page", self._page
        yield "title_of", _title_of
        yield "prose", prose
        yield "clean", clean
        yield "code_html", code_html
        yield (
            "css",
            lambda code: code.removeprefix('<style type="text/css">').removesuffix("</style>"),
        )
        yield "code_css", lambda _: _code_css()

    def _page(self, cells: list[Any]) -> Page:
        return Page(cells, self.site_url)


class Section:
    """One exercise on the page: its score, its card, what was handed in, and what was asked."""

    def __init__(self, grade_id: str) -> None:
        self.anchor = self.title = grade_id
        self.name = self.link = self.comment = self.mark = ""
        self.score: float | None = None
        self.points = 0.0
        self.cards: list[str] = []
        self.answers: list[Any] = []
        self.own: list[Any] = []
        self.statement: list[Any] = []

    @property
    def sign(self) -> str:
        """The mark as one sign."""
        return _SIGNS.get(self.mark, "")

    @property
    def percent(self) -> int:
        """The score as a share of the points, in per cent."""
        return (
            round(100 * min(max((self.score or 0.0) / self.points, 0.0), 1.0)) if self.points else 0
        )


class Page:
    """The cells of a graded notebook, exercise by exercise."""

    def __init__(self, cells: list[Any], site_url: str = "") -> None:
        self.site = site_url
        self.notes: list[Any] = []
        self.own: list[Any] = []
        self.sections: list[Section] = []
        by_id: dict[str, Section] = {}
        waiting: list[Any] = []
        for cell in cells:
            graded = cell.metadata.get("nbgrader", {})
            grade_id = str(graded.get("grade_id", "")).removeprefix("check_")
            if graded.get("solution") or graded.get("grade") or graded.get("task"):
                if grade_id not in by_id:
                    by_id[grade_id] = Section(grade_id)
                    self.sections.append(by_id[grade_id])
                    by_id[grade_id].statement, waiting = waiting, []
                self._add(by_id[grade_id], cell, graded)
            elif marks.is_added(str(cell.get("id", ""))):
                self.notes.append(cell)
            elif str(cell.get("id", "")).startswith("own-"):
                (self.sections[-1].own if self.sections else self.own).append(cell)
            elif cell.cell_type == "markdown":
                waiting = [cell]
        # A cell that only asks, with no points and no answer of its own, is no exercise.
        self.sections = [s for s in self.sections if s.points or s.comment or s.cards]

    def _add(self, section: Section, cell: Any, graded: Any) -> None:
        ours = marks.mark_of(cell.metadata)
        if graded.get("grade") or graded.get("task"):
            section.score, section.points = graded.get("score"), graded.get("points") or 0.0
        if "title" in ours:
            section.title, section.name, section.mark = ours["title"], ours["name"], ours["mark"]
            section.link = site_page(self.site, ours["page"]) if self.site else ""
        said = str(graded.get("comment") or "").strip()
        # The automatic comment is the slip, which the card says already.
        if said and said not in (ours.get("slip"), "No response."):
            section.comment = said
        if graded.get("solution") or graded.get("task"):
            section.answers.append(cell)
        section.cards += [
            output.data["text/html"]
            for output in cell.get("outputs", ())
            if output.get("output_type") == "display_data" and "text/html" in output.data
        ]


def prose(source: str) -> str:
    """Return Markdown as clean HTML, its formulas as MathML."""
    renderer = _Renderer()
    made = clean(MarkdownWithMath(renderer=renderer).render(source))
    for key, formula in renderer.formulas.items():
        made = made.replace(key, formula)
    return made


def clean(made: str) -> str:
    """Return HTML without anything that runs, asks another host, or reaches beyond its place."""
    return bleach.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        protocols=["http", "https", "mailto"],
        css_sanitizer=_STYLE,
    )


def code_html(source: str) -> str:
    """Return Python code as HTML: with colours, or plain where it is longer than anybody's answer.

    The time that colouring takes may grow with the square of a length, and nbconvert's lexer for
    notebooks takes 20 seconds for 40 000 signs of `a.a.a`: one page must not keep all others waiting.
    """
    if len(source) > MOST_COLOURED:
        return f'<div class="highlight"><pre>{html.escape(source)}</pre></div>'
    return str(highlight(source, PythonLexer(stripnl=False), HtmlFormatter()))


class _Renderer(IPythonRenderer):
    """Leaves a key in the place of each formula: cleaning would not let a formula through."""

    def __init__(self) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._secret = secrets.token_hex(8)
        self.formulas: dict[str, str] = {}

    def inline_math(self, body: str) -> str:
        return self._formula(body, block=False)

    def block_math(self, body: str) -> str:
        return self._formula(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def _formula(self, latex: str, *, block: bool) -> str:
        key = f"formula-{self._secret}-{len(self.formulas)}."
        try:
            made = mathml.to_mathml(latex.strip(), block)
        except mathml.FormulaError:
            # A comment may speak of 5 $ and 6 $, which is no formula.
            sign = "$$" if block else "$"
            made = f"{sign}{html.escape(latex)}{sign}"
        self.formulas[key] = f'<span class="formula">{made}</span>' if block else made
        return key


def _title_of(metadata: Any, notebook: str) -> str:
    return str(marks.mark_of(metadata).get("title") or notebook)


def _code_css() -> str:
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    # The paper of the code is the page's own, in both.
    own = ".highlight, .highlight pre { background: var(--code) !important; }"
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"
