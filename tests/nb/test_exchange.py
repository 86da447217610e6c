"""The whole way through nbgrader's exchange, with its own commands, and back to the student."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder import cli
from autograder.nb.commands import nbgrader, nbgrader_environment
from tests.grade.helpers import RIGHT, STEM, fill, hand_in_py

pytestmark = pytest.mark.sandbox
CH = "ch1_ols"


def _run(*words: str) -> str:
    done = CliRunner().invoke(cli.app, list(words))
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def _as_student(home: Path, exchange: Path, name: str, *words: str) -> None:
    home.mkdir(exist_ok=True)
    subprocess.run(
        [
            sys.executable, "-m", "nbgrader", *words, "--course=vraisemblance",
            f"--Exchange.root={exchange}", f"--Exchange.cache={home / 'cache'}",
        ],
        cwd=home, check=True, capture_output=True,
        env=nbgrader_environment() | {"USER": name, "LOGNAME": name, "JUPYTERHUB_USER": name},
    )  # fmt: skip


@pytest.mark.slow
def test_feedback_comes_back_through_the_exchange_and_follows_a_later_grade(
    course, tmp_path
) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    config = course.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}c.Exchange.root = {str(exchange)!r}\n")
    nbgrader(course.folder, "release_assignment", CH)
    home = tmp_path / "ada"
    _as_student(home, exchange, "ada", "fetch_assignment", CH)
    path = home / CH / f"{CH}.ipynb"
    path.write_text(json.dumps(fill(json.loads(path.read_text()), RIGHT)))
    (home / CH / "plot.txt").write_text("a file beside the notebook")
    _as_student(home, exchange, "ada", "submit", CH)
    nbgrader(course.folder, "collect", CH)
    (student,) = (p.name for p in (course.folder / "submitted").iterdir())
    hand_in_py(course, "emailed", RIGHT)  # no secret and no time: she did not use the exchange
    submitted = course.folder / "submitted" / student / CH
    told = _run("grade", str(course.folder), CH, "-j", "1", "--feedback")
    assert f"nbgrader release_feedback {CH} (1 student(s)" in told
    assert "send 1 page(s)" in told
    graded = course.folder / "autograded" / student / CH
    for name in ("submission_secret.txt", "timestamp.txt", "plot.txt"):
        assert (graded / name).read_bytes() == (submitted / name).read_bytes()
    nbgrader(course.folder, "release_feedback", CH)
    _as_student(home, exchange, "ada", "fetch_feedback", CH)
    (page,) = (home / CH / "feedback").rglob("*.html")
    assert "10 of 10 points" in page.read_text()
    # A grade that is entered by hand, and one that is graded anew: neither leaves an old page.
    with Gradebook(course.db_url) as gradebook:
        gradebook.find_grade(f"check_{STEM}", CH, CH, student).manual_score = 7.5
        gradebook.db.commit()
    assert "feedback: 1 page(s) written, 2 in all" in _run("feedback", str(course.folder), CH)
    shown = course.folder / "feedback" / student / CH / f"{CH}.html"
    assert "7.5" in shown.read_text()
    hand_in_py(course, "emailed", RIGHT.replace("(1 + level) / 2", "level"))
    assert "1 page(s) no longer showed" in _run("grade", str(course.folder), CH, "-j", "1")
    other = course.folder / "feedback" / "emailed" / CH / f"{CH}.html"
    assert "This looks like a known slip:" in other.read_text()
    assert "feedback: 0 page(s) written, 2 in all" in _run("feedback", str(course.folder), CH)
