"""A course folder with something broken in it: one clear paragraph, in every command."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from autograder import cli, console
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.nb.commands import nbgrader
from autograder.nb.configured import NO_KERNEL, why_not_configured
from tests.after.made import CH, hand_in, publish


@pytest.mark.parametrize(
    "words",
    [
        ("grade", CH), ("regrade", CH, "--diff"), ("late",), ("export", CH), ("release", CH),
        ("feedback", CH), ("init",),
    ],
)  # fmt: skip
@pytest.mark.parametrize("damage", ["text", "middle"])
def test_a_damaged_gradebook_is_one_paragraph(course, words, damage) -> None:
    hand_in(course, "ada")
    publish(course, ada=2)
    path = course.folder / "gradebook.db"
    data = b"no database" if damage == "text" else path.read_bytes()[:4096] + b"\x5a" * 200_000
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"is damaged .* Put a backup in its place") as told:
        cli.app([words[0], str(course.folder), *words[1:]], standalone_mode=False)
    assert "Traceback" not in str(told.value)
    assert path.read_bytes() == data


def test_without_our_configuration_nbgrader_runs_no_student_code_and_commands_warn(
    course, tmp_path, capsys
) -> None:
    mark = tmp_path / "ran"
    folder = hand_in(course, "ada", f"open({str(mark)!r}, 'w')\n")
    notebook = (course.folder / "release" / CH / f"{CH}.ipynb").read_text()
    code = f"\"open({str(mark)!r}, 'w')\\n\"".replace("'", "'")
    (folder / f"{CH}.ipynb").write_text(
        notebook.replace('"from autograder import check"', code), encoding="utf-8"
    )
    (course.folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(UserError, match="failed"):
        nbgrader(course.folder, "autograde", CH)
    assert not mark.exists()
    assert "configure" in NO_KERNEL
    with pytest.raises(UserError):
        cli.app(["grade", str(course.folder), CH, "--student", "nobody"], standalone_mode=False)
    assert "would not use the sandbox" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "does not exist"),
        ("c = get_config()\n", "does not call configure"),
        ("1 / 0\n", "ZeroDivisionError"),
        ("import sys\nsys.exit()\n", "SystemExit"),
    ],
)
def test_a_configuration_without_the_sandbox_is_seen(course, text, why) -> None:
    path = course.folder / "nbgrader_config.py"
    assert why_not_configured(course.folder) == ""
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    assert why in why_not_configured(course.folder)
    path.write_text("c = get_config()\n")


def test_a_source_that_is_not_there_is_told(course, tmp_path) -> None:
    path = course.folder / "autograder.toml"
    text = path.read_text()
    for place in (tmp_path / "moved", course.folder / "submitted"):
        lines = [f'source = "{place}"' if x.startswith("source") else x for x in text.splitlines()]
        path.write_text("\n".join(lines))
        with pytest.raises(UserError, match="Write there where"):
            Course(course.folder)


def test_nothing_that_a_student_chose_reaches_the_terminal_raw() -> None:
    shown = console.escape("a\x1b[31m\x9b1m\u202ed\n[red]\ud800 Zoë \U0001f469\u200d\U0001f4bb")
    assert shown == "a\\x1b[31m\\x9b1m\\u202ed\\n\\[red]\\ud800 Zoë \U0001f469\u200d\U0001f4bb"


def test_a_release_that_would_leak_leaves_the_last_one_as_it_was(course, root) -> None:
    from autograder.leaks import secrets_of
    from autograder.nb.release import release

    def everything() -> dict[str, bytes]:
        return {
            str(p.relative_to(course.folder)): p.read_bytes()
            for name in ("release", "kit")
            for p in sorted((course.folder / name).rglob("*"))
            if p.is_file()
        }

    before = everything()
    secret = next(iter(secrets_of(root)))
    notebook = course.folder / "source" / CH / f"{CH}.ipynb"
    import json

    cells = json.loads(notebook.read_text())
    cells["cells"][0]["source"] = [secret]
    notebook.write_text(json.dumps(cells))
    with pytest.raises(UserError, match=r"ch1_ols\.ipynb holds a line of"):
        release(course, [CH])
    assert everything() == before
    assert not list(course.folder.glob(".release.*"))


def test_feedback_before_grades_says_what_to_do(course) -> None:
    done = CliRunner().invoke(cli.app, ["feedback", str(course.folder), CH])
    assert isinstance(done.exception, UserError)
    assert "autograder grade" in str(done.exception)
