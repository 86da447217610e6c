"""Every attack gains nothing, stops nobody else, loses nothing of others, and leaks nothing."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from pathlib import Path

import pytest

from autograder.grade.submission_result import SubmissionResult
from autograder.nb.commands import nbgrader
from autograder.report.write import write_reports
from tests.attacks.catalogue import ATTACKS
from tests.attacks.conftest import ENVIRONMENT_SECRET, HONEST, Attacked
from tests.attacks.model import BOTH, CHAPTER, EXERCISE, POINTS, Attack
from tests.grade.helpers import exercise, outcomes

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

LARGEST_RESULT = 400_000
LARGEST_NOTEBOOK = 3_000_000
LARGEST_MESSAGE = 8_000


every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


@every_attack
def test_it_gets_the_points_it_deserves(attacked: Attacked, attack: Attack) -> None:
    result = _result(attacked, attack)
    assert exercise(result).score == pytest.approx(attack.deserves)
    assert exercise(result).points == POINTS
    for other in result.exercises:
        if other.name in attack.others:
            assert other.score == other.points, other.name
        elif other.name not in (EXERCISE, *BOTH):
            assert other.score == 0, other.name


@every_attack
def test_its_checks_find_what_they_should(attacked: Attacked, attack: Attack) -> None:
    result = _result(attacked, attack)
    found = outcomes(result)
    assert found
    assert found <= set(attack.outcomes)
    for name in attack.others:
        assert outcomes(result, name) == {"pass"}
    assert result.faults == []


@every_attack
def test_its_rows_in_the_gradebook_are_right(attacked: Attacked, attack: Attack) -> None:
    result = _result(attacked, attack)
    assert attack.who not in attacked.unpublished, attacked.unpublished[attack.who]
    assert attacked.gradebook[attack.who] == _rows_of(attacked, result)


@every_attack
def test_it_leaks_nothing_into_its_feedback(
    attacked: Attacked,
    attack: Attack,
    secret_numbers: set[str],
    secret_lines: list[str],
    root: Path,
) -> None:
    _result(attacked, attack)
    forbidden = {*secret_lines, str(root), str(attacked.course.folder), ENVIRONMENT_SECRET}
    text = "\n".join(_feedback(attacked, attack.who))
    assert [s for s in forbidden if s in text] == []
    numbers = set(re.findall(r"\d[\d.e+-]*", text))
    told = [s for s in secret_numbers if any(n.startswith(s) for n in numbers)]
    assert told == [], "these numbers are of the hidden checks"


@every_attack
def test_it_does_not_bury_the_feedback(attacked: Attacked, attack: Attack) -> None:
    result = _result(attacked, attack)
    for check in (c for e in result.exercises for c in e.checks):
        if check.message is not None:
            message = check.message
            size = sum(map(len, (message.headline, message.got, message.called, *message.lines)))
            assert size <= LARGEST_MESSAGE
    path = attacked.course.result_path(CHAPTER, attack.who)
    assert path.stat().st_size <= LARGEST_RESULT
    graded = attacked.course.folder / "autograded" / attack.who / CHAPTER / f"{CHAPTER}.ipynb"
    if graded.exists():
        assert graded.stat().st_size <= LARGEST_NOTEBOOK


@every_attack
def test_no_text_of_it_acts_where_it_is_read(attacked: Attacked, attack: Attack) -> None:
    _result(attacked, attack)
    for name, text in _rendered(attacked, attack.who):
        for active in ("<script>alert", "<img src=x", "<svg onload", "](javascript:"):
            assert active not in text, f"{name} holds {active}"
        assert "\n# " not in text.partition("**About your files**")[2]


@pytest.mark.parametrize("name", [student.name for student in HONEST])
def test_honest_students_get_what_they_get_without_attackers(attacked: Attacked, name: str) -> None:
    alone, among = attacked.alone[name], attacked.results[name]
    assert among == alone
    score = exercise(among).score
    assert score == POINTS if name == "honest_right" else score < POINTS / 2
    assert (exercise(among).slip is None) == (name == "honest_right")
    assert attacked.gradebook[name] == _rows_of(attacked, alone)


def test_everybody_is_graded_and_published(attacked: Attacked) -> None:
    everybody = {a.who for a in (*ATTACKS, *HONEST)}
    assert attacked.results.keys() | attacked.faults.keys() == everybody
    assert not attacked.faults
    assert not attacked.unpublished


def test_checks_solutions_submissions_and_settings_are_untouched(attacked: Attacked) -> None:
    assert attacked.changed == []
    assert not (Path(tempfile.gettempdir()) / attacked.mark).exists()


def test_no_process_is_left_behind(attacked: Attacked) -> None:
    assert attacked.left_behind == []


def test_the_class_report_and_its_table_hold_names_as_text(attacked: Attacked) -> None:
    (written,) = write_reports(attacked.course, [CHAPTER])
    page = written.page.read_text(encoding="utf-8")
    assert written.submissions == len(attacked.results)
    for active in ("<script>alert", "<img src=x", "<svg onload"):
        assert active not in page
    with written.csv.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row for row in rows if row[0][:1] in ("=", "+", "-", "@")] == []
    assert {row[0].removeprefix("'") for row in rows[1:]} == set(attacked.results)


def test_nbgraders_feedback_pages_run_nothing(attacked: Attacked) -> None:
    nbgrader(attacked.course.folder, "generate_feedback", CHAPTER, "--student", "text_*")
    pages = sorted((attacked.course.folder / "feedback").glob("text_*/**/*.html"))
    assert len(pages) == sum(a.who.startswith("text_") for a in ATTACKS)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for active in ("<script>alert", "<img src=x", "<svg onload"):
            assert active not in text, page.parent


def _result(attacked: Attacked, attack: Attack) -> SubmissionResult:
    """The result of an attacker. Fails where there is none."""
    assert attack.who in attacked.results, f"not graded: {attacked.faults.get(attack.who)}"
    return attacked.results[attack.who]


def _rows_of(attacked: Attacked, result: SubmissionResult) -> dict[str, float | None]:
    """What the gradebook must hold for a result."""
    chapter = attacked.chapter
    return {e.check_cell: r.score for e, r in zip(chapter.exercise, result.exercises, strict=True)}


def _feedback(attacked: Attacked, student: str) -> list[str]:
    """The texts that a student may read and did not write: messages, cards, notes."""
    result = json.loads(attacked.course.result_path(CHAPTER, student).read_text(encoding="utf-8"))
    checks = [check for made in result["exercises"] for check in made["checks"]]
    texts = [json.dumps(check, ensure_ascii=False) for check in checks]
    return [*texts, *result["problems"], *(text for _, text in _rendered(attacked, student))]


def _rendered(attacked: Attacked, student: str) -> list[tuple[str, str]]:
    """The cards and notes in the graded notebook."""
    path = attacked.course.folder / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb"
    if not path.exists():
        return []
    found = []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] == "markdown" and cell["id"] == "autograder-notes":
            found.append((f"note {number}", "".join(cell["source"])))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            found.append((f"card {number}", "".join(data.get("text/html", ""))))
    return found
