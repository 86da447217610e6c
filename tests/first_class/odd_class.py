"""A class that hands in as real classes do: right work in the wrong place, odd names, broken files.

Each pupil says what the grade must be and which words the instructor must be shown; "" where there
is nothing to tell.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from autograder.build.notebook import statement_and_code
from autograder.registry import Chapter

FULL, NONE = "full", "none"


class Pupil(NamedTuple):
    """One student: how they hand in, what that deserves, and what must be said of it."""

    name: str
    hand_in: Callable[[Work, Path], None]
    deserves: str
    # A word that stands in the sentence which the instructor reads about this pupil.
    told: str = ""
    # The folder below `submitted/` where it is not the pupil's name and the chapter's.
    folder: str = ""


class Work:
    """Right answers to a chapter, in every form that a student may send."""

    def __init__(self, root: Path, chapter: Chapter, released: Path) -> None:
        self.chapter = chapter
        source = root / "solutions" / chapter.folder
        self.files = {
            f"{e.stem}.py": (source / e.name / "exercise.py").read_text("utf-8")
            for e in chapter.exercise
        }
        self.notebook = self._filled(json.loads(released.read_text("utf-8")))

    def _filled(self, notebook: dict) -> dict:
        by_cell = {e.solution_cell: self.files[f"{e.stem}.py"] for e in self.chapter.exercise}
        for cell in notebook["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            if grade_id in by_cell:
                cell["source"] = statement_and_code(by_cell[grade_id])[1]
        return notebook

    @property
    def book(self) -> str:
        """The notebook's text."""
        return json.dumps(self.notebook)

    @property
    def old_book(self) -> str:
        """The same as a notebook of format 3."""
        cells = [
            {"cell_type": "code", "language": "python", "outputs": [], "metadata": c["metadata"],
             "input": c["source"], "collapsed": False, "prompt_number": None}
            if c["cell_type"] == "code"
            else {"cell_type": "markdown", "metadata": c["metadata"], "source": c["source"]}
            for c in self.notebook["cells"]
        ]  # fmt: skip
        return json.dumps(
            {
                "metadata": {"name": ""},
                "nbformat": 3,
                "nbformat_minor": 0,
                "worksheets": [{"cells": cells, "metadata": {}}],
            }
        )

    @property
    def zipped(self) -> bytes:
        """The .py files in a zip, in a folder, as a file manager makes it on a Mac."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, text in self.files.items():
                archive.writestr(f"my homework/{name}", text)
                archive.writestr(f"__MACOSX/my homework/._{name}", b"\x00\x05\x16\x07")
        return data.getvalue()

    @property
    def combined(self) -> str:
        """All answers in one file."""
        return "\n\n".join(self.files.values())


def _book(name: str = "", text: Callable[[Work], str] = lambda work: work.book):
    def hand_in(work: Work, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / (name or f"{work.chapter.folder}.ipynb")).write_text(text(work), "utf-8")

    return hand_in


def _files(rename: Callable[[str], str] = lambda name: name, **more: str):
    def hand_in(work: Work, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name, text in work.files.items():
            (folder / rename(name)).write_text(text, "utf-8")
        for name, text in more.items():
            (folder / name.replace("__", ".")).write_text(text, "utf-8")

    return hand_in


def _nested(work: Work, folder: Path) -> None:
    _book()(work, folder / work.chapter.folder)


def _zip(work: Work, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "homework.zip").write_bytes(work.zipped)


def _combined(work: Work, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "answers.py").write_text(work.combined, "utf-8")


def _two_drafts(work: Work, folder: Path) -> None:
    _book("draft.ipynb")(work, folder)
    other = work.book.replace("np.", "numpy.", 1)
    (folder / "final.ipynb").write_text(other, "utf-8")


def _linked(work: Work, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.symlink_to(folder.parent.parent / "ada" / folder.name)


def _hard_linked(work: Work, folder: Path) -> None:
    folder.mkdir(parents=True)
    book = f"{work.chapter.folder}.ipynb"
    os.link(folder.parent.parent / "ada" / folder.name / book, folder / book)


def _unstripped_name(name: str) -> str:
    return name[4:]


NOTEBOOK_OF_TEXT = "this is no notebook"
PUPILS = (
    Pupil("ada", _book(), FULL),
    Pupil("bo", _files(), FULL),
    Pupil("Élodie Ångström 🎓", _book(), FULL),
    Pupil("nested", _nested, FULL, "ch1_ols"),
    Pupil("second_copy", _book("ch1_ols (1).ipynb"), FULL, "ch1_ols (1).ipynb"),
    Pupil("copy_of", _book("Copy of ch1_ols.ipynb"), FULL, "Copy of ch1_ols.ipynb"),
    Pupil("capitals", _book("Ch1_OLS.ipynb"), FULL, "Ch1_OLS.ipynb"),
    Pupil("zipped", _zip, FULL, "homework.zip"),
    Pupil("combined", _combined, FULL, "answers.py"),
    Pupil("renamed", _files(_unstripped_name), FULL, "least_squares.py"),
    Pupil("dashed", _book(), FULL, "ch1-ols", folder="dashed/ch1-ols"),
    Pupil("old_format", _book(text=lambda work: work.old_book), FULL, ""),
    Pupil("broken", _book(text=lambda work: work.book[:2000]), NONE, "ch1_ols.ipynb"),
    Pupil("text", _book(text=lambda work: NOTEBOOK_OF_TEXT), NONE, "ch1_ols.ipynb"),
    Pupil("two_drafts", _two_drafts, NONE, "draft.ipynb"),
    Pupil("essay", _book("essay.docx", lambda work: "Dear teacher"), NONE, "essay.docx"),
    Pupil("no_time", _files(timestamp__txt="yesterday evening\n"), FULL, "yesterday evening"),
    Pupil("far_future", _files(timestamp__txt="9999-12-31 23:59:59 UTC\n"), FULL, "9999"),
)
# Who hands in nothing, or what no one may read.
ABSENT = ("never_came",)
LINKED = Pupil("linked", _linked, NONE, "link")
HARD_LINKED = Pupil("hard_linked", _hard_linked, NONE, "link")
UNPRINTABLE = "evil\x1b[2J\x1b[31mname"


def hand_in_all(work: Work, submitted: Path) -> None:
    """Write everybody's submission."""
    for pupil in (*PUPILS, LINKED, HARD_LINKED):
        pupil.hand_in(work, submitted / (pupil.folder or f"{pupil.name}/{work.chapter.folder}"))
    _files()(work, submitted / UNPRINTABLE / work.chapter.folder)
