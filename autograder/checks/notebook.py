"""`check("ols.confidence_interval")`: the public checks of an exercise, in a live notebook."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from autograder import registry
from autograder.checks import card
from autograder.checks.outcome import Outcome
from autograder.checks.result import CheckResult
from autograder.errors import UserError


class Card:
    """What `check` shows: HTML in a notebook, text elsewhere."""

    def __init__(self, html: str, text: str) -> None:
        self._html, self._text = html, text

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._text


class CheckFailed(AssertionError):
    """Raised where a check does not pass, so that `nbgrader validate` sees it. Shows as one line."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: no traceback of ours belongs into a student's notebook.
        return [str(self)]


def check(exercise_id: str, namespace: dict[str, Any] | None = None) -> None:
    """Run the public checks of an exercise on the functions of this notebook and show the card.

    `namespace` holds the functions (default: the caller's). Returns nothing: a value would be
    taken for a score by nbgrader.

    The check files lie beside the notebook. Raises `CheckFailed` where a check finds something
    wrong (an exercise that was not attempted is not wrong), and `UserError` where the exercise or
    its check file is not there.
    """
    from autograder.checks.run import run_checks
    from autograder.checks.student import from_namespace

    if namespace is None:
        namespace = sys._getframe(1).f_globals
    folder = _chapter_folder(exercise_id)
    exercise = registry.read_chapter(folder).find(exercise_id)
    test = folder / f"test_{exercise.stem}.py"
    if not test.exists():
        raise UserError(f"{test.name} is not beside this notebook: unpack the assignment again.")
    student = lambda: from_namespace(  # noqa: E731
        namespace, _notebook_files(), returns=exercise.returns
    )
    results = [ran.result for ran in run_checks([test], {exercise.stem: student})]
    summary = local_summary(results, exercise.hidden_checks)
    slip = next((r for r in results if r.slip), None)
    says, page = (slip.slip_says, slip.slip_page) if slip else ("", "")
    shown = Card(
        card.html(exercise.title, results, summary, says, page),
        card.text(exercise.title, results, summary, says),
    )
    _display(shown)
    # `nbgrader validate` prints errors and no cards, so there the error carries the text.
    if os.environ.get("NBGRADER_EXECUTION") == "validate":
        if not all(r.outcome is Outcome.PASS for r in results):
            raise CheckFailed(repr(shown))
    elif not all(r.outcome in (Outcome.PASS, Outcome.NOT_ATTEMPTED) for r in results):
        raise CheckFailed(f"{exercise.id}: {summary}")


def local_summary(results: list[CheckResult], hidden: int) -> str:
    """Say what passing here means: `3 of 3 public checks pass; 5 more run when you submit`."""
    if all(r.outcome is Outcome.NOT_ATTEMPTED for r in results):
        return "not attempted yet: that is where everyone starts"
    passed = sum(r.outcome is Outcome.PASS for r in results)
    more = f"; {hidden} more run when you submit" if hidden else ""
    return f"{passed} of {len(results)} public checks pass{more}"


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


def _notebook_files() -> list[str]:
    """Names under which IPython compiles cells, so that only the student's lines are shown."""
    import linecache

    return [name for name in linecache.cache if "ipykernel" in name or name.startswith("<ipython")]


def _display(shown: Card) -> None:
    if not _in_notebook():
        print(shown)
    else:
        from IPython.display import display

        display(shown)  # type: ignore[no-untyped-call]


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
