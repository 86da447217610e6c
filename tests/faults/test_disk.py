"""A disk that is full, a gradebook that is read-only, a clock that jumps, and two graders at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from tests.faults.conftest import CHAPTER, command, grade, grades, leftovers, start

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


def _in_own_mounts(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script where it may mount; as an ordinary user, in a user namespace."""
    walls = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-r", "--mount"]
    return subprocess.run(
        [*walls, "bash", "-euc", script, "test", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("free_kb", [0, 40, 200])
def test_a_full_disk_is_one_clear_error_and_then_the_class_is_finished(
    course, undisturbed, tmp_path, free_kb
) -> None:
    # The course lies on a disk of its own, filled to the brim but for a few blocks; then it grows.
    disk = tmp_path / "disk"
    disk.mkdir()
    moved = disk / "spring"
    script = """
        mount -t tmpfs -o size=24m none "$1"
        cp -r "$2" "$1/spring"
        dd if=/dev/zero of="$1/ballast" bs=1k 2>/dev/null || true
        truncate -s -"$3"k "$1/ballast"
        code=0
        "${@:5}" 2>"$4" || code=$?
        echo "first $code"
        rm "$1/ballast"
        "${@:5}"
        cp -r "$1/spring" "$2-after"
    """
    said = tmp_path / "said"
    done = _in_own_mounts(
        script, str(disk), str(course.folder), str(free_kb), str(said), *command(Course(course.folder))[:4],
        str(moved), CHAPTER, "-j", "2",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + said.read_text()
    assert "first 2" in done.stdout
    error = said.read_text()
    assert "Traceback" not in error
    assert "error:" in error
    assert "full" in error or "No space left" in error
    after = Course(Path(f"{course.folder}-after"))
    assert grades(after) == undisturbed
    assert leftovers(after) == []


def test_a_read_only_gradebook_is_one_clear_error_and_then_the_class_is_finished(
    course, finishes, tmp_path
) -> None:
    script = """
        mount --bind "$1" "$1"
        mount -o remount,ro,bind "$1"
        "${@:2}"
    """
    done = _in_own_mounts(script, str(course.folder / "gradebook.db"), *command(course))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "read-only" in done.stderr
    finishes(course)


# Every look at the clock finds it somewhere else, by up to a year.
_CLOCK = """
import random, time
_time, _ns = time.time, time.time_ns
time.time = lambda: _time() + random.uniform(-3e7, 3e7)
time.time_ns = lambda: _ns() + random.randrange(-3 * 10**16, 3 * 10**16)
"""


def test_a_clock_that_jumps_changes_no_grade(course, undisturbed, tmp_path) -> None:
    folder = tmp_path / "clock"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_CLOCK)
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    shown = subprocess.run(
        [sys.executable, "-c", "import time; print(abs(time.time() - time.time()) > 60)"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert shown.stdout.strip() == "True"
    for _ in range(2):
        done = grade(course, PYTHONPATH=path)
        assert done.returncode == 0, done.stderr
        assert grades(course) == undisturbed


def test_two_graders_at_once_make_one_gradebook(course, finishes, undisturbed) -> None:
    both = [start(course), start(course)]
    said = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert grades(course) == undisturbed
    shutil.rmtree(course.folder / "results")
    finishes(course)
