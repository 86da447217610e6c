"""A chapter in a real sandbox: every answer whose worth is known, handed in and graded.

One of one exercise: that grading in the sandbox gives what such answers deserve. Every answer of every
chapter, as a file and as a notebook, is what `autograder verify` grades; `.ci/run` runs it.
"""

from __future__ import annotations

import json

import pytest

from autograder.grade.course import Course
from autograder.grade.run import GradingRun
from autograder.nb.courseroot import init
from autograder.registry import read_chapter
from autograder.variants import (
    alternative_source,
    alternatives_of,
    mistake_source,
    mistakes_of,
)
from tests.grade.helpers import fill

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]
CHAPTERS = ["ch2_mle"]


@pytest.fixture(scope="module", params=CHAPTERS)
def graded(request, root, tmp_path_factory):
    """The chapter, the slip that each submission should be named after, and what became of it."""
    folder = tmp_path_factory.mktemp("class") / "spring"
    init(folder, root)
    chapter = read_chapter(root / "solutions" / request.param)
    solutions = root / "solutions" / chapter.folder
    book = json.loads((root / "exercises" / chapter.folder / f"{chapter.folder}.ipynb").read_text())
    wanted: dict[str, tuple[str, str]] = {}

    def hand_in(exercise, name: str, slip: str, code: str) -> None:
        student = f"{exercise.name}_{name}"
        place = folder / "submitted" / student / chapter.folder
        place.mkdir(parents=True)
        (place / f"{exercise.stem}.py").write_text(code, encoding="utf-8")
        wanted[student] = (exercise.name, slip)

    for exercise in chapter.exercise:
        solution = (solutions / exercise.name / "exercise.py").read_text(encoding="utf-8")
        hand_in(exercise, "solution", "", solution)
        fill(book, solution, exercise.stem)
        for one in alternatives_of(root, chapter, exercise):
            code = alternative_source(root, chapter, exercise, one.name)
            hand_in(exercise, f"alternative_{one.name}", "", code)
        for mistake in mistakes_of(root, chapter, exercise):
            code = mistake_source(root, chapter, exercise, mistake.name)
            hand_in(exercise, f"mistake_{mistake.name}", mistake.name, code)
    place = folder / "submitted" / "notebook" / chapter.folder
    place.mkdir(parents=True)
    (place / f"{chapter.folder}.ipynb").write_text(json.dumps(book), encoding="utf-8")
    with GradingRun(Course(folder), chapter.folder, processes=2) as run:
        results = {}
        for one in run.grade():
            assert one.result is not None, (one.student, one.fault)
            results[one.student] = one.result
    return chapter, wanted, results


def _score(results, student, name):
    return next(e for e in results[student].exercises if e.name == name)


def test_right_answers_earn_every_point_and_wrong_ones_less(graded):
    chapter, wanted, results = graded
    assert len(results) == len(wanted) + 1
    for student, (name, slip) in wanted.items():
        got, points = _score(results, student, name), chapter.find(name).points
        if slip:
            assert got.score is not None and got.score < points, student
        else:
            assert got.score == points, (student, [c for c in got.checks if c.message])


def test_every_mistake_is_named(graded):
    _, wanted, results = graded
    for student, (name, slip) in wanted.items():
        got = _score(results, student, name)
        answered = any(c.outcome == "wrong" for c in got.checks)
        assert not answered or not slip or (got.slip and got.slip.name == slip), student


def test_the_notebook_with_all_solutions_earns_the_chapter(graded):
    chapter, _, results = graded
    assert results["notebook"].score == chapter.points
