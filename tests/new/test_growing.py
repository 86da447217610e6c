"""A course that was released and graded may grow and be put in another order: every grade stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.build import build_course, write
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.nb.release import release

pytestmark = pytest.mark.sandbox
CH = "ch1_chance"


def _grade(course: Course) -> None:
    with GradingRun(course, CH, processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            publisher.publish(graded.result)


def _grades(course: Course) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """(Student, cell) -> automatic and manual score, as the gradebook has them."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return {
            (submission.student.id, grade.name): (grade.auto_score, grade.manual_score)
            for submission in gradebook.assignment_submissions(CH)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def _comment(course: Course) -> str | None:
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return gradebook.find_comment("full_album", CH, CH, "ada").manual_comment


def _grow(source: Path) -> None:
    """Put the exercises in the opposite order, with a new one between them."""
    solutions = source / "solutions" / CH
    shutil.copytree(solutions / "full_album", solutions / "third_album")
    for path in (solutions / "third_album").iterdir():
        path.write_text(path.read_text().replace("full_album", "third_album"))
    settings = solutions / "chapter.toml"
    text = settings.read_text()
    before = text[text.index("order = [") :]
    settings.write_text(
        text.replace(before, 'order = ["full_album", "third_album", "shared_birthday"]\n')
    )
    write(build_course(source), source / "exercises")


@pytest.mark.slow
def test_reordered_and_grown_a_released_course_keeps_every_old_grade(
    chance_course, tmp_path
) -> None:
    init(tmp_path / "spring", chance_course)
    course = Course(tmp_path / "spring")
    release(course)
    solutions = chance_course / "solutions" / CH
    for student, name in (("ada", "full_album"), ("bo", "shared_birthday")):
        folder = course.folder / "submitted" / student / CH
        folder.mkdir(parents=True)
        shutil.copy(solutions / name / "exercise.py", folder / f"{name}.py")
    _grade(course)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.find_grade("check_shared_birthday", CH, CH, "ada").manual_score = 2.5
        gradebook.find_comment("full_album", CH, CH, "ada").manual_comment = "Well drawn."
        gradebook.db.commit()
    before = _grades(course)
    assert before == {
        ("ada", "check_full_album"): (10.0, None),
        ("ada", "check_shared_birthday"): (0.0, 2.5),
        ("bo", "check_full_album"): (0.0, None),
        ("bo", "check_shared_birthday"): (5.0, None),
    }

    _grow(chance_course)
    told = release(course).told
    assert any(line.startswith("third_album is new in ch1_chance, with 10 points") for line in told)
    after = _grades(course)
    assert {cell: after.get(cell) for cell in before} == before
    assert _comment(course) == "Well drawn."

    _grade(course)
    graded = _grades(course)
    assert {cell: graded[cell] for cell in before} == before
    # What is new has a row of its own, and the exercises come in their new order.
    assert graded[("ada", "check_third_album")] == (0.0, None)
    assert set(graded) - set(before) == {(who, "check_third_album") for who in ("ada", "bo")}
    assert _comment(course) == "Well drawn."
    with GradingRun(course, CH) as run:
        assert [e.name for e in run.chapter.exercise] == [
            "full_album",
            "third_album",
            "shared_birthday",
        ]


def test_an_exercise_with_grades_that_is_gone_stops_the_release(chance_course, tmp_path) -> None:
    init(tmp_path / "spring", chance_course)
    course = Course(tmp_path / "spring")
    release(course)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.add_student("ada")
        with gradebook.db.no_autoflush:
            gradebook.add_submission(CH, "ada")
    before = _grades(course)
    assert len(before) == 2
    released = (course.folder / "release" / CH / f"{CH}.ipynb").read_bytes()
    solutions = chance_course / "solutions" / CH
    shutil.rmtree(solutions / "full_album")
    settings = solutions / "chapter.toml"
    settings.write_text(settings.read_text().replace('  "full_album",\n', ""))
    write(build_course(chance_course), chance_course / "exercises")
    with pytest.raises(UserError, match="no longer has check_full_album"):
        release(course)
    assert _grades(course) == before
    assert (course.folder / "release" / CH / f"{CH}.ipynb").read_bytes() == released
