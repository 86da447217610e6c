"""Hints in three tiers, one more each time."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from autograder.registry import Exercise
from autograder.student.screen import statement
from autograder.student.state import State


def next_hint(exercise: Exercise, state: State) -> RenderableType:
    """Return the next hint, or all of them again once all were shown; remember that it was."""
    tiers = next_tiers(exercise, state)
    return _hints(exercise, tiers, last=tiers[-1] == len(exercise.hints))


def next_tiers(exercise: Exercise, state: State) -> list[int]:
    """Return which hints to show, from 1: the next one, or all once all were; remember that it was."""
    tiers = len(exercise.hints)
    shown = min(state.entry(exercise.id).hints, tiers)
    if shown == tiers:
        return list(range(1, tiers + 1))
    state.hinted(exercise.id, shown + 1)
    return [shown + 1]


def hints_so_far(exercise: Exercise, state: State) -> RenderableType:
    """Return the hints that were shown before, and no new one."""
    shown = min(state.entry(exercise.id).hints, len(exercise.hints))
    if not shown:
        return Text(
            f"No hint of {exercise.id} was shown yet. The first: course hint {exercise.name}"
        )
    return _hints(exercise, range(1, shown + 1), last=shown == len(exercise.hints))


def _hints(exercise: Exercise, tiers: range | list[int], *, last: bool) -> RenderableType:
    from autograder.checks import show

    total = len(exercise.hints)
    parts: list[RenderableType] = [
        Text.assemble((exercise.title, "bold"), (f"  {exercise.id}", "dim"))
    ]
    for tier in tiers:
        parts += ["", Text(f"Hint {tier} of {total}", "cyan"), statement(exercise.hints[tier - 1])]
    if last:
        parts += [
            "",
            Text(
                f"That was the last hint. To read about the idea: {show.page(exercise.page)}. Or work "
                "through the example in the statement by hand; or leave this one and come back: no "
                "exercise needs the answer of another."
            ),
        ]
    else:
        parts += ["", Text(f"Try it, then: course check {exercise.name}", "dim")]
    return Group(*parts)
