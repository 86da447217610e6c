"""`course.toml`: what the engine has to know about a course, beside its chapters. Read here alone."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import msgspec

from autograder.errors import UserError

FILE = "course.toml"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*")


class Library(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heavy library, which the grader imports once for all submissions of a chapter that names it."""

    # A module to import, or `module:function` to call as well: the first use of many takes seconds.
    warm: str
    # The kinds of object, which are not data, that an exercise with this library may ask for.
    objects: tuple[str, ...] = ()
    # The extra of the course's distribution that installs it.
    extra: str = ""


class CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `course.toml` says. Everything that is not stated is empty: there is none."""

    # Short: names the student kit, its folder, and nbgrader's course.
    name: str
    title: str
    # What students install, whose wheel goes into the kit; empty: the engine alone.
    distribution: str = ""
    # The extras of the distribution that a student needs, and those that every grader needs.
    student_extras: tuple[str, ...] = ()
    grader_extras: tuple[str, ...] = ()
    # What students install beside it, as pip names it.
    requires: tuple[str, ...] = ()
    # The package with the right answers that checks compare with: no student's code may import it.
    reference: str = ""
    # Folder of the site: the pages that explain stand in `docs` in it, what is built in `public`.
    site: str = "site"
    site_url: str = ""
    libraries: dict[str, Library] = {}
    # Libraries, beside those that the engine uses, whose version can change an answer.
    versions: tuple[str, ...] = ()

    @property
    def kit(self) -> str:
        """The file name of the student kit."""
        return f"{self.name}-kit.zip"


def read_course(root: Path) -> CourseFile:
    """Return what `course.toml` in a course's source says. Raises `UserError` where it cannot be."""
    path = root / FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        raise UserError(
            f"{root} holds no {FILE}. The file makes a folder the source of a course; at the least it "
            'says name = "..." and title = "...". `autograder new DIR` writes a small course with one.'
        ) from None
    return _read(path, changed)


@lru_cache(maxsize=64)
def _read(path: Path, changed_ns: int) -> CourseFile:
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=CourseFile)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from None
    if not _NAME.fullmatch(found.name):
        raise UserError(
            f"{path} says name = {found.name!r}: files are named after it, so it needs lower-case "
            "letters, digits, - and _, and a letter first."
        )
    if found.reference and not _PACKAGE.fullmatch(found.reference):
        raise UserError(f"{path} says reference = {found.reference!r}, which is no package's name.")
    return found


def engine_distribution() -> str:
    """Return the name of the installed distribution that this engine comes with; "" where none does."""
    for entry in metadata.entry_points(group="console_scripts", name="autograder"):
        if entry.value.startswith("autograder.") and entry.dist is not None:
            return entry.dist.name
    return ""


class _Lent:
    """The course's source that was put on Python's path last, and the package that lies in it."""

    root = ""
    package = ""


def make_importable(root: Path) -> None:
    """Let checks and answers of this course import its reference, where that is not installed.

    One course at a time: two that are read in one process may call their references alike.
    """
    package = read_course(root).reference
    here = str(root.resolve())
    if not (root / package / "__init__.py").is_file() or not package or here == _Lent.root:
        return
    if _Lent.root in sys.path:
        sys.path.remove(_Lent.root)
        for name in [n for n in sys.modules if n.partition(".")[0] == _Lent.package]:
            del sys.modules[name]
    _Lent.root = _Lent.package = ""
    if importlib.util.find_spec(package) is None:
        # Last, so that nothing in the folder stands in for what is installed.
        sys.path.append(here)
        _Lent.root, _Lent.package = here, package
        importlib.invalidate_caches()


def reference_folder(root: Path, reference: str) -> Path | None:
    """Return where the reference package lies: in the course's source, or installed; None: nowhere."""
    if not reference:
        return None
    if (root / reference / "__init__.py").is_file():
        return root / reference
    try:
        found = importlib.util.find_spec(reference)
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found and found.origin else None
