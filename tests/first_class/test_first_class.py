"""A term with a class that hands in as real classes do: nothing is lost, and nothing is silent."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.first_class.odd_class import (
    LINKED,
    LOOKED_IN,
    LOOSE,
    NEVER_CAME,
    NONE,
    PUPILS,
    UNUSABLE,
    Pupil,
)
from tests.first_class.term import CH, SLIPS, Term, go_on, teach

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
ODD = [p for p in PUPILS if p.told]
LATE = 0.2  # of the score of who is two days late, at ten percent a day
ALL_RIGHT = ("build", "init", "release", "due", "release_assignment", "collect", "late", "report",
             "similar", "nbgrader export", "release_feedback", "fetch_feedback", "diff", "write",
             "generate_feedback", "again")  # fmt: skip


@pytest.fixture(scope="module")
def term(root, tmp_path_factory) -> Term:
    """The whole term, once."""
    made = teach(root, tmp_path_factory.mktemp("term"))
    go_on(made)
    return made


def names(pupils: list[Pupil] | tuple[Pupil, ...]) -> list[str]:
    return [p.name for p in pupils]


def before(term: Term) -> dict[str, float]:
    """The points that the exercises gave when the class was graded first."""
    return term.points | {SLIPS: 10.0}


@pytest.mark.parametrize("command", ALL_RIGHT)
def test_a_command_that_did_all_it_was_asked_for_says_so_by_its_exit_code(term, command) -> None:
    assert term.ran[command].code == 0, term.ran[command].said


def test_a_grading_run_that_left_something_out_ends_in_1(term) -> None:
    assert term.ran["grade"].code == 1
    assert "grader fault" not in term.ran["grade"].said


def test_no_command_ends_in_a_traceback_or_sends_codes_to_the_terminal(term) -> None:
    for name, ran in term.ran.items():
        assert "Traceback" not in ran.said, name
        assert "\x1b" not in ran.said, name


@pytest.mark.parametrize("pupil", PUPILS, ids=names(PUPILS))
def test_every_student_gets_the_grade_that_the_work_deserves(term, pupil) -> None:
    assert term.graded["grade"][pupil.name] == (pupil.deserves(before(term)), 0.0)


def test_a_known_mistake_costs_what_it_must_and_is_named(term) -> None:
    full = sum(before(term).values())
    assert term.mistake is not None
    assert term.graded["grade"]["slips"] == (full - 10 + term.mistake.deserves, 0.0)
    assert "This looks like a known slip:" in term.pages_at_first["slips"]
    assert term.graded["grade"][term.sent] == (full, 0.0)


def test_nobody_else_has_a_grade(term) -> None:
    assert set(term.graded["grade"]) == {*names(PUPILS), "slips", term.sent}


@pytest.mark.parametrize("pupil", ODD, ids=names(ODD))
def test_what_was_odd_is_said_to_instructor_and_student(term, pupil) -> None:
    places = {
        "the table": term.ran["grade"].said,
        "the log": " ".join(term.log_at_first.split()),
        "the report": term.report_at_first,
    }
    for place, text in places.items():
        said = re.search(rf"{re.escape(pupil.name)}\W.{{0,400}}?{re.escape(pupil.told)}", text)
        assert said, f"{pupil.name} is not told of in {place}"
    assert pupil.told in term.pages_at_first[pupil.name]
    assert "About your files" in term.pages_at_first[pupil.name]


def test_of_work_in_its_place_nothing_is_said(term) -> None:
    plain = {p.name for p in PUPILS if not p.told}
    looks = term.ran["grade"].out.partition("Look at these")[2].partition("things in submitted/")[0]
    for name in plain:
        assert f"{name}:" not in looks
        assert "About your files" not in term.pages_at_first[name]


def test_what_runs_for_ever_costs_its_own_exercise_and_the_page_says_why(term) -> None:
    assert "ran for more than 4 seconds" in term.pages_at_first["looping"]


@pytest.mark.parametrize("words", UNUSABLE)
def test_what_cannot_be_graded_is_listed(term, words) -> None:
    for text in (term.ran["grade"].said, term.log_at_first, term.report_at_first):
        assert words in text


def test_who_has_not_handed_in_and_who_is_on_no_list_is_listed(term) -> None:
    said = term.ran["grade"].out
    assert f"1 student of the class without a submission {NEVER_CAME} " in said
    assert f"1 folder in submitted/ with nothing for {CH} {LOOKED_IN} " in said
    strangers = ", ".join(sorted(["bo", "slips", term.sent]))
    assert f"3 submissions of nobody on the roster {strangers} " in said
    for text in (term.log_at_first, term.report_at_first):
        for name in (NEVER_CAME, LOOKED_IN, "bo"):
            assert name in text
    # Each name is an element of its own, so a blank stands before the comma where tags are taken off.
    report = term.report_at_first.replace(" ,", ",")
    assert f"2 students have not handed in {LOOKED_IN}, {NEVER_CAME} " in report
    assert f"3 students handed in and are not on the roster {strangers}" in report


@pytest.mark.parametrize("words", ["no student 'nobody'", "no assignment 'ch9_none'"])
def test_an_extension_of_nobody_or_of_nothing_is_listed(term, words) -> None:
    for text in (term.ran["grade"].err, term.ran["late"].err, term.log_at_first, term.report()):
        assert words in text


def test_lateness_costs_who_was_late_and_nobody_else(term) -> None:
    full = sum(before(term).values())
    deducted = {name: cost for name, (_, cost) in term.graded["late"].items() if cost}
    assert deducted == {"late": pytest.approx(LATE * full)}
    assert "20 % of the score deducted" in term.ran["late"].out
    assert "20 % of the score deducted" in term.pages["late"]
    assert "Handed in" not in term.pages["extended"]


def test_feedback_of_the_exchange_reaches_the_student(term) -> None:
    (page,) = (term.place / "home" / CH / "feedback").rglob("*.html")
    assert "10 of 10 points" in page.read_text("utf-8")


@pytest.mark.parametrize("to", ["csv", "moodle", "canvas", "junit", "gradescope"])
def test_an_export_says_who_is_not_in_it_and_ends_in_1(term, to) -> None:
    ran = term.ran[to]
    assert ran.code == 1
    assert re.search(rf"no grade yet \(3\): .*{LINKED}", ran.err)
    assert re.search(rf"handed in nothing \(2\).*: {LOOKED_IN}, {NEVER_CAME}", ran.out)
    strangers = ", ".join(sorted(["bo", "slips", term.sent]))
    assert (f"no line for them (3): {strangers}" in ran.err) == (to in ("moodle", "canvas"))


def test_every_table_has_the_same_grades(term) -> None:
    full = sum(before(term).values())
    plain = {row[0]: float(row[3]) for row in term.table(f"{CH}-csv.csv")[1:]}
    assert plain["late"] == pytest.approx(full * (1 - LATE))
    assert plain == {n: pytest.approx(s - c) for n, (s, c) in term.graded["late"].items()}
    usernames = {row[0]: row for row in term.table(f"{CH}-moodle.csv")[1:]}
    listed = [unicodedata.normalize("NFC", n) for n in names(PUPILS) if n != "bo"]
    for number, name in enumerate([*listed, LINKED, NEVER_CAME, LOOKED_IN]):
        cell = usernames[f"u{number}"][3]
        if name == LINKED:
            assert cell == ""  # something is there: no zero before somebody has looked
        elif name in (NEVER_CAME, LOOKED_IN):
            assert cell == "0"
        else:
            known = {unicodedata.normalize("NFC", n): v for n, v in plain.items()}
            assert float(cell) == pytest.approx(known[name])
    canvas = term.table(f"{CH}-canvas.csv")
    assert len(canvas) == len(usernames) + 2
    assert {r[-1] for r in canvas[2:]} == {r[3] for r in usernames.values()}
    assert len(list((term.folder / "exports" / f"{CH}-gradescope").iterdir())) == len(plain)


def test_one_text_that_most_of_the_class_hands_in_is_said(term) -> None:
    found = re.search(
        r"word for word the same, (\d+) students: (.*?) No pair", term.ran["similar"].out
    )
    assert found
    assert int(found[1]) == len(found[2].split(", ")) > len(PUPILS) / 2
    assert {"half", "slips", "combined"}.isdisjoint(found[2].split(", "))


def test_looking_at_a_regrade_changes_nothing_and_names_real_changes_only(term) -> None:
    assert term.graded["diff"] == term.graded["late"]
    said = term.ran["diff"].out
    moved = [p.name for p in PUPILS if p.without is not NONE and SLIPS not in p.without]
    assert f"{len(moved) + 2} of {len(PUPILS) + 2} grades change" in said
    assert "Nothing was written." in said
    assert "the points changed" in said


def test_a_regrade_counts_in_the_new_points_everywhere(term) -> None:
    full = sum(term.points.values())
    for pupil in PUPILS:
        score, deducted = term.graded["write"][pupil.name]
        assert score == pupil.deserves(term.points)
        assert deducted == (pytest.approx(LATE * full) if pupil.name == "late" else 0)
    with term.gradebook() as gradebook:
        assert gradebook.find_assignment(CH).max_score == full


def test_after_a_regrade_no_page_shows_an_old_grade(term) -> None:
    assert "page(s) no longer showed today's grades" in term.ran["write"].out
    for name, page in term.pages.items():
        assert f"of {sum(term.points.values()):g} points" in page, name
        assert "of 20 points: " in page, name


def test_what_was_mended_is_graded_and_the_run_ends_in_0(term) -> None:
    full = sum(term.points.values())
    found = term.grades()
    assert [found[name][0] for name in ("eve", LINKED, "kim")] == [full] * 3
    assert set(found) == {*term.graded["grade"], "eve", LINKED, "kim"}
    assert f"kim: The notebook was graded from kim/{LOOSE}" in term.ran["again"].out
    for name, grade in term.graded["write"].items():
        assert found[name] == grade
