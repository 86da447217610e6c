"""`course watch`: one exercise on the screen, checked again at every save, then the next."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from autograder import student_work
from autograder.console import err, out
from autograder.errors import UserError
from autograder.registry import Chapter, Exercise
from autograder.student import checking, hints, keys, screen, stubs
from autograder.student.exercise_folder import Place
from autograder.student.reset import reset
from autograder.student.state import State

# How often to look at the files and at the keys ourselves: on network drives and in containers no
# event arrives.
LOOK_MS = 250


def watch(place: Place, state: State, start: tuple[Chapter, Exercise] | None, limit: float) -> bool:
    """Watch until everything passes, q or Ctrl-C. Return whether everything passes."""
    changes = _watcher()
    with keys.reading() as pressed:
        return _watch(place, state, start, limit, changes, pressed)


def _watch(
    place: Place,
    state: State,
    start: tuple[Chapter, Exercise] | None,
    limit: float,
    changes: Callable[[Path], Iterator[object]],
    pressed: Callable[[], str],
) -> bool:
    skipped: set[str] = set()
    praise: Text | None = None
    found = start
    while True:
        if found is None:
            following = screen.next_exercise(place, state, skipped)
            if following is None and skipped:
                skipped.clear()  # those that were passed over with n come round again
                following = screen.next_exercise(place, state)
            if following is None:
                _draw(praise, Text("Every exercise here passes its public checks."), None)
                return True
            found = following[:2]
        chapter, exercise = found
        seen = _digests(place, chapter)
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
            (": save it to check it again.\n", "dim"),
            (
                _KEYS
                if keys.can_read()
                else f"Stuck? In another terminal: course hint {exercise.name}"
            ),
            ("\nCtrl-C ends.", "dim"),
        )
        _draw(praise, _body(place, checked, chapter, exercise), footer)
        screen.notes(state)
        praise = None
        asked_to_reset = False
        for _ in changes(place.folder(chapter)):
            if saved := _saved(place, chapter, exercise, seen):
                # Another exercise of the chapter that was saved is the one to look at now.
                found = (chapter, saved)
                break
            key = pressed()
            if asked_to_reset and key:
                asked_to_reset = False
                if key == "y":
                    out.print(Text(" ".join(reset(place, chapter, exercise, state))))
                    break
                out.print("Nothing was reset.")
            elif key == "q":
                out.print("Stopped. Your files are as you saved them.")
                return False
            elif key == "h":
                screen.show(hints.next_hint(exercise, state))
            elif key == "n":
                skipped.add(exercise.id)
                found = None
                break
            elif key == "r":
                asked_to_reset = True
                out.print(
                    Text(f"Put the stub of {exercise.id} back? Your work is kept in a copy. [y/n]")
                )


_KEYS = "Keys: h a hint · n the next exercise · r reset this one · q quit"


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


def _saved(
    place: Place, chapter: Chapter, watched: Exercise, seen: dict[str, str]
) -> Exercise | None:
    """The exercise to check again: the one that is watched, or another one that was saved."""
    now = _digests(place, chapter)
    changed = [e for e in chapter.exercise if now[e.id] != seen[e.id]]
    return watched if watched in changed else next(iter(changed), None)


def _digests(place: Place, chapter: Chapter) -> dict[str, str]:
    return {e.id: _digest(place, chapter, e) for e in chapter.exercise}


def _digest(place: Place, chapter: Chapter, exercise: Exercise) -> str:
    """A digest of the files whose change calls for another check."""
    folder = place.folder(chapter)
    stems = {e.stem for e in chapter.exercise}
    files = [
        place.file(chapter, exercise),
        student_work.notebook_file(folder, chapter),
        folder / f"test_{exercise.stem}.py",
        # Helpers of the student's own.
        *sorted(p for p in folder.glob("*.py") if p.stem.removeprefix("test_") not in stems),
    ]
    digest = hashlib.sha256()
    for path in files:
        try:
            digest.update(os.fsencode(path.name) + path.read_bytes())
        except OSError:
            continue
    return digest.hexdigest()
