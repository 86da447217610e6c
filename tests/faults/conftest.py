"""A small class, what an undisturbed run makes of it, and how to run the command beside a test."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from autograder.grade.session import CallLimits
from autograder.grade.submission_result import read_result
from autograder.nb.courseroot import init
from autograder.nb.release import release
from tests.grade.helpers import RIGHT, hand_in_notebook, hand_in_py, notebook

CHAPTER = "ch1_ols"
# A second a call, or no signal would ever find the grader at work.
SLOW = RIGHT.replace("    half =", "    import time; time.sleep(0.2)\n    half =")
STUDENTS = {
    "ada": SLOW,
    "bo": SLOW.replace("(1 + level) / 2", "level"),
    "chen": "def confidence_interval(*a, **k):\n    import os; os._exit(3)\n",
    "dana": SLOW.replace("half = stats.t.ppf((1 + level) / 2, df_resid)", "half = 2"),
    "eli": "def confidence_interval(*a, **k):\n    while True: pass\n",
    "fay": SLOW,
}

Grades = dict[tuple[str, str], tuple[object, ...]]


@pytest.fixture(scope="session")
def handed_in(root, tmp_path_factory) -> Path:
    """A released course with six submissions, made once."""
    folder = tmp_path_factory.mktemp("handed-in") / "spring"
    init(folder, root, limits=CallLimits(load_s=20.0, call_s=1.0, exercise_s=60.0))
    course = Course(folder)
    release(course, [CHAPTER])
    for name, code in STUDENTS.items():
        hand_in_py(course, name, code)
    hand_in_notebook(course, "gus", notebook(root))
    return folder


@pytest.fixture
def course(handed_in, tmp_path) -> Course:
    """The class, of this test's own."""
    shutil.copytree(handed_in, tmp_path / "spring")
    return Course(tmp_path / "spring")


@pytest.fixture(scope="session")
def undisturbed(handed_in, tmp_path_factory) -> Grades:
    """The gradebook that a run makes which nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed") / "spring"
    shutil.copytree(handed_in, folder)
    done = grade(Course(folder))
    assert done.returncode == 0, done.stderr
    return grades(Course(folder))


def command(course: Course, *options: str) -> list[str]:
    return [
        sys.executable, "-m", "autograder.cli", "grade", str(course.folder), CHAPTER, "-j", "2",
        *options,
    ]  # fmt: skip


def start(course: Course, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(course),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def grade(course: Course, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(course),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def grades(course: Course) -> Grades:
    """Every row of the gradebook, and every result on disk has to be readable."""
    for path in (course.folder / "results" / CHAPTER).glob("*.json"):
        assert read_result(path).student == path.stem
    query = """
        select student.id, base_cell.name, grade.auto_score, grade.manual_score,
               grade.needs_manual_grade
        from grade join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id
    """
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as connection:
        found: Grades = {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(query)}
    return found


def leftovers(course: Course) -> list[str]:
    """Half-written things: temporary files and folders that nobody put in place."""
    return sorted(
        str(path.relative_to(course.folder))
        for pattern in ("results/**/.*", "autograded/**/.*")
        for path in course.folder.glob(pattern)
    )


@pytest.fixture
def finishes(undisturbed) -> Callable[[Course], None]:
    """After a fault: the same command again, and every grade is that of the undisturbed run."""

    def check(course: Course) -> None:
        done = grade(course)
        assert done.returncode == 0, done.stderr
        assert grades(course) == undisturbed
        assert leftovers(course) == []
        for name in (*STUDENTS, "gus"):
            assert (course.folder / "autograded" / name / CHAPTER / f"{CHAPTER}.ipynb").exists()

    return check
