"""nbgrader's formgrader, opened in a real browser on a class that this engine has graded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.demo.classroom import Bank, Pupil, hand_in
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.session import CallLimits
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.nb.release import release
from autograder.registry import Chapter
from tests.browser.conftest import Browser, Server, jupyter
from tests.browser.test_notebook import CONTRASTS

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]

CH = "ch1_ols"
SLIP = "confidence_interval"
# nbconvert's page of a notebook asks the net for these, and shows all but formulas without them.
OUTSIDE = re.compile(r"/(require|mathjax)[./]", re.IGNORECASE)
NO_FORMULAS = "MathJax is not defined"


class Classroom(NamedTuple):
    course: Course
    chapter: Chapter
    pupils: dict[str, Pupil]
    server: Server

    @property
    def scores(self) -> dict[str, str]:
        """What formgrader must show of each student: known from another road than the engine's."""
        total = sum(e.points for e in self.chapter.exercise)
        return {p.name: f"{p.deserves:g} / {total:g}" for p in self.pupils.values()}


def _pupils(bank: Bank) -> list[Pupil]:
    right, stub = dict(bank.solution), dict(bank.stub)
    wrong = right | {SLIP: next(m for m in bank.mistakes[SLIP] if m.deserves > 0)}
    return [
        Pupil("ada", "ipynb", "everything right", right),
        Pupil("bo", "ipynb", "one slip", wrong),
        Pupil("chen", "ipynb", "untouched", stub),
        Pupil("dana", "broken", "a notebook that is not JSON", stub),
        Pupil("eli", "py", "everything right, as .py files", right),
    ]


@pytest.fixture(scope="module")
def classroom(root, ols_chapter, chromium, tmp_path_factory) -> Iterator[Classroom]:
    """A released, graded course with a Jupyter server in it."""
    folder = tmp_path_factory.mktemp("formgrader")
    init(folder / "spring", root, limits=CallLimits(load_s=20.0, call_s=5.0, exercise_s=60.0))
    course = Course(folder / "spring")
    release(course, [CH])
    pupils = _pupils(Bank(root, ols_chapter, course.settings.seed))
    notebook = course.folder / "release" / CH / f"{CH}.ipynb"
    for pupil in pupils:
        hand_in(pupil, course.folder / "submitted" / pupil.name / CH, ols_chapter, notebook)
    with GradingRun(course, CH, processes=2) as run, Publisher(run) as publisher:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            publisher.publish(graded.result)
    exchange = folder / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    with jupyter(course.folder, folder / "jupyter", f"--Exchange.root={exchange}") as server:
        yield Classroom(course, ols_chapter, {p.name: p for p in pupils}, server)


@pytest.fixture
def page(browser: Browser, classroom: Classroom) -> Iterator[Any]:
    """A page that is logged in. Afterwards: it needed nothing from outside this machine."""
    page = browser.page()
    page.goto(classroom.server.page("formgrader/manage_assignments"))
    yield page
    assert [url for url in browser.outside if not OUTSIDE.search(url)] == []


def _rows(page: Any) -> list[dict[str, str]]:
    """The main table as one dict a row, column titles as keys, once it is loaded."""
    page.wait_for_function(
        "() => { const t = document.querySelector('#main-table');"
        " return t && t.rows.length && !t.innerText.includes('Loading'); }"
    )
    found: list[dict[str, str]] = page.evaluate(
        "() => { const t = document.querySelector('#main-table').closest('table');"
        " const titles = [...t.tHead.rows[0].cells].map(c => c.innerText.trim());"
        " return [...t.tBodies[0].rows].map(r => Object.fromEntries("
        "   [...r.cells].map((c, i) => [titles[i], c.innerText.trim()]))); }"
    )
    return found


def _goto(page: Any, classroom: Classroom, path: str) -> None:
    page.goto(f"{classroom.server.url}formgrader/{path}")


def _submissions(page: Any, classroom: Classroom) -> dict[str, dict[str, str]]:
    """Manage submissions: a row for each student."""
    _goto(page, classroom, f"manage_submissions/{CH}")
    return {row["Student ID"]: row for row in _rows(page)}


def test_the_assignment_is_listed_with_its_submissions(page, classroom, tmp_path) -> None:
    rows = [row for row in _rows(page) if row["Name"].startswith(CH)]
    page.screenshot(path=tmp_path / "assignments.png")
    assert [row["# Submissions"] for row in rows] == [str(len(classroom.pupils))]
    assert not page.locator(".alert-warning").count()


def test_every_student_has_the_score_that_the_work_deserves(page, classroom, tmp_path) -> None:
    rows = _submissions(page, classroom)
    page.screenshot(path=tmp_path / "submissions.png")
    assert {name: row["Score"] for name, row in rows.items()} == classroom.scores
    assert {row["Status"] for row in rows.values()} == {"graded"}
    assert not [row for row in rows.values() if "None" in row["Student Name"]]


def test_the_gradebook_shows_the_same_scores(page, classroom, tmp_path) -> None:
    _goto(page, classroom, f"gradebook/{CH}/{CH}")
    _rows(page)
    page.get_by_role("button", name="Show All Names").click()
    # formgrader joins a last and a first name; whose name nobody knows has one of them.
    rows = {row["Submission ID"].rstrip(","): row for row in _rows(page)}
    page.screenshot(path=tmp_path / "gradebook.png")
    assert {name: row["Overall Score"] for name, row in rows.items()} == classroom.scores
    assert {row["Needs Manual Grade?"] for row in rows.values()} == {""}


def test_manual_grading_shows_the_card_and_the_score(page, classroom, browser, tmp_path) -> None:
    _goto(page, classroom, f"gradebook/{CH}/{CH}")
    _rows(page)
    page.get_by_role("button", name="Show All Names").click()
    page.get_by_role("link", name="bo,", exact=True).click()
    answer = classroom.pupils["bo"].answers[SLIP]
    exercise = next(e for e in classroom.chapter.exercise if e.name == SLIP)
    box = page.locator(f"input.score#check_{exercise.stem}")
    # formgrader shows an automatic score as the box's placeholder; a manual one would be its value.
    page.wait_for_function("box => box.placeholder !== ''", arg=box.element_handle())
    assert float(box.get_attribute("placeholder")) == answer.deserves
    assert box.input_value() == ""
    cards = page.get_by_text("This looks like a known slip:")
    assert cards.count() == 1
    cards.scroll_into_view_if_needed()
    assert cards.is_visible()
    card = cards.locator("xpath=ancestor::div[contains(@style, 'border-left')]")
    card.screenshot(path=tmp_path / "card.png")
    page.screenshot(path=tmp_path / "manual.png")
    assert exercise.title in card.inner_text()
    assert f"{answer.deserves:g} of {exercise.points:g} points" in card.inner_text()
    assert [error for error in browser.errors if error != NO_FORMULAS] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_feedback_is_readable_in_any_light_and_on_a_phone(
    classroom, browser, theme, width, tmp_path
) -> None:
    file = classroom.course.folder / "feedback" / "bo" / CH / f"{CH}.html"
    if not file.exists():
        nbgrader(classroom.course.folder, "generate_feedback", CH, "--student", "bo")
    page = browser.page(color_scheme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    # As served, for a page from a file is none that the route lets through.
    page.route("http://localhost/feedback", lambda route: route.fulfill(path=file))
    page.goto("http://localhost/feedback")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.screenshot(path=tmp_path / "feedback.png", full_page=True)
    assert asked == ["http://localhost/feedback"]
    assert browser.errors == []
    # Nothing sticks out: what is wide scrolls within its own box.
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("nav li").count() == len(classroom.chapter.exercise)
    page.locator("nav a", has_text="An interval for every coefficient").click()
    assert page.locator("#confidence_interval").is_visible()
    faint = [
        (text, ratio)
        for text, ratio in page.locator("body").evaluate(CONTRASTS)
        if ratio < (3 if len(text) == 1 else 4.5)
    ]
    assert faint == []


def test_autograde_in_formgrader_goes_through_our_engine(page, classroom, tmp_path) -> None:
    course = classroom.course
    for name in ("bo", "eli", "dana"):
        result = course.result_path(CH, name)
        result.unlink()
        assert _submissions(page, classroom)[name]["Score"] == classroom.scores[name]
        row = page.locator("#main-table tr", has=page.get_by_text(name, exact=True))
        row.locator(".autograde a").click()
        modal = page.locator(".modal.in")
        modal.wait_for()
        page.screenshot(path=tmp_path / f"autograde-{name}.png")
        assert f"Successfully autograded '{CH}' for student '{name}'" in modal.inner_text()
        assert result.exists()  # computed anew, by the engine that keeps its results there
        assert {n: r["Score"] for n, r in _submissions(page, classroom).items()} == classroom.scores


def test_a_new_answer_gets_its_score_at_the_press_of_the_button(page, classroom) -> None:
    """Last, as it changes a submission: the untouched notebook is replaced by a right one."""
    target = classroom.course.folder / "submitted" / "chen" / CH
    (target / f"{CH}.ipynb").unlink()
    target.rmdir()
    notebook = Path(classroom.course.folder) / "release" / CH / f"{CH}.ipynb"
    hand_in(classroom.pupils["ada"], target, classroom.chapter, notebook)
    assert _submissions(page, classroom)["chen"]["Score"] == classroom.scores["chen"]
    row = page.locator("#main-table tr", has=page.get_by_text("chen", exact=True))
    row.locator(".autograde a").click()
    page.locator(".modal.in").wait_for()
    assert _submissions(page, classroom)["chen"]["Score"] == classroom.scores["ada"]
