"""`course progress --html`: one page that a student can print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from autograder import student_work
from autograder.files import write_output
from autograder.registry import Chapter
from autograder.student import screen, stubs
from autograder.student.exercise_folder import Place
from autograder.student.state import State
from autograder.templates import environment

_CLASS = {screen.PASSES: "passes", screen.WRONG: "wrong", screen.CHANGED: "changed"}


class _Row(NamedTuple):
    """One exercise in the table of its chapter."""

    kind: str
    sign: str
    title: str
    id: str
    points: str
    difficulty: int
    stars: str
    minutes: int
    words: str
    hints: int


class _Section(NamedTuple):
    """One chapter."""

    number: int
    title: str
    summary: str
    percent: int
    rows: list[_Row]


def page(place: Place, state: State, day: date) -> str:
    """Return the page."""
    sections, passing, total = [], 0, 0
    for chapter in place.chapters:
        section, done = _chapter(chapter, stubs.works(place, chapter), state)
        sections.append(section)
        passing += done
        total += len(chapter.exercise)
    return environment("autograder.student").get_template("progress.html.jinja").render(
        summary=f"{passing} of {total} exercises pass their public checks.",
        day=f"{day.day} {day:%B %Y}",
        chapters=sections,
    )  # fmt: skip


def write_page(path: Path, place: Place, state: State) -> None:
    """Write the page to `path`, whole or not at all."""
    write_output(path, page(place, state, date.today()))


def _chapter(
    chapter: Chapter, works: dict[str, student_work.Work], state: State
) -> tuple[_Section, int]:
    rows, passing = [], 0
    for exercise in chapter.exercise:
        entry = state.entry(exercise.id)
        sign, words = screen.standing(entry, works[exercise.id])
        passing += sign == screen.PASSES
        if entry.first_passed and sign == screen.PASSES:
            words += f"; first on {entry.first_passed[:10]}"
        rows.append(
            _Row(
                kind=_CLASS.get(sign, ""),
                sign=sign,
                title=exercise.title,
                id=exercise.id,
                points=f"{exercise.points:g}",
                difficulty=exercise.difficulty,
                stars=screen.stars(exercise.difficulty),
                minutes=exercise.minutes,
                # A date is not broken over two lines.
                words=words.replace("-", "\N{NON-BREAKING HYPHEN}"),
                hints=entry.hints,
            )
        )
    total = len(chapter.exercise)
    section = _Section(
        number=chapter.number,
        title=chapter.title,
        summary=f"{passing} of {total} pass · {chapter.points:g} points in all",
        percent=round(100 * passing / total) if total else 0,
        rows=rows,
    )
    return section, passing
