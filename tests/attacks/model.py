"""What an attack is: a submission as data, what it deserves, and how it is put on disk.

Every attacker attacks one exercise, `confidence_interval`, and answers two others honestly:
`design_matrix`, which is judged before the attack runs, and `dummy_coding`, which is judged after.
So a class of attackers shows both that nothing is gained and that an attack costs only itself.
"""

from __future__ import annotations

import copy
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from tests.grade.helpers import EXERCISE, RIGHT, STEM, fill

__all__ = ["EXERCISE", "MARK", "RIGHT", "STEM", "Attack", "Link", "answer", "hand_in"]

CHAPTER = "ch1_ols"
POINTS = 10.0
BEFORE, AFTER = "design_matrix", "dummy_coding"
BOTH = (BEFORE, AFTER)
# Stands in a submission for a word that only this run of the suite knows.
MARK = "MARK_OF_THIS_RUN"

HONEST = {
    "design_matrix": """\
import numpy as np

def design_matrix(x1, x2, interaction=False):
    first, second = np.array(x1, dtype=float), np.array(x2, dtype=float)
    if first.shape != second.shape:
        raise ValueError("different lengths")
    rows = [np.ones(first.size), first, second] + ([first * second] if interaction else [])
    return np.array(rows).T
""",
    "dummy_coding": """\
import numpy as np

def dummy_coding(values, base):
    values = np.array(values).tolist()
    if base not in values:
        raise ValueError(f"no {base}")
    others = [level for level in sorted(set(values)) if level != base]
    return np.array([[float(value == level) for level in others] for value in values])
""",
}


@dataclass(frozen=True)
class Link:
    """A symbolic link in a submission."""

    target: str


@dataclass(frozen=True)
class Folder:
    """A folder where a file is expected."""


@dataclass(frozen=True)
class Pipe:
    """A named pipe, which blocks whoever opens it."""


@dataclass(frozen=True)
class Sparse:
    """A file of so many bytes that takes no room on the disk."""

    size: int


File = str | bytes | Link | Folder | Pipe | Sparse
Book = dict[str, Any]


@dataclass(frozen=True)
class Attack:
    """One submission that a clever student might send.

    title     a few words, for a table
    tried     what is tried, a sentence
    happens   what happens, a sentence
    files     name -> content, beside the two honest answers
    notebook  turns the notebook as handed out into what is handed in, a dict or raw text
    deserves  the points of the attacked exercise
    outcomes  what its checks may find; at least one of them, and nothing else
    others    the honestly answered exercises that keep their full points
    student   the name of the folder, where the name is the attack
    """

    name: str
    title: str
    tried: str
    happens: str
    files: Mapping[str, File] = field(default_factory=dict)
    notebook: Callable[[Book], Book | str] | None = None
    deserves: float = 0.0
    outcomes: tuple[str, ...] = ("wrong",)
    others: tuple[str, ...] = BOTH
    student: str = ""

    @property
    def who(self) -> str:
        """The name under which it is handed in."""
        return self.student or self.name


# What an attack returns when it has found nothing: an answer that passes no check at all.
WRONG = "np.full((np.size(coef), 2), 7.0)"
HONEST_ANSWER = RIGHT.replace(f"def {EXERCISE}(", "def honest(").partition("scipy import stats\n")[
    2
]


def code(body: str, before: str = "") -> str:
    """Return a file whose function runs `body`; it may call `wrong()` and `honest(...)`."""
    return (
        "import numpy as np\nfrom scipy import stats\n\n"
        + dedent(before)
        + "\n"
        + HONEST_ANSWER
        + f"\n\ndef {EXERCISE}(coef, std_error, df_resid, level=0.95):\n"
        + f"    wrong = lambda: {WRONG}\n"
        + "    right = lambda: honest(coef, std_error, df_resid, level)\n"
        + indent(dedent(body), "    ")
        + "\n"
    )


def answer(
    name: str, title: str, tried: str, happens: str, body: str, before: str = "", **more: Any
) -> Attack:
    """Return an attack by the code of one function, and what stands before it in the file."""
    files = {f"{STEM}.py": code(body, before), **more.pop("files", {})}
    return Attack(name, title, tried, happens, files, **more)


def in_notebook(
    name: str, title: str, tried: str, happens: str, change: Callable[[Book], Any], **more: Any
) -> Attack:
    """Return an attack by a notebook: `change` is given the right answers, and spoils them."""

    def make(book: Book) -> Book | str:
        for stem, text in {**HONEST, STEM: RIGHT}.items():
            fill(book, text, stem)
        changed = change(book)
        return book if changed is None else changed

    return Attack(name, title, tried, happens, notebook=make, **more)


def hand_in(course: Path, attack: Attack, book: Book, mark: str) -> Path:
    """Put an attack into `submitted/`, with the two honest answers beside it."""
    folder = course / "submitted" / attack.who / CHAPTER
    folder.mkdir(parents=True)
    files: dict[str, File] = dict(attack.files)
    if attack.notebook is not None:
        made = attack.notebook(copy.deepcopy(book))
        files[f"{CHAPTER}.ipynb"] = made if isinstance(made, str) else json.dumps(made)
    else:
        files = {**{f"{stem}.py": text for stem, text in HONEST.items()}, **files}
    for name, content in files.items():
        _put(folder / name, content, mark)
    return folder


def _put(path: Path, content: File, mark: str) -> None:
    match content:
        case str():
            path.write_text(content.replace(MARK, mark), encoding="utf-8")
        case bytes():
            path.write_bytes(content)
        case Link():
            path.symlink_to(content.target)
        case Folder():
            path.mkdir()
        case Pipe():
            os.mkfifo(path)
        case Sparse():
            with path.open("wb") as file:
                file.truncate(content.size)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()
