"""What strangers met who had never seen the course: each once broke, or said the wrong thing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from autograder.checks import CALL_S
from tests.student.conftest import NO_CONSTANT, RIGHT, ROOT, STUB_LINE

# Ends a test that would otherwise hang.
LONG = 120


def _pytest(kit, *arguments: str) -> tuple[int, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=kit.root,
        env={**environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=LONG,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


TEST = "exercises/ch1_ols/test_design_matrix.py"


def test_the_first_check_that_fails_is_explained_and_on_request_all(kit, course):
    # The first two checks fail; a slip is known of both, and the third raises.
    kit.answer(kit.design_matrix, NO_CONSTANT)
    first = course("check", "design_matrix")
    titles = [s for s in first.out.splitlines() if s.strip().startswith("✗")]
    called = first.out.index("called")
    assert first.out.index(titles[0]) < called < first.out.index(titles[1])
    assert first.out.count("called") == 1
    assert "course check design_matrix --all" in first.words
    every = course("check", "design_matrix", "--all")
    assert every.out.count("called") == len(titles)
    assert "--all" not in every.out


def test_a_stubs_last_line_that_was_left_in_is_named(kit, course):
    kit.answer(kit.design_matrix, "    columns = [np.ones(len(x1)), x1, x2]\n" + STUB_LINE)
    line = kit.design_matrix.read_text().splitlines().index(STUB_LINE.rstrip("\n")) + 1
    told = f"Line {line} of design_matrix.py still says `raise NotAttempted`"
    ran = course("check", "design_matrix")
    assert told in ran.words
    assert "everyone starts" not in ran.words
    _, printed = _pytest(kit, TEST)
    assert told in printed


def test_code_below_the_stubs_last_line_is_seen_too(kit, course):
    kit.answer(kit.design_matrix, STUB_LINE + RIGHT)
    assert "still says `raise NotAttempted`" in course("check", "design_matrix").words


def test_a_stub_as_it_was_handed_out_is_only_not_attempted(kit, course):
    ran = course("check", "design_matrix")
    assert "everyone starts" in ran.words
    assert "still says" not in ran.words


def test_a_test_file_that_was_changed_is_told_of_and_can_be_put_back(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    test = kit.root / TEST
    test.write_text(
        'def test_x(student):\n    "All is well."\n    student.design_matrix([1], [2])\n'
    )
    ran = course("check", "design_matrix")
    assert "1 of 1 public checks pass" in ran.words
    assert "test_design_matrix.py is not as it was handed out" in ran.words
    assert "course reset design_matrix" in ran.words
    assert "is not as it was handed out" in _pytest(kit, TEST)[1]
    course("reset", "design_matrix")
    assert test.read_bytes() == (ROOT / TEST).read_bytes()
    assert "All is well" in (kit.backups / "test_design_matrix.py.bak-1").read_text()
    course("restore", "design_matrix")
    ran = course("check", "design_matrix")
    assert "4 of 4 public checks pass" in ran.words
    assert "not as it was handed out" not in ran.words


def test_line_ends_alone_are_no_change(kit, course):
    test = kit.root / TEST
    test.write_bytes(test.read_bytes().replace(b"\n", b"\r\n"))
    kit.answer(kit.design_matrix, RIGHT)
    assert "not as it was handed out" not in course("check", "design_matrix").words


@pytest.mark.parametrize(
    "text",
    ["def test_x(student", "import nothing_of_the_kind\n", "", "raise ValueError('x')\n"],
    ids=["syntax", "import", "empty", "raises"],
)
def test_a_broken_test_file_is_told_of_in_a_paragraph(kit, course, text):
    kit.answer(kit.design_matrix, RIGHT)
    (kit.root / TEST).write_text(text)
    ran = course("check", "design_matrix")
    assert ran.code == 2
    assert "test_design_matrix.py" in ran.words
    assert "`course reset design_matrix` puts it back" in ran.words
    assert len(ran.words) < 500
    assert "Traceback" not in ran.words
    if text:
        _, printed = _pytest(kit, TEST)
        assert "`course reset design_matrix` puts it back" in printed
        assert "importlib" not in printed


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"exercises": 3}', b"\xff\xfe"])
def test_slips_that_cannot_be_read_are_no_fault_of_the_students(kit, course, content):
    kit.answer(kit.design_matrix, NO_CONSTANT)
    (kit.chapter / ".course" / "slips.json").write_bytes(content)
    ran = course("check", "design_matrix")
    assert ran.code == 1
    assert "0 of 4 public checks pass" in ran.words
    assert "exit" not in ran.words
    code, printed = _pytest(kit, TEST)
    assert code == 1
    assert "INTERNALERROR" not in printed


def test_slips_that_are_no_json_are_told_of(kit, course):
    kit.answer(kit.design_matrix, NO_CONSTANT)
    (kit.chapter / ".course" / "slips.json").write_bytes(b"{")
    assert ".course/slips.json cannot be read" in course("check", "design_matrix").words


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", None])
def test_a_chapter_file_that_cannot_be_read_is_mended_by_the_kit(kit, course, tmp_path, content):
    from tests.student.test_update import make_kit

    kit.answer(kit.design_matrix, RIGHT)
    mine = kit.design_matrix.read_text()
    file = kit.chapter / ".course" / "chapter.json"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
        ran = course("list")
        assert ran.code == 2
        assert "course update KIT.zip" in ran.words
    assert course("update", make_kit(tmp_path / "kit.zip")).code == 0
    assert course("list").code == 0
    assert kit.design_matrix.read_text() == mine


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_to_be_saved_as_utf8(kit, course, encoding):
    text = kit.design_matrix.read_text().replace(STUB_LINE, "    # groß\n" + RIGHT)
    kit.design_matrix.write_bytes(
        text.encode("ascii", "ignore").decode().replace("gro", "groß").encode(encoding)
    )
    ran = course("check", "design_matrix")
    assert ran.code == 1
    assert "Save it as UTF-8" in ran.words
    shown = text.encode("ascii", "ignore").decode().splitlines()
    line = next(i for i, s in enumerate(shown, 1) if "gro" in s) if encoding == "cp1252" else 1
    assert f"design_matrix.py, line {line}" in ran.words


def test_a_declared_encoding_is_fine(kit, course):
    text = "# coding: latin-1\n" + kit.design_matrix.read_text().replace(
        STUB_LINE, "    # groß\n" + RIGHT
    )
    kit.design_matrix.write_bytes(text.encode("latin-1", "ignore"))
    assert "4 of 4 public checks pass" in course("check", "design_matrix").words


def test_the_name_of_a_file_is_not_given_a_capital(kit, course):
    kit.design_matrix.write_text("x = 1\n")
    ran = course("check", "design_matrix")
    assert "design_matrix.py defines no function" in ran.words
    assert "E01_" not in ran.words


def test_a_recursion_is_shown_once(kit, course):
    # Of a function of its own: Python 3.13.0 never notices the recursion of one with default arguments.
    again = "    return again(x1)\n\n\ndef again(x):\n    return again(x)\n"
    kit.answer(kit.design_matrix, again)
    ran = course("check", "design_matrix")
    assert "RecursionError" in ran.words
    assert ran.words.count("return again(x)") == 1


@pytest.mark.parametrize("asks", ["breakpoint()", "input()"])
def test_a_check_has_no_keyboard_and_says_so(kit, course, asks):
    kit.answer(kit.design_matrix, f"    {asks}\n" + RIGHT)
    ran = course("check", "design_matrix")
    assert f"take `{asks}` out" in ran.words
    assert "no keyboard" in ran.words


@pytest.mark.parametrize(
    "says",
    [
        'AssertionError("Torch not compiled with CUDA enabled")',
        'RuntimeError("Found no NVIDIA driver on your system.")',
    ],
)
def test_a_check_has_no_gpu_and_says_so(kit, course, says):
    """What PyTorch raises for `.cuda()`: where it was built without CUDA, and where there is no card."""
    kit.answer(kit.design_matrix, f"    raise {says}\n")
    assert "take `.cuda()` and `device='cuda'` out: checks run on the CPU" in course("check").words


def test_several_things_that_came_back_as_a_tuple_are_named(kit, course):
    kit.answer(
        kit.design_matrix, "    return np.linalg.lstsq(np.ones((3, 2)), np.ones(3), rcond=None)\n"
    )
    assert "tuple of 4" in course("check", "design_matrix").words


def test_a_hint_without_a_name_is_for_the_exercise_at_hand(kit, course):
    assert "ols.design_matrix" in course("hint").out
    kit.answer(kit.confidence_interval, "    return 1\n")
    course("check", "confidence_interval")
    assert "ols.confidence_interval" in course("hint").out


def test_checks_that_were_left_out_are_not_counted(kit):
    kit.answer(kit.design_matrix, NO_CONSTANT)
    _, printed = _pytest(kit, TEST, "-k", "interaction")
    assert "of the" in printed
    assert "others were left out" in printed


def test_pytest_says_where_the_work_is(kit):
    notebook = kit.chapter / "ch1_ols.ipynb"
    raw = json.loads(notebook.read_text())
    cell = next(c for c in raw["cells"] if "def design_matrix" in "".join(c["source"]))
    cell["source"] = "".join(cell["source"]).replace(STUB_LINE.rstrip("\n"), RIGHT)
    notebook.write_text(json.dumps(raw))
    _, printed = _pytest(kit, TEST)
    assert "Your work on ols.design_matrix is in ch1_ols.ipynb" in printed
    assert "course check design_matrix" in printed


def test_a_file_that_was_deleted_can_be_brought_back(kit, course):
    kit.design_matrix.unlink()
    for command in (["next"], ["check", "design_matrix"]):
        ran = course(*command)
        assert "design_matrix.py is not there any more" in ran.words
        assert "course reset design_matrix" in ran.words
    assert "course reset design_matrix" in _pytest(kit, TEST)[1]
    course("reset", "design_matrix")
    assert STUB_LINE in kit.design_matrix.read_text()


def test_work_that_was_reset_can_be_restored_and_nothing_is_lost_by_it(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    mine = kit.design_matrix.read_text()
    course("reset", "design_matrix")
    kit.answer(kit.design_matrix, NO_CONSTANT)
    other = kit.design_matrix.read_text()
    assert course("restore", "design_matrix").code == 0
    assert kit.design_matrix.read_text() == mine
    assert other in [p.read_text() for p in kit.backups.iterdir()]
    listed = course("restore", "design_matrix", "--list").out
    assert listed.startswith("1  ")
    assert "\n2  " in listed
    assert course("restore", "design_matrix", "9").code == 2
    assert course("restore", "confidence_interval").code == 2


def test_a_copy_that_an_older_version_left_beside_the_file_is_found(kit, course):
    (kit.chapter / "design_matrix.py.bak-1").write_text("# mine\n")
    course("restore", "design_matrix")
    assert kit.design_matrix.read_text() == "# mine\n"


def test_a_submission_is_packed_and_says_what_is_in_it(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    (kit.chapter / "helper.py").write_text("x = 1\n")
    course("check", "design_matrix")
    ran = course("submit")
    assert ran.code == 0
    assert "✓ ols.design_matrix passes the .py file" in ran.words
    assert "Attempted: 1 of" in ran.words
    with zipfile.ZipFile(kit.root / "ch1_ols.zip") as archive:
        names = archive.namelist()
    assert {"ch1_ols/design_matrix.py", "ch1_ols/helper.py", "ch1_ols/ch1_ols.ipynb"} <= {*names}
    assert not any("test_" in n or "given" in n or ".course" in n for n in names)
    before = (kit.root / "ch1_ols.zip").read_bytes()
    course("submit", "ols")
    assert (kit.root / "ch1_ols.zip").read_bytes() == before


def test_the_grader_finds_what_was_packed(kit, course, tmp_path):
    from autograder.grade.submission import read_submission
    from autograder.registry import read_chapter

    kit.answer(kit.design_matrix, RIGHT)
    course("submit", "--to", tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        archive.extractall(tmp_path / "ada")
    chapter = read_chapter(kit.chapter)
    stubs = {
        e.stem: (ROOT / "exercises/ch1_ols" / f"{e.stem}.py").read_text() for e in chapter.exercise
    }
    read = read_submission(tmp_path / "ada" / "ch1_ols", "ada", chapter, stubs)
    assert read.origin["design_matrix"] == "py"
    assert read.problems == ()


def test_nothing_is_packed_where_nothing_was_tried_or_something_is_in_the_way(kit, course):
    assert course("submit").code == 1
    assert not (kit.root / "ch1_ols.zip").exists()
    kit.answer(kit.design_matrix, RIGHT)
    (kit.root / "ch1_ols.zip").write_text("my own")
    assert course("submit").code == 2
    assert (kit.root / "ch1_ols.zip").read_text() == "my own"


def test_what_the_site_says_can_be_read_from_the_kit(kit, course):
    by_name = course("read", "standard_errors")
    assert by_name.code == 0
    assert "standard error" in by_name.words
    assert "{{" not in by_name.out
    assert course("read", "standard-errors").out == by_name.out
    kit.answer(kit.design_matrix, NO_CONSTANT)
    assert "course read" in course("check", "design_matrix").words


def test_every_page_that_an_exercise_names_is_in_its_kit(root):
    from autograder.registry import chapters

    for chapter in chapters(root / "exercises"):
        pages = json.loads((root / "exercises" / chapter.folder / ".course/pages.json").read_text())
        for exercise in chapter.exercise:
            assert exercise.page.partition("#")[2] in pages["sections"], exercise.id


@pytest.mark.parametrize("words", [["-h"], ["check", "-h"], ["submit", "-h"]])
def test_h_helps(course, words):
    assert "Usage: " in course(*words).out


def test_an_interruption_in_the_first_moment_shows_no_traceback():
    code = (
        "import sys; from autograder.entry import course; sys.argv = ['course', 'list']; "
        "print('begun', flush=True); course()"
    )
    for wait in (0.02, 0.08, 0.2):
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LONG)
        assert "Traceback" not in err, wait


def test_one_ctrl_c_ends_pytest_in_an_endless_loop(kit):
    kit.answer(kit.design_matrix, "    open('begun', 'w').close()\n    while True:\n        pass\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", TEST],
        cwd=kit.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + LONG
    while not (kit.root / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=LONG)
    assert process.returncode == 2  # pytest: the run was interrupted
    assert "KeyboardInterrupt" in printed
    assert "your code raised" not in printed


@pytest.mark.slow  # it waits for the limit itself
def test_pytest_has_the_limit_of_the_command(kit):
    kit.answer(kit.design_matrix, "    while True:\n        pass\n")
    code, printed = _pytest(kit, TEST, "-x")
    assert code == 1
    assert f"your code ran for more than {CALL_S:g} seconds and was stopped" in printed
    assert "design_matrix.py, line" in printed


def test_a_shape_that_is_not_told_still_makes_a_sentence():
    import numpy as np

    from autograder.checks.expect import Expect
    from autograder.checks.outcome import Wrong

    with pytest.raises(Wrong, match=r"has a shape far from what was asked for$"):
        Expect().array(np.zeros((1, 1, 1, 2)), (2,))
    with pytest.raises(Wrong, match=r"has shape \(3,\), not \(2,\)$"):
        Expect().array(np.zeros(3), (2,))


def test_small_words_are_right(root):
    from autograder.kit import _exercises

    assert (_exercises(1), _exercises(2)) == ("1 exercise", "2 exercises")
    for file in (root / "exercises").rglob("*.py"):
        assert "document behind this chapter" not in " ".join(file.read_text().split()), file
