"""`autograder release DIR CHAPTER --solutions`: answers go out when a chapter is over."""

from __future__ import annotations

import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder import cli
from autograder.errors import UserError
from autograder.grade.course_folder import Course, new_settings
from autograder.grade.limits import CallLimits
from autograder.nb.gradebook import open_gradebook
from autograder.nb.solutions import last_time, release_solutions
from autograder.registry import read_chapter
from tests.after.made import CH

DUE = datetime(2026, 3, 1, 12)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def with_due_date(root, tmp_path_factory) -> Path:
    """A course folder of settings and a gradebook alone."""
    folder = tmp_path_factory.mktemp("due") / "spring"
    folder.mkdir()
    (folder / "autograder.toml").write_text(new_settings(root, "spring", CallLimits()))
    with open_gradebook(Course(folder)) as gradebook:
        gradebook.add_assignment(CH, duedate=f"{DUE} UTC")
        gradebook.add_assignment("ch2_mle")
        for student, extension in (("ada", None), ("bo", timedelta(days=1))):
            gradebook.add_student(student)
            with gradebook.db.no_autoflush:
                gradebook.add_submission(CH, student, extension=extension)
    return folder


@pytest.fixture
def course(with_due_date) -> Course:
    for left in with_due_date.glob("kit/*"):
        left.unlink()
    (with_due_date / "extensions.csv").unlink(missing_ok=True)
    return Course(with_due_date)


def made(course: Course) -> list[str]:
    return sorted(p.name for p in course.folder.glob("kit/*"))


def test_solutions_wait_for_the_longest_extension_in_the_gradebook(course) -> None:
    assert last_time(course, CH) == (DUE + timedelta(days=1), "bo")
    with pytest.raises(UserError, match="2026-03-02 12:00 UTC, with the extension of bo"):
        release_solutions(course, [CH], now=DUE + 23 * HOUR)
    assert made(course) == []
    release_solutions(course, [CH], now=DUE + 25 * HOUR)
    assert made(course) == [f"{CH}-solutions.zip"]


def test_solutions_wait_for_an_extension_in_the_table(course) -> None:
    (course.folder / "extensions.csv").write_text("student,assignment,days\ncleo,ch1_ols,3\n")
    with pytest.raises(UserError, match="with the extension of cleo"):
        release_solutions(course, [CH], now=DUE + 25 * HOUR)
    assert made(course) == []


def test_without_a_due_date_nobody_can_tell_and_nothing_goes_out(course) -> None:
    with pytest.raises(UserError, match=r"no due date for it.*--before-due"):
        release_solutions(course, ["ch2_mle"], now=DUE)
    assert made(course) == []


def test_of_several_chapters_none_goes_out_where_one_is_not_over(course) -> None:
    with pytest.raises(UserError, match="ch2_mle"):
        release_solutions(course, [CH, "ch2_mle"], now=DUE + 48 * HOUR)
    assert made(course) == []


def test_a_chapter_has_to_be_named(course) -> None:
    with pytest.raises(UserError, match="Name the chapter"):
        release_solutions(course, [])
    with pytest.raises(UserError, match="no_such"):
        release_solutions(course, ["no_such"], before_due=True)
    assert made(course) == []


def test_the_zip_holds_the_solutions_of_its_chapter_and_nothing_that_grades(course, root) -> None:
    (path,) = release_solutions(course, [CH], before_due=True, now=DUE)
    first = path.read_bytes()
    release_solutions(course, [CH], before_due=True)
    assert path.read_bytes() == first
    chapter = read_chapter(root / "solutions" / CH)
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {f"{CH}-solutions/{e.name}.py" for e in chapter.exercise}
    for name, text in texts.items():
        compile(text, name, "exec")
        assert "SOLUTION" not in text
        assert "NotAttempted(" not in text


def test_the_command_says_why_not_and_what_to_do_then(course, monkeypatch, capsys) -> None:
    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["autograder", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        seen = capsys.readouterr()
        return code, " ".join((seen.out + seen.err).split())

    code, said = run("release", course.folder, "ch2_mle", "--solutions")
    assert code == 2
    assert "Nothing was written" in said
    code, said = run("release", course.folder, "ch2_mle", "--before-due")
    assert code == 2
    assert "add --solutions" in said
    assert made(course) == []
    code, said = run("release", course.folder, "ch2_mle", "--solutions", "--before-due")
    assert code == 0, said
    assert "course update FILE.zip" in said
    assert made(course) == ["ch2_mle-solutions.zip"]
