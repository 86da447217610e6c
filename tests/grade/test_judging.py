"""Answers that are made to keep the grader itself busy cost their own exercise, and nobody else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.checks.outcome import Outcome
from autograder.grade import limits as limits_module
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import Graded, GradingRun
from autograder.grade.limits import CallLimits
from autograder.nb.courseroot import init
from tests.attacks.model import HONEST
from tests.grade.helpers import EXERCISE, RIGHT, STEM, exercise, hand_in_py

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

LIMITS = CallLimits(
    load_s=8.0, call_s=4.0, exercise_s=10.0, cpu_s=6.0, memory_mb=256, judge_s=1.5, judge_mb=256
)
# A check as somebody might write it who does not think of such answers.
CARELESS = '''

def test_careless(student):
    """Works with whatever comes back."""
    got = student.confidence_interval([1.0], [1.0], 3)
    if isinstance(got, str):
        work = {"long": _long, "stubborn": _stubborn, "large": _large, "deep": _deep, "stuck": _stuck}
        work[got]()


def _long():
    while True:
        sum(range(1000))


def _stubborn():
    for _ in range(3):
        try:
            _long()
        except BaseException:
            pass


def _large():
    bytearray(10**10)


def _deep():
    _deep()


def _stuck():
    while True:
        try:
            _long()
        except BaseException:
            pass
'''
WORDS = ("long", "stubborn", "large", "deep", "stuck")


def says(word: str) -> str:
    return f"def {EXERCISE}(*a, **k): return {word!r}\n"


@pytest.fixture(scope="module")
def judged(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graded]:
    """Two honest students among those who give the careless check what it cannot bear."""
    base = tmp_path_factory.mktemp("judged")
    checkout = base / "checkout"
    for name in ("solutions", "exercises", "autograder", "course"):
        shutil.copytree(root / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "course.toml", checkout)
    hidden = checkout / "solutions" / "ch1_ols" / STEM / "test_hidden.py"
    hidden.write_text(hidden.read_text() + CARELESS)
    init(base / "spring", checkout, limits=LIMITS)
    course = Course(base / "spring")
    for name, code in {"a_right": RIGHT, "z_right": RIGHT, **{w: says(w) for w in WORDS}}.items():
        hand_in_py(course, name, code)
        for stem, honest in HONEST.items():
            hand_in_py(course, name, honest, f"{stem}.py")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits_module, "PREPARING_S", 40.0)
        with GradingRun(course, "ch1_ols", processes=2) as run:
            return {graded.student: graded for graded in run.grade()}


def test_everybody_has_an_answer_and_the_honest_are_right(judged) -> None:
    assert set(judged) == {"a_right", "z_right", *WORDS}
    for name in ("a_right", "z_right"):
        assert exercise(judged[name].result).score == 10


@pytest.mark.parametrize("word", ["long", "stubborn", "large", "deep"])
def test_an_answer_that_takes_too_much_to_judge_is_a_wrong_one(judged, word) -> None:
    result = judged[word].result
    assert result is not None, judged[word].fault
    assert result.faults == []
    attacked = exercise(result)
    assert attacked.score == 0
    (check,) = [c for c in attacked.checks if c.check == "test_careless"]
    expected = Outcome.TIMEOUT if word in ("long", "stubborn") else Outcome.WRONG
    assert check.outcome is expected
    assert check.message is not None
    assert "what came back" in check.message.headline
    others = {e.name: e.score for e in result.exercises if e.attempted and e.name != EXERCISE}
    assert len(others) == len(HONEST)
    assert all(score for score in others.values())


def test_what_nothing_interrupts_is_stopped_from_outside_and_is_no_zero(judged) -> None:
    assert judged["stuck"].result is None
    assert "not graded" in judged["stuck"].fault
    assert EXERCISE in judged["stuck"].fault


def test_a_class_of_thirty_hostile_submissions_ends_with_every_honest_grade_right(
    root: Path, tmp_path: Path
) -> None:
    from autograder.grade.limits import longest_stage_s
    from autograder.grade.submission_result import read_result
    from autograder.nb.release import release
    from tests.attacks.catalogue import ATTACKS
    from tests.attacks.model import CHAPTER, hand_in
    from tests.grade.helpers import notebook

    init(tmp_path / "spring", root, limits=LIMITS)
    course = Course(tmp_path / "spring")
    release(course, [CHAPTER])
    # Each theme of the catalogue sends its own; those whose folder's name is the attack stay away.
    plain = [a for a in ATTACKS if not a.student and re.fullmatch(r"\w+", a.name)]
    hostile = [plain[i * len(plain) // 30] for i in range(30)]
    for attack in hostile:
        hand_in(course.folder, attack, notebook(root), "x")
    honest = [f"{letter}_honest" for letter in ("a", "m", "z")]
    for name in honest:
        hand_in_py(course, name, RIGHT)
    run = GradingRun(course, CHAPTER)
    bound = len([*hostile, *honest]) * 3 * longest_stage_s(LIMITS, run.chapter)
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "grade", str(course.folder), CHAPTER, "-j", "2"],
        capture_output=True, text=True, timeout=bound, env={**os.environ, "COLUMNS": "300"},
    )  # fmt: skip
    graded = {p.stem for p in (course.folder / "results" / CHAPTER).glob("*.json")}
    everybody = {a.who for a in hostile} | set(honest)
    assert done.returncode in (0, 1), done.stderr
    assert (done.returncode == 0) == (graded == everybody and "grader fault" not in done.stderr)
    for name in honest:
        result = read_result(course.result_path(CHAPTER, name))
        assert exercise(result).score == 10
    for name in everybody - graded:
        assert name in done.stderr
