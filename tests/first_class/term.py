"""One term with the odd class: the commands that an instructor types, in order, and what each printed."""

from __future__ import annotations

import csv
import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from nbgrader.api import Gradebook

from autograder.demo.classroom import Answer, Bank
from autograder.grade.course_folder import Course
from autograder.nb.commands import nbgrader_environment
from autograder.registry import Chapter, read_chapter
from tests.first_class.odd_class import (
    DUE,
    LINKED,
    LOOSE,
    UNPRINTABLE,
    Work,
    extensions,
    hand_in_all,
    roster,
)  # fmt: skip

CH = "ch1_ols"
# A chapter of a few exercises: the class is graded four times.
EXERCISES = ("design_matrix", "least_squares", "confidence_interval", "r_squared", "dummy_coding")
SLIPS = "confidence_interval"


class Ran(NamedTuple):
    """What a command printed, each run of blanks as one, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both streams."""
        return f"{self.out} {self.err}"


class Term:
    """A course folder with a checkout of its own, so that points can be changed in it."""

    def __init__(self, root: Path, place: Path) -> None:
        self.place = place
        self.checkout = place / "checkout"
        for name in ("solutions", "exercises"):
            shutil.copytree(root / name / CH, self.checkout / name / CH, ignore=_CACHES)
        for name in ("autograder", "course"):
            shutil.copytree(root / name, self.checkout / name, ignore=_CACHES)
        for name in ("course.toml", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(root / name, self.checkout)
        toml = self.checkout / "solutions" / CH / "chapter.toml"
        listed = ", ".join(f'"{name}"' for name in EXERCISES)
        toml.write_text(
            re.sub(r"order = \[.*?\]", f"order = [{listed}]", toml.read_text(), flags=re.S)
        )
        for folder in (self.checkout / "solutions" / CH).iterdir():
            if (folder / "exercise.toml").exists() and folder.name not in EXERCISES:
                shutil.rmtree(folder)
        self.folder = place / "spring"
        self.exchange = place / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.ran: dict[str, Ran] = {}
        # What the gradebook, and the pages of feedback, said after some of the commands.
        self.graded: dict[str, dict[str, tuple[float, float]]] = {}
        self.pages: dict[str, str] = {}
        self.pages_at_first: dict[str, str] = {}
        self.report_at_first = self.log_at_first = ""
        # Who used the exchange, and the mistake of the one who slips.
        self.sent = ""
        self.mistake: Answer | None = None

    @property
    def chapter(self) -> Chapter:
        """The chapter as the checkout has it now."""
        return read_chapter(self.checkout / "solutions" / CH)

    @property
    def points(self) -> dict[str, float]:
        """Exercise -> its points now."""
        return {e.name: e.points for e in self.chapter.exercise}

    def autograder(self, *words: str, name: str = "", cwd: Path | None = None) -> Ran:
        """Run a command, as its own process."""
        command = [sys.executable, "-c", "from autograder.cli import main; main()", *words]
        return self._run(name or words[0], command, cwd or self.place)

    def nbgrader(self, *words: str, name: str = "") -> Ran:
        """Run one of nbgrader's own, in the course folder."""
        command = [sys.executable, "-m", "nbgrader", *words]
        return self._run(name or words[0], command, self.folder)

    def as_student(self, *words: str) -> Ran:
        """Run one of nbgrader's own in the home of the student who uses the exchange."""
        home = self.place / "home"
        home.mkdir(exist_ok=True)
        options = [f"--Exchange.root={self.exchange}", f"--Exchange.cache={home / 'cache'}"]
        command = [sys.executable, "-m", "nbgrader", *words, "--course=vraisemblance", *options]
        return self._run(words[0], command, home, {"USER": "ada", "JUPYTERHUB_USER": "ada"})

    def _run(
        self,
        name: str,
        command: list[str],
        cwd: Path,
        also: Mapping[str, str] = MappingProxyType({}),
    ) -> Ran:
        # A terminal of a width at which no sentence is broken.
        done = subprocess.run(
            command, cwd=cwd, env=nbgrader_environment() | {"COLUMNS": "500"} | also,
            stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
        out, err = (
            " ".join(b.decode("utf-8", "replace").split()) for b in (done.stdout, done.stderr)
        )
        self.ran[name] = Ran(done.returncode, out, err)
        return self.ran[name]

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """nbgrader's own view of the grades."""
        with Gradebook(Course(self.folder).db_url, "vraisemblance") as opened:
            yield opened

    def grades(self) -> dict[str, tuple[float, float]]:
        """Student -> the score in the gradebook, and what is deducted from it."""
        with self.gradebook() as gradebook:
            return {
                s.student.id: (round(s.score, 4), s.late_submission_penalty or 0.0)
                for s in gradebook.assignment_submissions(CH)
            }

    def feedback(self, student: str) -> str:
        """What the student's page says."""
        return text_of(self.folder / "feedback" / student / CH / f"{CH}.html")

    def report(self) -> str:
        """What the class report says."""
        return text_of(self.folder / "reports" / f"{CH}.html")

    def log(self) -> str:
        """What the log of the chapter says."""
        return (self.folder / "logs" / f"{CH}.log").read_text("utf-8")

    def table(self, name: str) -> list[list[str]]:
        """The rows of an exported table."""
        with (self.folder / "exports" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


_CACHES = shutil.ignore_patterns("__pycache__")


def text_of(page: Path) -> str:
    """The words of a page, each run of blanks as one."""
    found = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", page.read_text("utf-8"), flags=re.S)
    return " ".join(html.unescape(found).split())


def teach(root: Path, place: Path) -> Term:
    """From the empty folder to a class that is graded and has its feedback."""
    term = Term(root, place)
    folder = str(term.folder)
    term.autograder("build", cwd=term.checkout)
    term.autograder("init", folder, cwd=term.checkout)
    settings = term.folder / "autograder.toml"
    settings.write_text(re.sub(r"call_s = [\d.]+", "call_s = 4.0", settings.read_text()))
    config = term.folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}c.Exchange.root = {str(term.exchange)!r}\n")
    term.autograder("release", folder, CH)
    term.nbgrader("db", "assignment", "add", CH, f"--duedate={DUE}", name="due")
    _through_the_exchange(term)
    work = Work(term.checkout, term.chapter, term.folder / "release" / CH / f"{CH}.ipynb")
    hand_in_all(work, term.folder / "submitted")
    _slip(term, work)
    (term.folder / "roster.csv").write_bytes(roster().encode("utf-16"))
    (term.folder / "extensions.csv").write_text(extensions(term.sent))
    term.autograder("grade", folder, CH, "-j", "2", "--feedback")
    term.graded["grade"] = term.grades()
    term.pages_at_first = {p: term.feedback(p) for p in term.graded["grade"]}
    term.report_at_first, term.log_at_first = term.report(), term.log()
    return term


def go_on(term: Term) -> None:
    """What comes after: lateness, exports, other points, a regrade, and the mending of what was odd."""
    folder = str(term.folder)
    settings = term.folder / "autograder.toml"
    settings.write_text(f"{settings.read_text()}\n[late]\nper_day = 10.0\n")
    term.autograder("late", folder)
    term.graded["late"] = term.grades()
    term.autograder("report", folder)
    term.autograder("similar", folder, CH)
    students = ["--roster", str(term.folder / "roster.csv"), "--absent", "zero"]
    for to in ("csv", "moodle", "canvas", "junit", "gradescope"):
        lms = students if to in ("moodle", "canvas") else []
        term.autograder("export", folder, CH, "--format", to, *lms, name=to)
    term.nbgrader("export", name="nbgrader export")
    term.nbgrader("release_feedback", CH)
    term.as_student("fetch_feedback", CH)
    points = term.checkout / "solutions" / CH / SLIPS / "exercise.toml"
    points.write_text(points.read_text().replace("points = 10", "points = 20", 1))
    term.autograder("build", cwd=term.checkout)
    term.autograder("regrade", folder, CH, "-j", "2", "--diff", name="diff")
    term.graded["diff"] = term.grades()
    term.autograder("regrade", folder, CH, "-j", "2", "--write", name="write")
    term.graded["write"] = term.grades()
    term.pages = {p.parts[-3]: text_of(p) for p in term.folder.glob(f"feedback/*/{CH}/{CH}.html")}
    term.nbgrader("generate_feedback", CH)
    submitted = term.folder / "submitted"
    (submitted / UNPRINTABLE).rename(submitted / "eve")
    (submitted / LINKED / CH).unlink()
    shutil.copytree(submitted / "bo" / CH, submitted / LINKED / CH)
    (submitted / "kim").mkdir()
    (submitted / LOOSE).rename(submitted / "kim" / LOOSE)
    term.autograder("grade", folder, CH, "-j", "2", name="again")


def _through_the_exchange(term: Term) -> None:
    """One student fetches, fills in and submits; her name there is the user's."""
    term.nbgrader("release_assignment", CH)
    term.as_student("fetch_assignment", CH)
    path = term.place / "home" / CH / f"{CH}.ipynb"
    path.write_text(Work(term.checkout, term.chapter, path).book)
    term.as_student("submit", CH)
    term.nbgrader("collect", CH)
    (term.sent,) = (p.name for p in (term.folder / "submitted").iterdir())


def _slip(term: Term, work: Work) -> None:
    """A student with a known mistake; what it deserves is known from another road than the engine's."""
    bank = Bank(term.checkout, term.chapter, Course(term.folder).settings.seed)
    term.mistake = next(m for m in bank.mistakes[SLIPS] if m.deserves > 0)
    folder = term.folder / "submitted" / "slips" / CH
    folder.mkdir(parents=True)
    for name, text in {**work.files, f"{SLIPS}.py": term.mistake.source}.items():
        (folder / name).write_text(text, "utf-8")
