"""The similarity report as one HTML file."""

from __future__ import annotations

from html import escape

from autograder.similar.compare import Lines, Match, Similarity

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:72em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:left;vertical-align:top}
tr{border-bottom:1px solid #ccc}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:1em}
:root{color-scheme:light dark}
"""


def page(found: Similarity) -> str:
    """Return the page: what it means, the pairs, and their lines side by side."""
    rows = "".join(
        f'<tr><td><a href="#p{i}">{escape(p.left)}</a></td><td>{escape(p.right)}</td>'
        f"<td>{100 * p.share:.0f} %</td><td>{p.rare}</td></tr>"
        for i, p in enumerate(found.pairs)
    )
    details = "".join(
        f'<h2 id="p{i}">{escape(p.left)} and {escape(p.right)}: {100 * p.share:.0f} %</h2>'
        + "".join(map(_match, p.matches))
        for i, p in enumerate(found.pairs)
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f"<title>Similarity: {escape(found.assignment)}</title><style>{_STYLE}</style>"
        f"<h1>Similar answers: {escape(found.assignment)}</h1><p><b>{escape(found.note)}</b></p>"
        f"<p>{found.students} students. Half of all pairs share {100 * found.typical:.0f} % or less, "
        f"and 95 % of them {100 * found.high:.0f} % or less. Released code is left out, and what "
        "much of the class writes weighs little.</p>"
        "<table><tr><th>student</th><th>student</th><th>in common</th><th>rare passages</th></tr>"
        f"{rows}</table>{details}</html>\n"
    )


def _match(match: Match) -> str:
    return (
        f"<h3>{escape(match.exercise)}: {100 * match.share:.0f} %</h3>"
        f'<div class="two">{_lines(match.left)}{_lines(match.right)}</div>'
    )


def _lines(lines: Lines) -> str:
    return "<pre>" + "\n".join(f"{n:>4}  {escape(line)}" for n, line in lines) + "</pre>"
