"""What the command shows: one message at a time, in 80 columns, with or without colours."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder import student_work
from autograder.console import err, out
from autograder.registry import Chapter, Exercise
from autograder.student import stubs
from autograder.student.checking import Checked
from autograder.student.exercise_folder import Place, short
from autograder.student.state import Entry, State

if TYPE_CHECKING:
    from autograder.checks.check_result import CheckResult

PASSES, WRONG, WAITING, CHANGED = "✓", "✗", "·", "~"
_STYLE = {PASSES: "green", WRONG: "red", WAITING: "dim", CHANGED: "yellow"}
# Longer lines are hard to read, however wide the window is.
WIDTH = 88
MAX_PRINTED_LINES = 8


def show(*parts: RenderableType) -> None:
    """Print, no wider than is good to read."""
    out.print(*parts, width=min(out.width, WIDTH))


def notes(state: State) -> None:
    """Say what was odd about the progress file, if anything was."""
    for note in state.notes:
        err.print(Text(f"note: {note}", "yellow"), soft_wrap=True)
    state.notes.clear()


def warn(text: str) -> None:
    """Say what to know, below the results."""
    show(Text(f"note: {text}", "yellow"))


def mark(sign: str) -> Text:
    """A sign in its colour."""
    return Text(sign, _STYLE[sign])


def standing(entry: Entry, done: student_work.Work) -> tuple[str, str]:
    """Return the sign of an exercise and its state in a few words, without running anything."""
    if not done.attempted:
        return WAITING, "not attempted"
    if not entry.digest:
        return CHANGED, "not checked yet"
    if entry.digest != done.digest:
        return CHANGED, "changed after passing" if entry.passes else "changed since checked"
    if entry.passes:
        return PASSES, "passes"
    return WRONG, f"{entry.passed} of {entry.of} pass"


def stars(difficulty: int) -> str:
    """Difficulty as circles."""
    return "●" * difficulty + "○" * (5 - difficulty)


def facts(exercise: Exercise) -> str:
    """Points, difficulty and minutes in one line."""
    return (
        f"{exercise.points:g} points · difficulty {exercise.difficulty} of 5 · "
        f"about {exercise.minutes} minutes"
    )


def chapter_table(
    chapter: Chapter, works: dict[str, student_work.Work], state: State
) -> tuple[RenderableType, int]:
    """Return the table of a chapter and how many of its exercises pass."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("", width=1)
    table.add_column("exercise", no_wrap=True)
    table.add_column("points", justify="right")
    table.add_column("difficulty", no_wrap=True)
    table.add_column("minutes", justify="right")
    table.add_column("state")
    passing = 0
    for exercise in chapter.exercise:
        sign, words = standing(state.entry(exercise.id), works[exercise.id])
        passing += sign == PASSES
        if works[exercise.id].origin == "notebook" and sign != WAITING:
            words += " (notebook)"
        table.add_row(
            mark(sign),
            Text(exercise.id),
            f"{exercise.points:g}",
            stars(exercise.difficulty),
            str(exercise.minutes),
            Text(words, "dim" if sign == WAITING else _STYLE[sign]),
        )
    total = len(chapter.exercise)
    heading = Text.assemble(
        (f"Chapter {chapter.number}. {chapter.title}", "bold"),
        (f"\n{passing} of {total} pass their public checks · {chapter.points:g} points", "dim"),
    )
    return Group(heading, Padding(table, (0, 0, 0, 1))), passing


def progress_table(
    chapters: Sequence[tuple[Chapter, dict[str, student_work.Work]]], state: State
) -> RenderableType:
    """Return one line a chapter: how many of its exercises pass, and a bar."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="ellipsis", no_wrap=True, max_width=44)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for chapter, works in chapters:
        signs = [standing(state.entry(e.id), works[e.id])[0] for e in chapter.exercise]
        passing, total = signs.count(PASSES), len(signs)
        full = round(16 * passing / total) if total else 0
        bar = Text.assemble(("━" * full, "green"), ("─" * (16 - full), "dim"))
        table.add_row(f"{chapter.number}. {chapter.title}", bar, f"{passing} of {total} pass")
    return table


def message(
    checked: Checked, place: Place, *, next_step: bool = True, explain_all: bool = False
) -> RenderableType:
    """Return what a student reads about one exercise: the checks, one problem, one next step."""
    from autograder.checks.card import local_summary

    exercise = checked.exercise
    summary = local_summary(checked.results, exercise.hidden_checks)
    heading = Text.assemble((exercise.title, "bold"), (f"  {exercise.id}", "dim"))
    parts: list[RenderableType] = [heading]
    if checked.attempted or not checked.left:
        parts.append(Text(_capital(summary) + "."))
    if checked.left:
        parts.append(Text(checked.left, "bold"))
    if checked.attempted:
        explained = checked.problems if explain_all else checked.problems[:1]
        parts += ["", Padding(_checks(checked, explained), (0, 0, 0, 2))]
        more = len(checked.problems) - len(explained)
        if more:
            parts.append(
                Text(
                    f"{more} more {'fails' if more == 1 else 'fail'}: `course check "
                    f"{exercise.name} --all` explains {'it' if more == 1 else 'them'} too.",
                    "dim",
                )
            )
    if checked.work.both:
        file = f"{exercise.stem}.py"
        parts += [
            "",
            Text(
                f"The attempt in the notebook was checked, and is the one that counts. "
                f"{file} holds another, which does not.",
                "yellow",
            ),
        ]
    if next_step and not checked.passes:
        parts += ["", steps(checked, place)]
    return Group(*parts)


def steps(checked: Checked, place: Place) -> Text:
    """Return where to go on, and where help is."""
    exercise = checked.exercise
    return Text.assemble(
        f"Edit {where(place, checked.chapter, exercise, checked.work)}, save, then\n  ",
        (f"course check {exercise.name}", "bold"),
        "\nStuck?\n  ",
        (f"course hint {exercise.name}", "bold"),
    )


def where(place: Place, chapter: Chapter, exercise: Exercise, done: student_work.Work) -> str:
    """Return where the work on an exercise is: the file, or the notebook and its cell."""
    if done.origin == "notebook":
        path = student_work.notebook_file(place.folder(chapter), chapter)
        return f"{short(path)} ({done.label})"
    return short(place.file(chapter, exercise))


def summary_table(found: Sequence[Checked]) -> Table:
    """Return one line an exercise."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for checked in found:
        of = len(checked.results)
        sign = PASSES if checked.passes else WRONG if checked.attempted else WAITING
        more = checked.exercise.hidden_checks
        words = (
            f"{checked.passed} of {of} public checks pass" if checked.attempted else "not attempted"
        )
        if more and checked.passes:
            words += f"; {more} more when you submit"
        table.add_row(mark(sign), checked.exercise.id, words)
    return table


def welcome(place: Place) -> RenderableType | None:
    """Return what a newcomer should know, or None where there is no exercise."""
    if not place.all:
        return None
    chapter, exercise = place.all[0]
    return Text.assemble(
        ("Welcome.", "bold"),
        " Every exercise says “not attempted”, and its checks fail: that is where\n"
        "everyone starts, and failing is how a check tells you what is missing.\n\nBegin here:\n"
        f"  1. Open {short(place.file(chapter, exercise))}\n"
        "     and read the statement at its top.\n"
        "  2. Replace the line that raises NotAttempted with your code, and save.\n"
        "  3. ",
        (f"course check {exercise.name}", "bold"),
    )


def statement(text: str) -> Text:
    """Return a little Markdown as text for a terminal: bold and code, nothing else."""
    styled = Text()
    for part in re.split(r"(\*\*[^*]+\*\*|`[^`]+`)", text):
        if part.startswith("**"):
            styled.append(part[2:-2], "bold")
        elif part.startswith("`"):
            styled.append(part[1:-1], "cyan")
        else:
            styled.append(part)
    return styled


def what_to_do(text: str) -> str:
    """Return the first lines of what a stub asks: its paragraph **Write**, or its first."""
    try:
        found = ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError, RecursionError):
        found = ""
    paragraphs = [p for p in found.split("\n\n") if not p.startswith("#")]
    asked = next((p for p in paragraphs if p.startswith("**Write**")), None)
    return " ".join((asked or (paragraphs or [""])[0]).split())


def introduction(place: Place, chapter: Chapter, exercise: Exercise) -> Text:
    """Return what an exercise asks, and where it is."""
    file = place.file(chapter, exercise)
    notebook = student_work.notebook_file(place.folder(chapter), chapter)
    if file.exists():
        rest = Text.assemble("The whole statement is at the top of\n  ", (short(file), "bold"))
    elif not stubs.lost(place, chapter, exercise):
        rest = Text.assemble(
            "The whole statement is in the notebook\n  ", (short(notebook), "bold")
        )
    else:
        rest = Text.assemble(
            f"{short(file)} is not there any more. To have it as it was handed out:\n  ",
            (f"course reset {exercise.name}", "bold"),
        )
    return Text.assemble(
        (exercise.title, "bold"),
        (f"  {exercise.id}\n{facts(exercise)}\n\n", "dim"),
        statement(what_to_do(stubs.stub_of(place, chapter, exercise) or "")),
        "\n\n",
        rest,
    )


def current_exercise(
    place: Place, state: State
) -> tuple[Chapter, Exercise, student_work.Work] | None:
    """Return the exercise a student is working on: the last checked that does not pass, or the next."""
    checked = {e.id: state.entry(e.id).checked for _, e in place.all}
    for chapter, exercise in sorted(place.all, key=lambda p: checked[p[1].id], reverse=True):
        done = stubs.works(place, chapter)[exercise.id]
        if checked[exercise.id] and standing(state.entry(exercise.id), done)[0] in (WRONG, CHANGED):
            return chapter, exercise, done
    return next_exercise(place, state)


def submission_table(works: Sequence[tuple[Exercise, student_work.Work]], state: State) -> Table:
    """Return one line an exercise: its state, and which form of it counts."""
    table = Table.grid(padding=(0, 2, 0, 0))
    forms = {"py": "the .py file", "notebook": "the notebook"}
    for exercise, done in works:
        sign, words = standing(state.entry(exercise.id), done)
        counts = forms.get(done.origin, "") if done.attempted else ""
        table.add_row(mark(sign), exercise.id, words, Text(counts, "dim"))
    return table


def next_exercise(
    place: Place, state: State, skipped: Collection[str] = ()
) -> tuple[Chapter, Exercise, student_work.Work] | None:
    """Return the first exercise that does not pass, in the chapter at hand before the others."""
    chapters = sorted(place.chapters, key=lambda c: c.folder != place.here)
    for chapter in chapters:
        works = stubs.works(place, chapter)
        for exercise in chapter.exercise:
            passes = standing(state.entry(exercise.id), works[exercise.id])[0] == PASSES
            if not passes and exercise.id not in skipped:
                return chapter, exercise, works[exercise.id]
    return None


def _checks(checked: Checked, explained: Sequence[CheckResult]) -> RenderableType:
    """One line a check, and under those to look at, what there is to see."""
    parts: list[RenderableType] = []
    for result in checked.results:
        sign = PASSES if result.outcome == "pass" else WRONG
        if result.outcome == "not attempted" or _not_run(result):
            sign = WAITING
        line = Table.grid(padding=(0, 1, 0, 0))
        line.add_row(mark(sign), Text(result.title, "bold" if result in explained else ""))
        parts.append(line)
        if result in explained:
            parts.append(
                Padding(_problem(result, checked.printed.get(result.check, "")), (0, 0, 1, 2))
            )
    return Group(*parts)


def _not_run(result: CheckResult) -> bool:
    return result.message is not None and result.message.headline.startswith("not run")


def _problem(result: CheckResult, printed: str) -> RenderableType:
    from autograder.checks.check_result import rows
    from autograder.checks.outcome import Outcome

    if result.outcome is Outcome.FAULT:
        text = result.message.headline if result.message else ""
        return Text(
            f"This check broke on our side, not on yours: {text}. `course doctor` looks for the "
            "cause; if it finds none, please tell your instructor."
        )
    parts: list[RenderableType] = []
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, what in rows(result):
        # The engine's name for a notebook's cell has angle brackets that say nothing.
        shown = re.sub(r"^<(cell \d+)>", r"\1", what) if label == "at" else what
        if label:
            table.add_row(label, Text(shown, "bold" if label == "looks like" else ""))
        else:
            parts.append(Text(_capital(shown) + ("" if shown.endswith((".", "?", ":")) else ".")))
    if printed.strip():
        lines = printed.rstrip().splitlines()
        cut = ["…"] if len(lines) > MAX_PRINTED_LINES else []
        table.add_row("printed", Text("\n".join(lines[:MAX_PRINTED_LINES] + cut)))
    return Group(*parts, table)


def _capital(text: str) -> str:
    """A sentence begins with a capital; the name of a file or a function does not."""
    plain = re.match(r"[a-z]+[ ,;:]", text)
    return text[:1].upper() + text[1:] if plain else text
