"""The student's command: `course`."""

from __future__ import annotations

import codecs
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from autograder import console
from autograder.checks import CALL_S
from autograder.console import err, out
from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.registry import Chapter, Exercise
    from autograder.student.checking import Checked
    from autograder.student.exercise_folder import Place
    from autograder.student.state import State

app = typer.Typer(
    cls=console.Named,
    help="Work through the exercises: what is next, what passes, and a hint where you are stuck.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings=console.HELP,
)

_IDS = "An exercise: {slug}.{exercise}, {exercise}, or its file."
Id = Annotated[str, typer.Argument(metavar="ID", help=_IDS)]


def main() -> None:
    """Run the command."""
    codecs.register_error("autograder", _in_plain_letters)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="autograder")  # type: ignore[union-attr]
    console.run(app)


_PLAIN = {
    "✓": "+",
    "✗": "x",
    "·": "-",
    "●": "*",
    "○": ".",
    "━": "#",
    "─": "-",
    "…": "...",
    "–": "-",
}
_PLAIN |= {"“": '"', "”": '"', "’": "'"}


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    """Replace what an old terminal or a redirected Windows console cannot show; never stop at it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in text), error.end


@app.callback()
def options(
    version: console.Version = False,
) -> None:
    """Work through the exercises: what is next, what passes, and a hint where you are stuck.

    Begin with `course list`. Exit codes: 0 fine, 1 work to do, 2 usage or environment.
    """


@app.command(name="list")
def list_() -> None:
    """Show every exercise and how far you are.

    **Example**

        course list
    """
    from autograder.student import screen, stubs

    place, state = _open()
    untouched = True
    for chapter in place.chapters:
        works = stubs.works(place, chapter)
        untouched &= not any(w.attempted for w in works.values())
        table, _ = screen.chapter_table(chapter, works, state)
        screen.show(table)
        out.print()
    if untouched and (text := screen.welcome(place)):
        screen.show(text)
    else:
        _say_next(place, state)
    screen.notes(state)


@app.command()
def next() -> None:
    """Show the next exercise to do, and what it asks.

    **Example**

        course next
    """
    from autograder.student import screen

    place, state = _open()
    found = screen.next_exercise(place, state)
    if found is None:
        _all_done()
        return
    chapter, exercise, done = found
    screen.show(screen.introduction(place, chapter, exercise))
    sign, words = screen.standing(state.entry(exercise.id), done)
    if sign != screen.WAITING:
        screen.show(Text(f"So far: {words}.", "dim"))
    screen.show(Text.assemble("\nThen: ", (f"course check {exercise.name}", "bold")))
    screen.notes(state)


@app.command()
def check(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help=_IDS + " Or a chapter: {slug}.")
    ] = None,
    limit: Annotated[
        float, typer.Option(min=0.1, help="Seconds that one call of your code may take.")
    ] = CALL_S,
    all_: Annotated[
        bool, typer.Option("--all", help="Explain every check that fails, not only the first.")
    ] = False,
) -> None:
    """Run the public checks of your work.

    **Examples**

        course check                      everything you have begun

        course check {exercise}           one exercise

        course check {slug}               a whole chapter

        course check --all                explain every check that fails

    Exit code 1: there is work to do.
    """
    from autograder.student import screen

    place, state = _open()
    wanted = _wanted(place, ids)
    if not wanted:
        screen.show(Text("There is nothing to check yet: every exercise is as it was handed out."))
        _say_next(place, state)
        raise typer.Exit(1)
    found = _check(place, state, wanted, limit)
    if len(found) > 1:
        screen.show(screen.summary_table(found))
        out.print()
    problem = next_problem(found)
    if len(found) == 1 or problem is not None:
        screen.show(screen.message(problem or found[0], place, explain_all=all_))
    for other in found if all_ else ():
        if other is not problem and other.attempted and not other.passes:
            out.print()
            screen.show(screen.message(other, place, explain_all=True))
    for note in dict.fromkeys(note for checked in found for note in checked.notes):
        screen.warn(note)
    if problem is None:
        out.print()
        _say_next(place, state)
    screen.notes(state)
    if any(r.outcome == "grader fault" for c in found for r in c.results):
        raise typer.Exit(2)
    if problem is not None:
        raise typer.Exit(1)


@app.command()
def hint(
    id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help=_IDS + " Default: the one that you are working on."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Repeat the hints you have had; show no new one.")
    ] = False,
) -> None:
    """Give the next of three hints.

    **Examples**

        course hint                          one more hint for the exercise at hand

        course hint {exercise}               for this one

        course hint {exercise} --again       the ones you have had
    """
    from autograder.student import hints, screen

    place, state = _open()
    found = place.find(id) if id else screen.current_exercise(place, state)
    if found is None:
        _all_done()
        return
    exercise = found[1]
    screen.show(hints.hints_so_far(exercise, state) if again else hints.next_hint(exercise, state))
    screen.notes(state)


@app.command()
def watch(
    id: Annotated[str | None, typer.Argument(metavar="ID", help=_IDS)] = None,
    limit: Annotated[
        float, typer.Option(min=0.1, help="Seconds that one call of your code may take.")
    ] = CALL_S,
) -> None:
    """Check at every save, and go on when it passes.

    **Examples**

        course watch                  the next exercise to do

        course watch {exercise}       this one

    Keys: h a hint, n the next exercise, r reset this one, q quit. Ctrl-C ends it too.
    """
    from autograder.student import watching

    place, state = _open()
    start = place.find(id) if id else None
    try:
        watching.watch(place, state, start, limit)
    except KeyboardInterrupt:
        # Not through rich: interrupted in the middle of a print, it would hold this one back.
        typer.echo("\nStopped. Your files are as you saved them.")


@app.command()
def reset(id: Id) -> None:
    """Put the stub back; your work is kept in a copy.

    **Example**

        course reset {exercise}
    """
    from autograder.student import screen
    from autograder.student.reset import reset as put_back

    place, state = _open()
    chapter, exercise = place.find(id)
    said = put_back(place, chapter, exercise, state)
    for line in said or [f"{exercise.id} is as it was handed out; there was nothing to do."]:
        out.print(Text(line), soft_wrap=True)
    screen.notes(state)


@app.command()
def restore(
    id: Id,
    which: Annotated[
        int, typer.Argument(metavar="N", help="Which copy; 1 is the newest.", min=1)
    ] = 1,
    list_: Annotated[bool, typer.Option("--list", help="Show the copies; change nothing.")] = False,
) -> None:
    """Bring back work that a reset or an update put aside.

    **Examples**

        course restore {exercise}              the newest copy

        course restore {exercise} --list       what there is

        course restore {exercise} 2            the one before

    What is there now is kept in a copy too.
    """
    from autograder.student import restore as restoring
    from autograder.student import screen

    place, state = _open()
    chapter, exercise = place.find(id)
    if list_:
        found = restoring.copies(place, chapter, exercise)
        for number, copy in enumerate(found, start=1):
            out.print(Text(f"{number}  {copy}"), soft_wrap=True)
        if not found:
            out.print(Text(f"There is no copy of work on {exercise.id}."))
        return
    for line in restoring.restore(place, chapter, exercise, which, state):
        out.print(Text(line), soft_wrap=True)
    screen.notes(state)


@app.command()
def submit(
    chapter: Annotated[
        str | None,
        typer.Argument(metavar="CHAPTER", help="{slug}, or {chapter}. Default: this one."),
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write the zip.")] = None,
) -> None:
    """Pack a chapter for your instructor, and say what is in it.

    **Examples**

        course submit               the chapter that you are working on

        course submit {slug}        this one: {chapter}.zip

    It sends nothing: hand in the file the way your instructor asks.
    """
    from autograder.student import screen
    from autograder.student.exercise_folder import short
    from autograder.student.submit import submit as pack

    place, state = _open()
    made = pack(place, _chapter_to_submit(place, chapter), to)
    screen.show(screen.submission_table(made.works, state))
    out.print()
    out.print(
        Text(f"Written: {short(made.path)}, with {len(made.files)} files: ")
        + Text(", ".join(name.partition("/")[2] for name in made.files), "dim")
    )
    for note in made.notes:
        screen.warn(note)
    out.print(
        Text(
            f"Attempted: {made.attempted} of {len(made.works)} exercises. Hand in this file the way "
            "your instructor asks: unpacked, it is the folder that the grader looks for."
        )
    )
    screen.notes(state)


@app.command()
def read(
    id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help=_IDS + " Or a section: standard-errors."),
    ] = None,
) -> None:
    """Read what the course's site says about an exercise, without the site.

    **Examples**

        course read                    about the exercise at hand

        course read {exercise}         about this one
    """
    from autograder.student import reading, screen

    place, state = _open()
    if id is None:
        found = screen.current_exercise(place, state)
        if found is None:
            _all_done()
            return
        id = found[1].id
    screen.show(reading.section(place, id))


@app.command()
def solution(id: Id) -> None:
    """Show our solution of an exercise, once your instructor has released it.

    **Example**

        course solution {exercise}

    Exit code 1: it is not here. The command says why.
    """
    from autograder.checks.show import page
    from autograder.student import screen, stubs
    from autograder.student import solution as solutions

    place, state = _open()
    chapter, exercise = place.find(id)
    sign, _ = screen.standing(state.entry(exercise.id), stubs.works(place, chapter)[exercise.id])
    released = solutions.released(place, chapter)
    ours = solutions.of_checkout(place, chapter, exercise)
    if exercise.name in released or (ours is not None and sign == screen.PASSES):
        from rich.syntax import Syntax

        text = released.get(exercise.name) or ours or ""
        screen.show(Syntax(text, "python", theme="ansi_light", background_color="default"))
        return
    if ours is not None:
        why = (
            f"In a checkout of the course a solution is shown once yours passes, and {exercise.id} "
            "does not yet, or has changed since. To find out: "
        )
        then = f"course check {exercise.name}"
    else:
        missing = (
            f"The solutions of {chapter.folder} that are here have none of {exercise.id}: they are of "
            "another version of the course"
            if released
            else f"The solution of {exercise.id} is not here yet"
        )
        passes = "Your own passes the public checks. " if sign == screen.PASSES else ""
        why = (
            f"{passes}{missing}. Your instructor can release solutions when nobody hands in any more: "
            "as a zip file, which `course update FILE.zip` brings in. Until then, what the course says "
            f"about the idea is {page(exercise.page)}; and a hint: "
        )
        then = f"course hint {exercise.name}"
    screen.show(Text.assemble(why, (then, "bold")))
    raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look at this machine, and whether checks run on it.

    **Example**

        course doctor

    Exit code 2: something that is needed is missing.
    """
    from rich.table import Table

    from autograder.student import machine as examining

    found = []
    with err.status("looking", spinner="line") as status:
        for finding in examining.examine():
            found.append(finding)
            status.update(f"{finding.what} done; looking further")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    signs = {True: Text("✓", "green"), False: Text("✗", "red"), None: Text("·", "dim")}
    for finding in found:
        table.add_row(signs[finding.fine], finding.what, Text(finding.found))
    out.print(table)
    out.print()
    if any(finding.fine is False for finding in found):
        out.print("Something that is needed is missing: see the lines marked ✗.")
        raise typer.Exit(2)
    out.print("Everything that is needed is here.")


@app.command()
def progress(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where --html writes the page.")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Write a page to look at or print.")] = False,
) -> None:
    """Show how far you are, or make a page to print.

    **Examples**

        course progress

        course progress --html              progress.html

        course progress --html mine.html    this file
    """
    from autograder.student import screen, stubs
    from autograder.student.exercise_folder import short

    place, state = _open()
    if html or file is not None:
        from autograder.student.progress_page import write_page

        target = file or place.root / "progress.html"
        try:
            write_page(target, place, state)
        except OSError as error:
            raise UserError(f"{target} cannot be written: {error.strerror}.") from None
        out.print(Text(f"Written: {short(target)}"), soft_wrap=True)
    else:
        screen.show(
            screen.progress_table([(c, stubs.works(place, c)) for c in place.chapters], state)
        )
    screen.notes(state)


@app.command()
def update(
    kit: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A newer kit, or solutions.")],
) -> None:
    """Bring in a newer kit, or solutions; your work stays as it is.

    **Examples**

        course update ~/Downloads/KIT.zip

        course update ~/Downloads/{chapter}-solutions.zip

    A file that you have edited is never overwritten: where the kit has another version of it, that
    is written beside it, with `.new` in its name.
    """
    from autograder.student import screen
    from autograder.student.exercise_folder import find_place
    from autograder.student.kit_update import update as bring

    place, state = _open(lenient=True)
    done = bring(place, kit)
    for title, lines in (
        ("New", done.new),
        ("Replaced, as you had not changed them", done.updated),
        ("Kept, with your work", done.kept),
        ("New versions of what you have edited, beside yours", done.beside),
    ):
        if lines:
            out.print(Text(f"{title}:"))
            for line in lines:
                out.print(Text(f"  {line}"), soft_wrap=True)
    for line in done.said:
        screen.show(Text(line))
    if not (done.new or done.updated or done.beside):
        out.print("Nothing in the kit was newer than what is here.")
    out.print()
    _say_next(find_place(), state)
    screen.notes(state)


def next_problem(found: list[Checked]) -> Checked | None:
    """Return the first exercise that does not pass, one that was attempted before any other."""
    failing = [c for c in found if not c.passes]
    return min(failing, key=lambda c: not c.attempted, default=None)


def _open(lenient: bool = False) -> tuple[Place, State]:
    """`lenient`: also where a file of the course's own is broken, which an update mends."""
    from autograder.student import stubs
    from autograder.student.exercise_folder import find_place
    from autograder.student.state import State

    place = find_place(lenient=lenient)
    with contextlib.suppress(*([UserError] if lenient else [])):
        stubs.remember(place)
    return place, State(place.root)


def _chapter_to_submit(place: Place, name: str | None) -> Chapter:
    """The chapter that is named; else the one at hand; else the only one with work in it."""
    from autograder.student import stubs

    if name:
        return place.find_chapter(name)
    here = [c for c in place.chapters if c.folder == place.here]
    begun = [c for c in place.chapters if any(w.attempted for w in stubs.works(place, c).values())]
    found = here or begun or place.chapters
    if len(found) > 1:
        names = ", ".join(c.slug for c in found)
        raise UserError(f"Several chapters hold your work: name the one to hand in ({names}).")
    return found[0]


def _wanted(place: Place, ids: list[str] | None) -> list[tuple[Chapter, Exercise]]:
    from autograder.student import stubs

    if ids:
        named = [pair for name in ids for pair in place.find_all(name)]
        return [pair for i, pair in enumerate(named) if pair not in named[:i]]
    return [
        (chapter, exercise)
        for chapter in place.chapters
        for works in [stubs.works(place, chapter)]
        for exercise in chapter.exercise
        if works[exercise.id].attempted
    ]


def _check(
    place: Place, state: State, wanted: list[tuple[Chapter, Exercise]], limit: float
) -> list[Checked]:
    from autograder.student.checking import check as run

    found: list[Checked] = []
    with err.status("checking", spinner="line"):
        for chapter in place.chapters:
            exercises = [e for c, e in wanted if c.folder == chapter.folder]
            if exercises:
                found += run(place, chapter, exercises, state, limit)
    return found


def _say_next(place: Place, state: State) -> None:
    from autograder.student import screen

    found = screen.next_exercise(place, state)
    if found is None:
        _all_done()
        return
    screen.show(
        Text.assemble(
            "Next: ", (found[1].title, "bold"), (f"  {found[1].id}", "dim"), "\n  course next"
        )
    )


def _all_done() -> None:
    from autograder.student import screen

    screen.show(
        Text(
            "Every exercise here passes its public checks. More checks run when you submit; hand in "
            "the way your instructor asks. `course submit` packs a chapter for that."
        )
    )


if __name__ == "__main__":
    main()
