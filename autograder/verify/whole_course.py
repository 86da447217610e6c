"""`autograder verify`: the whole course, exercise by exercise and then as a class would meet it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.build import build_course, differences
from autograder.errors import UserError
from autograder.grade.pool import default_processes
from autograder.leaks import leaks_in_tree, secrets_of
from autograder.registry import Chapter, Exercise, chapters
from autograder.settings import read_course
from autograder.verify.exercise import Verified, verify_exercise
from autograder.verify.housekeeping import colliding_names, stray_files
from autograder.verify.record import Book, Due, commit_of, sampled
from autograder.version import __version__


class Proof(msgspec.Struct, frozen=True):
    """What `autograder verify` found. Nothing is proven where `problems` or an exercise's are not empty."""

    version: str
    # Of the checks' random inputs.
    seeds: int
    # Whether mutants were tried, and every answer was graded in both forms through the sandbox.
    full: bool
    exercises: tuple[Verified, ...]
    # What is wrong with the course as a whole: stale files, strays, leaks, unequal forms.
    problems: tuple[str, ...]
    # What was looked at for `problems`.
    looked_at: tuple[str, ...]
    seconds: float
    # The exercises whose proof is the one on record: nothing that it rests on has changed since.
    kept: tuple[str, ...] = ()

    @property
    def all_problems(self) -> list[str]:
        """Every problem, in words, with the exercise that it is of."""
        own = [f"{one.id}: {problem}" for one in self.exercises for problem in one.problems]
        return [*own, *self.problems]


def verify_course(
    root: Path,
    only: str = "",
    seeds: Sequence[int] = (0,),
    *,
    full: bool = False,
    again: bool = False,
    sample: int = 0,
    jobs: int | None = None,
    done: Callable[[str], None] = lambda what: None,
) -> Proof:
    """Return the proof of every exercise, or of those whose id or chapter begins with `only`.

    `full` tries mutants and grades every answer, as file and as notebook, through the sandbox. It
    takes from the record what still holds, and puts there what it finds without a problem; `again`
    proves all anew, and `sample` so many of those on record, others for each commit. `done` is told
    what has just been looked at. Raises `UserError` where `only` fits nothing.
    """
    began = time.monotonic()
    every = chapters(root / "solutions")
    chosen = [(c, e) for c in every for e in c.exercise if _fits(only, c, e)]
    if not chosen:
        known = ", ".join(e.id for c in every for e in c.exercise)
        raise UserError(f"There is no exercise {only!r}. There are: {known}.")
    book = Book(root, every)
    found, tasks = {}, []
    turn = sampled([e.id for _, e in chosen], commit_of(root), sample) if full else []
    for chapter, exercise in chosen:
        what = book.due(chapter, exercise, seeds, again or exercise.id in turn)
        if not full:
            what = Due(tuple(seeds), False, "")
        if what.seeds:
            tasks.append(Task(chapter, exercise, what))
        else:
            found[exercise.id] = book.entry(chapter, exercise).found
    kept = tuple(found)
    for task, one, seconds in _exercises(root, tasks, jobs):
        if task.due.full:
            found[one.id] = one
            book.proven(task.chapter, task.exercise, one, len(seeds), seconds)
        else:
            # A short proof stands in for what is on record, where there is one and it holds.
            found[one.id] = _confirmed(one, book, task) if full else one
        done(one.id)
    problems, looked_at = [], []
    for what_of, wrong in _whole(root, every, book, full and not only, again, jobs):
        problems += wrong
        looked_at.append(what_of)
        done(what_of)
    return Proof(
        version=__version__,
        seeds=len(seeds),
        full=full,
        exercises=tuple(found[e.id] for _, e in chosen),
        problems=tuple(problems),
        looked_at=tuple(looked_at),
        seconds=round(time.monotonic() - began, 1),
        kept=kept,
    )


def on_record(root: Path) -> Proof:
    """Return what is on record of every exercise, without proving anything.

    A problem is an exercise of which nothing is on record, or which has changed since: what it
    rests on is not what was proven.
    """
    every = chapters(root / "solutions")
    book = Book(root, every)
    found, problems = [], []
    for chapter, exercise in ((c, e) for c in every for e in c.exercise):
        if book.holds(chapter, exercise):
            found.append(book.entry(chapter, exercise))
        else:
            problems.append(f"{exercise.id} is not proven as it stands: run `autograder verify`")
    for chapter in every:
        if book.forms_due(chapter):
            problems.append(
                f"{chapter.folder}: its answers were not graded in both forms as they stand: run "
                "`autograder verify`"
            )
    return Proof(
        version=__version__,
        seeds=min((entry.seeds for entry in found), default=0),
        full=True,
        exercises=tuple(entry.found for entry in found),
        problems=tuple(problems),
        looked_at=(),
        seconds=round(sum(entry.seconds for entry in found), 1),
        kept=tuple(entry.found.id for entry in found),
    )


class Task(NamedTuple):
    """An exercise to prove, and what of it."""

    chapter: Chapter
    exercise: Exercise
    due: Due


def _confirmed(found: Verified, book: Book, task: Task) -> Verified:
    """What is on record, with the problems that a short proof of it has found."""
    on_record = book.entry(task.chapter, task.exercise).found
    return msgspec.structs.replace(on_record, problems=found.problems)


def _fits(only: str, chapter: Chapter, exercise: Exercise) -> bool:
    return exercise.id.startswith(only) or chapter.folder == only


def _exercises(
    root: Path, tasks: list[Task], jobs: int | None
) -> Iterator[tuple[Task, Verified, float]]:
    jobs = jobs or min(len(tasks), default_processes())
    if jobs <= 1:
        for task in tasks:
            yield task, *_prove(root, task)
        return
    # Fresh processes: each has a pytest session of its own, and one thread a library.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        running = {pool.submit(_prove, root, task): task for task in tasks}
        for future in as_completed(running):
            yield running[future], *future.result()


def _prove(root: Path, task: Task) -> tuple[Verified, float]:
    began = time.monotonic()
    found = verify_exercise(root, task.chapter, task.exercise, task.due.seeds, task.due.full)
    return found, round(time.monotonic() - began, 1)


def _whole(
    root: Path,
    every: list[Chapter],
    book: Book,
    forms: bool,
    again: bool,
    jobs: int | None,
) -> Iterator[tuple[str, list[str]]]:
    """What concerns more than one exercise: its name, and what is wrong with it."""
    site: Path | None = root / read_course(root).site / "public"
    what = "exercises/ is what solutions/ builds"
    try:
        yield what, differences(build_course(root, remember=True), root / "exercises")
    except UserError as error:
        # What is graded as a class is made of the build, and so is what must not leak from it.
        forms, site = False, None
        yield what, [f"nothing can be built: {error}"]
    yield "no file belongs to nothing", stray_files(root, every)
    yield "no answer's helper takes another's place in a notebook", colliding_names(root, every)
    if site is not None and site.is_dir():
        yield "no answer stands on the built site", leaks_in_tree(site, secrets_of(root))
    if forms:
        from autograder.verify.forms import grade_every_form

        due = [c for c in every if again or book.forms_due(c)]
        by_folder = {c.folder: c for c in due}
        began = time.monotonic()
        for folder, wrong in grade_every_form(root, due, jobs) if due else ():
            yield f"{folder}: every answer as file and notebook, through the sandbox", wrong
            if not wrong and folder in by_folder:
                book.forms_proven(by_folder[folder], time.monotonic() - began)
            began = time.monotonic()
