"""The build: deterministic, complete, and without a line of a solution."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder import layout
from autograder.build import build_chapter, build_course, differences, write
from autograder.errors import UserError
from autograder.leaks import leaks_in_text, leaks_in_tree, secrets_of


@pytest.fixture(scope="module")
def built(built_chance):
    return build_chapter(built_chance, "ch1_chance")


def test_the_committed_exercises_are_what_the_solutions_build(root) -> None:
    assert differences(build_course(root), root / "exercises") == []


def test_a_second_build_changes_nothing(built_chance, built, tmp_path) -> None:
    assert write([built], tmp_path)
    assert write([build_chapter(built_chance, "ch1_chance")], tmp_path) == []


def test_a_changed_missing_or_extra_file_is_reported_and_mended(built, tmp_path) -> None:
    write([built], tmp_path)
    folder = tmp_path / "ch1_chance"
    (folder / "full_album.py").write_text("changed")
    (folder / ".course" / "slips.json").unlink()
    (folder / "extra.py").write_text("")
    (folder / ".course" / "extra.json").write_text("")
    found = differences([built], tmp_path)
    assert len(found) == 4
    assert any("full_album.py differs" in line for line in found)
    write([built], tmp_path)
    assert differences([built], tmp_path) == []


@pytest.mark.parametrize("off, changes", [(3e-7, False), (1e-3, True)])
def test_the_last_digits_of_another_machine_change_no_file(chance_course, off, changes) -> None:
    path = chance_course / "exercises/ch1_chance/.course/slips.json"

    def nudged(value):
        if isinstance(value, float):
            return value * (1 + off)
        if isinstance(value, dict):
            return {key: nudged(one) for key, one in value.items()}
        return [nudged(one) for one in value] if isinstance(value, list) else value

    path.write_text(json.dumps(nudged(json.loads(path.read_text())), indent=1) + "\n")
    theirs = path.read_text()
    write([build_chapter(chance_course, "ch1_chance")], chance_course / "exercises")
    assert (json.loads(path.read_text()) != json.loads(theirs)) == changes


def test_no_line_of_a_solution_check_or_mistake_is_in_the_exercises(root) -> None:
    assert leaks_in_tree(root / "exercises", secrets_of(root)) == []


def test_a_planted_leak_is_found_in_a_file_and_in_a_notebook_cell(root) -> None:
    secrets = secrets_of(root)
    line = next(iter(secrets))
    assert leaks_in_text("stub.py", f"def f():\n        {line}\n", secrets)
    notebook = json.dumps({"cells": [{"source": ["x = 1\n", f"    {line}"]}]})
    assert leaks_in_text("chapter.ipynb", notebook, secrets)
    assert not leaks_in_text("chapter.ipynb", json.dumps({"cells": []}), secrets)


def test_secrets_cover_solutions_hidden_checks_mistakes_and_alternatives(root) -> None:
    kinds = {where.rpartition("/")[2] for where in secrets_of(root).values()}
    assert kinds == {layout.STATEMENT, *layout.SECRET}


def test_the_notebook_has_a_statement_a_code_cell_and_a_check_for_each_exercise(built) -> None:
    notebook = json.loads(built.files["ch1_chance.ipynb"])
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids)) == 2 + 3 * len(built.chapter.exercise)
    grade_ids = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in notebook["cells"]]
    for exercise in built.chapter.exercise:
        assert grade_ids.index(exercise.check_cell) == grade_ids.index(exercise.solution_cell) + 1
    assert all(not cell.get("outputs") for cell in notebook["cells"])


def test_every_exercise_says_how_many_hidden_checks_there_are(built) -> None:
    chapter = json.loads(built.files[".course/chapter.json"])
    assert all(e["hidden_checks"] >= 3 for e in chapter["exercise"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            lambda p: (p / "full_album/exercise.py").unlink(),
            "there is no solutions/ch1_chance/full_album/exercise.py",
        ),
        (
            lambda p: (p / "full_album/test_hidden.py").unlink(),
            "there is no solutions/ch1_chance/full_album/test_hidden.py",
        ),
        (lambda p: (p / "full_album/exercise.toml").unlink(), "exercise.toml is missing"),
        (lambda p: (p / "full_album/notes.md").write_text(""), "belongs to no exercise"),
        (lambda p: (p / "card_game").mkdir(), "belongs to no exercise"),
        (lambda p: _replace(p / "chapter.toml", '"full_album"', '"Full album"'), "lower-case"),
        (lambda p: _replace(p / "chapter.toml", '"full_album"', '"shared_birthday"'), "twice"),
        (lambda p: (p / "notes.py").write_text(""), "belongs to no exercise"),
        (
            lambda p: (p / "full_album/test_public.py").write_text("x = 1\n"),
            "holds no check",
        ),
        (
            lambda p: (p / "full_album/test_public.py").write_text("def test_a(student): pass\n"),
            "has no docstring",
        ),
        (lambda p: _replace(p / "full_album/exercise.toml", "points = ", "poins = "), "poins"),
        (
            lambda p: _replace(p / "full_album/exercise.toml", "points = ", "points = -"),
            "points above zero",
        ),
        (
            lambda p: _replace(p / "full_album/exercise.py", "def full_album", "def other"),
            "defines no full_album",
        ),
        (
            lambda p: _replace(
                p / "full_album/exercise.py", "from given import NotAttempted\n", ""
            ),
            "does not import NotAttempted",
        ),
    ],
)
def test_an_author_is_told_in_one_paragraph_what_is_amiss(chance_course, spoil, says) -> None:
    spoil(chance_course / "solutions" / "ch1_chance")
    with pytest.raises(UserError) as caught:
        build_chapter(chance_course, "ch1_chance")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
