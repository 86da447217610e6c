"""The list of a class is read as any spreadsheet writes it, and says who has not handed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.nb.courseroot import init
from autograder.roster import class_list, not_handed_in, not_on_the_roster, read_roster

ROWS = "student{d}name\nada{d}Müller\n\nbo{d}Bo\n{d}\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_roster_of_any_spreadsheet_is_read(tmp_path, delimiter, encoding) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(ROWS.format(d=delimiter).replace("\n", "\r\n").encode(encoding))
    assert read_roster(path) == {
        "ada": {"student": "ada", "name": "Müller"},
        "bo": {"student": "bo", "name": "Bo"},
    }


def test_excels_first_line_quotes_blanks_and_capitals_are_understood(tmp_path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text('sep=;\n Student ;"family; name";empty\n ada ;"Love;lace"\n')
    assert read_roster(path) == {
        "ada": {"student": "ada", "family; name": "Love;lace", "empty": ""}
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "column named student"), ("name\nada\n", "column named student"),
     ("student\nada\nada\n", "twice"), ("student,name\n,Bo\n", "without a student")],
)  # fmt: skip
def test_a_roster_that_is_none_is_one_clear_sentence(tmp_path, text, words) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=words):
        read_roster(path)
    with pytest.raises(UserError, match="does not exist"):
        read_roster(tmp_path / "none.csv")


def test_who_is_missing_and_who_is_unknown_is_said(root: Path, tmp_path: Path) -> None:
    init(tmp_path / "spring", root)
    course = Course(tmp_path / "spring")
    for name in ("ada", "Zoe\u0308"):
        (course.folder / "submitted" / name / "ch1_ols").mkdir(parents=True)
    assert class_list(course) == []
    assert not_on_the_roster(course, "ch1_ols") == []
    (course.folder / "roster.csv").write_text("student;name\nbo;B\nZoë;Z\n")
    assert not_handed_in(course, "ch1_ols") == ["bo"]
    assert not_on_the_roster(course, "ch1_ols") == ["ada"]
