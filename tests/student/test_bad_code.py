"""Code that hangs, dies or breaks costs its exercise a message, and the command nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.student.conftest import NO_CONSTANT, RIGHT, STUB_LINE


def test_an_endless_loop_is_stopped_and_said(kit, course):
    kit.answer(
        kit.design_matrix,
        "    while True:\n        try:\n            pass\n        except:\n            pass\n",
    )
    started = time.monotonic()
    ran = course("check", "design_matrix", "--limit", "0.5")
    assert ran.code == 1
    assert "ran for more than 0.5 seconds and was stopped" in ran.words
    assert "called design_matrix([20, 35], [0, 3])" in ran.words
    assert "0 of 4 public checks pass" in ran.words
    assert time.monotonic() - started < 20


def test_the_checks_before_an_endless_loop_keep_their_results(kit, course):
    kit.answer(kit.design_matrix, f"    while interaction:\n        pass\n{RIGHT}")
    ran = course("check", "design_matrix", "--limit", "0.5")
    assert "1 of 4 public checks pass" in ran.words
    assert ran.out.count("✓") == 1
    assert ran.out.count("✗") == 1


def test_an_exercise_that_dies_leaves_the_others_their_results(kit, course):
    kit.answer(kit.design_matrix, "    import os\n    os._exit(0)\n")
    kit.answer(kit.confidence_interval, "    import os\n    os.kill(os.getpid(), 9)\n")
    standard_errors = kit.chapter / "standard_errors.py"
    kit.answer(standard_errors, "    return 3\n")
    ran = course("check")
    assert ran.code == 1
    assert (
        "The program that ran your code ended before it answered (does your code call exit?)."
        in ran.words
    )
    assert "✗ ols.design_matrix 0 of 4" in ran.words
    assert "✗ ols.standard_errors 0 of 4" in ran.words
    assert "✗ ols.confidence_interval 0 of 3" in ran.words
    assert "ended by SIGKILL" in course("check", "confidence_interval").words


def test_what_the_code_starts_ends_with_it(kit, course):
    pid_file = kit.root / "pid"
    kit.answer(
        kit.design_matrix,
        "    import subprocess, time\n"
        "    child = subprocess.Popen(['sleep', '60'])\n"
        f"    open({str(pid_file)!r}, 'w').write(str(child.pid))\n"
        "    time.sleep(60)\n",
    )
    course("check", "design_matrix", "--limit", "1")
    pid = int(pid_file.read_text())
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        # Ended, and waiting for whoever inherits it to notice.
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the child still runs")


def test_a_syntax_error_shows_the_students_line_and_nothing_of_ours(kit, course):
    kit.answer(kit.design_matrix, "    retrn np.ones(3)\n")
    line = kit.design_matrix.read_text().splitlines().index("    retrn np.ones(3)") + 1
    ran = course("check", "design_matrix")
    assert ran.code == 1
    assert f"at design_matrix.py, line {line}: retrn np.ones(3)" in ran.words
    assert "autograder" not in ran.words
    assert "Traceback" not in ran.words


def test_an_error_shows_the_students_own_lines_only(kit, course):
    kit.answer(kit.design_matrix, "    return np.linalg.inv(np.zeros((2, 3)))\n")
    ran = course("check", "design_matrix")
    assert "Your code raised LinAlgError" in ran.words
    assert "in design_matrix: return np.linalg.inv(np.zeros((2, 3)))" in ran.words
    assert ran.out.count("  at  ") == 1
    assert "site-packages" not in ran.words


def test_sys_exit_and_input_are_errors_like_others(kit, course):
    kit.answer(kit.design_matrix, "    raise SystemExit(0)\n")
    assert "raised SystemExit" in course("check", "design_matrix").words
    kit.design_matrix.write_text(
        kit.design_matrix.read_text().replace("raise SystemExit(0)", "return input()")
    )
    assert "raised EOFError" in course("check", "design_matrix").words


def test_what_the_code_prints_is_shown_and_cut(kit, course):
    kit.answer(kit.design_matrix, f"    print('x1 is', x1)\n{NO_CONSTANT}")
    assert "printed x1 is [20, 35]" in course("check", "design_matrix").words
    kit.design_matrix.write_text(
        kit.design_matrix.read_text().replace("    print('x1 is', x1)", "    print('y\\n' * 10**6)")
    )
    ran = course("check", "design_matrix")
    assert ran.out.count(" y\n") + ran.out.count(" y ") <= 8
    assert "…" in ran.out


def test_a_slow_import_is_not_a_slow_answer(kit, course, monkeypatch):
    library = kit.root / "slow_library.py"
    library.write_text("import time\ntime.sleep(1.5)\n")
    kit.answer(kit.design_matrix, RIGHT)
    kit.design_matrix.write_text(
        kit.design_matrix.read_text().replace("import numpy", "import slow_library\nimport numpy")
    )
    monkeypatch.setenv("PYTHONPATH", str(kit.root))
    ran = course("check", "design_matrix", "--limit", "1")
    assert ran.code == 0


def test_a_check_that_breaks_is_ours_and_not_a_fault_of_the_student(kit, course):
    test = kit.chapter / "test_design_matrix.py"
    test.write_text(test.read_text().replace("expect.close(", "expect.cloze("))
    kit.answer(kit.design_matrix, RIGHT)
    ran = course("check", "design_matrix")
    assert ran.code == 2
    assert "This check broke on our side, not on yours" in ran.words


def test_a_test_file_that_is_gone_or_broken_is_an_environment_fault(kit, course):
    test = kit.chapter / "test_design_matrix.py"
    kit.answer(kit.design_matrix, RIGHT)
    test.write_text("import no_such_library\n")
    ran = course("check", "design_matrix")
    assert ran.code == 2
    assert "No check could be collected" in ran.words
    assert "no_such_library" in ran.words
    test.unlink()
    ran = course("check", "design_matrix")
    assert ran.code == 2
    assert "brings it back" in ran.words


def test_a_missing_function_or_file_is_said(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    kit.design_matrix.write_text(
        kit.design_matrix.read_text().replace("def design_matrix", "def designmatrix")
    )
    assert "defines no function called design_matrix" in course("check", "design_matrix").words
    course("list")
    assert STUB_LINE not in kit.design_matrix.read_text()


def test_no_cache_folder_appears_among_the_exercises(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    assert not list(kit.chapter.glob("__pycache__"))
