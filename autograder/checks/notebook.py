"""`check("chance.full_album")`: the public checks of an exercise, in a live notebook."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from autograder import registry
from autograder.checks import card, cells, show
from autograder.checks.check_result import CheckResult
from autograder.checks.limit import Limit
from autograder.checks.outcome import Outcome
from autograder.errors import UserError
from autograder.registry import Exercise
from autograder.worker import load

if TYPE_CHECKING:
    from autograder.checks.student import Student


class Card:
    """What `check` and `hint` show: HTML or Markdown in a notebook, text elsewhere."""

    def __init__(self, text: str, *, html: str | None = None, markdown: str | None = None) -> None:
        self._text, self._html, self._markdown = text, html, markdown

    def _repr_html_(self) -> str | None:
        return self._html

    def _repr_markdown_(self) -> str | None:
        return self._markdown

    def __repr__(self) -> str:
        return self._text


class CheckFailed(AssertionError):
    """Raised where a check does not pass, so that `nbgrader validate` sees it. Shows as one line."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: no traceback of ours belongs into a student's notebook.
        return [str(self)]


class CheckInterrupted(KeyboardInterrupt):
    """Raised where the student stopped a check, and no check is blamed. Shows as one line."""

    def _render_traceback_(self) -> list[str]:
        return [f"The check of {self} was interrupted. Nothing is lost: the notebook goes on."]


def check(exercise_id: str, namespace: dict[str, Any] | None = None) -> None:
    """Run the public checks of an exercise on the functions of this notebook and show the card.

    `namespace` holds the functions (default: the caller's). Returns nothing: a value would be
    taken for a score by nbgrader.

    The check files lie beside the notebook. Raises `CheckFailed` where a check finds something
    wrong (an exercise that was not attempted is not wrong), and `UserError` where the exercise or
    its check file is not there. A call that never ends is stopped after as many seconds as `course
    check` gives it; an interrupt ends the check, as `CheckInterrupted`, and not the kernel.
    """
    if namespace is None:
        namespace = sys._getframe(1).f_globals
    if _is_being_loaded(namespace):
        return
    folder = _chapter_folder(exercise_id)
    exercise = registry.read_chapter(folder).find(exercise_id)
    test = folder / f"test_{exercise.stem}.py"
    if not test.exists():
        raise UserError(f"{test.name} is not beside this notebook: unpack the assignment again.")
    nothing = cells.trouble(exercise, namespace)
    if nothing:
        # No check can say more than this, and each would say it again.
        shown = Card(f"{exercise.title}: {nothing}", html=card.note(exercise.title, nothing))
        summary = f"there is no function {exercise.name} to check"
        results: list[CheckResult] = []
    else:
        try:
            results, printed = _run(test, exercise, namespace)
        except KeyboardInterrupt:
            raise CheckInterrupted(exercise.id) from None
        summary = card.local_summary(results, exercise.hidden_checks)
        note = cells.outdated(exercise, namespace)
        if not note and all(r.outcome is Outcome.NOT_ATTEMPTED for r in results):
            note = cells.left_over(exercise, namespace)
            summary = "not attempted, as far as this check can see" if note else summary
            note = note or "If your answer is written already, run its cell first, then this one."
        shown = _card(exercise, results, printed, summary, note)
    _display(shown)
    # `nbgrader validate` prints errors and no cards, so there the error carries the text.
    if os.environ.get("NBGRADER_EXECUTION") == "validate":
        if nothing or not all(r.outcome is Outcome.PASS for r in results):
            raise CheckFailed(repr(shown))
    elif nothing or not all(r.outcome in (Outcome.PASS, Outcome.NOT_ATTEMPTED) for r in results):
        raise CheckFailed(f"{exercise.id}: {summary}")


def _run(
    test: Path, exercise: Exercise, namespace: dict[str, Any]
) -> tuple[list[CheckResult], dict[str, str]]:
    """Return what each check found, and what the student's code printed during it, by its name."""
    from autograder.checks.check_result import with_slip
    from autograder.checks.collection import Checks, with_checks

    results: list[CheckResult] = []
    printed: dict[str, str] = {}

    def one_by_one(checks: Checks) -> None:
        for one in checks.one_by_one():
            taken = cells.Printed()
            for ran in one.run({exercise.stem: lambda: _student(exercise, namespace, taken)}):  # noqa: B023
                results.append(_in_words(ran.result))
            if taken.text:
                printed[results[-1].check] = taken.text

    with_checks([test], one_by_one)
    return with_slip(results, test.parent), printed


def _student(exercise: Exercise, namespace: dict[str, Any], taken: cells.Printed) -> Student:
    """The student whose functions are in `namespace`, and whose prints are taken."""
    from autograder.checks.student import Student, from_namespace

    seat = from_namespace(
        namespace,
        cells.files(),
        returns=exercise.returns,
        limit=Limit(),
        answer_mb=exercise.answer_mb,
    )
    invoke = seat._invoke

    def heard(request: dict[str, Any]) -> bytes:
        with contextlib.redirect_stdout(taken), contextlib.redirect_stderr(taken):
            return invoke(request)

    return Student(heard, returns=exercise.returns)


def _in_words(result: CheckResult) -> CheckResult:
    """The result with lines of code named as the notebook shows them: by the number beside a cell."""
    message = result.message
    if message is None:
        return result
    message = msgspec.structs.replace(
        message,
        headline=cells.readable(message.headline),
        lines=tuple(map(cells.readable, message.lines)),
    )
    return msgspec.structs.replace(result, message=message)


def _card(
    exercise: Exercise,
    results: list[CheckResult],
    printed: dict[str, str],
    summary: str,
    note: str,
) -> Card:
    slip = next((r for r in results if r.slip), None)
    says, page = (slip.slip_says, slip.slip_page) if slip else ("", "")
    return Card(
        card.text(exercise.title, results, summary, says, printed=printed, note=note),
        html=card.html(exercise.title, results, summary, says, page, printed=printed, note=note),
    )


def hint(exercise: str) -> None:
    """Show the next hint of an exercise, by its name: `hint("full_album")`. Each run shows one more.

    It is the same row of hints as that of `course hint`, and goes on where that left off. Raises
    `UserError` where there is no such exercise.
    """
    from autograder.student.hints import next_tiers
    from autograder.student.state import State

    if _is_being_loaded(sys._getframe(1).f_globals):
        return
    root, found = _find(exercise)
    state = State(root)
    tiers, of = next_tiers(found, state), len(found.hints)
    hints = [(f"Hint {n} of {of}", found.hints[n - 1]) for n in tiers]
    if tiers[-1] == of:
        after = [
            f"That was the last hint. The idea is explained {show.page(found.page)}. Or leave this "
            "exercise and come back: no exercise needs the answer of another."
        ]
    else:
        after = ["Try it, run the cell of your code, and then the check below it."]
    after += state.notes
    _display(
        Card(
            "\n\n".join([found.title, *(f"{n}: {says}" for n, says in hints), *after]),
            markdown="\n\n".join(
                [f"**{found.title}**", *(f"**{n}.** {says}" for n, says in hints), *after]
            ),
        )
    )


def _find(name: str) -> tuple[Path, Exercise]:
    """The exercise that a student calls `name`, and the folder that the progress file is in."""
    from autograder.student.exercise_folder import find_place

    here = Path.cwd()
    unknown: UserError | None = None
    for folder in (here, *here.parents):
        # This notebook's own chapter first, whatever its folder is called now.
        with contextlib.suppress(UserError):
            chapter = registry.read_chapter(folder)
            try:
                return _root_of(folder), chapter.find(name)
            except UserError as error:
                unknown = error
                break
    try:
        place = find_place()
    except UserError as nowhere:
        raise unknown or nowhere from None
    return place.root, place.find(name)[1]


def _root_of(chapter: Path) -> Path:
    """Where `course` keeps the progress: beside `exercises`, or beside a chapter on its own."""
    folder = chapter.parent
    return folder.parent if folder.name == "exercises" else folder


def _is_being_loaded(namespace: dict[str, Any]) -> bool:
    """Return whether these are a notebook's cells that the course itself runs, to check or to grade."""
    return namespace.get("get_ipython") is load._NoIPython


def _chapter_folder(exercise_id: str) -> Path:
    """The chapter's folder: this one, or below an `exercises` folder here or above."""
    slug = exercise_id.split(".")[0]
    here = Path.cwd()
    for base in (here, *here.parents):
        # By what the file says and not by the folder's name, which a student may change.
        if (
            registry.kit_file(base, "chapter.json").exists()
            and registry.read_chapter(base).slug == slug
        ):
            return base
        for folder in sorted((base / "exercises").glob(f"ch*_{slug}")):
            return folder
    raise UserError(
        f"No chapter for {exercise_id!r} was found in or above {here}. Open the notebook in the "
        "folder that it came in, beside its checks."
    )


def _display(shown: Card) -> None:
    if cells.shell() is None:
        print(shown)
    else:
        from IPython.display import display

        display(shown)  # type: ignore[no-untyped-call]


cells.watch()
