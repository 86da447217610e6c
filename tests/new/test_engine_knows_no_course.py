"""The engine names no course: what it has to know of one stands in `course.toml`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.registry import chapters, read_chapter, source_root
from autograder.settings import FILE, read_course

# Where a name of this course may stand, and why.
ALLOWED = {
    ("marks.py", "vraisemblance"),  # the key of notebooks that were made when there was one course
    ("verify/mutate.py", "softmax"),  # a function of NumPy's and PyTorch's
}


def _names(root: Path) -> set[str]:
    """The course's name, its distribution, its chapters' folders and every exercise's name."""
    course = read_course(root)
    every = chapters(root / "solutions")
    exercises = {e.name for c in every for e in c.exercise}
    return {course.name, course.distribution, *(c.folder for c in every), *exercises}


def _slugs(root: Path) -> str:
    """The chapters' short names as a pattern: some are words, so they count as part of an id."""
    words = "|".join(re.escape(c.slug) for c in chapters(root / "solutions"))
    return rf"(?<![\w.])(?:{words})\.(?=[a-z])|[\"'](?:{words})[\"']"


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((root / "autograder").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(root / "autograder").as_posix(), path.read_text("utf-8")


def test_no_name_of_this_course_stands_in_the_engine(root) -> None:
    names = "|".join(re.escape(name) for name in sorted(_names(root), key=len, reverse=True))
    pattern = re.compile(rf"((?<![\w.])(?:{names})(?!\w)|{_slugs(root)})")
    assert pattern.search("see ols.nonsense") and pattern.search("in ch1_ols, ") is not None
    found = {
        (name, match[1].strip("\"'."))
        for name, text in _texts(root)
        for match in pattern.finditer(f"{name}\n{text}")
    }
    assert found == ALLOWED


def test_the_engine_imports_no_reference(root) -> None:
    reference = read_course(root).reference
    assert reference == "course"
    for name, text in _texts(root):
        for node in ast.walk(ast.parse(text)) if name.endswith(".py") else ():
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules.append(node.module or "")
            assert not [m for m in modules if m.partition(".")[0] == reference], name


def test_the_engine_holds_no_chapter(root) -> None:
    assert not list((root / "autograder").rglob("chapter.json"))
    assert not [p for p in (root / "autograder").rglob("*") if re.match(r"ch\d+_", p.name)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "name"),
        ('name = "a b"\ntitle = "A"\n', "lower-case letters"),
        ('name = "a"\ntitle = "A"\nreference = "a.b"\n', "no package's name"),
        ('name = "a"\ntitle = "A"\nreferense = "a"\n', "referense"),
        ('name = "a"\ntitle = A\n', "cannot be read"),
    ],
)
def test_settings_that_cannot_be_are_one_clear_error(tmp_path, text, says) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(UserError) as caught:
        read_course(tmp_path)
    assert says in str(caught.value)
    assert str(tmp_path / FILE) in str(caught.value)


def test_a_folder_without_settings_is_told_what_to_write(chance_course) -> None:
    (chance_course / FILE).unlink()
    with pytest.raises(UserError, match=r"holds no course\.toml"):
        source_root(chance_course)


def test_a_library_and_an_object_that_the_course_does_not_know_are_named(chance_course) -> None:
    folder = chance_course / "solutions" / "ch1_chance"
    path, before = folder / "chapter.toml", (folder / "chapter.toml").read_text()
    path.write_text(before + 'libraries = ["sympy"]\n')
    with pytest.raises(UserError, match=r"add \[libraries\.sympy\]"):
        read_chapter(folder)
    path.write_text(before)
    exercise = folder / "full_album" / "exercise.toml"
    exercise.write_text(
        exercise.read_text() + 'returns = { object = "torch_module", methods = ["forward"] }\n'
    )
    with pytest.raises(UserError, match="'torch_module'"):
        read_chapter(folder)
