"""An instructor's course folder: where it lies, its settings, its submissions and its results."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import tomli_w

from autograder import reading
from autograder.errors import UserError
from autograder.grade.intake import find_work
from autograder.grade.limits import CallLimits
from autograder.grade.places import is_a_file_name, looks_like_work
from autograder.late.policy import LatePolicy
from autograder.registry import Chapter, read_chapter, source_root
from autograder.settings import read_course

SETTINGS = "autograder.toml"
GRADEBOOK_WAIT_S = 60


class CourseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`autograder.toml` of a course folder."""

    # The checkout with solutions/ and the hidden checks.
    source: str
    # Seed of the checks' random inputs: the same for all students, known to no one else.
    seed: int
    # nbgrader's name of the course; empty: the one that `course.toml` says.
    course_id: str = ""
    # Folders with exercises of one's own beside the course: each a source like `source`.
    also: tuple[str, ...] = ()
    limits: CallLimits = CallLimits()
    # Which of a student's submissions counts.
    resubmission: Literal["last", "best"] = "last"
    # The gradebook, as SQLAlchemy names it; empty: nbgrader's own SQLite file in this folder.
    db_url: str = ""
    late: LatePolicy = LatePolicy()
    # Address of the course's site, for links in feedback; empty: the one that `course.toml` says.
    site_url: str = ""


class Course:
    """A folder made by `autograder init`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        path = self.folder / SETTINGS
        try:
            self.settings = msgspec.toml.decode(path.read_bytes(), type=CourseSettings)
        except FileNotFoundError:
            raise UserError(
                f"{folder} is not a course folder: it holds no {SETTINGS}. "
                f"Make one with: autograder init {folder}"
            ) from None
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            hint = ""
            if "submission_s" in str(error):
                hint = " No limit is for a submission as a whole any more: exercise_s is for each exercise."
            raise UserError(f"{path} cannot be read: {error}.{hint}") from None
        self.root = source_at(path, "source", self.settings.source)
        # Where exercises lie: the course, and what an instructor keeps beside it.
        self.roots = (self.root, *(source_at(path, "also", said) for said in self.settings.also))

    def assignments(self) -> dict[str, Path]:
        """Return assignment -> the source that it lies in, of the course and of what is beside it.

        Raises `UserError` where two have the same name.
        """
        found: dict[str, Path] = {}
        for root in self.roots:
            for folder in sorted((root / "solutions").glob("ch*_*")):
                other = found.setdefault(folder.name, root)
                if other != root:
                    raise UserError(
                        f"{other} and {root} both have a chapter {folder.name}. Give the folder of one "
                        "another number or name: it is the assignment's name, too."
                    )
        return found

    def root_of(self, assignment: str) -> Path:
        """Return the source that an assignment lies in. Raises `UserError` listing what there is."""
        known = self.assignments()
        if assignment not in known:
            raise UserError(
                f"There is no assignment {assignment!r}. There are: {', '.join(sorted(known))}."
            )
        return known[assignment]

    def chapter(self, assignment: str) -> Chapter:
        """Return the chapter that an assignment is named after. Raises `UserError` as `root_of` does."""
        return read_chapter(self.root_of(assignment) / "solutions" / assignment)

    def submission_folders(self, assignment: str) -> dict[str, Path]:
        """Return student -> folder for everyone who handed this assignment in, sorted by name.

        The folder is `submitted/STUDENT/ASSIGNMENT`, which does not exist where the work was found
        beside it: `read_submission` looks there too.
        """
        return {
            student.name: student / assignment
            for student in self._students()
            if _is_real_folder(student / assignment) or self._lies_beside(student, assignment)
        }

    def empty_handed(self, assignment: str) -> list[str]:
        """Return the students whose folder in `submitted/` holds nothing for this assignment."""
        handed_in = self.submission_folders(assignment)
        return [
            student.name
            for student in self._students()
            if student.name not in handed_in
            if not student.name.startswith((".", "__"))
            if not (student / assignment).is_symlink()
        ]

    def unusable_folders(self, assignment: str = "") -> list[str]:
        """Return, in words, what in `submitted/` is nobody's work as it is: bad names, links, files."""
        return [words for _, words in self.unusable(assignment)]

    def waiting(self, assignment: str, graded: Collection[str]) -> list[str]:
        """Return whose work is there and not among the `graded`, also where it cannot be graded yet."""
        there = {*self.submission_folders(assignment), *(n for n, _ in self.unusable(assignment))}
        return sorted(there - set(graded))

    def unusable(self, assignment: str) -> list[tuple[str, str]]:
        """Return the names in `submitted/` whose bearers are nobody's work as they are, and why."""
        found: list[tuple[str, str]] = []

        def say(path: Path, words: str) -> None:
            found.append((path.name, words))

        for path in self._in_submitted():
            name = reading.shown(path.name, 60)
            if path.is_symlink():
                say(
                    path,
                    f"submitted/{name} is a link: it was not graded, since it may be another "
                    "student's work. Put the folder itself there",
                )
            elif not _is_real_folder(path):
                if looks_like_work(path.name):
                    say(
                        path,
                        f"submitted/{name} is a file and not a student's folder: it was not graded. "
                        f"Put it into submitted/STUDENT/{assignment or 'CHAPTER'}/",
                    )
            elif not is_a_name(path.name):
                say(
                    path,
                    f"submitted/{name}: the folder's name is longer than {reading.MAX_NAME} bytes or "
                    "holds characters that cannot be shown: it was not graded. Rename it",
                )
            elif assignment and (path / assignment).is_symlink():
                say(
                    path,
                    f"submitted/{name}/{assignment} is a link: it was not graded, since it may be "
                    "another student's work. Put the folder itself there",
                )
            elif not _can_be_listed(path):
                say(path, f"submitted/{name} cannot be read: give the grader the right to")
        return found

    def _in_submitted(self) -> list[Path]:
        try:
            return sorted((self.folder / "submitted").iterdir())
        except OSError:
            return []

    def _students(self) -> list[Path]:
        return [p for p in self._in_submitted() if is_a_name(p.name) and _is_real_folder(p)]

    def _lies_beside(self, student: Path, assignment: str) -> bool:
        if (student / assignment).is_symlink() or student.name.startswith((".", "__")):
            return False
        if assignment not in self.assignments():
            return False
        return find_work(student / assignment, self.chapter(assignment), {}).holds_work

    def result_path(self, assignment: str, student: str) -> Path:
        """Where the result of one submission is kept."""
        return self.folder / "results" / assignment / f"{student}.json"

    @property
    def course_id(self) -> str:
        """nbgrader's name of the course."""
        return self.settings.course_id or read_course(self.root).name

    @property
    def site_url(self) -> str:
        """Address of the course's site, for links in feedback; empty where there is none."""
        return self.settings.site_url or read_course(self.root).site_url

    @property
    def db_url(self) -> str:
        """The gradebook: `db_url` of the settings, or where nbgrader's default puts it.

        SQLite has one writer: a second one waits for it, up to a minute instead of five seconds.
        """
        return self.settings.db_url or (
            f"sqlite:///{self.folder / 'gradebook.db'}?timeout={GRADEBOOK_WAIT_S}"
        )


def source_at(settings: Path, key: str, said: str) -> Path:
    """The source of a course, or of exercises beside it, that the settings name under `key`.

    Raises `UserError` where there is none.
    """
    source = Path(said)
    if not source.is_dir():
        raise UserError(
            f"{settings} says {key} = {said!r}, and there is no such folder. Write there where it lies "
            "now."
        )
    root = source_root(source)
    if root not in (source.resolve(), *source.resolve().parents):
        raise UserError(
            f"{settings} says {key} = {said!r}, and no checkout of the course lies there. Write there "
            "where it lies now."
        )
    return root


def is_a_name(name: str) -> bool:
    """Return whether a folder's name can name files and rows of the gradebook, and can be shown."""
    return is_a_file_name(name)


def _is_real_folder(path: Path) -> bool:
    """Whether it is a folder, and no link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _can_be_listed(path: Path) -> bool:
    try:
        with os.scandir(path):
            return True
    except OSError:
        return False


def new_seed() -> int:
    """Return a seed for a new course, which nobody can guess."""
    return secrets.randbits(62)


def new_settings(
    source: Path,
    course_id: str,
    limits: CallLimits,
    *,
    seed: int | None = None,
    also: Sequence[Path] = (),
) -> str:
    """Return the text of a new `autograder.toml`, with a seed of its own where none is given."""
    values: dict[str, object] = {
        "source": str(source),
        "seed": new_seed() if seed is None else seed,
        "course_id": course_id,
        **({"also": list(map(str, also))} if also else {}),
    }
    words = {
        "source": "# Settings of this course folder, read by every `autograder` command.\n",
        "also": "# Exercises of your own, beside the course's.\n",
        "seed": "# Seed of the hidden checks' random inputs. Change it and every grade is computed "
        "anew.\n",
    }
    # The comments are ours, and each value is written by who knows how.
    lines = [words.get(name, "") + tomli_w.dumps({name: value}) for name, value in values.items()]
    lines.append(
        "\n# What one exercise of one submission may use; counted anew for each exercise.\n[limits]\n"
    )
    for name, meaning in _LIMITS.items():
        value = tomli_w.dumps({name: getattr(limits, name)}).rstrip("\n")
        lines.append(f"{value}  # {meaning}\n")
    return "".join(lines)


_LIMITS = {
    "load_s": "seconds to load what was handed in: all cells of a notebook",
    "cell_s": "seconds of one cell of a notebook",
    "call_s": "seconds of one call of a student's function",
    "exercise_s": "seconds of all calls of an exercise's checks together",
    "cpu_s": "CPU seconds of the same, of all processes that the code starts",
    "memory_mb": "MiB that the code may map beyond the libraries",
    "judge_s": "CPU seconds of the grader to judge an exercise's answers, beyond what the solution takes",
    "judge_mb": "MiB of the grader for the same",
}
