"""What a student sees who types `pytest exercises/CHAPTER`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STEM = "shared_birthday"


@pytest.fixture
def kit(built_chance, tmp_path) -> Path:
    """A student's folder."""
    shutil.copytree(built_chance / "exercises", tmp_path / "exercises")
    return tmp_path


def _pytest(kit: Path, *arguments: str) -> tuple[int, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=kit,
        env={**environment, "COLUMNS": "100"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def _answer(kit: Path, code: str, folder: str = "ch1_chance", stem: str = STEM) -> None:
    (kit / "exercises" / folder / f"{stem}.py").write_text(code)


def test_untouched_stubs_are_not_attempted_and_not_an_error(kit) -> None:
    code, printed = _pytest(kit, "exercises/ch1_chance")
    assert code == 1  # work to do
    assert "not attempted" in printed
    assert "Error" not in printed
    assert "ERROR" not in printed
    assert "failed" not in printed
    assert "Nothing is wrong: the exercises are waiting for you." in printed
    assert "Next: shared_birthday" in printed


def test_a_right_answer_passes_and_the_next_step_is_named(kit, built_chance) -> None:
    solution = built_chance / "solutions" / "ch1_chance" / STEM / "exercise.py"
    _answer(kit, solution.read_text(encoding="utf-8"))
    code, printed = _pytest(kit, f"exercises/ch1_chance/test_{STEM}.py")
    assert code == 0
    assert "3 passed" in printed


def test_a_wrong_answer_says_called_got_expected_and_names_the_slip(kit) -> None:
    _answer(
        kit,
        "def shared_birthday(people, days=365):\n"
        "    others = people - 1\n"
        "    return 1 - ((days - 1) / days) ** others\n",
    )
    code, printed = _pytest(kit, f"exercises/ch1_chance/test_{STEM}.py")
    assert code == 1
    for word in ("called", "got", "expected", "looks like", "one certain birthday"):
        assert word in printed
    assert "site-packages" not in printed
    assert "AssertionError" not in printed


def test_an_exception_shows_the_students_own_lines_only(kit) -> None:
    _answer(
        kit,
        "import numpy as np\n\n"
        "def half(n):\n    return np.linalg.inv(n)\n\n"
        "def shared_birthday(people, days=365):\n"
        "    return half(people)\n",
    )
    _, printed = _pytest(kit, f"exercises/ch1_chance/test_{STEM}.py")
    assert "your code raised LinAlgError" in printed
    assert f"{STEM}.py, line 4, in half: return np.linalg.inv(n)" in printed
    assert "linalg/_linalg.py" not in printed
    assert "codec.py" not in printed


def test_a_syntax_error_names_the_line(kit) -> None:
    _answer(kit, "def shared_birthday(people, days=365)\n    return 1\n")
    _, printed = _pytest(kit, f"exercises/ch1_chance/test_{STEM}.py")
    assert f"{STEM}.py, line 1" in printed
    assert "SyntaxError" in printed


def test_prints_and_warnings_do_not_fail_a_check_even_where_warnings_are_errors(kit) -> None:
    solution = (kit / "exercises" / "ch1_chance" / f"{STEM}.py").read_text()
    body = (
        "import warnings; warnings.warn('careful'); print('hello')\n"
        "    return 1 - __import__('math').perm(days, people) / days**people"
    )
    _answer(kit, solution.replace("raise NotAttempted  # replace this line with your code", body))
    code, printed = _pytest(kit, "-W", "error", f"exercises/ch1_chance/test_{STEM}.py")
    assert code == 0, printed


def test_a_function_that_changes_what_it_is_given_is_told_which_argument(root, tmp_path) -> None:
    shutil.copytree(root / "exercises" / "ch1_ols", tmp_path / "exercises" / "ch1_ols")
    _answer(
        tmp_path,
        "import numpy as np\nfrom scipy import stats\n\n"
        "def confidence_interval(coef, std_error, df_resid, level=0.95):\n"
        "    out = np.column_stack([coef, coef]).astype(float)\n"
        "    if isinstance(coef, np.ndarray):\n        coef[:] = 0\n"
        "    half = stats.t.ppf((1 + level) / 2, df_resid) * np.array(std_error)\n"
        "    return out + np.outer(half, [-1, 1])\n",
        "ch1_ols",
        "confidence_interval",
    )
    code, printed = _pytest(tmp_path, "exercises/ch1_ols/test_confidence_interval.py")
    assert code == 1
    assert "your function changes its first argument" in printed


def test_the_plugin_leaves_other_peoples_tests_alone(tmp_path) -> None:
    (tmp_path / "test_mine.py").write_text("def test_one():\n    assert 1 + 1 == 2\n")
    code, printed = _pytest(tmp_path, "-q")
    assert code == 0
    assert "exercises" not in printed
