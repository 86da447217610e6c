"""A time of handing in that is none: told, on time, and no stop for anybody else."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.handed_in import handed_in
from autograder.nb.commands import nbgrader
from autograder.nb.config import configure
from tests.after.made import CH, book, hand_in, publish


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-01 11:00:00 UTC", datetime(2026, 3, 1, 11)),
        ("2026-03-01 11:00:00.123456 Europe/Berlin", datetime(2026, 3, 1, 10, 0, 0, 123456)),
        ("2026-03-01T11:00:00+02:00", datetime(2026, 3, 1, 9)),
        ("\ufeff1 March 2026 11:00\n", datetime(2026, 3, 1, 11)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_nbgrader_reads_it(tmp_path, text, at) -> None:
    (tmp_path / "timestamp.txt").write_text(text, encoding="utf-8")
    assert handed_in(tmp_path).at == at
    assert not handed_in(tmp_path).problem


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "12", "Monday", "11:00", "March 2026", "0001-01-01 00:00:00 UTC",
        "9999-12-31 23:59:59 UTC", "1999-12-31", "9" * 100, "\x1b[31m", "2026-03-01 " * 9 + "\n" * 500,
        "2026-13-45", "10e9999",
    ],
)  # fmt: skip
def test_a_file_that_says_no_time_has_a_problem_in_words(tmp_path, text) -> None:
    (tmp_path / "timestamp.txt").write_text(text)
    found = handed_in(tmp_path)
    assert found.at is None
    assert "on time" in found.problem
    assert found.problem.isprintable()


def test_no_file_is_no_problem_and_links_pipes_folders_and_large_files_are_not_read(
    tmp_path,
) -> None:
    assert handed_in(tmp_path) == ("", None, "")
    path = tmp_path / "timestamp.txt"
    path.mkdir()
    assert handed_in(tmp_path).problem
    path.rmdir()
    os.mkfifo(path)
    assert handed_in(tmp_path).problem
    path.unlink()
    (tmp_path / "other").write_text("2026-03-01 11:00:00 UTC")
    path.symlink_to(tmp_path / "other")
    assert handed_in(tmp_path).problem
    path.unlink()
    with path.open("wb") as file:
        file.truncate(2**40)
    assert "larger than" in handed_in(tmp_path).problem


@pytest.mark.parametrize(
    "text", ["not a time", "0001-01-01 00:00:00 UTC", "9999-12-31 23:00:00 UTC"]
)
def test_formgraders_list_shows_the_class_whatever_one_student_wrote(course, text) -> None:
    hand_in(course, "ada", at="2026-03-01 11:00:00 UTC")
    hand_in(course, "bo", at=text)
    warnings = publish(course, ada=2, bo=1)["warnings"]
    assert [w.startswith("bo: timestamp.txt") for w in warnings] == [True]
    page = (course.folder / "autograded" / "bo" / CH / f"{CH}.ipynb").read_text()
    assert "on&#32;time" in page or "on time" in page
    config = Config()
    configure(config, course.folder)
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        config.NbGraderAPI.timezone = zone
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        rows = {row["student"]: row for row in api.get_submissions(CH)}
        assert rows["ada"]["display_timestamp"]
        assert rows["bo"]["timestamp"] is None
        assert {row["autograded"] for row in rows.values()} == {True}
    assert (course.folder / "submitted" / "bo" / CH / "timestamp.txt").read_text() == text


def test_a_time_that_is_none_takes_the_place_of_an_earlier_one(course) -> None:
    hand_in(course, "ada", at="2026-03-09 11:00:00 UTC")
    publish(course, ada=2)
    hand_in(course, "ada", at="soon")
    publish(course, ada=2)
    with book(course) as gradebook:
        assert gradebook.find_submission(CH, "ada").timestamp is None


@pytest.mark.sandbox
@pytest.mark.usefixtures("warm")
def test_a_folder_name_with_a_line_break_stops_nobody_else(course) -> None:
    hand_in(course, "ada")
    bad = course.folder / "submitted" / "bo\nred" / CH
    bad.mkdir(parents=True)
    (bad / f"{CH}.ipynb").write_text("{}")
    # A submission of .py files gets its notebook when nbgrader looks for one, and not before.
    assert not (course.folder / "submitted" / "ada" / CH / f"{CH}.ipynb").exists()
    printed = nbgrader(course.folder, "autograde", CH)
    assert "is left out" in printed
    with book(course) as gradebook:
        assert gradebook.find_submission(CH, "ada").score == 10
    assert not (course.folder / "autograded" / "bo\nred").exists()


def test_a_thousand_folders_in_one_another_stop_nobodys_grade(course) -> None:
    folder = hand_in(course, "ada")
    (folder / "plots" / "one").mkdir(parents=True)
    (folder / "plots" / "one" / "fit.png").write_bytes(b"picture")
    top = os.open(folder, os.O_RDONLY)
    here = os.dup(top)
    for _ in range(1_400):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    os.close(top)
    try:
        for _ in range(2):  # the second takes the first one's folders away
            assert publish(course, ada=2)["ada"].score
        graded = course.folder / "autograded" / "ada" / CH
        assert (graded / "plots" / "one" / "fit.png").read_bytes() == b"picture"
        assert not list(graded.rglob("deep.txt"))
    finally:
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)
