"""Exercises of one's own beside a course: in a folder of their own, released and graded with it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.build import build_course, write
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.layout import ChapterFiles
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.nb.release import release
from autograder.verify import verify_course

pytestmark = pytest.mark.slow  # it releases real chapters of the course

# Asks the reference of the course that it stands beside, which is not the folder's own.
_CHECK = '''

def test_beside_the_course(student, expect):
    """The course's reference can be asked as well."""
    from course.ab import better

    assert better.__name__ == "course.ab.better"
    expect.close(student.shared_birthday(3, 11), 31 / 121, what=WHAT)
'''


@pytest.fixture(scope="module")
def own(built_chance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instructor's folder with one chapter of exercises, far from the checkout, built."""
    folder = tmp_path_factory.mktemp("own") / "mine"
    leave = shutil.ignore_patterns("__pycache__", ".cache", "exercises")
    shutil.copytree(built_chance, folder, ignore=leave)
    chapter = folder / "solutions" / "ch1_chance"
    hidden = chapter / "shared_birthday" / "test_hidden.py"
    hidden.write_text(hidden.read_text() + _CHECK)
    chapter.rename(folder / "solutions" / "ch7_chance")
    write(build_course(folder), folder / "exercises")
    return folder


@pytest.fixture(scope="module")
def spring(root: Path, own: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course folder of the checkout, with the folder beside it: two chapters of them released."""
    folder = tmp_path_factory.mktemp("spring") / "spring"
    init(folder, root, also=[own])
    release(Course(folder), ["ch2_mle", "ch7_chance"])
    return Course(folder)


def _hand_in(course: Course, root: Path, student: str, chapter: str, name: str) -> None:
    target = course.folder / "submitted" / student / chapter
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ChapterFiles(root, chapter).exercise(name).statement, target / f"{name}.py")


def test_they_prove_themselves_in_their_own_folder(own) -> None:
    assert verify_course(own, "chance", seeds=range(2), jobs=1).all_problems == []


def test_they_are_released_with_the_course_in_one_kit(spring) -> None:
    assert (spring.folder / "release" / "ch7_chance" / "ch7_chance.ipynb").is_file()
    with zipfile.ZipFile(spring.folder / "kit" / "vraisemblance-kit.zip") as kit:
        names = kit.namelist()
    for name in ("ch2_mle/mle_sigma.py", "ch7_chance/shared_birthday.py"):
        assert f"vraisemblance/exercises/{name}" in names


@pytest.mark.sandbox
def test_they_are_graded_into_one_gradebook(spring, root, own) -> None:
    from nbgrader.api import Gradebook

    _hand_in(spring, root, "ada", "ch2_mle", "mle_sigma")
    _hand_in(spring, own, "ada", "ch7_chance", "shared_birthday")
    for assignment in ("ch2_mle", "ch7_chance"):
        with GradingRun(spring, assignment, processes=1) as run, Publisher(run) as publisher:
            for graded in run.grade():
                assert graded.result is not None, graded.fault
                assert graded.result.faults == []
                publisher.publish(graded.result)
    with Gradebook(spring.db_url, spring.course_id) as gradebook:
        scores = {
            s.assignment.name: s.score for s in gradebook.student_submissions("ada") if s.score
        }
    assert scores == {"ch2_mle": 10.0, "ch7_chance": 5.0}


def test_two_chapters_of_one_name_are_one_clear_error(spring, own, tmp_path) -> None:
    other = tmp_path / "other"
    shutil.copytree(own, other)
    path = spring.folder / "autograder.toml"
    before = path.read_text()
    try:
        path.write_text(before.replace(f'"{own}"', f'"{own}", "{other}"'))
        with pytest.raises(UserError, match="both have a chapter ch7_chance"):
            Course(spring.folder).assignments()
    finally:
        path.write_text(before)


def test_a_folder_beside_the_course_that_is_none_is_refused_before_anything_is_written(
    root, tmp_path
) -> None:
    with pytest.raises(UserError, match="says also = "):
        init(tmp_path / "spring", root, also=[tmp_path / "nowhere"])
    assert not (tmp_path / "spring").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no checkout of the course lies"):
        init(tmp_path / "spring", root, also=[tmp_path / "empty"])
    assert not (tmp_path / "spring").exists()


def test_a_course_folder_that_is_there_says_how_exercises_are_added(spring, root, tmp_path) -> None:
    other = tmp_path / "other"
    shutil.copytree(spring.roots[1], other)
    with pytest.raises(UserError, match="write into it: also = "):
        init(spring.folder, root, also=[other])
