"""Long commands say what they do while they do it, and what is kept when they are stopped."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys

import pexpect
import pytest
import typer

from autograder.steps import step, steps


class Terminal(io.StringIO):
    """An error stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_each_step_is_shown_even_where_somebody_takes_the_error_stream_away(terminal) -> None:
    with (
        contextlib.redirect_stderr(terminal),
        steps("releasing", "all is kept", total=2),
        contextlib.redirect_stderr(io.StringIO()),  # as pytest does, which the build runs inside
    ):
        step("building ch1_ols")
        step("trying the known mistakes", within=True)
        step("nbgrader generate_assignment ch1_ols")
    shown = terminal.getvalue()
    assert "nbgrader generate_assignment ch1_ols" in shown
    assert "1/2" in shown or "2/2" in shown
    assert "stopped" not in shown


def test_without_a_terminal_nothing_is_drawn_and_without_a_command_a_step_is_silent(capsys) -> None:
    step("nobody listens")
    with steps("building", "all is kept"):
        step("building ch1_ols")
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_says_what_is_kept_and_what_to_do(capsys) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(typer.Exit) as ended, steps("building", "what was written is kept"):
        os.kill(os.getpid(), signal.SIGINT)
    assert ended.value.exit_code == 130
    said = capsys.readouterr().err
    assert said == "stopped; what was written is kept. Run the same command again to finish.\n"
    assert signal.getsignal(signal.SIGINT) == before


def test_a_ctrl_c_that_the_code_on_trial_has_caught_ends_the_command_at_the_next_step(
    capsys,
) -> None:
    reached = []
    with pytest.raises(typer.Exit), steps("building", "nothing is lost"):
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            reached.append("caught")
        step("the next one")
        reached.append("never")
    assert reached == ["caught"]
    with pytest.raises(typer.Exit), steps("building", "nothing is lost"):
        with contextlib.suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        reached.append("last")
    assert reached[-1] == "last"


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "typer.Exit(130)"])
def test_ctrl_c_in_any_command_has_its_words_and_a_command_that_has_said_its_own_says_no_more(
    raised,
) -> None:
    code = (
        "import typer\nfrom autograder import console\napp = typer.Typer()\n"
        f"@app.command()\ndef a(): raise {raised}\n@app.command()\ndef b(): pass\nconsole.run(app)"
    )
    done = subprocess.run([sys.executable, "-c", code, "a"], capture_output=True, text=True)
    says = "stopped; what was finished is kept. Run the same command again to go on.\n"
    assert done.stderr == (says if raised == "KeyboardInterrupt" else "")
    assert (done.returncode, done.stdout) == (130, "")


@pytest.mark.slow
def test_init_shows_its_steps_and_ends_at_once_and_in_words_on_ctrl_c(root, tmp_path) -> None:
    folder = tmp_path / "spring"
    child = pexpect.spawn(
        sys.executable,
        ["-c", "from autograder.cli import main; main()", "init", str(folder)],
        cwd=str(root),
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
        encoding="utf-8",
        timeout=120,
    )
    child.expect("building ch|trying the known")
    child.sendintr()
    child.expect("stopped; what was written to .* is kept")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in (child.before or "")
