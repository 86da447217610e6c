"""`course watch`: one exercise on the screen, checked again at every save, then the next."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from autograder import work
from autograder.console import err, out
from autograder.errors import UserError
from autograder.registry import Chapter, Exercise
from autograder.student import checking, screen, stubs
from autograder.student.place import Place
from autograder.student.state import State

# How often to look at the file ourselves: on network drives and in containers no event arrives.
LOOK_MS = 1000


def watch(place: Place, state: State, start: tuple[Chapter, Exercise] | None, limit: float) -> bool:
    """Watch until everything passes or Ctrl-C. Return whether everything passes."""
    changes = _watcher()
    praise: Text | None = None
    found = start
    while True:
        if found is None:
            following = screen.next_exercise(place, state)
            if following is None:
                _draw(praise, Text("Every exercise here passes its public checks."), None)
                return True
            found = following[:2]
        chapter, exercise = found
        seen = _digest(place, chapter, exercise)
        checked = None
        done = stubs.works(place, chapter)[exercise.id]
        if done.attempted:
            with err.status(f"checking {exercise.id}", spinner="line"):
                checked = _check(place, chapter, exercise, state, limit)
        if isinstance(checked, checking.Checked) and checked.passes:
            praise = _praise(checked)
            found = None
            # An exercise that was asked for again may pass already; go on from there.
            continue
        footer = Text.assemble(
            ("Watching ", "dim"),
            screen.where(place, chapter, exercise, done),
            (": save it to check it again.\nStuck? In another terminal: ", "dim"),
            f"course hint {exercise.name}",
            ("\nCtrl-C ends.", "dim"),
        )
        _draw(praise, _body(place, checked, chapter, exercise), footer)
        screen.notes(state)
        praise = None
        for _ in changes(place.folder(chapter)):
            if _digest(place, chapter, exercise) != seen:
                break


def _check(
    place: Place, chapter: Chapter, exercise: Exercise, state: State, limit: float
) -> checking.Checked | UserError:
    try:
        return next(checking.check(place, chapter, [exercise], state, limit))
    except UserError as error:  # a file that is being moved about is no reason to stop watching
        return error


def _body(
    place: Place,
    checked: checking.Checked | UserError | None,
    chapter: Chapter,
    exercise: Exercise,
) -> RenderableType:
    if isinstance(checked, UserError):
        return Text(str(checked), "red")
    if checked is None or not checked.attempted:
        return screen.introduction(place, chapter, exercise)
    return screen.message(checked, place, next_step=False)


def _praise(checked: checking.Checked) -> Text:
    exercise = checked.exercise
    of = len(checked.results)
    more = f"; {exercise.hidden_checks} more run when you submit" if exercise.hidden_checks else ""
    return Text.assemble(
        screen.mark(screen.PASSES), f" {exercise.id}: {of} of {of} public checks pass{more}."
    )


def _draw(praise: Text | None, body: RenderableType, footer: Text | None) -> None:
    if out.is_terminal:
        out.clear()
    else:
        out.print("-" * 40)
    for part in (praise, body, footer):
        if part is not None:
            screen.show(part)
            out.print()


def _watcher() -> Callable[[Path], Iterator[object]]:
    """Return a function that yields whenever something in a folder may have changed."""
    try:
        import watchfiles
    except ImportError:
        raise UserError(
            "`course watch` needs the package watchfiles: pip install watchfiles. Without it, "
            "`course check` does the same once."
        ) from None

    def changes(folder: Path) -> Iterator[object]:
        options = {"rust_timeout": LOOK_MS, "yield_on_timeout": True, "recursive": False}
        try:
            yield from watchfiles.watch(folder, debounce=200, step=50, **options)  # type: ignore[arg-type]
        except OSError:
            # The system's watches are used up, or this drive has none.
            yield from watchfiles.watch(folder, force_polling=True, **options)  # type: ignore[arg-type]

    return changes


def _digest(place: Place, chapter: Chapter, exercise: Exercise) -> str:
    """A digest of the files whose change calls for another check."""
    folder = place.folder(chapter)
    files = [
        place.file(chapter, exercise),
        work.notebook_file(folder, chapter),
        folder / f"test_{exercise.stem}.py",
        # Helpers of the student's own.
        *sorted(p for p in folder.glob("*.py") if not p.name.startswith(("e", "test_"))),
    ]
    digest = hashlib.sha256()
    for path in files:
        try:
            digest.update(os.fsencode(path.name) + path.read_bytes())
        except OSError:
            continue
    return digest.hexdigest()
