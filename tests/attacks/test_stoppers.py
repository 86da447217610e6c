"""Submissions aimed at everybody else: what they could stop is tried in small classes of their own.

The others, all attackers in one class, are in `test_attacks.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest

from autograder.grade.course_folder import Course
from autograder.grade.grading_run import Graded, GradingRun
from autograder.grade.submission import read_submission
from autograder.nb.publish import Publisher
from autograder.registry import Chapter
from autograder.worker import codec
from tests.attacks.model import CHAPTER, RIGHT, STEM, Attack, hand_in
from tests.grade.helpers import exercise, fill, notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

HONEST = Attack("m_honest", "", "", "", {f"{STEM}.py": RIGHT})
NOT_UTF8 = os.fsdecode(b"na\xefve")


@pytest.fixture
def course(released_course: Path, tmp_path: Path) -> Course:
    """A released course folder of this test's own, without submissions."""
    skip = shutil.ignore_patterns("submitted", "autograded", "results", "feedback", "reports")
    shutil.copytree(released_course, tmp_path / "spring", ignore=skip)
    (tmp_path / "spring" / "submitted").mkdir()
    return Course(tmp_path / "spring")


def grade_and_publish(course: Course, *, processes: int = 1) -> dict[str, Graded]:
    """Grade whoever is new or changed, and publish, as `autograder grade` does."""
    with GradingRun(course, CHAPTER, processes=processes) as run, Publisher(run) as publisher:
        found = {}
        for graded in run.grade():
            if graded.result is not None:
                publisher.publish(graded.result)
            found[graded.student] = graded
        return found


def assert_honest(graded: dict[str, Graded]) -> None:
    """The honest student is graded, and right."""
    result = graded["m_honest"].result
    assert result is not None
    assert exercise(result).score == 10


def hand_in_again(course: Course, student: str, name: str, text: str) -> None:
    """Replace one file of a submission."""
    (course.folder / "submitted" / student / CHAPTER / name).write_text(text, encoding="utf-8")


def half_a_character(root: Path) -> str:
    """A notebook whose JSON escapes half of a character, which no encoding can write."""
    return (
        msgspec.json.encode(fill(notebook(root), RIGHT + "# HALF"))
        .decode()
        .replace("HALF", "\\ud800")
    )


@pytest.mark.parametrize(
    "what",
    [
        pytest.param("half a character"),
        "too deep to parse",
    ],
)
def test_handing_in_again_stops_nobody(course: Course, root: Path, what: str) -> None:
    attack = Attack("a_again", "", "", "", {f"{STEM}.py": RIGHT})
    for student in (attack, HONEST):
        hand_in(course.folder, student, notebook(root), "")
    assert_honest(grade_and_publish(course))
    if what == "half a character":
        hand_in_again(course, "a_again", f"{CHAPTER}.ipynb", half_a_character(root))
    else:
        hand_in_again(course, "a_again", f"{STEM}.py", f"x = {'-' * 50_000}1\n{RIGHT}")
    hand_in_again(course, "m_honest", "notes.py", "x = 1\n")
    graded = grade_and_publish(course)
    assert_honest(graded)
    assert graded["a_again"].result is not None, graded["a_again"].fault


@pytest.mark.parametrize("link", [False, True], ids=["file", "link"])
def test_names_that_are_not_utf8_stop_nobody(course: Course, root: Path, link: bool) -> None:
    for i in range(2):
        folder = hand_in(
            course.folder,
            Attack(f"z_name{i}", "", "", "", {f"{STEM}.py": RIGHT}),
            notebook(root),
            "",
        )
        odd = folder / f"{NOT_UTF8}.py"
        if link:
            odd.symlink_to("nowhere")
        else:
            odd.write_text("x = 1\n")
    hand_in(course.folder, HONEST, notebook(root), "")
    graded = grade_and_publish(course)
    assert_honest(graded)
    for i in range(2):
        result = graded[f"z_name{i}"].result
        assert result is not None, graded[f"z_name{i}"].fault
        assert exercise(result).score == 10


@pytest.mark.parametrize("name", ["n" * 250, NOT_UTF8], ids=["very long", "not UTF-8"])
def test_a_folder_with_an_impossible_name_stops_nobody(
    course: Course, root: Path, name: str
) -> None:
    hand_in(course.folder, HONEST, notebook(root), "")
    hand_in(
        course.folder,
        Attack("x", "", "", "", {f"{STEM}.py": RIGHT}, student=name),
        notebook(root),
        "",
    )
    assert_honest(grade_and_publish(course))


def test_cells_of_the_students_own_are_shown_once(course: Course, root: Path) -> None:
    book = fill(notebook(root), RIGHT)
    book["cells"].insert(
        0, {"cell_type": "code", "metadata": {}, "source": "mine = 1", "outputs": [], "id": "x"}
    )
    attack = Attack("a_first", "", "", "", notebook=lambda _: book)
    hand_in(course.folder, attack, notebook(root), "")
    with GradingRun(course, CHAPTER, processes=1) as run, Publisher(run) as publisher:
        (graded,) = run.grade()
        assert graded.result is not None
        publisher.publish(graded.result)
    path = course.folder / "autograded" / "a_first" / CHAPTER / f"{CHAPTER}.ipynb"
    assert path.read_text(encoding="utf-8").count("mine = 1") == 1


def _within(code: str, seconds_of_cpu: int, root: Path) -> str:
    """What a fresh Python prints that may use so much CPU time. Fails where it does not suffice."""
    limit = f"import resource\nresource.setrlimit(resource.RLIMIT_CPU, ({seconds_of_cpu},) * 2)\n"
    done = subprocess.run(
        [sys.executable, "-c", limit + dedent(code)], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-500:] or f"ended by signal {-done.returncode}"
    return done.stdout


def test_reading_a_cell_of_blank_lines_ends(tmp_path: Path, root: Path) -> None:
    """Nothing limits the time of reading, so it must grow no faster than the submission."""
    book = {"cells": [{"cell_type": "code", "source": "\n" * 300_000, "metadata": {}}]}
    (tmp_path / f"{CHAPTER}.ipynb").write_bytes(msgspec.json.encode(book))
    printed = _within(
        f"""
        from pathlib import Path
        from autograder.grade.submission import read_submission
        from autograder.registry import read_chapter
        chapter = read_chapter(Path("solutions/{CHAPTER}"))
        stubs = {{e.stem: "" for e in chapter.exercise}}
        print(len(read_submission(Path({str(tmp_path)!r}), "x", chapter, stubs).cells))
        """,
        8,
        root,
    )
    assert printed == "1\n"


def test_a_small_message_cannot_take_the_graders_memory(root: Path) -> None:
    """Four million empty lists, a byte each, are refused before they are built."""
    printed = _within(
        """
        import struct
        from pathlib import Path
        from autograder.worker import codec
        def peak():
            lines = Path("/proc/self/status").read_text().splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
        data = b"\\xdd" + struct.pack(">I", 4_000_000) + b"\\x90" * 4_000_000
        before = peak()
        try:
            codec.decode(data)
        except codec.CodecError:
            print(peak() - before)
        """,
        60,
        root,
    )
    assert int(printed) <= 150  # MiB; the most values that are let through need about 100


@pytest.mark.parametrize("column", [1.5, "x", ["list", [1.5]]], ids=["number", "text", "one"])
def test_a_column_must_be_as_long_as_its_table(column: object) -> None:
    """A single number is not repeated for every row: a table would grow without end."""
    index = ["array", "|i1", [3], b"\0" * 3]
    for tree in (
        ["frame", index, [["a", column]]],
        ["series", "a", index, column],
    ):
        with pytest.raises(codec.CodecError):
            codec.decode(msgspec.msgpack.encode(tree))


@pytest.mark.parametrize("form", ["py", "notebook"])
def test_reading_a_submission_never_raises(tmp_path: Path, ols_chapter: Chapter, form: str) -> None:
    stubs = {e.stem: "" for e in ols_chapter.exercise}
    deep = ("-" * 50_000 + "1", "1" + "+1" * 100_000, "x" + ".y" * 100_000, "(" * 300)
    for i, text in enumerate((*deep, "\0", "\x1a", "\ufeff\ufffe")):
        folder = tmp_path / str(i)
        folder.mkdir()
        if form == "py":
            (folder / f"{STEM}.py").write_text(text, encoding="utf-8")
        else:
            metadata = {"nbgrader": {"grade_id": STEM}}
            book = {"cells": [{"cell_type": "code", "source": text, "metadata": metadata}]}
            (folder / f"{CHAPTER}.ipynb").write_bytes(msgspec.json.encode(book))
        assert read_submission(folder, "x", ols_chapter, stubs).origin[STEM] == form
