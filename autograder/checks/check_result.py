"""The result of one check: judged from what the check raised, and told in two ways.

`as_text` is what a student sees of a public check: called, got, expected, try. A hidden check's
message is built from shapes and headlines only, so that no input and no right answer is in the
result at all; there is nothing to filter out later.
"""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from autograder import layout, registry
from autograder.checks import show, slips
from autograder.checks.outcome import LONGEST, CheckFailure, Message, Outcome, Partial
from autograder.checks.student import Call, Student, calls_of

if TYPE_CHECKING:
    from _pytest._code.code import ExceptionInfo

__all__ = ["CheckResult", "Outcome", "as_text", "judge", "table"]


class CheckResult(msgspec.Struct, frozen=True):
    """What became of one check of one exercise."""

    exercise: str
    check: str
    title: str
    hidden: bool
    weight: float
    outcome: Outcome
    message: Message | None = None
    # Of a partial outcome: how much of its weight the check earns, from 0 to 1.
    share: float = 0.0
    # The known slip that this answer matches, as its name and a sentence for the student.
    slip: str = ""
    slip_says: str = ""
    slip_page: str = ""
    # Of a public check on the student's own machine: the known slips that answer it alike.
    alike: tuple[str, ...] = ()
    # A fault while the check computed with an answer: ours, or the answer's? See `settle`.
    on_answer: bool = False

    @property
    def earned(self) -> float:
        """How much of its weight the check earns, from 0 to 1."""
        return (
            self.share if self.outcome is Outcome.PARTIAL else float(self.outcome is Outcome.PASS)
        )


def is_hidden(path: Path) -> bool:
    """Return whether a check file is one that only the grader has."""
    return path.name in layout.JUDGING


def judge(
    item: pytest.Item, excinfo: ExceptionInfo[BaseException] | None, student: Student | None
) -> CheckResult:
    """Return the result of a check that has run, from the exception it raised or None."""
    path = item.path
    stem = registry.stem_of(path)
    assert stem is not None
    hidden = is_hidden(path)
    calls = calls_of(student) if student is not None else []
    function = getattr(item, "function", None)
    doc = (getattr(function, "__doc__", "") or item.name).strip()
    marker = item.get_closest_marker("weight")
    outcome, message = _message(excinfo, calls, hidden)
    alike: tuple[str, ...] = ()
    if not hidden:
        with _readable():
            alike = slips.alike(_slip_file(path.parent), stem, item.name, calls)
    return CheckResult(
        exercise=stem,
        check=item.name,
        title=" ".join(doc.split("\n\n")[0].split()),
        hidden=hidden,
        weight=float(marker.args[0]) if marker else 1.0,
        outcome=outcome,
        message=message,
        share=_share(excinfo.value, hidden) if excinfo else 0.0,
        alike=alike,
        on_answer=outcome is Outcome.FAULT and _on_answer(excinfo, calls),
    )


def _slip_file(folder: Path) -> Path:
    return registry.kit_file(folder, "slips.json")


def _readable() -> contextlib.AbstractContextManager[None]:
    """A file of slips that cannot be read costs a sentence, and `intact` says whose fault it is."""
    return contextlib.suppress(
        msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, OSError
    )


def with_slip(results: Sequence[CheckResult], folder: Path) -> list[CheckResult]:
    """Return the results of one exercise's public checks with the slip that explains them, if one does.

    It is said with every check that is wrong. `folder` is the chapter's, as the student has it.
    """
    # Of a check that was not asked anything, nothing was seen.
    ran = [r.alike for r in results if r.outcome not in _UNSEEN]
    wrong = [r for r in results if r.outcome in (Outcome.WRONG, Outcome.PARTIAL)]
    slip = None
    if wrong:
        with _readable():
            slip = slips.named(_slip_file(folder), wrong[0].exercise, ran)
    if slip is None:
        return list(results)
    said = {"slip": slip.name, "slip_says": slip.says, "slip_page": slip.page}
    return [msgspec.structs.replace(r, **said) if r in wrong else r for r in results]


_UNSEEN = (Outcome.NOT_ATTEMPTED, Outcome.FAULT)


def _share(error: BaseException, hidden: bool) -> float:
    """Of a hidden check in steps of a tenth: a share is computed from an answer, and tells of it."""
    if not isinstance(error, Partial):
        return 0.0
    return min(max(round(error.share, 1), 0.1), 0.9) if hidden else error.share


def _on_answer(excinfo: ExceptionInfo[BaseException] | None, calls: list[Call]) -> bool:
    """Whether it may be the answer that broke the check: `settle` asks the solution which it was.

    What breaks whatever the answer is a disk, a socket, or the warmed parent of the sandboxes (which
    a student's machine has not). All else may be raised by what is given an answer that does not
    fit: NumPy, pandas, PyTorch, or the check itself.
    """
    sandbox = sys.modules.get("autograder.sandbox.limits")
    ours = (OSError, sandbox.SandboxUnavailable) if sandbox is not None else OSError
    error = excinfo.value if excinfo is not None else None
    return isinstance(error, Exception) and not isinstance(error, ours) and bool(calls)


def _returned(calls: list[Call]) -> bool:
    return bool(calls) and calls[-1].failure is None


def settle(result: CheckResult, calls: list[Call]) -> CheckResult:
    """Return a fault as a wrong answer: for a check that does not break on the solution.

    Otherwise an answer made to break a check would be worth an open score instead of none.
    """
    last = calls[-1]
    message = Message(
        headline="what came back cannot be computed with",
        called=show.call_hidden(last.short, last.args, last.kwargs),
        got=show.shape(last.result) if _returned(calls) else "",
        try_="return what the statement asks for, of the shape and type that it names",
    )
    return msgspec.structs.replace(result, outcome=Outcome.WRONG, message=message, on_answer=False)


def _message(
    excinfo: ExceptionInfo[BaseException] | None, calls: list[Call], hidden: bool
) -> tuple[Outcome, Message | None]:
    if excinfo is None:
        return Outcome.PASS, None
    error = excinfo.value
    last = calls[-1] if calls else None
    if isinstance(error, CheckFailure):
        failure = error
    elif isinstance(error, (AssertionError, pytest.fail.Exception)):
        first = str(error).strip().partition("\n")[0]
        failure = CheckFailure(first or "the property in the title does not hold")
        failure.hidden_headline = "the property in the title does not hold"
    else:
        # Our side broke. The text goes to the instructor, never to the student.
        where = excinfo.traceback[-1]
        text = (
            f"{type(error).__name__}: {_said(error)} ({Path(where.path).name}:{where.lineno + 1})"
        )
        return Outcome.FAULT, Message(headline=text)
    if failure.outcome is Outcome.NOT_ATTEMPTED:
        return failure.outcome, Message(headline=failure.headline)
    if last is None:
        return failure.outcome, Message(headline=failure.headline, try_=failure.hint)
    returned = _returned(calls)
    if hidden:
        message = Message(
            headline=failure.hidden_headline,
            called=show.call_hidden(last.short, last.args, last.kwargs),
            got=show.shape(last.result) if returned else "",
            try_=(failure.hint if failure.hidden_hint is None else failure.hidden_hint)[:LONGEST],
            lines=(failure.hidden_line,) if failure.hidden_line else (),
        )
    else:
        message = Message(
            headline=failure.headline[:LONGEST],
            called=show.call(last.short, last.args, last.kwargs),
            got=failure.got or (show.value(last.result) if returned else ""),
            expected=failure.expected,
            try_=failure.hint[:LONGEST],
            lines=failure.lines,
        )
    return failure.outcome, message


def _said(error: BaseException) -> str:
    """What an error of ours says; it may quote an answer, of which nothing is sure."""
    try:
        return str(error)[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    except Exception:
        return "(its message could not be read)"


def one_line(checks: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the checks of one exercise, of whose hidden ones only the first to name a line does.

    Which line raised is up to the student's code: a line for each check would carry out as many
    digits of the hidden inputs.
    """
    found, told = [], False
    for check in checks:
        if check.hidden and check.message is not None and check.message.lines:
            if told:
                message = msgspec.structs.replace(check.message, lines=())
                check = msgspec.structs.replace(check, message=message)
            told = True
        found.append(check)
    return tuple(found)


def rows(result: CheckResult) -> list[tuple[str, str]]:
    """Return the message as (label, text) pairs, in the order in which they are read."""
    message = result.message
    if message is None:
        return []
    partly = f"right in part ({result.share:.0%}): " if result.outcome is Outcome.PARTIAL else ""
    found = [("", partly + message.headline)]
    for label, text in (
        ("called", message.called),
        ("got", message.got),
        ("expected", message.expected),
    ):
        if text:
            found.append((label, text))
    # Of a recursion, each line once.
    for line, times in Counter(message.lines).items():
        found.append(("at", line if times == 1 else f"{line}  (and so on)"))
    if result.slip_says:
        found.append(("looks like", result.slip_says))
        if result.slip_page:
            found.append(("read", show.page(result.slip_page)))
    elif message.try_:
        found.append(("try", message.try_))
    return found


def as_text(result: CheckResult) -> str:
    """Return the message of a failed check as indented lines for a terminal."""
    lines = [result.title]
    for label, text in rows(result):
        lines.append(f"  {label:<9} {text}" if label else f"  {text}")
    return "\n".join(lines)


def table(results: Iterable[CheckResult], folder: Path, some: bool = False) -> list[str]:
    """Return one line per exercise and, last, the next step. `some`: not all checks were run."""
    by_exercise: dict[str, list[CheckResult]] = {}
    for result in results:
        by_exercise.setdefault(result.exercise, []).append(result)
    lines = []
    todo: list[str] = []
    for name, made in by_exercise.items():
        passed = sum(r.outcome is Outcome.PASS for r in made)
        if all(r.outcome is Outcome.NOT_ATTEMPTED for r in made):
            state, mark = "not attempted", "·"
        elif passed == len(made):
            state, mark = _passing(passed, len(made), some), "✓"
        else:
            state, mark = _passing(passed, len(made), some), "✗"
        if mark != "✓":
            todo.append(name)
        lines.append(f" {mark} {name:<24} {state}")
    if todo:
        lines.append("")
        if len(todo) == len(by_exercise) and all("not attempted" in line for line in lines[:-1]):
            lines.append("Nothing is wrong: the exercises are waiting for you.")
        lines.append(f"Next: {todo[0]}. Stuck? course hint {todo[0]}")
    return lines


def _passing(passed: int, of: int, some: bool) -> str:
    if not some:
        return f"{passed} of {of} public checks pass"
    return f"{passed} of the {of} public checks that ran pass; others were left out"


def plain(result: CheckResult) -> dict[str, Any]:
    """Return the result as JSON-ready data."""
    return msgspec.to_builtins(result)
