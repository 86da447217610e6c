"""Killed at any moment, by a signal that nobody can catch: the next run finishes the class."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults.conftest import CHAPTER, grades, start

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(child) for child in path.read_text().split()]
    except FileNotFoundError:
        return []


def _below(pid: int) -> list[list[int]]:
    """The processes below one, by generation: graders, warmed parents, supervisors, workers ..."""
    generations, now = [], [pid]
    while now:
        now = [child for parent in now for child in _children(parent)]
        generations.append(now)
    return generations[:-1]


def _wait_for(condition, seconds: float = 60.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.01)


def _results(course) -> int:
    return len(list((course.folder / "results" / CHAPTER).glob("*.json")))


@pytest.mark.parametrize("generation", [0, 1, 2, 3, 4])
def test_a_process_of_any_generation_may_be_killed(
    course, finishes, undisturbed, generation
) -> None:
    # Graders, warmed parents, supervisors, first processes of a namespace, workers.
    running = start(course)
    _wait_for(lambda: len(_below(running.pid)) > generation and _results(course) >= 1)
    for pid in _below(running.pid)[generation][:1]:
        os.kill(pid, signal.SIGKILL)
    said = running.communicate(timeout=200)
    assert running.returncode in (0, 1), said
    if running.returncode == 0:
        # It says that all went well: then everybody is graded, before anyone grades again.
        assert grades(course) == undisturbed, said
    else:
        assert "grader fault" in said[1] or "error:" in said[1], said
    finishes(course)


@pytest.mark.parametrize("results", [1, 2, 4])
def test_a_run_whose_graders_are_killed_while_it_publishes_grades_everybody_or_says_so(
    course, finishes, undisturbed, results
) -> None:
    # Both graders die in the moment in which a result is written to the gradebook.
    running = start(course)
    _wait_for(lambda: _results(course) >= results)
    for pid in _below(running.pid)[0]:
        os.kill(pid, signal.SIGKILL)
    said = running.communicate(timeout=300)
    assert running.returncode == 0, said
    assert grades(course) == undisturbed
    finishes(course)


@pytest.mark.parametrize("results", [0, 1, 3, 6])
def test_the_grader_itself_may_be_killed(course, finishes, results) -> None:
    running = start(course)
    _wait_for(lambda: _results(course) >= results)
    time.sleep(0.05)
    running.kill()
    running.communicate(timeout=60)
    finishes(course)


def test_no_process_outlives_a_killed_grader(course) -> None:
    running = start(course)
    _wait_for(lambda: len(_below(running.pid)) >= 3 and _results(course) >= 1)
    below = [pid for generation in _below(running.pid) for pid in generation]
    running.kill()
    running.communicate(timeout=60)
    _wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below), 20)


def test_a_killed_ingest_leaves_no_half_submission(course, finishes, undisturbed) -> None:
    # Killed while it writes the gradebook: the results are there, the rows are whole or absent.
    first = subprocess.run(_graded_only(course), capture_output=True, text=True, timeout=200)
    assert first.returncode == 0, first.stderr
    for after in (0.0, 0.05, 0.1, 0.2, 0.4):
        running = start(course)
        _wait_for(lambda: (course.folder / ".publishing").exists())
        time.sleep(after)
        running.kill()
        running.communicate(timeout=60)
    finishes(course)


def _graded_only(course) -> list[str]:
    """Results on disk, nothing in the gradebook."""
    import sys

    code = (
        "import sys; from pathlib import Path; from autograder.grade.course_folder import Course;"
        "from autograder.grade.grading_run import GradingRun\n"
        f"with GradingRun(Course(Path(sys.argv[1])), {CHAPTER!r}, processes=2) as run:\n"
        "    list(run.grade())\n"
    )
    return [sys.executable, "-c", code, str(course.folder)]
