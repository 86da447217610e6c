"""An instructor's course folder: where it lies, its settings, its submissions and its results."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

import msgspec

from autograder import work
from autograder.errors import UserError
from autograder.grade.session import CallLimits
from autograder.late.policy import LatePolicy
from autograder.registry import source_root

SETTINGS = "autograder.toml"
GRADEBOOK_WAIT_S = 60


class CourseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`autograder.toml` of a course folder."""

    # The checkout with solutions/ and the hidden checks.
    source: str
    # Seed of the checks' random inputs: the same for all students, known to no one else.
    seed: int
    course_id: str = "vraisemblance"
    limits: CallLimits = CallLimits()
    # Which of a student's submissions counts.
    resubmission: Literal["last", "best"] = "last"
    # The gradebook, as SQLAlchemy names it; empty: nbgrader's own SQLite file in this folder.
    db_url: str = ""
    late: LatePolicy = LatePolicy()


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
            raise UserError(f"{path} cannot be read: {error}") from None
        source = Path(self.settings.source)
        if not source.is_dir():
            raise UserError(
                f"{path} says source = {self.settings.source!r}, and there is no such folder. Write "
                "there where the checkout of the course lies now."
            )
        self.root = source_root(source)
        if self.root not in (source.resolve(), *source.resolve().parents):
            raise UserError(
                f"{path} says source = {self.settings.source!r}, and no checkout of the course lies "
                "there. Write there where it lies now."
            )

    def submission_folders(self, assignment: str) -> dict[str, Path]:
        """Return student -> folder for everyone who handed this assignment in, sorted by name."""
        submitted = self.folder / "submitted"
        found = {
            path.parent.name: path
            for path in submitted.glob(f"*/{assignment}")
            if path.is_dir() and not path.is_symlink() and is_a_name(path.parent.name)
        }
        return dict(sorted(found.items()))

    def unusable_folders(self) -> list[str]:
        """Return, in words, the folders in `submitted/` whose names cannot be a student's."""
        return [
            f"{work.writable(path.name)[:60]}…: its name is too long or cannot be shown; rename the folder"
            for path in sorted((self.folder / "submitted").glob("*"))
            if path.is_dir() and not is_a_name(path.name)
        ]

    def result_path(self, assignment: str, student: str) -> Path:
        """Where the result of one submission is kept."""
        return self.folder / "results" / assignment / f"{student}.json"

    @property
    def db_url(self) -> str:
        """The gradebook: `db_url` of the settings, or where nbgrader's default puts it.

        SQLite has one writer: a second one waits for it, up to a minute instead of five seconds.
        """
        return self.settings.db_url or (
            f"sqlite:///{self.folder / 'gradebook.db'}?timeout={GRADEBOOK_WAIT_S}"
        )


def is_a_name(name: str) -> bool:
    """Return whether a folder's name can name files and rows of the gradebook, and can be shown."""
    try:
        shown = all(c.isprintable() or c in "\u200c\u200d" for c in name)
        return shown and len(name.encode("utf-8")) <= 200
    except UnicodeEncodeError:  # bytes on the disk that are no text
        return False


def new_settings(source: Path, course_id: str, limits: CallLimits) -> str:
    """Return the text of a new `autograder.toml`, with a seed of its own."""
    return (
        "# Settings of this course folder, read by every `autograder` command.\n"
        f"source = {_toml_string(str(source))}\n"
        "# Seed of the hidden checks' random inputs. Change it and every grade is computed anew.\n"
        f"seed = {secrets.randbits(62)}\n"
        f"course_id = {_toml_string(course_id)}\n"
        "\n"
        "# Seconds for loading a notebook, for one call of a student's function, for a submission.\n"
        "[limits]\n"
        f"load_s = {limits.load_s}\ncall_s = {limits.call_s}\n"
        f"submission_s = {limits.submission_s}\n"
    )


def _toml_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
