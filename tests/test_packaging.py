"""What is installed: a light import, a wheel without answers, commands that explain themselves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from autograder import cli as instructor
from autograder import layout
from autograder.student import cli as student
from autograder.wheel import wheels


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    """The wheel that students get."""
    ((name, data),) = wheels(root).items()
    path = tmp_path_factory.mktemp("wheel") / name
    path.write_bytes(data)
    return path


def test_the_wheel_carries_no_solution_no_hidden_check_and_no_known_mistake(wheel) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [n for n in names if n.startswith(("solutions", "exercises", "tests"))]
    assert {n.split("/")[0] for n in names if ".dist-info" not in n} == {"course", "autograder"}
    assert not [n for n in names if n.endswith(layout.HIDDEN)]


def test_the_wheel_carries_everything_that_the_commands_read(wheel) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "autograder/report/base.html.jinja",
        "autograder/nb/templates/autograder_feedback/index.html.j2",
        "autograder/nb/templates/autograder_feedback/feedback.css",
        "autograder/report/class.html.jinja",
        "autograder/report/page.css",
        "autograder/report/tables.js",
        "autograder/report/who.html.jinja",
        "autograder/similar/similar.html.jinja",
        "course/ols/__init__.py",
        "autograder/worker/main.py",
    ):
        assert name in names


@pytest.mark.parametrize(
    "module", ["course", "autograder", "autograder.checks.plugin", "autograder.student.cli"]
)
def test_an_import_brings_in_nothing_heavy(module) -> None:
    heavy = ("numpy", "scipy", "pandas", "torch", "pymc", "matplotlib", "nbgrader", "IPython")
    code = f"import {module}, sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_extras_mean_something_to_a_person_and_all_holds_them_all(root) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert set(extras) == {
        *("student", "instructor", "site", "dev", "all"),  # for people
        *("answers", "pymc", "torch"),  # of which `student` is made, and a Gradescope image
        "grading",  # the engine alone, for a course of another subject
    }
    assert extras["all"] == ["vraisemblance[student,instructor,site,dev]"]
    for requirement in [*project["dependencies"], *chain.from_iterable(extras.values())]:
        assert "==" not in requirement


def _commands() -> list[tuple[str, object]]:
    found = []
    for name, app in (("autograder", instructor.app), ("course", student.app)):
        group = get_command(app)
        found += [(f"{name} {sub}", command) for sub, command in group.commands.items()]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(("name", "command"), _commands(), ids=[n for n, _ in _commands()])
def test_every_command_has_a_one_line_summary_and_an_example(name, command) -> None:
    summary, _, rest = command.help.partition("\n")
    assert len(summary) < 80  # one line of the list of commands
    assert summary.endswith(".")
    assert name in rest, f"{name} --help shows no example"


def test_the_issue_commands_exist() -> None:
    names = {name for name, _ in _commands()}
    wanted = {"autograder build", "autograder init", "autograder release", "autograder grade"}
    wanted |= {"autograder report", "autograder demo", "autograder verify", "autograder doctor"}
    wanted |= {"course list", "course check", "course hint"}
    assert wanted <= names


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["grade", "{tmp}", "ch1_ols"], 2, "is not a course folder"),
        (["report", "{tmp}"], 2, "is not a course folder"),
        (["release", "{tmp}"], 2, "is not a course folder"),
        (["verify", "ols.nonsense"], 2, "There is no exercise"),
        (["build", "--chek"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["demo", "{tmp}"], 2, "was not made by the demo"),
        (["init", "{file}"], 2, "is a file"),
    ],
)
def test_an_error_that_a_user_can_cause_is_one_paragraph_without_a_traceback(
    root, tmp_path, arguments, code, says
) -> None:
    (tmp_path / "file").touch()
    filled = [a.format(tmp=tmp_path, file=tmp_path / "file") for a in arguments]
    done = subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", *filled],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200", "TERM": "dumb"},
    )
    printed = " ".join(re.sub(r"[│╭╮╰╯─]", "", done.stderr).split())
    assert done.returncode == code, done.stderr
    assert says in printed
    assert "Traceback" not in done.stderr


def test_a_command_that_needs_the_source_says_so_where_there_is_none(wheel, tmp_path) -> None:
    # As installed from the wheel: the package alone, with no checkout around it.
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "build"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "COLUMNS": "200"},
    )
    assert done.returncode == 2
    assert "No course source was found" in done.stderr


def test_the_version_is_one() -> None:
    import autograder
    import course

    pyproject = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    assert autograder.__version__ == course.__version__ == pyproject["project"]["version"]
    assert (
        CliRunner()
        .invoke(instructor.app, ["--version"])
        .output.strip()
        .endswith(course.__version__)
    )
