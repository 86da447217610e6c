"""The page of feedback, made by the exporter that `nbgrader generate_feedback` takes from our settings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Message, Outcome
from autograder.checks.slips import Slip
from autograder.grade.course_folder import new_settings
from autograder.grade.grading_run import GradingRun
from autograder.grade.session import CallLimits
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import Conditions, ExerciseResult, SubmissionResult
from autograder.mathml import to_mathml
from autograder.nb.autograded import autograded_notebook
from autograder.nb.commands import nbgrader
from autograder.nb.config import configure
from autograder.nb.feedback_page import MOST_COLOURED, clean, code_html, prose
from autograder.nb.names import give_name
from autograder.nb.publish import Publisher
from autograder.registry import read_chapter
from tests.grade.helpers import RIGHT, STEM, fill, hand_in_py

SLIP = Slip("level_is_a_tail", "the whole `level` went into one tail", "ols.md#intervals")
EVIL = '<script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(1)">'


@pytest.fixture
def make(root, tmp_path) -> Callable[..., str]:
    """Make the page of a student with this code, these results, comments and settings."""
    chapter = read_chapter(root / "solutions" / "ch1_ols")
    released = root / "exercises" / "ch1_ols" / "ch1_ols.ipynb"

    stubs = {
        e.stem: (root / "exercises" / "ch1_ols" / f"{e.stem}.py").read_text(encoding="utf-8")
        for e in chapter.exercise
    }

    def made(
        *,
        code: str = RIGHT,
        comments: dict[str, str] | None = None,
        settings: str = "",
        late: str = "",
        penalty: float = 0.0,
    ) -> str:
        folder = tmp_path / "course"
        (folder / "submitted" / "ada").mkdir(parents=True)
        text = settings + new_settings(root, "c", CallLimits())
        (folder / "autograder.toml").write_text(text, encoding="utf-8")
        (folder / "submitted" / "ada" / "ch1_ols.ipynb").write_text(
            json.dumps(fill(json.loads(released.read_text(encoding="utf-8")), code)),
            encoding="utf-8",
        )
        submission = read_submission(folder / "submitted" / "ada", "ada", chapter, stubs)
        result = _result(chapter)
        notebook = autograded_notebook(
            nbformat.read(released, as_version=4), chapter, submission, result, late
        )
        _as_get_grades_does(notebook, chapter, result, comments or {})
        config = Config()
        configure(config, folder)
        converter = GenerateFeedback(coursedir=CourseDirectory(config=config), config=config)
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        page, _ = exporter.from_notebook_node(
            notebook,
            resources={
                "nbgrader": {
                    "student": "ada",
                    "notebook": "ch1_ols",
                    "score": result.score,
                    "max_score": result.max_score,
                    "late_penalty": penalty,
                }
            },
        )
        (tmp_path / "feedback.html").write_text(page, encoding="utf-8")
        return str(page)

    return made


def _result(chapter: Any) -> SubmissionResult:
    """Right, right in part with a slip, an error, a fault of ours, and not attempted ever after."""
    ends = (
        [(Outcome.PASS, 1.0)],
        [(Outcome.PASS, 1.0), (Outcome.WRONG, 0.5)],
        [(Outcome.ERROR, 0.0)],
        [(Outcome.FAULT, None)],
    )
    exercises = []
    for number, exercise in enumerate(chapter.exercise):
        outcomes = ends[number] if number < len(ends) else [(Outcome.NOT_ATTEMPTED, 0.0)]
        checks = tuple(
            CheckResult(
                exercise.name,
                f"test_{i}",
                f"It is right for case {i}.",
                i % 2 == 1,
                1.0,
                outcome,
                Message(
                    "the result is not right", called="f(1, 2)", got="[1, 2]", try_="look again"
                ),
            )
            for i, (outcome, _) in enumerate(outcomes)
        )
        share = outcomes[-1][1]
        exercises.append(
            ExerciseResult(
                exercise.id,
                exercise.name,
                exercise.points,
                None if share is None else share * exercise.points,
                "notebook",
                checks,
                SLIP if number == 1 else None,
            )
        )
    conditions = Conditions("", {}, 1, {}, "namespaces")
    return SubmissionResult("ada", chapter.folder, "", conditions, tuple(exercises))


def _as_get_grades_does(notebook: Any, chapter: Any, result: Any, comments: dict[str, str]) -> None:
    by_cell = {
        cell: (e, r)
        for e, r in zip(chapter.exercise, result.exercises, strict=True)
        for cell in (e.solution_cell, e.check_cell)
    }
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("grade_id") not in by_cell:
            continue
        exercise, of = by_cell[graded["grade_id"]]
        if graded["grade"]:
            graded["score"], graded["points"] = of.score, of.points
        else:
            automatic = of.slip.says if of.slip else None if of.attempted else "No response."
            graded["comment"] = comments.get(exercise.name, automatic)


class _Asks(HTMLParser):
    """What a page would load, run, or send a reader to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        for name, value in attrs:
            if name in ("src", "srcset", "data", "poster") or (tag == "link" and name == "href"):
                self.loads.append(value or "")
            elif name == "href":
                self.links.append(value or "")


def test_the_list_names_every_exercise_with_its_score_and_leads_to_it(make, ols_chapter) -> None:
    page = make()
    listed = page[page.index("<nav") : page.index("</nav>")]
    assert "Test cell" not in page
    for exercise in ols_chapter.exercise:
        assert exercise.title in listed
        assert f'href="#{exercise.stem}"' in listed
        assert f'<section id="{exercise.stem}"' in page
    scores = re.findall(r"<b>([\w.]+)</b> / (\d+)", listed)
    assert len(scores) == len(ols_chapter.exercise)
    first, second, third, fourth, *rest = scores
    assert (first[0], third[0], fourth[0]) == (first[1], "0", "open")
    assert float(second[0]) == float(second[1]) / 2
    assert {score for score, _ in rest} == {"0"}


def test_formulas_are_in_the_page_and_nothing_is_asked_of_another_host(make) -> None:
    page = make(settings='site_url = "https://course.example/stats/"\n')
    asks = _Asks(page)
    assert page.count("<math") > 50
    assert "$$" not in page
    assert r"\hat" not in re.sub(r'alttext="[^"]*"', "", page)
    assert asks.loads == []
    assert "script" not in asks.tags
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_there_is_a_link_to_the_site_where_it_has_an_address_and_none_where_not(make) -> None:
    page = make(settings='site_url = "https://course.example/stats/"\n')
    assert '<a href="https://course.example/stats/">' in page
    assert "https://course.example/stats/ols.html#" in page
    assert _Asks(page).tags >= {"math", "section"}


def test_without_an_address_no_link_leaves_the_page(make) -> None:
    assert [link for link in _Asks(make()).links if not link.startswith("#")] == []


def test_a_comment_of_the_instructor_stands_beside_the_slip(make) -> None:
    page = make(comments={"least_squares": "Nearly there, **ada**: mind $\\hat\\beta$."})
    section = page[
        page.index('<section id="least_squares') : page.index('<section id="standard_errors')
    ]
    assert "This looks like a known slip:" in section
    assert "went into one tail" in section
    assert "Your instructor writes:" in section
    assert "<strong>ada</strong>" in section
    assert "<math" in section[section.index("Your instructor") : section.index("Your code")]


def test_the_slip_is_not_said_twice_and_no_response_is_no_comment(make) -> None:
    page = make()
    assert page.count("went into one tail") == 1
    assert "Your instructor writes" not in page
    assert "No response." not in page


def test_nothing_that_a_person_writes_runs_on_the_page(make) -> None:
    evil = EVIL + "[a](javascript:alert(1))"
    page = make(code=f'# {EVIL}\nx = "{{{{ 7 * 7 }}}}"\n', comments={"least_squares": evil})
    asks = _Asks(page)
    assert "script" not in asks.tags
    assert "img" not in asks.tags
    assert asks.handlers == []
    assert not any(link.lower().startswith("javascript") for link in asks.links)
    assert "{{ 7 * 7 }}" in re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize(
    "text", ["it costs 5 $ and 6 $", "$\\frac{$", "$\\nonsense{x}$", "$$", "$\\no<b>x$"]
)
def test_what_is_no_formula_stays_as_it_was_written(text) -> None:
    made = prose(text)
    assert "<b>" not in made
    assert re.sub(r"[$\s]", "", text).replace("<", "&lt;").replace(">", "&gt;")[:8] in re.sub(
        r"<[^>]+>|[$\s]", "", made
    )


def test_every_formula_of_every_statement_is_one_to_us(root) -> None:
    for path in sorted((root / "exercises").glob("ch*_*/ch*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                made = re.sub(r"<code>.*?</code>", "", prose(cell.source), flags=re.DOTALL)
                assert "$" not in made, f"{path.name}, {cell.id}"


def test_a_key_of_a_formula_cannot_be_forged() -> None:
    assert prose("formula-0-0. and $x$").count("<math") == 1


def test_a_style_cannot_leave_its_place() -> None:
    made = clean('<div style="position:fixed;top:0;color:var(--jp-error-color1, #c62828)">x</div>')
    assert "position" not in made
    assert "var(--jp-error-color1, #c62828)" in made


def test_lateness_is_told_with_what_it_costs(make) -> None:
    page = make(late="Handed in 2 hours late.", penalty=3.0)
    assert "Handed in 2 hours late." in page
    assert "3 points were taken off" in page


def test_a_notebook_graded_before_has_its_page_too(make, root) -> None:
    page = make(code="own_cell = 1\n" + RIGHT)
    assert "own_cell" in page


def test_what_nbgrader_itself_makes_of_a_graded_class(course) -> None:
    """Through `nbgrader generate_feedback`, with a comment that an instructor wrote in formgrader."""
    hand_in_py(course, "bo", RIGHT.replace("(1 + level) / 2", "level"))
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            publisher.publish(graded.result)
    with Gradebook(course.db_url) as gradebook:
        gradebook.find_comment(STEM, "ch1_ols", "ch1_ols", "bo").manual_comment = "Nearly, **bo**."
        gradebook.db.commit()
    nbgrader(course.folder, "generate_feedback", "ch1_ols")
    page = (course.folder / "feedback" / "bo" / "ch1_ols" / "ch1_ols.html").read_text("utf-8")
    assert "An interval for every coefficient</span>" in page
    assert "Nearly, <strong>bo</strong>." in page
    assert "This looks like a known slip:" in page
    assert "<math" in page
    assert "<script" not in page
    assert _Asks(page).loads == []


def test_a_student_has_a_name_in_the_gradebook_and_an_instructors_stays(course) -> None:
    for student in ("ada", "bo", "chen"):
        hand_in_py(course, student, RIGHT)
    with Gradebook(course.db_url) as gradebook:
        gradebook.add_student("chen", first_name="Chen", last_name="Li")
    roster = course.folder / "roster.csv"
    roster.write_text("student,name\nada,Augusta Ada King\nchen,Somebody Else\n", encoding="utf-8")

    def names() -> dict[str, tuple[str, str]]:
        with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
            for graded in run.grade():
                publisher.publish(graded.result)
        with Gradebook(course.db_url) as gradebook:
            return {s.id: (s.last_name, s.first_name) for s in gradebook.students}

    assert names() == {"ada": ("King", "Augusta Ada"), "bo": ("bo", ""), "chen": ("Li", "Chen")}
    # A name that only stood in gives way to one that the roster has learnt.
    roster.write_text("student,last_name,first_name\nbo,Rossi,Bo\n", encoding="utf-8")
    assert names() == {
        "ada": ("King", "Augusta Ada"),
        "bo": ("Rossi", "Bo"),
        "chen": ("Li", "Chen"),
    }


@pytest.mark.parametrize("roster", ["", "nobody\n", "\x00\xff", "student\nbo\n"])
def test_a_roster_without_names_leaves_the_folders_name(course, roster) -> None:
    (course.folder / "roster.csv").write_text(roster, encoding="latin-1")
    with Gradebook(course.db_url) as gradebook:
        gradebook.add_student("bo")
        give_name(gradebook, course, "bo")
        student = gradebook.find_student("bo")
        assert (student.last_name, student.first_name) == ("bo", "")


def test_code_longer_than_anybodys_answer_is_shown_whole_and_without_colours(make) -> None:
    long = RIGHT + "    # <b>\n" + "x = a" + ".a" * MOST_COLOURED + "\n"
    page = make(code=long)
    assert "# &lt;b&gt;" in page
    assert "a" + ".a" * MOST_COLOURED in page
    assert '<span class="k">def</span>' in code_html(RIGHT)
    assert "<span" not in code_html(long)


def test_functions_stand_apart_and_a_minus_belongs_to_what_follows() -> None:
    thin = '<mspace width="0.167em"/>'
    assert f"<mi>p</mi>{thin}<mi>log</mi>{thin}<mi>q</mi>" in to_mathml(r"p \log q")
    assert "<msup><mi>log</mi><mn>2</mn></msup>" in to_mathml(r"\log^2 q")
    assert '<mo form="prefix" lspace="0" rspace="0">&#x02212;</mo>' in to_mathml(r"a = -b")
    assert "prefix" not in to_mathml(r"a - b")
