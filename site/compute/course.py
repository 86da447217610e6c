"""What the site says of the course itself: chapters, exercises, messages, outcomes, limits."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from autograder import reading as limits_of_reading
from autograder.checks.notebook import CheckFailed, check
from autograder.checks.outcome import Outcome
from autograder.grade.session import CallLimits
from autograder.registry import Chapter, read_chapter
from autograder.sandbox import Limits
from compute.tables import table

ROOT = Path(__file__).resolve().parents[2]

CHAPTERS = (
    ("ols", "Least squares, intervals and the design of experiments"),
    ("mle", "Likelihood and maximum likelihood"),
    ("softmax", "Softmax classification, from logits to networks"),
    ("hierarchical", "Hierarchical models and measurement error"),
    ("bpm", "Probit and the Bayes point machine"),
    ("ab", "Bayesian A/B tests"),
)

# A chapter with fewer exercises than this has begun and is not complete.
COMPLETE_FROM = 8

# A wrong answer that many give: the page shows it, and what the course says to it.
WRONG_ANSWER = """\
import numpy as np


def standard_errors(X, y, coef):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    n, p = X.shape
    if n <= p:
        raise ValueError("no degree of freedom is left")
    residuals = y - X @ coef
    sigma2 = residuals @ residuals / n
    return np.sqrt(sigma2 * np.diag(np.linalg.inv(X.T @ X)))
"""

_MEANING = {
    Outcome.PASS: "the answer is right",
    Outcome.PARTIAL: "right in part: a share of the points, and a message that says what is missing",
    Outcome.WRONG: "the function returned something, and it is not right",
    Outcome.NOT_ATTEMPTED: "the stub is untouched",
    Outcome.ERROR: "the student's code raised an exception",
    Outcome.TIMEOUT: "the code ran past its limit and was stopped",
    Outcome.OUT_OF_MEMORY: "the code asked for more memory than it may have",
    Outcome.CRASHED: "the process ended: a signal, `os._exit`, a broken reply",
    Outcome.FORBIDDEN: "the code asked for the network, another program or a file that is not its own",
    Outcome.FAULT: "the check broke on our side: the score stays open, never a zero",
}


def chapter_folder(slug: str) -> Path | None:
    """Return the folder of a chapter's exercises, or None where they are still to come."""
    return next(iter(sorted((ROOT / "exercises").glob(f"ch*_{slug}"))), None)


@cache
def chapter(slug: str = "ols") -> Chapter:
    """Return a chapter as students get it."""
    folder = chapter_folder(slug)
    if folder is None:
        raise ValueError(f"the chapter {slug!r} has no exercises yet")
    return read_chapter(folder)


def is_written(slug: str) -> bool:
    """Return whether a chapter has a page and exercises."""
    page = ROOT / "site" / "docs" / f"{slug}.md"
    return page.exists() and chapter_folder(slug) is not None


def chapters() -> str:
    """Return the table of the six chapters: number, title, exercises, points."""
    rows = []
    for number, (slug, title) in enumerate(CHAPTERS, start=1):
        if is_written(slug):
            found = chapter(slug)
            size = [str(len(found.exercise)), f"{found.points:g}"]
            rows.append([str(number), f"[{title}]({slug}.md)", *size])
        else:
            rows.append([str(number), title, "to come", ""])
    return table(["number", "chapter", "exercises", "points"], rows, "rlrr")


def progress() -> str:
    """Return the sentences that say which chapters are complete and which have only begun."""
    done, begun = [], []
    for number, (slug, _) in enumerate(CHAPTERS, start=1):
        if is_written(slug):
            (done if is_complete(slug) else begun).append(f"[{number}]({slug}.md)")
    said = []
    if done:
        said.append(f"{_numbered(done)} {'are' if len(done) > 1 else 'is'} complete.")
    if begun:
        has, its = ("have", "their") if len(begun) > 1 else ("has", "its")
        said.append(
            f"{_numbered(begun)} {has} begun, with a page and the first of {its} exercises."
        )
    return " ".join(said)


def is_complete(slug: str) -> bool:
    """Return whether a chapter has as many exercises as a chapter that is not just begun."""
    return is_written(slug) and len(chapter(slug).exercise) >= COMPLETE_FROM


def _numbered(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"Chapter {numbers[0]}"
    return f"Chapters {', '.join(numbers[:-1])} and {numbers[-1]}"


def number_of_exercises() -> str:
    """Return the number of exercises of the first chapter, as a word."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    number = len(chapter().exercise)
    return words[number] if number < len(words) else str(number)


def exercises(page: str = "") -> str:
    """Return the table of the exercises of the first chapter, with links into `page`."""
    found = chapter()
    rows = [
        [
            str(place),
            f"[{e.title}]({page}#{e.page.split('#')[1]})",
            f"`{e.id}`",
            f"{e.points:g}",
            f"{e.difficulty} of 5",
            str(e.minutes),
        ]
        for place, e in enumerate(found.exercise, start=1)
    ]
    minutes = sum(e.minutes for e in found.exercise)
    rows.append(["", "", "**all**", f"**{found.points:g}**", "", f"**{minutes}**"])
    return table(["", "exercise", "name", "points", "difficulty", "minutes"], rows, "lllrrr")


def exercise_list() -> str:
    """Return the same table for other pages than the chapter's own."""
    return exercises("ols.md")


def public_checks() -> int:
    """Return the number of public checks of the first chapter."""
    folder = chapter_folder("ols")
    assert folder is not None
    return sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for path in sorted(folder.glob("test_*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
    )


def hidden_checks() -> int:
    """Return the number of hidden checks of the first chapter."""
    return sum(e.hidden_checks for e in chapter().exercise)


def wrong_answer() -> str:
    """Return the wrong answer as code."""
    return f"```python\n{WRONG_ANSWER}```"


@cache
def message() -> str:
    """Return what the public checks say to the wrong answer, as `check` shows it."""
    folder = chapter_folder("ols")
    assert folder is not None
    namespace: dict[str, Any] = {}
    exec(compile(WRONG_ANSWER, "standard_errors.py", "exec"), namespace)
    shown = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(shown):
        try:
            check("ols.standard_errors", namespace)
        except CheckFailed:
            return f"``` {{.text .output .raised}}\n{shown.getvalue().strip()}\n```"
    raise ValueError("the wrong answer of the page passes the checks")


@cache
def hint() -> str:
    """Return the first hint of the exercise on standard errors."""
    return chapter().find("ols.standard_errors").hints[0]


def outcomes() -> str:
    """Return the table of what can become of a check."""
    return table(["outcome", "meaning"], [[f"*{o}*", _MEANING[o]] for o in Outcome], "ll")


def limits() -> Limits:
    """Return what one sandboxed job may use."""
    return Limits()


def call_limits() -> CallLimits:
    """Return the seconds that a submission may take."""
    return CallLimits()


class Reading(NamedTuple):
    """What is read of a submission, in MB and in numbers."""

    source_mb: int
    sources: int
    notebook_mb: int
    notebook_text_mb: int
    cells: int
    zip_mb: int
    zip_files: int
    names: int
    name_bytes: int


def reading() -> Reading:
    """Return the limits of what the grader reads of a submission."""
    return Reading(
        source_mb=limits_of_reading.MAX_SOURCE // limits_of_reading.MIB,
        sources=limits_of_reading.MAX_SOURCES,
        notebook_mb=limits_of_reading.MAX_NOTEBOOK // limits_of_reading.MIB,
        notebook_text_mb=limits_of_reading.MAX_NOTEBOOK_TEXT // limits_of_reading.MIB,
        cells=limits_of_reading.MAX_CELLS,
        zip_mb=limits_of_reading.MAX_ZIP // limits_of_reading.MIB,
        zip_files=limits_of_reading.MAX_ZIP_FILES,
        names=limits_of_reading.MAX_NAMES,
        name_bytes=limits_of_reading.MAX_NAME,
    )


def contributing() -> str:
    """Return CONTRIBUTING.md of the source without its title; its links into the source as text."""
    path = ROOT / "CONTRIBUTING.md"
    if not path.exists():
        return "The guide is the file `CONTRIBUTING.md` in the source of the course."
    text = re.sub(r"\A# .*\n", "", path.read_text(encoding="utf-8"))
    text = re.sub(r"\[([^\]]+)\]\((?!https?://|#)[^)]*\)", r"\1", text)
    # What belongs to a numbered step begins under its text, which here has to be four spaces in.
    return re.sub(r"^( {3}| {7})(?=\S)", r"\1 ", text, flags=re.MULTILINE)
