"""A small HTML card for the checks of one exercise: in a live notebook and in graded feedback.

Colours come from CSS that works on a light and on a dark page; every text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from autograder.checks import show
from autograder.checks.outcome import Outcome
from autograder.checks.result import CheckResult, rows

# JupyterLab's own colours, light or dark; on a feedback page, which is light, the fallbacks.
_GREEN = "var(--jp-success-color1, #2e7d32)"
_YELLOW = "var(--jp-warn-color1, #8a6d00)"
_RED = "var(--jp-error-color1, #c62828)"
_BLUE = "var(--jp-info-color1, #1565c0)"
_MARK = {
    Outcome.PASS: ("✓", _GREEN),
    Outcome.PARTIAL: ("½", _YELLOW),
    Outcome.NOT_ATTEMPTED: ("·", _YELLOW),
    Outcome.FAULT: ("!", _BLUE),
}
_WRONG = ("✗", _RED)
_CODE = ("called", "got", "expected", "at", "printed")


def html(
    title: str,
    results: Sequence[CheckResult],
    summary: str,
    slip: str = "",
    page: str = "",
    *,
    printed: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """Return the card: a heading, the named slip if there is one, and one line a check.

    `printed` is what the student's code printed during a check, by the check's name, and `note` a
    sentence that comes before all else.
    """
    done = all(r.outcome is Outcome.PASS for r in results)
    waiting = all(r.outcome is Outcome.NOT_ATTEMPTED for r in results)
    edge = _GREEN if done else _YELLOW if waiting else _RED
    parts = _head(title, summary, edge, note)
    if slip:
        said = f"<b>This looks like a known slip:</b> {_prose(slip)}"
        parts.append(f'<div style="margin:.4em 0">{said}</div>')
        if page:
            parts.append(
                f'<div style="margin:.4em 0;opacity:.75">Read: {escape(show.page(page))}</div>'
            )
    if not waiting:
        parts += [_check(result, bool(slip), printed or {}) for result in results]
    parts.append("</div>")
    return "".join(parts)


def note(title: str, says: str) -> str:
    """Return the card of an exercise of which there is nothing to say but one sentence."""
    return "".join([*_head(title, "", _RED, says), "</div>"])


def _head(title: str, summary: str, edge: str, says: str) -> list[str]:
    parts = [
        f'<div style="border-left:4px solid {edge};padding:.4em .9em;margin:.3em 0;'
        'font-family:system-ui,sans-serif;line-height:1.45;max-width:60em">',
        f'<div><b>{escape(title)}</b> <span style="opacity:.75">{escape(summary)}</span></div>',
    ]
    if says:
        parts.append(f'<div style="margin:.4em 0">{_prose(says)}</div>')
    return parts


def text(
    title: str,
    results: Sequence[CheckResult],
    summary: str,
    slip: str = "",
    *,
    printed: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """Return the same in plain text, for a terminal and for a notebook without HTML."""
    lines = [f"{title}: {summary}"]
    if note:
        lines.append(f"  {note}")
    if slip:
        lines.append(f"  this looks like a known slip: {slip}")
    if all(r.outcome is Outcome.NOT_ATTEMPTED for r in results):
        return "\n".join(lines)
    for result in results:
        mark, _ = _MARK.get(result.outcome, _WRONG)
        lines.append(f"  {mark} {result.title}{_kind(result)}")
        for label, what in _shown(result, bool(slip), printed or {}):
            what = what.replace("\n", "\n" + " " * (8 + len(label)))
            lines.append(f"      {label + '  ' if label else ''}{what}")
    return "\n".join(lines)


def _check(result: CheckResult, slip_shown: bool, printed: Mapping[str, str]) -> str:
    mark, colour = _MARK.get(result.outcome, _WRONG)
    line = (
        f'<div style="margin-top:.25em"><span style="color:{colour};font-weight:bold">{mark}</span> '
        f'{_prose(result.title)}<span style="opacity:.7">{escape(_kind(result))}</span>'
    )
    details = _shown(result, slip_shown, printed)
    if details:
        cells = "".join(
            f'<tr style="background:none"><td style="text-align:right;opacity:.75;'
            f'padding:.1em .6em;vertical-align:top">'
            f'{escape(label)}</td><td style="text-align:left;padding:.1em 0;'
            f"vertical-align:top;white-space:pre-wrap;"
            f'overflow-wrap:anywhere">{_what(label, what)}</td></tr>'
            for label, what in details
        )
        line += f'<table style="margin:.1em 0 .3em 1em;border:0;font-size:.95em">{cells}</table>'
    return line + "</div>"


def _what(label: str, what: str) -> str:
    return f"<code>{escape(what)}</code>" if label in _CODE else _prose(what)


def _prose(text: str) -> str:
    """Escape a sentence and set its `code` as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _kind(result: CheckResult) -> str:
    return " (hidden check)" if result.hidden else ""


def _shown(
    result: CheckResult, slip_shown: bool, printed: Mapping[str, str]
) -> list[tuple[str, str]]:
    heard = [("printed", printed[result.check])] if result.check in printed else []
    if result.outcome in (Outcome.PASS, Outcome.NOT_ATTEMPTED):
        return heard
    if result.outcome is Outcome.FAULT:
        # What broke is ours, and for the instructor; the student is told that it costs nothing.
        return [
            ("", "This check broke on our side. It costs you nothing; your instructor will look."),
            *heard,
        ]
    found = rows(result)
    if slip_shown:
        found = [r for r in found if r[0] not in ("looks like", "read")]
    return found + heard
