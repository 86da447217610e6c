"""`course solution`: ours is shown once it has been released, and until then the command says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.files import zipped
from tests.student.conftest import NO_CONSTANT, RIGHT

OURS = "def design_matrix(x1, x2, interaction=False):\n    return 'ours'\n"


@pytest.fixture
def solutions(tmp_path) -> Path:
    """The zip that an instructor gives out."""
    path = tmp_path / "ch1_ols-solutions.zip"
    path.write_bytes(zipped({"ch1_ols-solutions/design_matrix.py": OURS.encode()}))
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """What a student sees in a folder: not what lies in `.course`."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and ".course" not in p.relative_to(folder).parts
    }


def test_before_the_release_the_command_says_who_releases_and_what_helps_until_then(kit, course):
    ran = course("solution", "design_matrix")
    assert ran.code == 1
    assert "is not here yet" in ran.words
    assert "course update FILE.zip" in ran.words
    assert "course hint design_matrix" in ran.words
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    ran = course("solution", "design_matrix")
    assert ran.code == 1
    assert "Your own passes the public checks." in ran.words


def test_after_the_release_a_solution_is_shown_and_the_student_s_files_are_as_they_were(
    kit, course, solutions
):
    kit.answer(kit.design_matrix, NO_CONSTANT)
    course("list")
    before = files_of(kit.root / "exercises")
    ran = course("update", solutions)
    assert ran.code == 0
    assert "The solutions of ch1_ols are here" in ran.words
    assert files_of(kit.root / "exercises") == before
    ran = course("solution", "design_matrix")
    assert ran.code == 0
    assert "return 'ours'" in ran.out
    ran = course("solution", "r_squared")
    assert ran.code == 1
    assert "have none of ols.r_squared" in ran.words


def test_bringing_the_same_solutions_in_again_changes_nothing(kit, course, solutions):
    course("update", solutions)
    assert "Nothing in the kit was newer" in course("update", solutions).words


def test_what_somebody_wrote_over_the_solutions_is_kept(kit, course, solutions):
    course("update", solutions)
    file = kit.chapter / ".course" / "solutions.json"
    file.write_text("my notes")
    assert course("solution", "design_matrix").code == 1  # broken: as if none were here
    ran = course("update", solutions)
    assert "is kept in" in ran.words
    assert [p.read_text() for p in kit.backups.iterdir()] == ["my notes"]
    assert json.loads(file.read_text()) == {"design_matrix": OURS}


def test_solutions_of_a_chapter_that_is_not_here_are_not_kept(kit, course, tmp_path):
    path = tmp_path / "other.zip"
    path.write_bytes(zipped({"ch9_other-solutions/thing.py": b"x = 1\n"}))
    ran = course("update", path)
    assert ran.code == 0
    assert "ch9_other, which is not in this folder" in ran.words
    assert not (kit.root / "exercises" / "ch9_other").exists()


def test_a_zip_with_solutions_and_something_else_is_no_kit(kit, course, tmp_path):
    path = tmp_path / "odd.zip"
    path.write_bytes(zipped({"ch1_ols-solutions/design_matrix.py": b"", "setup.py": b""}))
    ran = course("update", path)
    assert ran.code == 2
    assert "is not a kit" in ran.words
    assert not (kit.chapter / ".course" / "solutions.json").exists()


def test_solutions_stay_through_an_update_and_are_never_handed_in(kit, course, solutions):
    course("update", solutions)
    kit.answer(kit.design_matrix, RIGHT)
    assert "solutions" not in course("submit", "ols").out
