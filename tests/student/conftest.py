"""A kit to work in, and the command to work with."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.registry import read_chapter
from autograder.student import cli

ROOT = Path(__file__).resolve().parents[2]
# How many exercises the chapter of the kit has.
EXERCISES = len(read_chapter(ROOT / "exercises" / "ch1_ols").exercise)


def hidden(name: str) -> int:
    """How many checks of an exercise only the grader runs."""
    return read_chapter(ROOT / "exercises" / "ch1_ols").find(name).hidden_checks


# A line of an answer stands where the stub's last line stood, indented like it.
RIGHT = """\
    if len(x1) != len(x2):
        raise ValueError("x1 and x2 differ in length")
    columns = [np.ones(len(x1)), x1, x2]
    if interaction:
        columns.append(np.multiply(x1, x2))
    return np.column_stack(columns)
"""
NO_CONSTANT = """\
    columns = [np.asarray(x1), np.asarray(x2)]
    if interaction:
        columns.append(columns[0] * columns[1])
    return np.column_stack(columns)
"""
NORMAL_QUANTILE = """\
    half = stats.norm.ppf(1 - (1 - level) / 2) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])
"""
STUB_LINE = "    raise NotAttempted  # replace this line with your code\n"


class Kit:
    """A folder of exercises that a student works in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.chapter = root / "exercises" / "ch1_ols"
        self.backups = self.chapter / ".course" / "backups"
        self.design_matrix = self.chapter / "design_matrix.py"
        self.confidence_interval = self.chapter / "confidence_interval.py"

    def answer(self, file: Path, body: str) -> None:
        """Replace the stub's last line, as a student would."""
        text = file.read_text(encoding="utf-8")
        assert STUB_LINE in text
        file.write_text(text.replace(STUB_LINE, body), encoding="utf-8")


class Ran(NamedTuple):
    """What the command left behind."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """Everything it said, on one line."""
        return " ".join((self.out + " " + self.err).split())


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kit:
    """A fresh kit, and the working directory in it."""
    root = tmp_path / "kit"
    shutil.copytree(ROOT / "exercises" / "ch1_ols", root / "exercises" / "ch1_ols")
    monkeypatch.chdir(root)
    return Kit(root)


@pytest.fixture
def course(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run the command in this process: `course("check", "design_matrix")`."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["course", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        seen = capsys.readouterr()
        return Ran(code, seen.out, seen.err)

    return run
