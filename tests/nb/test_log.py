"""The log of a course's runs: a line for everything that happened, whatever a name holds."""

from __future__ import annotations

import re

import pytest

from autograder import cli
from tests.grade.helpers import RIGHT, hand_in_py

pytestmark = pytest.mark.sandbox


def test_a_run_leaves_a_log_that_a_person_can_read(course, capsys) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_py(course, "bo [red]", RIGHT.replace("(1 + level) / 2", "level"))
    hand_in_py(course, "cy\x1b[31m\nred", RIGHT)
    for _ in range(2):
        code = cli.app(["grade", str(course.folder), "ch1_ols", "-j", "1"], standalone_mode=False)
        assert code == 1  # somebody's folder cannot be graded under its name
    printed = capsys.readouterr()
    assert "cy\\x1b" in printed.out
    assert not any(c in printed.out + printed.err for c in ("\x1b[31m\n", "31m\nred"))
    lines = (course.folder / "logs" / "ch1_ols.log").read_text().splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S*  \S", line) for line in lines)
    told = [line.split("  ", 1)[1] for line in lines]
    assert [t.split(":")[0] for t in told if t.startswith(("started", "ended"))] == [
        "started",
        "ended",
    ] * 2
    assert told[0].startswith("started: 2 submissions, 1 processes, sandboxed, checks ")
    (first, second) = (t for t in told if t.startswith("ada"))
    assert first.startswith("ada: graded, 10 of ")
    assert "confidence_interval 10/10" in first
    assert second.startswith("ada: unchanged, kept, 10 of ")
    assert sum(t.startswith("bo [red]: ") for t in told) == 2
    assert any("cy" in t and "Rename it" in t for t in told)
    assert told[-1] == "ended: 0 grader fault(s)"
