"""Slips are computed once for the same files and versions, and never taken from any other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.build import build_course, files, remembered
from autograder.build.remembered import computed_slips, remembered_slips
from autograder.checks.slips import Answer, KnownSlip, Slip, SlipFile
from autograder.registry import Chapter, read_chapter


def _slips(number: int) -> SlipFile:
    answers = (Answer("f", ("(2,)", 0.1, 1e-300, float(number))),)
    return SlipFile({"x": (KnownSlip(Slip("a", "You é."), True, {"test_a": answers}),)})


@pytest.fixture
def checkout(root, tmp_path) -> Path:
    """A checkout with one chapter and an engine of one file."""
    shutil.copytree(root / "solutions" / "ch2_mle", tmp_path / "solutions" / "ch2_mle")
    shutil.copy(root / "course.toml", tmp_path)
    for name in (
        "autograder/mistakes/ch2_mle/a.py", "autograder/engine.py", "course/__init__.py", "course/mle.py",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    return tmp_path


@pytest.fixture
def chapter(checkout) -> Chapter:
    return read_chapter(checkout / "solutions" / "ch2_mle")


@pytest.fixture
def computed(monkeypatch) -> list[str]:
    """The chapters whose slips were computed, in order."""
    made: list[str] = []

    def slip_file(root: Path, chapter: Chapter) -> SlipFile:
        made.append(chapter.folder)
        return _slips(len(made))

    monkeypatch.setattr(remembered, "slip_file", slip_file)
    return made


def test_the_same_files_are_computed_once_and_give_the_very_same(
    checkout, chapter, computed
) -> None:
    first = remembered_slips(checkout, chapter)
    assert remembered_slips(checkout, chapter) == first == _slips(1)
    assert computed == ["ch2_mle"]
    assert len(list((checkout / ".cache" / "slips").iterdir())) == 1


@pytest.mark.parametrize(
    "name",
    [
        "solutions/ch2_mle/given.py",
        "solutions/ch2_mle/chapter.toml",
        "autograder/mistakes/ch2_mle/a.py",
        "autograder/engine.py",
        "course/mle.py",
        "course/new.py",
    ],
)
def test_a_change_anywhere_that_could_matter_is_computed_anew(
    checkout, chapter, computed, name
) -> None:
    remembered_slips(checkout, chapter)
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert remembered_slips(checkout, chapter) == _slips(2)
    assert len(list((checkout / ".cache" / "slips").iterdir())) == 1  # the old one is gone


def test_another_version_of_a_library_is_computed_anew(
    checkout, chapter, computed, monkeypatch
) -> None:
    remembered_slips(checkout, chapter)
    monkeypatch.setattr("autograder.grade.conditions.environment", lambda root: {"numpy": "9"})
    assert remembered_slips(checkout, chapter) == _slips(2)


def test_a_damaged_memory_is_computed_anew_and_mended(checkout, chapter, computed) -> None:
    remembered_slips(checkout, chapter)
    (kept,) = (checkout / ".cache" / "slips").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert remembered_slips(checkout, chapter) == _slips(2)
    assert remembered_slips(checkout, chapter) == _slips(2)


def test_what_was_edited_while_it_was_computed_is_not_kept(checkout, chapter, monkeypatch) -> None:
    def slip_file(root: Path, chapter: Chapter) -> SlipFile:
        (root / "course" / "mle.py").write_text("x = 2\n")
        return _slips(1)

    monkeypatch.setattr(remembered, "slip_file", slip_file)
    computed_slips(checkout, chapter)
    assert not list((checkout / ".cache").rglob("*.json"))


def test_a_checkout_that_cannot_be_written_to_is_as_good(checkout, chapter, computed) -> None:
    (checkout / ".cache").write_text("a file where the folder would be")
    assert remembered_slips(checkout, chapter) == _slips(1)


def test_only_the_chapters_asked_for_are_built_and_a_plain_build_takes_nothing_from_memory(
    root, monkeypatch
) -> None:
    built: list[tuple[str, object]] = []
    monkeypatch.setattr(
        files, "build_chapter", lambda root, folder, slips: built.append((folder, slips))
    )
    build_course(root, ["ch1_ols"], remember=True)
    assert built == [("ch1_ols", remembered_slips)]
    built.clear()
    build_course(root)
    assert {slips for _, slips in built} == {computed_slips}
    assert [folder for folder, _ in built] == [
        p.name for p in sorted((root / "solutions").glob("ch*_*"))
    ]
