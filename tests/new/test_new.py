"""`autograder new`: what it writes is right, says what is missing, and overwrites nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

from autograder import layout
from autograder.build import build_course, differences
from autograder.errors import UserError
from autograder.leaks import leaks_in_zip, secrets_of
from autograder.new import new_course, new_exercise
from autograder.new.exercise_folder import TEMPLATES
from autograder.parts import FILL_IN
from autograder.registry import chapters, read_chapter
from autograder.settings import read_course
from autograder.verify import verify_course
from autograder.wheel import build_wheel, wheels


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_new_course_proves_itself(built_chance) -> None:
    proof = verify_course(built_chance, seeds=range(2), jobs=1)
    assert proof.all_problems == []
    assert [one.id for one in proof.exercises] == ["chance.shared_birthday", "chance.full_album"]


def test_the_new_course_is_what_it_builds(built_chance) -> None:
    assert differences(build_course(built_chance, remember=True), built_chance / "exercises") == []


def test_the_new_course_has_files_for_both_kinds_of_ci(built_chance) -> None:
    github = yaml.safe_load((built_chance / ".github/workflows/check.yml").read_text())
    gitlab = yaml.safe_load((built_chance / ".gitlab-ci.yml").read_text())
    said = [step.get("run", "") for step in github["jobs"]["check"]["steps"]]
    for command in ("autograder build --check", "autograder verify --fast"):
        assert command in said
        assert command in gitlab["check"]["script"]


def test_nothing_is_left_to_be_filled_in_and_the_course_has_its_folders_name(tmp_path) -> None:
    written = new_course(tmp_path / "Dice & Cards", "Games of chance")
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert not {"NAME", "TITLE", "ENGINE", "VERSION"} & set(text.replace('"', " ").split())
        assert FILL_IN not in text
    course = read_course(tmp_path / "Dice & Cards")
    assert (course.name, course.title) == ("dice-cards", "Games of chance")
    assert course.kit == "dice-cards-kit.zip"


def test_a_folder_that_holds_something_is_left_alone(tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="is not empty"):
        new_course(tmp_path)
    assert _snapshot(tmp_path) == {str(tmp_path / "notes.txt"): b"mine"}


# One exercise


def test_there_is_a_template_for_each_file_of_an_exercise() -> None:
    assert {p.name for p in TEMPLATES.iterdir() if p.is_file()} == set(layout.FILES)
    for path in TEMPLATES.glob("*.*"):
        assert FILL_IN in path.read_text(encoding="utf-8"), f"{path.name} asks for nothing"


def test_verify_says_in_order_what_a_new_exercise_still_needs(chance_course) -> None:
    written = new_exercise(chance_course, "chance", "sum_of_dice")
    assert [p.name for p in written] == [*layout.FILES, layout.CHAPTER]
    proof = verify_course(chance_course, "chance.sum_of_dice", jobs=1)
    (found,) = proof.exercises
    for name, problem in zip(layout.FILES, found.problems, strict=False):
        where = f"solutions/ch1_chance/sum_of_dice/{name} is not written yet: line "
        assert problem.startswith(where)
    assert found.problems[len(layout.FILES) :] == (
        "there is no exercises/ch1_chance/sum_of_dice.py: it holds the stub, which `autograder build` "
        "makes of the solution",
        "the page chance.md has no section #sum-of-dice",
    )


def test_a_file_that_has_been_written_is_not_asked_for_again(chance_course) -> None:
    new_exercise(chance_course, "chance", "sum_of_dice")
    path = chance_course / "solutions/ch1_chance/sum_of_dice/exercise.toml"
    path.write_text(path.read_text().replace(FILL_IN, ""))
    (found,) = verify_course(chance_course, "chance.sum_of_dice", jobs=1).exercises
    assert found.problems[0].startswith("solutions/ch1_chance/sum_of_dice/exercise.py is not")


def test_an_exercise_that_is_not_written_cannot_be_released(chance_course) -> None:
    new_exercise(chance_course, "chance", "sum_of_dice")
    with pytest.raises(UserError, match=r"chance\.sum_of_dice is not whole"):
        build_course(chance_course)


@pytest.mark.parametrize("order", ["[]", '["a"]', '["a", ]', '[ # first\n  "a",\n]', '[\n  "a"\n]'])
def test_an_exercise_is_entered_at_the_end_of_its_chapters_order(tmp_path, order) -> None:
    source = tmp_path / "solutions" / "ch1_x"
    source.mkdir(parents=True)
    (tmp_path / "course.toml").write_text('name = "x"\ntitle = "X"\n')
    text = f'# A comment.\nslug = "x"\ntitle = "X"\nsummary = ""\npage = "x.md"\norder = {order}\n'
    (source / "chapter.toml").write_text(text)
    before = tomllib.loads(text)["order"]
    if before:
        (source / "a").mkdir()
        (source / "a" / "exercise.toml").write_text(
            'title = "A"\npoints = 1\ndifficulty = 1\nminutes = 1\npage = "x.md#a"\n'
            'hints = ["1", "2", "3"]\n'
        )
    new_exercise(tmp_path, "ch1_x", "second")
    new = (source / "chapter.toml").read_text()
    assert tomllib.loads(new)["order"] == [*before, "second"]
    assert new.startswith("# A comment.\n")
    assert [e.name for e in read_chapter(source).exercise] == [*before, "second"]


@pytest.mark.parametrize(
    ("chapter", "name", "says"),
    [
        ("chance", "full_album", "There is chance.full_album already"),
        ("chance", "statistics", "the name of a Python module"),
        ("chance", "numpy", "the name of a Python module"),
        ("chance", "chance", "the name of a Python module"),
        ("chance", "given", "the name of a Python module"),
        ("chance", "Two Words", "is no name for an exercise"),
        ("ch2_more", "two", "There is no chapter 'ch2_more'. There are: chance."),
    ],
)
def test_what_cannot_be_an_exercise_is_refused_and_nothing_is_written(
    chance_course, chapter, name, says
) -> None:
    before = _snapshot(chance_course)
    with pytest.raises(UserError) as caught:
        new_exercise(chance_course, chapter, name)
    assert says in str(caught.value)
    assert _snapshot(chance_course) == before


def test_an_order_that_cannot_be_read_as_text_is_left_to_its_author(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/chapter.toml"
    path.write_text(path.read_text().replace('"full_album",', '"full_album", # or ["others"]'))
    before = _snapshot(chance_course)
    with pytest.raises(UserError, match="nothing was written"):
        new_exercise(chance_course, "chance", "third")
    assert _snapshot(chance_course) == before


def test_verify_refuses_the_name_of_a_module(chance_course) -> None:
    solutions = chance_course / "solutions" / "ch1_chance"
    (solutions / "full_album").rename(solutions / "statistics")
    path = solutions / "chapter.toml"
    path.write_text(path.read_text().replace("full_album", "statistics"))
    (found,) = verify_course(chance_course, "chance.statistics", jobs=1).exercises
    assert found.problems[0].startswith("there is no exercises/ch1_chance/statistics.py")
    assert any(p.startswith("its name is that of a Python module") for p in found.problems)


def test_no_exercise_of_this_course_has_the_name_of_a_module(root) -> None:
    from autograder.installed import modules_of

    taken = modules_of(root)
    assert {"torch", "pymc", "scipy", "json", "course", "autograder"} <= taken
    names = {e.name for c in chapters(root / "solutions") for e in c.exercise}
    assert names & taken == set()


# What students get of it


def test_the_kits_wheel_holds_no_answer_of_the_new_course(root, built_chance, tmp_path) -> None:
    secrets = secrets_of(built_chance)
    assert secrets
    name, whole = build_wheel(root)
    (tmp_path / "whole.zip").write_bytes(whole)
    assert leaks_in_zip(tmp_path / "whole.zip", secrets)
    made = wheels(built_chance)
    assert list(made) == [name]
    (tmp_path / "kit.zip").write_bytes(made[name])
    assert leaks_in_zip(tmp_path / "kit.zip", secrets) == []
