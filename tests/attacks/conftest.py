"""One class with every attacker and two honest students, graded once and put into a gradebook."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from nbgrader.api import Gradebook

from autograder.checks.collection import Ran, with_checks
from autograder.checks.student import from_solution
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.session import CallLimits
from autograder.grade.submission_result import SubmissionResult
from autograder.leaks import secrets_of
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.registry import Chapter, check_files
from tests.attacks.catalogue import ATTACKS
from tests.attacks.model import CHAPTER, Attack, hand_in
from tests.grade.helpers import RIGHT, STEM, notebook

LIMITS = CallLimits(load_s=20.0, call_s=2.0, exercise_s=60.0)
HONEST = (
    Attack("honest_right", "", "", "", {f"{STEM}.py": RIGHT}),
    Attack("honest_slip", "", "", "", {f"{STEM}.py": RIGHT.replace("(1 + level) / 2", "level")}),
)
ENVIRONMENT_SECRET = "a-token-in-the-graders-environment"


@dataclass
class Attacked:
    """The graded class, and what a test may want to compare it with."""

    course: Course
    chapter: Chapter
    # A word that stands in the submissions of this run of the suite, and nowhere else.
    mark: str
    # What the honest students got in a class of their own.
    alone: dict[str, SubmissionResult] = field(default_factory=dict)
    results: dict[str, SubmissionResult] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    unpublished: dict[str, str] = field(default_factory=dict)
    # student -> check cell -> automatic score
    gradebook: dict[str, dict[str, float | None]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def released_course(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder whose first chapter nbgrader has released."""
    folder = tmp_path_factory.mktemp("attacked") / "spring"
    init(folder, root, limits=LIMITS)
    settings = folder / "autograder.toml"
    settings.write_text(re.sub(r"seed = \d+", "seed = 71623", settings.read_text()))
    nbgrader(folder, "generate_assignment", CHAPTER)
    return folder


@pytest.fixture(scope="session")
def attacked(released_course: Path, root: Path, ols_chapter: Chapter) -> Iterator[Attacked]:
    """The whole class, graded in one run and published."""
    mark = f"vrs{secrets.token_hex(5)}"
    made = Attacked(Course(released_course), ols_chapter, mark)
    book = notebook(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_TOKEN", ENVIRONMENT_SECRET)
        for student in HONEST:
            hand_in(released_course, student, book, mark)
        engines: set[int] = set()
        with GradingRun(made.course, CHAPTER, processes=2) as run:
            for graded in run.grade():
                assert graded.result is not None, graded.fault
                made.alone[graded.student] = graded.result
            for attack in ATTACKS:
                hand_in(released_course, attack, book, mark)
            before = _fingerprints(released_course, root)
            with Publisher(run) as publisher:
                for graded in run.grade(force=True):
                    assert run._pool is not None
                    engines |= {p.process.pid for p in run._pool._running}
                    if graded.result is None:
                        made.faults[graded.student] = graded.fault
                        continue
                    made.results[graded.student] = graded.result
                    try:
                        publisher.publish(graded.result)
                    except Exception as error:  # a test says whose it was
                        made.unpublished[graded.student] = f"{type(error).__name__}: {error}"
        after = _fingerprints(released_course, root)
    made.changed = sorted(k for k in before | after if before.get(k) != after.get(k))
    with Gradebook(made.course.db_url, made.course.settings.course_id) as gradebook:
        for found in gradebook.notebook_submissions(CHAPTER, CHAPTER):
            made.gradebook[found.student.id] = {g.name: g.auto_score for g in found.grades}
    made.left_behind = list(_processes_of(engines, mark))
    yield made
    shutil.rmtree(released_course.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def secret_numbers(root: Path, ols_chapter: Chapter, released_course: Path) -> set[str]:
    """What the hidden checks ask and expect, as texts in which a message might quote them."""
    seed = Course(released_course).settings.seed
    exercise = next(e for e in ols_chapter.exercise if e.stem == STEM)
    found: list[Ran] = []
    with_checks(
        check_files(root, ols_chapter, exercise),
        lambda checks: found.extend(
            checks.run({STEM: lambda: from_solution(root, ols_chapter, exercise)}, seed)
        ),
    )
    numbers: set[float] = set()
    for ran in found:
        if ran.result.hidden:
            assert ran.result.outcome == "pass", "the solution must pass, or nothing is known here"
            for call in ran.calls:
                for value in (*call.args, *call.kwargs.values(), call.result):
                    numbers |= set(np.abs(np.asarray(value, dtype=float)).ravel().tolist())
    texts = set()
    for number in numbers:
        texts |= {repr(number)[:10], f"{number:.6g}", str(int(number * 10**6))}
    return {t for t in texts if len(re.sub(r"\D", "", t).strip("0")) >= 6}


@pytest.fixture(scope="session")
def secret_lines(root: Path) -> list[str]:
    """Lines of solutions, hidden checks, mistakes and alternatives that are long enough to tell."""
    return sorted(line for line in secrets_of(root) if len(line) >= 30)


def _fingerprints(course: Path, root: Path) -> dict[str, str]:
    """A hash of everything that grading must leave alone."""
    kept = [course / name for name in ("submitted", "source", "release")]
    kept += [course / "autograder.toml", course / "nbgrader_config.py", root / "solutions"]
    found = {}
    for top in kept:
        for path in [top, *top.rglob("*")]:
            if "__pycache__" in path.parts:
                continue
            content = b""
            if path.is_symlink():
                content = os.fsencode(path.readlink())
            elif path.is_file() and path.stat().st_size < 1 << 28:  # the others are all zeros
                content = path.read_bytes()
            found[str(path)] = f"{path.lstat().st_mode} {hashlib.sha256(content).hexdigest()}"
    return found


def _processes_of(engines: Iterable[int], mark: str) -> Iterator[str]:
    """Processes that ran for these engines, by the users they ran as, or under this mark."""
    starts = [1_000_000_000 + pid % 4_000_000 * 256 for pid in engines]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "comm").read_text().strip()
            uid = folder.stat().st_uid
        except OSError:
            continue  # it has ended since
        if name.startswith(mark) or any(start <= uid < start + 256 for start in starts):
            yield f"{folder.name} {name} of user {uid}"
