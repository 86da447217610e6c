"""Feedback pages never show what is no longer so."""

from __future__ import annotations

from typer.testing import CliRunner

from autograder import cli
from autograder.grade.course_folder import Course
from autograder.nb.commands import nbgrader
from tests.after.made import CH, book, grade_row, hand_in, publish, settings


def _page(course: Course, student: str) -> str:
    return (course.folder / "feedback" / student / CH / f"{CH}.html").read_text()


def _run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, list(words))
    return done.exit_code, " ".join(done.output.split())


def test_late_brings_its_line_into_feedback_and_takes_it_away_again(course) -> None:
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(CH, duedate="2026-03-01 12:00:00 UTC")
    hand_in(course, "ada", at="2026-03-02 11:00:00 UTC")
    hand_in(course, "b[o]*", at="2026-03-01 11:00:00 UTC")
    publish(course, **{"ada": 2, "b[o]*": 2})
    code, text = _run("feedback", str(course.folder), CH)
    assert code == 0
    assert "feedback: 2 page(s) written" in text
    assert "nothing is deducted" in _page(course, "ada")
    bo = _page(course, "b[o]*")
    course = settings(course, "", "[late]\nper_day = 30.0")
    (course.folder / "extensions.csv").write_text(
        "student;assignment;days\nadda;ch1_ols;2\nada;ch9;1\n"
    )
    code, text = _run("late", str(course.folder))
    assert code == 0
    assert "no student 'adda'" in text
    assert "no assignment 'ch9'" in text
    assert "1 page(s) no longer showed" in text
    assert "30 % of the score deducted" in _page(course, "ada")
    assert _page(course, "b[o]*") == bo
    (course.folder / "extensions.csv").write_text("student;assignment;days\nada;ch1_ols;1,5\n")
    _run("late", str(course.folder))
    assert "Handed in" not in _page(course, "ada")


def test_nbgraders_own_command_writes_an_old_page_anew(course) -> None:
    hand_in(course, "ada")
    publish(course, ada=2)
    _run("feedback", str(course.folder), CH)
    with book(course) as gradebook:
        grade_row(gradebook, "ada").manual_score = 3.25
        gradebook.db.commit()
    nbgrader(course.folder, "generate_feedback", CH)
    assert "3.25" in _page(course, "ada")


def test_a_manual_grade_is_marked_again_only_where_the_code_is_another(course) -> None:
    folder = hand_in(course, "ada")
    publish(course, ada=1)
    with book(course) as gradebook:
        row = grade_row(gradebook, "ada")
        row.manual_score, row.needs_manual_grade = 9.0, False
        gradebook.db.commit()
    for code, passed, marked in (
        ("", 1, False),
        ("", 2, False),
        ("# other\n", 2, True),
        ("# other\n", 2, True),
    ):
        hand_in(
            course,
            "ada",
            code + (folder / "confidence_interval.py").read_text().removeprefix(code),
        )
        publish(course, ada=passed)
        with book(course) as gradebook:
            row = grade_row(gradebook, "ada")
            assert (row.manual_score, row.needs_manual_grade) == (9.0, marked), (code, passed)
