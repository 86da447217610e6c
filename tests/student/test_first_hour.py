"""A newcomer's first hour, in a real terminal."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys

import pytest

from tests.student.conftest import EXERCISES, NORMAL_QUANTILE, ROOT, Kit, hidden

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")

STUDENTS_T = NORMAL_QUANTILE.replace(
    "stats.norm.ppf(1 - (1 - level) / 2)", "stats.t.ppf(1 - (1 - level) / 2, df_resid)"
)
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """A shell-less terminal of 80 columns: one command after the other."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.raw = ""

    def type(self, *words: str) -> tuple[int, str]:
        """Return the exit code and the text that stood on the screen."""
        environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        child = pexpect.spawn(
            sys.executable,
            ["-P", "-c", "from autograder.student.cli import main; main()", *words],
            cwd=str(self.kit.root),
            dimensions=(24, 80),
            env=environment | {"TERM": "xterm-256color"},
            encoding="utf-8",
            timeout=60,
        )
        child.expect(pexpect.EOF)
        child.close()
        self.raw = child.before
        return child.exitstatus, " ".join(_CODES.sub("", self.raw).split())


def test_a_newcomers_first_hour(tmp_path):
    root = tmp_path / "vraisemblance"
    shutil.copytree(ROOT / "exercises" / "ch1_ols", root / "exercises" / "ch1_ols")
    kit = Kit(root)
    terminal = Terminal(kit)

    code, seen = terminal.type("list")
    assert code == 0
    assert "that is where everyone starts" in seen
    assert "course check design_matrix" in seen
    assert "\x1b[" in terminal.raw  # a terminal gets colours

    code, seen = terminal.type("next")
    assert code == 0
    assert "Write design_matrix(x1, x2, interaction=False)" in seen

    # She likes intervals, and begins there: no exercise needs another.
    kit.answer(kit.confidence_interval, NORMAL_QUANTILE)
    code, seen = terminal.type("check", "confidence_interval")
    assert code == 1
    assert (
        f"0 of 3 public checks pass; {hidden('confidence_interval')} more run when you submit."
        in seen
    )
    assert "called confidence_interval(np.array([2.0]), np.array([0.5]), 4)" in seen
    assert "looks like Your half-width is the one a normal quantile gives." in seen
    assert "course hint confidence_interval" in seen

    code, seen = terminal.type("hint", "confidence_interval")
    assert code == 0
    assert "Hint 1 of 3" in seen

    text = kit.confidence_interval.read_text(encoding="utf-8")
    kit.confidence_interval.write_text(text.replace(NORMAL_QUANTILE, STUDENTS_T), encoding="utf-8")
    code, seen = terminal.type("check", "confidence_interval")
    assert code == 0
    assert (
        f"3 of 3 public checks pass; {hidden('confidence_interval')} more run when you submit."
        in seen
    )
    assert "✗" not in seen

    code, seen = terminal.type("progress")
    assert code == 0
    assert f"1 of {EXERCISES} pass" in seen

    code, seen = terminal.type("list")
    assert "✓ ols.confidence_interval 10 ●●○○○ 15 passes" in seen
    assert "Welcome" not in seen


def test_ctrl_c_ends_a_watch_with_exit_code_0(tmp_path):
    pytest.importorskip("watchfiles")
    root = tmp_path / "vraisemblance"
    shutil.copytree(ROOT / "exercises" / "ch1_ols", root / "exercises" / "ch1_ols")
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-c", "from autograder.student.cli import main; main()", "watch"],
        cwd=str(root),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
        # Where the tests run as a background job of a script, they inherit that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    child.expect("Ctrl-C ends")
    # A real save, and the real watcher.
    kit = Kit(root)
    kit.answer(kit.design_matrix, "    return None\n")
    child.expect("The design matrix is None")
    child.sendintr()
    child.expect("Stopped")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_watch_has_keys_and_follows_the_exercise_that_is_saved(tmp_path):
    pytest.importorskip("watchfiles")
    root = tmp_path / "vraisemblance"
    shutil.copytree(ROOT / "exercises" / "ch1_ols", root / "exercises" / "ch1_ols")
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-c", "from autograder.student.cli import main; main()", "watch"],
        cwd=str(root),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
        # Where the tests run as a background job of a script, they inherit that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    kit = Kit(root)
    child.expect("q quit")
    child.send("h")
    child.expect("Hint 1 of 3")
    kit.answer(kit.confidence_interval, "    return None\n")
    child.expect("confidence_interval")
    child.expect("is None")
    mine = kit.confidence_interval.read_text(encoding="utf-8")
    child.send("r")
    child.expect("y/n")
    child.send("n")
    child.expect("Nothing was reset")
    assert kit.confidence_interval.read_text(encoding="utf-8") == mine
    child.send("r")
    child.expect("y/n")
    child.send("y")
    child.expect("not attempted|Write")
    child.send("n")
    child.expect("design_matrix")
    child.send("n")
    child.expect("least_squares")
    child.send("q")
    child.expect("Stopped")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert mine in [p.read_text(encoding="utf-8") for p in kit.backups.iterdir()]
