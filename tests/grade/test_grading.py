"""Submissions of every kind get what they deserve, in a real sandbox."""

from __future__ import annotations

import shutil

import msgspec
import pytest

from autograder.checks.outcome import Outcome
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission_result import read_result
from tests.grade.helpers import (
    EXERCISE,
    RIGHT,
    STEM,
    exercise,
    fill,
    grade,
    hand_in_notebook,
    hand_in_py,
    notebook,
    outcomes,
)

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("warm")]

# An answer to one exercise, the outcomes its checks must have, and whether it earns every point.
CASES: dict[str, tuple[str, set[str]]] = {
    "right": (RIGHT, {"pass"}),
    "noisy": ("print('hi')\nimport warnings\nwarnings.warn('x')\n" + RIGHT, {"pass"}),
    "loop": (f"def {EXERCISE}(*a, **k):\n    while True: pass\n", {"time-out"}),
    "swallows": (
        f"def {EXERCISE}(*a, **k):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass\n",
        {"time-out"},
    ),
    "exit": (f"import os\ndef {EXERCISE}(*a, **k): os._exit(0)\n", {"crashed"}),
    "sysexit": (f"import sys\ndef {EXERCISE}(*a, **k): sys.exit(0)\n", {"error"}),
    "segfault": (
        f"import ctypes\ndef {EXERCISE}(*a, **k): ctypes.string_at(0)\n",
        {"crashed"},
    ),
    "hog": (f"def {EXERCISE}(*a, **k): return bytearray(10**11)\n", {"out of memory"}),
    "raises": (f"def {EXERCISE}(*a, **k): return 1 / 0\n", {"error"}),
    "syntax": (f"def {EXERCISE}(*a, **k)\n    return 1\n", {"error"}),
    "generator": (f"def {EXERCISE}(*a, **k):\n    yield 1\n", {"wrong"}),
    "nothing": (f"def {EXERCISE}(*a, **k): pass\n", {"wrong"}),
    "renamed": (RIGHT.replace(f"def {EXERCISE}", "def interval"), {"wrong"}),
    "nan": (f"def {EXERCISE}(*a, **k): return float('nan')\n", {"wrong"}),
    "enormous": (
        f"import numpy as np\ndef {EXERCISE}(*a, **k): return np.zeros(3 * 10**7)\n",
        {"wrong"},
    ),
    "knot": (f"def {EXERCISE}(*a, **k):\n    x = []\n    x.append(x)\n    return x\n", {"wrong"}),
    "forger": (
        "import os\nfrom autograder.worker import codec\n" + RIGHT,
        {"forbidden"},
    ),
    "garbage": (
        f"import os, socket\ndef {EXERCISE}(*a, **k):\n"
        "    for fd in range(3, 20):\n"
        "        try: os.write(fd, b'\\0' * 7 + b'\\3abc')\n"
        "        except OSError: pass\n",
        {"crashed"},
    ),
}


@pytest.fixture(scope="module")
def class_results(empty_course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "spring"
    shutil.copytree(empty_course, folder)
    course = Course(folder)
    for name, (code, _) in CASES.items():
        hand_in_py(course, name, code)
    return grade(course)


@pytest.mark.parametrize("name", CASES)
def test_each_submission_gets_the_outcome_it_deserves(class_results, name) -> None:
    _, wanted = CASES[name]
    result = class_results[name]
    assert outcomes(result) == wanted
    assert exercise(result).score == (10 if wanted == {"pass"} else 0)


def test_one_broken_exercise_costs_only_itself(class_results) -> None:
    for result in class_results.values():
        others = [e for e in result.exercises if e.name != EXERCISE]
        assert all(c.outcome is Outcome.NOT_ATTEMPTED for e in others for c in e.checks)


def test_nothing_hidden_is_in_the_result_of_a_wrong_answer(course) -> None:
    hand_in_py(course, "ada", RIGHT.replace("(1 + level) / 2", "level"))
    result = grade(course)["ada"]
    hidden = [c for c in exercise(result).checks if c.hidden and c.outcome is Outcome.WRONG]
    assert hidden
    for check in hidden:
        assert check.message is not None
        assert check.message.expected == ""
        assert "…" in check.message.called
        assert not any(ch.isdigit() for ch in check.message.called.replace(EXERCISE, ""))
        assert check.message.got == "an array with 2 axes, of floats"


def test_an_exception_in_a_hidden_check_does_not_quote_its_inputs(course) -> None:
    hand_in_py(course, "spy", f"def {EXERCISE}(c, s, d, level=0.95): raise ValueError(repr(c))\n")
    for check in exercise(grade(course)["spy"]).checks:
        assert check.message is not None
        if check.hidden:
            assert check.message.headline.endswith("your code raised ValueError")


def test_a_notebook_and_a_file_with_the_same_code_get_the_same_result(course, root) -> None:
    for student, code in (("right", RIGHT), ("wrong", RIGHT.replace("(1 + level) / 2", "level"))):
        hand_in_py(course, f"{student}-py", code)
        hand_in_notebook(course, f"{student}-nb", fill(notebook(root), code))
    results = grade(course)
    for student in ("right", "wrong"):
        file, book = exercise(results[f"{student}-py"]), exercise(results[f"{student}-nb"])
        assert (file.score, file.checks, file.slip) == (book.score, book.checks, book.slip)
        assert (file.origin, book.origin) == ("py", "notebook")


def test_notebooks_in_every_state_are_understood(course, root) -> None:
    def cell(source, kind="code"):
        return {"cell_type": kind, "metadata": {}, "source": source, "outputs": [], "id": "x"}

    right = fill(notebook(root), RIGHT)
    split = fill(notebook(root), "def confidence_interval(*a): return 0\n")
    split["cells"].append(cell(RIGHT))
    bare = {"cells": [cell(c["source"], c["cell_type"]) for c in right["cells"]], "metadata": {}}
    failing = fill(notebook(root), RIGHT)
    failing["cells"].insert(0, cell("raise RuntimeError('first cell')"))
    magic = fill(notebook(root), "%matplotlib inline\n!ls\n" + RIGHT + "\nx = %time 1 + 1\n")
    looping = fill(notebook(root), RIGHT)
    looping["cells"].insert(0, cell("while True: pass"))
    shuffled = fill(notebook(root), RIGHT)
    shuffled["cells"].reverse()
    stripped = fill(notebook(root), RIGHT)
    stripped["cells"] = [
        c
        for c in stripped["cells"]
        if "check" not in c["metadata"].get("nbgrader", {}).get("grade_id", "")
    ]
    helper = fill(notebook(root), "from autograder import check\n" + RIGHT)
    good = {
        "right": right, "redefined later": split, "no metadata": bare, "a cell fails": failing,
        "magics": magic, "reversed": shuffled, "checks deleted": stripped, "imports check": helper,
    }  # fmt: skip
    for student, book in good.items():
        hand_in_notebook(course, student, book)
    hand_in_notebook(course, "not json", '{"cells": [')
    hand_in_notebook(course, "not a notebook", "[1, 2]")
    hand_in_notebook(course, "cells are numbers", '{"cells": [1, 2]}')
    hand_in_notebook(course, "deep", '{"cells":' + "[" * 5000 + "]" * 5000 + "}")
    results = grade(course)
    for student in good:
        assert exercise(results[student]).score == 10, student
    for student in ("not json", "not a notebook", "cells are numbers", "deep"):
        assert results[student].score == 0
        assert any("not a readable notebook" in p for p in results[student].problems)


@pytest.mark.slow
def test_a_cell_that_never_ends_costs_only_itself(course, root) -> None:
    book = fill(notebook(root), RIGHT)
    book["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": "while True: pass"})
    hand_in_notebook(course, "looper", book)
    assert exercise(grade(course)["looper"]).score == 10


def test_a_missing_file_is_not_attempted(course) -> None:
    (course.folder / "submitted" / "ada" / "ch1_ols").mkdir(parents=True)
    result = grade(course)["ada"]
    assert result.score == 0
    assert all(not e.attempted for e in result.exercises)


def test_links_and_odd_files_are_not_followed(course, tmp_path) -> None:
    folder = hand_in_py(course, "ada", RIGHT)
    secret = tmp_path / "secret.py"
    secret.write_text("SECRET = 1\n")
    (folder / "helper.py").symlink_to(secret)
    (folder / "design_matrix.py").symlink_to("/dev/zero")
    result = grade(course)["ada"]
    assert exercise(result).score == 10
    assert sum("not a plain file" in p for p in result.problems) == 2
    assert len(result.problems) == 2


def test_a_helper_module_of_the_students_own_is_found(course) -> None:
    hand_in_py(course, "ada", RIGHT, name="helper.py")
    hand_in_py(course, "ada", f"from helper import {EXERCISE}\n")
    assert exercise(grade(course)["ada"]).score == 10


def test_state_of_one_submission_does_not_reach_the_next(course) -> None:
    hand_in_py(
        course,
        "a-vandal",
        "import builtins, numpy as np, pathlib, scipy.stats as st\n"
        "builtins.len = lambda x: 7\nnp.column_stack = lambda *a, **k: 0\nst.t.ppf = lambda *a: 0\n"
        "pathlib.Path('/tmp/left').write_text('here')\n"
        f"def {EXERCISE}(*a, **k): return 0\n",
    )
    hand_in_py(course, "b-honest", "import os\nassert not os.path.exists('/tmp/left')\n" + RIGHT)
    with GradingRun(course, "ch1_ols", processes=1) as run:
        results = {g.student: g.result for g in run.grade()}
    assert exercise(results["b-honest"]).score == 10


def test_an_unchanged_submission_is_not_graded_twice_and_a_changed_one_is(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_py(course, "bo", RIGHT)
    with GradingRun(course, "ch1_ols", processes=1) as run:
        assert {g.student: g.fresh for g in run.grade()} == {"ada": True, "bo": True}
        hand_in_py(course, "bo", RIGHT.replace("0.95", "0.9"))
        assert {g.student: g.fresh for g in run.grade()} == {"ada": False, "bo": True}
        assert all(g.fresh for g in run.grade(force=True))


def test_one_process_and_three_give_identical_results(course) -> None:
    for i in range(4):
        hand_in_py(course, f"s{i}", RIGHT.replace("(1 + level) / 2", f"(1 + level) / {2 + i % 2}"))
    found = []
    for processes in (1, 3):
        with GradingRun(course, "ch1_ols", processes=processes) as run:
            graded = {g.student: g.result for g in run.grade(force=True)}
        found.append(msgspec.json.encode([graded[s] for s in sorted(graded)]))
    assert found[0] == found[1]


def test_a_result_file_says_under_what_conditions_it_was_made(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    grade(course)
    result = read_result(course.result_path("ch1_ols", "ada"))
    assert result.conditions.seed == course.settings.seed
    assert result.conditions.sandbox == "sandboxed"
    assert {"python", "numpy"} <= result.conditions.environment.keys()
    assert len(result.submission_hash) == len(result.conditions.checks_hash) == 64


@pytest.fixture
def spoilt(course, root, tmp_path):
    """A course whose checkout is a copy, with a check added to the exercise."""

    def make(check: str) -> Course:
        copy = tmp_path / "checkout"
        for name in ("solutions", "exercises", "autograder", "course"):
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(root / "course.toml", copy)
        hidden = copy / "solutions" / "ch1_ols" / STEM / "test_hidden.py"
        hidden.write_text(f"{hidden.read_text()}\n\n{check}")
        settings = course.folder / "autograder.toml"
        settings.write_text(settings.read_text().replace(str(root), str(copy)))
        return Course(course.folder)

    return make


def test_a_check_that_breaks_leaves_the_score_open(spoilt) -> None:
    course = spoilt('def test_broken(student):\n    """Ours."""\n    1 / 0\n')
    hand_in_py(course, "ada", RIGHT)
    result = grade(course)["ada"]
    assert exercise(result).score is None
    assert [c.check for c in result.faults] == ["test_broken"]


def test_a_check_that_breaks_on_every_answer_is_ours_to_mend(spoilt) -> None:
    course = spoilt(
        'def test_broken(student):\n    """Ours."""\n'
        "    student.confidence_interval([1.0], [1.0], 3)['low']\n"
    )
    hand_in_py(course, "ada", RIGHT)
    assert exercise(grade(course)["ada"]).score is None


def test_an_answer_that_breaks_a_check_which_the_solution_does_not_is_wrong(spoilt) -> None:
    course = spoilt(
        'def test_careless(student):\n    """Computes with whatever comes back."""\n'
        "    assert (student.confidence_interval([1.0], [1.0], 3) - 1).shape == (1, 2)\n"
    )
    hand_in_py(course, "right", RIGHT)
    hand_in_py(course, "breaker", f"def {EXERCISE}(*a, **k): return {{'no': 'array'}}\n")
    results = grade(course)
    assert exercise(results["right"]).score == 10
    assert exercise(results["breaker"]).score == 0
    assert results["breaker"].faults == []


def test_a_check_may_give_a_share_of_its_weight(spoilt) -> None:
    course = spoilt(
        'import pytest\n\n\n@pytest.mark.weight(3)\ndef test_shares(student, expect):\n    """A share."""\n'
        "    got = student.confidence_interval([1.0], [1.0], 3)\n"
        '    expect.partial(np.float64(0.5), "half of it is right", got=got)\n'
    )
    hand_in_py(course, "ada", RIGHT)
    result = exercise(grade(course)["ada"])
    others = sum(c.weight for c in result.checks) - 3
    assert result.score == round(10 * (others + 1.5) / (others + 3), 2)
    (shared,) = [c for c in result.checks if c.outcome == "partial"]
    assert shared.message is not None
    assert shared.message.headline == "half of it is right"
    # A hidden check says of what came back only what kind of thing it was.
    assert "axes" in shared.message.got


def test_a_share_that_is_no_number_is_a_grader_fault(spoilt) -> None:
    course = spoilt(
        'def test_shares(student, expect):\n    """A share."""\n'
        "    student.confidence_interval([1.0], [1.0], 3)\n"
        '    expect.partial(float("nan"), "nonsense")\n'
    )
    hand_in_py(course, "ada", RIGHT)
    assert exercise(grade(course)["ada"]).score is None


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)", "no network"),
        ("import os; os.setuid(0)", "no other program"),
        ("from course import ols", "ours are not there"),
    ],
)
def test_what_is_not_allowed_is_called_forbidden_and_says_what_is(course, line, allowed) -> None:
    hand_in_py(course, "ada", RIGHT.replace("    half =", f"    {line}\n    half ="))
    result = exercise(grade(course)["ada"])
    assert result.score == 0
    for check in result.checks:
        assert check.outcome.value == "forbidden"
        assert check.message is not None
        assert allowed in check.message.try_
        assert "192.0.2.1" not in check.message.headline or not check.hidden
