"""`autograder verify`: the whole course, exercise by exercise and then as a class would meet it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec

from autograder import __version__
from autograder.build import build_course, differences
from autograder.errors import UserError
from autograder.grade.pool import default_processes
from autograder.leaks import leaks_in_tree, secrets_of
from autograder.registry import Chapter, Exercise, chapters
from autograder.verify.exercise import Verified, verify_exercise
from autograder.verify.housekeeping import colliding_names, stray_files


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
    jobs: int | None = None,
    done: Callable[[str], None] = lambda what: None,
) -> Proof:
    """Return the proof of every exercise, or of those whose id or chapter begins with `only`.

    `full` tries mutants and grades every answer, as file and as notebook, through the sandbox.
    `done` is told what has just been looked at. Raises `UserError` where `only` fits nothing.
    """
    began = time.monotonic()
    every = chapters(root / "solutions")
    chosen = [(c, e) for c in every for e in c.exercise if _fits(only, c, e)]
    if not chosen:
        known = ", ".join(e.id for c in every for e in c.exercise)
        raise UserError(f"There is no exercise {only!r}. There are: {known}.")
    found = {}
    for one in _exercises(root, chosen, seeds, full, jobs):
        found[one.id] = one
        done(one.id)
    problems, looked_at = [], []
    for what, wrong in _whole(root, every, chosen, full and not only, jobs):
        problems += wrong
        looked_at.append(what)
        done(what)
    return Proof(
        version=__version__,
        seeds=len(seeds),
        full=full,
        exercises=tuple(found[e.id] for _, e in chosen),
        problems=tuple(problems),
        looked_at=tuple(looked_at),
        seconds=round(time.monotonic() - began, 1),
    )


def _fits(only: str, chapter: Chapter, exercise: Exercise) -> bool:
    return exercise.id.startswith(only) or chapter.folder == only


def _exercises(
    root: Path,
    chosen: list[tuple[Chapter, Exercise]],
    seeds: Sequence[int],
    mutants: bool,
    jobs: int | None,
) -> Iterator[Verified]:
    jobs = jobs or min(len(chosen), default_processes())
    if jobs == 1:
        for chapter, exercise in chosen:
            yield verify_exercise(root, chapter, exercise, seeds, mutants)
        return
    # Fresh processes: each has a pytest session of its own, and one thread a library.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        tasks = [
            pool.submit(verify_exercise, root, chapter, exercise, seeds, mutants)
            for chapter, exercise in chosen
        ]
        for task in as_completed(tasks):
            yield task.result()


def _whole(
    root: Path,
    every: list[Chapter],
    chosen: list[tuple[Chapter, Exercise]],
    forms: bool,
    jobs: int | None,
) -> Iterator[tuple[str, list[str]]]:
    """What concerns more than one exercise: its name, and what is wrong with it."""
    site: Path | None = root / "site" / "public"
    what = "exercises/ is what solutions/ builds"
    try:
        yield what, differences(build_course(root), root / "exercises")
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

        for folder, wrong in grade_every_form(root, every, jobs):
            yield f"{folder}: every answer as file and notebook, through the sandbox", wrong
