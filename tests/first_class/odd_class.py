"""A class that hands in as real classes do: right work in the wrong place, odd names, broken files.

Each pupil says what the grade must be and which words the instructor, and the student, must be
shown; "" where there is nothing to tell.
"""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from autograder import marks
from autograder.build.notebook import statement_and_code
from autograder.layout import ChapterFiles
from autograder.registry import Chapter

DUE = "2026-03-01 12:00:00 UTC"
TWO_DAYS_LATE = "2026-03-03 11:00:00 UTC"
# The exercise that is answered with a loop that never ends, and those that are left out.
LOOPS, LEFT_OUT = "r_squared", ("least_squares", "dummy_coding")


class Pupil(NamedTuple):
    """One student: how they hand in, what that deserves, and what must be said of it."""

    name: str
    hand_in: Callable[[Work, Path], None]
    # The exercises that earn nothing; None: all of them.
    without: tuple[str, ...] | None
    # A word that stands in the sentence which instructor and student read about this pupil.
    told: str = ""
    # The folder below `submitted/` where it is not the pupil's name and the chapter's.
    folder: str = ""

    def deserves(self, points: dict[str, float]) -> float:
        """Return the grade, from the points of the exercises."""
        if self.without is None:
            return 0.0
        return sum(p for name, p in points.items() if name not in self.without)


FULL: tuple[str, ...] = ()
NONE = None


class Work:
    """Right answers to a chapter, in every form that a student may send."""

    def __init__(self, root: Path, chapter: Chapter, released: Path) -> None:
        self.chapter = chapter
        source = ChapterFiles(root, chapter.folder)
        self.files = {
            f"{e.stem}.py": source.exercise(e.name).statement.read_text("utf-8")
            for e in chapter.exercise
        }
        self.stubs = {
            f"{e.stem}.py": source.stub(e.name).read_text("utf-8") for e in chapter.exercise
        }
        self._released = released.read_text("utf-8")

    def book_of(self, files: dict[str, str]) -> dict:
        """The released notebook with these answers in it."""
        notebook = json.loads(self._released)
        by_cell = {e.solution_cell: files[f"{e.stem}.py"] for e in self.chapter.exercise}
        for cell in notebook["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            if grade_id in by_cell:
                cell["source"] = statement_and_code(by_cell[grade_id])[1]
        return notebook

    @property
    def book(self) -> str:
        """The notebook's text."""
        return json.dumps(self.book_of(self.files))

    @property
    def half_book(self) -> str:
        """The same with some exercises as they were handed out."""
        left = {f"{name}.py": self.stubs[f"{name}.py"] for name in LEFT_OUT}
        return json.dumps(self.book_of(self.files | left))

    @property
    def old_book(self) -> str:
        """The same as a notebook of format 3."""
        cells = [
            {"cell_type": "code", "language": "python", "outputs": [], "metadata": c["metadata"],
             "input": c["source"], "collapsed": False, "prompt_number": None}
            if c["cell_type"] == "code"
            else {"cell_type": "markdown", "metadata": c["metadata"], "source": c["source"]}
            for c in self.book_of(self.files)["cells"]
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
    def other_book(self) -> str:
        """The notebook of another chapter."""
        notebook = json.loads(self._released)
        del notebook["cells"][1:]
        notebook["metadata"][marks.KEY] = {"chapter": "mle"}
        return json.dumps(notebook)

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


def _book(
    name: str = "", text: Callable[[Work], str] = lambda work: work.book, encoding: str = "utf-8"
):
    def hand_in(work: Work, folder: Path) -> None:
        folder.mkdir(parents=True)
        path = folder / (name or f"{work.chapter.folder}.ipynb")
        path.write_bytes(text(work).encode(encoding))

    return hand_in


def _files(
    rename: Callable[[str], str] = lambda name: name,
    timestamp: str = "",
    before: str = "",
    encoding: str = "utf-8",
    change: Callable[[dict[str, str]], dict[str, str]] = lambda files: files,
):
    def hand_in(work: Work, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name, text in change(work.files).items():
            (folder / rename(name)).write_bytes((before + text).encode(encoding))
        if timestamp:
            (folder / "timestamp.txt").write_text(f"{timestamp}\n", "utf-8")

    return hand_in


def _nested(work: Work, folder: Path) -> None:
    _book()(work, folder / work.chapter.folder)


def _file(name: str, content: Callable[[Work], bytes]):
    def hand_in(work: Work, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content(work))

    return hand_in


def _two_drafts(work: Work, folder: Path) -> None:
    _book("draft.ipynb")(work, folder)
    (folder / "final.ipynb").write_text(work.book.replace("np.asarray(", "np.array("), "utf-8")


def _nothing(work: Work, folder: Path) -> None:
    folder.mkdir(parents=True)


def _linked(work: Work, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.symlink_to(folder.parent.parent / "ada" / folder.name)


def _hard_linked(work: Work, folder: Path) -> None:
    folder.mkdir(parents=True)
    book = f"{work.chapter.folder}.ipynb"
    os.link(folder.parent.parent / "ada" / folder.name / book, folder / book)


def _looping(files: dict[str, str]) -> dict[str, str]:
    code = f"def {LOOPS}(*args, **kwargs):\n    while True:\n        pass\n"
    return files | {f"{LOOPS}.py": code}


PUPILS = (
    Pupil("ada", _book(), FULL, "hard link"),
    Pupil("bo", _files(), FULL),
    Pupil("Élodie Ångström 🎓", _book(), FULL),
    Pupil(unicodedata.normalize("NFD", "Zoé"), _files(), FULL),
    Pupil("half", _book(text=lambda work: work.half_book), LEFT_OUT),
    Pupil("looping", _files(change=_looping), (LOOPS,)),
    Pupil("late", _files(timestamp=TWO_DAYS_LATE), FULL),
    Pupil("extended", _files(timestamp=TWO_DAYS_LATE), FULL),
    Pupil("nested", _nested, FULL, "ch1_ols/ch1_ols.ipynb"),
    Pupil("second_copy", _book("ch1_ols (1).ipynb"), FULL, "ch1_ols (1).ipynb"),
    Pupil("copy_of", _book("Copy of ch1_ols.ipynb"), FULL, "Copy of ch1_ols.ipynb"),
    Pupil("capitals", _book("Ch1_OLS.ipynb"), FULL, "Ch1_OLS.ipynb"),
    Pupil("saved_as_text", _book("ch1_ols.ipynb.txt"), FULL, "ch1_ols.ipynb.txt"),
    Pupil("zipped", _file("homework.zip", lambda work: work.zipped), FULL, "homework.zip"),
    Pupil("combined", _file("answers.py", lambda work: work.combined.encode()), FULL, "answers.py"),
    Pupil("renamed", _files(lambda name: f"E01_{name}"), FULL, "E01_least_squares.py"),
    Pupil("dashed", _book(), FULL, "ch1-ols", folder="dashed/ch1-ols"),
    Pupil("old_format", _book(text=lambda work: work.old_book), FULL),
    Pupil("windows", _files(before="# Müller\n", encoding="cp1252"), FULL, "UTF-8"),
    Pupil("notepad", _book(encoding="utf-16"), FULL),
    Pupil("broken", _book(text=lambda work: work.book[:2000]), NONE, "ch1_ols.ipynb"),
    Pupil("text", _book(text=lambda work: "this is no notebook"), NONE, "ch1_ols.ipynb"),
    Pupil("other", _book(text=lambda work: work.other_book), NONE, "another chapter (mle)"),
    Pupil("two_drafts", _two_drafts, NONE, "draft.ipynb and final.ipynb"),
    Pupil("essay", _file("essay.docx", lambda work: b"Dear teacher"), NONE, "essay.docx"),
    Pupil("rar", _file("work.rar", lambda work: b"Rar!\x1a\x07"), NONE, "work.rar"),
    Pupil("empty", _nothing, NONE, "Nothing was handed in"),
    Pupil("no_time", _files(timestamp="yesterday evening"), FULL, "yesterday evening"),
    Pupil("far_future", _files(timestamp="9999-12-31 23:59:59 UTC"), FULL, "the year 9999"),
    Pupil("hard_linked", _hard_linked, FULL, "hard link"),
)
# Who hands in nothing: no folder at all, and one with nothing in it for this chapter.
NEVER_CAME, LOOKED_IN = "never_came", "looked_in"
# What nobody can grade as it is, and the words that say so.
UNPRINTABLE = "evil\x1b[2J\x1b[31mname"
LINKED, LOOSE = "linked", "homework of kim.ipynb"
UNUSABLE = (
    r"evil\x1b[2J\x1b[31mname: the folder's name",
    "linked/ch1_ols is a link",
    f"{LOOSE} is",
)


def hand_in_all(work: Work, submitted: Path) -> None:
    """Write everybody's submission."""
    chapter = work.chapter.folder
    for pupil in PUPILS:
        pupil.hand_in(work, submitted / (pupil.folder or f"{pupil.name}/{chapter}"))
    _linked(work, submitted / LINKED / chapter)
    _files()(work, submitted / UNPRINTABLE / chapter)
    (submitted / LOOKED_IN).mkdir()
    (submitted / LOOSE).write_text(work.book, "utf-8")


def roster() -> str:
    """The class as a spreadsheet of a country with decimal commas writes it; `bo` is not in it."""
    names = [unicodedata.normalize("NFC", p.name) for p in PUPILS if p.name != "bo"]
    lines = ["student;name;username"]
    lines += [
        f"{n};Name of {n};u{i}" for i, n in enumerate([*names, LINKED, NEVER_CAME, LOOKED_IN])
    ]
    return "\r\n".join(lines) + "\r\n"


def extensions(sent: str) -> str:
    """Who has more time: `extended`, who used the exchange today, and lines about nobody and nothing."""
    lines = ["extended;ch1_ols;2,5", f"{sent};ch1_ols;3650", "nobody;ch1_ols;3", "ada;ch9_none;1"]
    return "\n".join(["student;assignment;days", *lines, ""])
