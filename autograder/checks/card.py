"""A small HTML card for the checks of one exercise: in a live notebook and in graded feedback.

Colours come from CSS that works on a light and on a dark page; every text is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.checks import show
from autograder.checks.check_result import CheckResult, rows
from autograder.checks.outcome import Outcome
from autograder.templates import environment

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
    return _render(
        title=title,
        summary=summary,
        edge=_GREEN if done else _YELLOW if waiting else _RED,
        note=note,
        slip=slip,
        page=show.page(page) if page else "",
        checks=[] if waiting else [_line(r, bool(slip), printed or {}) for r in results],
    )


def note(title: str, says: str) -> str:
    """Return the card of an exercise of which there is nothing to say but one sentence."""
    return _render(title=title, summary="", edge=_RED, note=says, slip="", page="", checks=[])


def local_summary(results: Sequence[CheckResult], hidden: int) -> str:
    """Say what passing here means: `3 of 3 public checks pass; 5 more run when you submit`."""
    if all(r.outcome is Outcome.NOT_ATTEMPTED for r in results):
        return "not attempted yet: that is where everyone starts"
    passed = sum(r.outcome is Outcome.PASS for r in results)
    more = f"; {hidden} more run when you submit" if hidden else ""
    return f"{passed} of {len(results)} public checks pass{more}"


def _render(**values: object) -> str:
    template = environment("autograder.checks").get_template("card.html.jinja")
    return template.render(code=_CODE, **values)


class _Line(NamedTuple):
    """One check on the card."""

    mark: str
    colour: str
    title: str
    kind: str
    details: list[tuple[str, str]]


def _line(result: CheckResult, slip_shown: bool, printed: Mapping[str, str]) -> _Line:
    mark, colour = _MARK.get(result.outcome, _WRONG)
    details = _shown(result, slip_shown, printed)
    return _Line(mark, colour, result.title, _kind(result), details)


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
