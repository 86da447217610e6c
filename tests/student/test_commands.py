"""Each command as a student meets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.student.conftest import (
    EXERCISES,
    NO_CONSTANT,
    NORMAL_QUANTILE,
    RIGHT,
    STUB_LINE,
    hidden,
)


def test_the_first_list_says_that_failing_is_expected_and_what_to_do_first(kit, course):
    ran = course("list")
    assert ran.code == 0
    assert ran.out.count("not attempted") == EXERCISES + 1  # every exercise and the welcome
    assert "that is where everyone starts" in ran.words
    assert "exercises/ch1_ols/design_matrix.py" in ran.out
    assert "course check design_matrix" in ran.out


def test_a_list_shows_points_difficulty_minutes_and_state(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    assert "not checked yet" in course("list").out
    course("check", "design_matrix")
    line = next(s for s in course("list").out.splitlines() if "ols.design_matrix" in s)
    assert line.split() == ["✓", "ols.design_matrix", "5", "●○○○○", "10", "passes"]


def test_a_change_after_a_pass_shows_in_the_list(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    kit.design_matrix.write_text(kit.design_matrix.read_text() + "\nx = 1\n")
    assert "changed after passing" in course("list").out


def test_nothing_is_wider_than_80_columns(kit, course):
    kit.answer(kit.confidence_interval, NORMAL_QUANTILE)
    for words in (
        ["list"],
        ["next"],
        ["check"],
        ["check", "ols"],
        ["hint", "confidence_interval"],
        ["progress"],
    ):
        assert all(len(line) <= 80 for line in course(*words).out.splitlines()), words


def test_next_shows_what_to_do_and_where(kit, course):
    ran = course("next")
    assert ran.code == 0
    assert "Write design_matrix(x1, x2, interaction=False)" in ran.words
    assert "exercises/ch1_ols/design_matrix.py" in ran.out


def test_next_moves_on_after_a_pass(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    assert "ols.least_squares" in course("next").out


def test_a_check_with_nothing_begun_says_where_to_begin(kit, course):
    ran = course("check")
    assert ran.code == 1
    assert "nothing to check yet" in ran.words
    assert "course next" in ran.out


def test_a_check_of_a_stub_is_not_attempted_and_not_an_error(kit, course):
    ran = course("check", "design_matrix")
    assert ran.code == 1
    assert "Not attempted yet: that is where everyone starts." in ran.out
    assert "✗" not in ran.out


def test_a_right_answer_passes_and_says_what_that_means(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    ran = course("check", "design_matrix")
    assert ran.code == 0
    assert (
        f"4 of 4 public checks pass; {hidden('design_matrix')} more run when you submit." in ran.out
    )
    assert "Next:" in ran.out


def test_a_named_slip_is_shown_with_called_got_expected(kit, course):
    kit.answer(kit.confidence_interval, NORMAL_QUANTILE)
    ran = course("check")
    assert ran.code == 1
    assert "called confidence_interval(np.array([2.0]), np.array([0.5]), 4)" in ran.words
    assert "got [[1.02002, 2.97998]]" in ran.words
    assert "expected [[0.611777, 3.38822]]" in ran.words
    assert "looks like Your half-width is the one a normal quantile gives." in ran.words
    assert "course hint confidence_interval" in ran.out
    assert "!" not in ran.out


def test_a_whole_chapter_is_checked_in_one_table_and_one_message(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    kit.answer(kit.confidence_interval, NORMAL_QUANTILE)
    ran = course("check", "ols")
    assert ran.code == 1
    assert f"4 of 4 public checks pass; {hidden('design_matrix')} more when you submit" in ran.out
    assert ran.out.count("not attempted") == EXERCISES - 2
    assert ran.out.count("Stuck?") == 1
    assert "An interval for every coefficient" in ran.out


@pytest.mark.parametrize(
    "name",
    [
        "ols.design_matrix",
        "design_matrix",
        "design-matrix",
        "design_matrix",
        "design_matrix",
        "design_matrix.py",
        "exercises/ch1_ols/test_design_matrix.py",
    ],
)
def test_an_exercise_has_many_names(kit, course, name):
    assert "ols.design_matrix" in course("hint", name).out


def test_an_unknown_exercise_gets_the_closest_match(kit, course):
    ran = course("check", "desing_matrix")
    assert ran.code == 2
    assert "Did you mean ols.design_matrix?" in ran.words
    assert "Traceback" not in ran.words


def test_a_name_that_is_like_nothing_points_to_the_list(kit, course):
    ran = course("hint", "zzz")
    assert ran.code == 2
    assert "course list" in ran.words


def test_outside_of_a_kit_the_command_says_where_to_go(tmp_path, monkeypatch, course):
    monkeypatch.chdir(tmp_path)
    ran = course("list")
    assert ran.code == 2
    assert "No exercises were found" in ran.words


@pytest.mark.parametrize("inside", ["exercises", "exercises/ch1_ols"])
def test_the_command_works_from_inside_the_folders(kit, course, monkeypatch, inside):
    monkeypatch.chdir(kit.root / inside)
    course("hint", "design_matrix")
    assert (kit.root / ".course-progress.json").exists()


def test_a_chapter_on_its_own_works_too(kit, course, monkeypatch, tmp_path):
    alone = tmp_path / "downloads" / "ch1_ols"
    shutil.copytree(kit.chapter, alone)
    monkeypatch.chdir(alone)
    assert "ols.design_matrix" in course("next").out


def test_hints_come_one_at_a_time_and_are_remembered(kit, course):
    seen = [course("hint", "design_matrix").out for _ in range(3)]
    assert ["Hint 1 of 3" in seen[0], "Hint 2 of 3" in seen[1], "Hint 3 of 3" in seen[2]] == [
        True
    ] * 3
    assert "Hint 2" not in seen[0]
    assert "last hint" not in " ".join(seen[:2])
    assert "section design matrix" in " ".join(seen[2].split())
    assert course("hint", "design_matrix").out.count(" of 3") == 3


def test_hints_can_be_read_again_without_a_new_one(kit, course):
    assert "No hint" in course("hint", "least_squares", "--again").out
    course("hint", "least_squares")
    assert "Hint 2" not in course("hint", "least_squares", "--again").out
    assert "Hint 2 of 3" in course("hint", "least_squares").out


def test_a_reset_puts_the_stub_back_and_never_overwrites_a_copy(kit, course):
    stub = kit.design_matrix.read_text()
    course("list")
    for number, body in enumerate([NO_CONSTANT, RIGHT], start=1):
        kit.answer(kit.design_matrix, body)
        ran = course("reset", "design_matrix")
        assert f"design_matrix.py.bak-{number}" in ran.out
        assert kit.design_matrix.read_text() == stub
    copies = [kit.backups / f"design_matrix.py.bak-{n}" for n in (1, 2)]
    assert [body in c.read_text() for c, body in zip(copies, [NO_CONSTANT, RIGHT], strict=True)]
    assert "nothing to do" in course("reset", "design_matrix").out
    assert "not attempted" in course("list").out


def test_a_stub_that_was_edited_before_the_first_command_comes_from_the_notebook(kit, course):
    stub = kit.design_matrix.read_text()
    kit.answer(kit.design_matrix, RIGHT)
    assert course("reset", "design_matrix").code == 0
    assert kit.design_matrix.read_text() == stub


def test_a_reset_without_any_untouched_copy_explains_itself(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    (kit.chapter / "ch1_ols.ipynb").unlink()
    (kit.chapter / ".course" / "originals.json").unlink()  # as in an older kit
    ran = course("reset", "design_matrix")
    assert ran.code == 2
    assert "course update KIT.zip" in ran.words
    assert RIGHT in kit.design_matrix.read_text()


def test_a_solution_in_a_checkout_waits_until_yours_passes_and_has_no_markers(kit, course):
    folder = kit.root / "solutions" / "ch1_ols" / "design_matrix"
    folder.mkdir(parents=True)
    (folder / "exercise.py").write_text("# BEGIN SOLUTION\nanswer = 42\n# END SOLUTION\n")
    ran = course("solution", "design_matrix")
    assert ran.code == 1
    assert "answer = 42" not in ran.out
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    ran = course("solution", "design_matrix")
    assert "answer = 42" in ran.out
    assert "SOLUTION" not in ran.out


def test_the_doctor_finds_the_exercises_and_that_checks_run(kit, course, monkeypatch):
    from autograder.student import machine

    # Asking torch takes seconds; the next test asks once, in its own way.
    monkeypatch.setattr(machine, "_gpu", lambda: machine.Finding("GPU", "not asked", None))
    ran = course("doctor")
    assert ran.code == 0
    assert "4 of 4 checks of ols.design_matrix ran" in ran.words


def test_the_doctor_says_when_the_folder_is_missing(tmp_path, monkeypatch, course):
    from autograder.student import machine

    monkeypatch.setattr(machine, "_GPU", "print('GPU: A Fine Card')")
    monkeypatch.setattr(machine, "_version", lambda name: "1.0")
    monkeypatch.chdir(tmp_path)
    ran = course("doctor")
    assert ran.code == 2
    assert "A Fine Card" in ran.words
    assert "No exercises were found" in ran.words


def test_the_doctor_survives_a_torch_that_does_not_import(monkeypatch):
    from autograder.student import machine

    monkeypatch.setattr(machine, "_GPU", "raise ImportError('libcuda')")
    assert machine._gpu().found == "torch cannot be imported: ImportError: libcuda"


def test_progress_writes_a_page_to_print(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    assert f"1 of {EXERCISES} pass" in course("progress").words
    assert "Written: progress.html" in course("progress", "--html").out
    page = (kit.root / "progress.html").read_text(encoding="utf-8")
    assert f"1 of {EXERCISES} exercises pass their public checks." in page
    assert "What does the model see?" in page
    assert "@media print" in page
    assert "$" not in page


def test_progress_can_be_written_elsewhere_and_is_escaped(kit, course):
    file = kit.chapter / ".course" / "chapter.json"
    file.write_text(file.read_text().replace("What does the model see?", "<script>$x"))
    assert course("progress", "--html", "mine.html").code == 0
    page = (kit.root / "mine.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;$x" in page
    assert course("progress", "--html", "no/such/folder.html").code == 2


def test_help_is_quick_and_has_examples(kit, course):
    assert "course check design_matrix" in course("check", "--help").out
    heavy = (
        "import sys, autograder.student.cli\n"
        "assert not {'numpy', 'pytest', 'torch', 'nbformat', 'jinja2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-P", "-c", heavy], check=True)


def test_a_list_loads_nothing_heavy(kit):
    light = (
        "import sys; sys.argv = ['course', 'list']\n"
        "from autograder.student import cli\n"
        "cli.main.__globals__['console'].run(lambda: cli.app(standalone_mode=False))\n"
        "assert not {'numpy', 'pytest', 'nbformat', 'nbgrader'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-P", "-c", light], check=True, capture_output=True)


def test_state_survives_what_it_does_not_understand(kit, course):
    file = kit.root / ".course-progress.json"
    known = {
        "version": 99,
        "theme": "dark",
        "exercises": {
            "ols.design_matrix": {"hints": 1, "mood": "good", "passed": "many"},
            "other.exercise": {"passed": 1},
        },
    }
    file.write_text(json.dumps(known))
    ran = course("hint", "design_matrix")
    assert "Hint 2 of 3" in ran.out
    assert "newer version of the course" in ran.words
    after = json.loads(file.read_text())
    assert after["theme"] == "dark"
    assert after["version"] == 99
    assert after["exercises"]["other.exercise"] == {"passed": 1}
    assert after["exercises"]["ols.design_matrix"]["mood"] == "good"
    assert after["exercises"]["ols.design_matrix"]["hints"] == 2
    assert json.loads((kit.root / ".course-progress.json.version-99").read_text()) == known


@pytest.mark.parametrize("content", ["{", "", "[1, 2]", '{"exercises": 3}', "\0\0", "[" * 5000])
def test_a_broken_state_file_is_kept_and_the_command_goes_on(kit, course, content):
    file = kit.root / ".course-progress.json"
    file.write_text(content)
    ran = course("list")
    assert ran.code == 0
    assert "kept as .course-progress.json.broken-1" in ran.words
    assert (kit.root / ".course-progress.json.broken-1").read_text() == content
    file.write_text("{")
    course("hint", "design_matrix")
    assert (kit.root / ".course-progress.json.broken-2").read_text() == "{"
    assert (kit.root / ".course-progress.json.broken-1").read_text() == content


def test_progress_that_cannot_be_written_is_said_and_stops_nothing(kit, course, monkeypatch):
    from autograder.student import state

    def full(path: Path, content: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(state, "write_whole", full)
    ran = course("hint", "design_matrix")
    assert ran.code == 0
    assert "Hint 1 of 3" in ran.out
    assert "could not be saved" in ran.words


def test_two_commands_at_once_lose_nothing(kit):
    from autograder.student.state import State

    watch, other = State(kit.root), State(kit.root)
    other.hinted("ols.design_matrix", 2)
    watch.checked("ols.least_squares", 1, 4, "abc")
    assert State(kit.root).entry("ols.design_matrix").hints == 2
    assert State(kit.root).entry("ols.least_squares").passed == 1


def test_watch_without_its_library_says_how_to_install_it(kit, course, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = course("watch")
    assert ran.code == 2
    assert "pip install watchfiles" in ran.words


def test_watch_checks_at_a_save_and_moves_on_even_where_no_events_arrive(kit, course, monkeypatch):
    watchfiles = pytest.importorskip("watchfiles")
    saved = [NO_CONSTANT, RIGHT]

    def silent(*args: object, **options: object):
        """A drive that reports nothing: only time passes."""
        while saved:
            body = saved.pop(0)
            text = kit.design_matrix.read_text().replace(NO_CONSTANT, STUB_LINE)
            kit.design_matrix.write_text(text.replace(STUB_LINE, body))
            yield set()
            yield set()
        raise KeyboardInterrupt

    monkeypatch.setattr(watchfiles, "watch", silent)
    ran = course("watch")
    assert ran.code == 0
    screens = ran.out.split("-" * 40)[1:]
    assert len(screens) == 3
    assert "Write design_matrix" in " ".join(screens[0].split())
    assert "has no column of ones" in " ".join(screens[1].split())
    assert "✓ ols.design_matrix: 4 of 4 public checks pass" in screens[2]
    assert "The closest fit" in screens[2]
    assert "Stopped." in screens[2]


def test_a_terminal_without_signs_gets_plain_letters(kit):
    made = subprocess.run(
        [sys.executable, "-P", "-c", "from autograder.student.cli import main; main()", "list"],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    seen = " ".join(made.stdout.decode("ascii").split())
    assert "- ols.design_matrix 5 *.... 10 not attempted" in seen


def test_no_colour_means_no_colour(kit):
    made = subprocess.run(
        [sys.executable, "-P", "-c", "from autograder.student.cli import main; main()", "list"],
        check=True,
        capture_output=True,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert b"\x1b" not in made.stdout


def test_the_command_is_quick(kit):
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-P", "-c", "from autograder.student.cli import main; main()", "--help"],
        check=True,
        capture_output=True,
    )
    # Generous, for a busy machine: it takes a third of a second.
    assert time.monotonic() - started < 5
