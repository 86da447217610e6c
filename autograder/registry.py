"""The one registry of chapters and exercises, read from `chapter.toml` and each exercise's own
`exercise.toml` (authored), or from `chapter.json` (what the build makes of them for students)."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from autograder import layout
from autograder.errors import UserError
from autograder.layout import ChapterFiles
from autograder.settings import FILE, make_importable, read_course

# What a student need not open lies in this folder, in each chapter's folder.
HIDDEN = ".course"
_FOLDER = re.compile(r"ch(?P<number>\d+)_(?P<slug>[a-z]+)$")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
T = TypeVar("T")


class Returns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object that an exercise asks for and that is not data: its kind, and what checks may call."""

    object: str
    methods: tuple[str, ...]


class ExerciseLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Limits of one exercise that differ from the course's: `limits = { call_s = 60 }`.

    What each means, and what holds where none is stated: `autograder.grade.limits.CallLimits`.
    """

    call_s: float | None = None
    exercise_s: float | None = None
    cpu_s: float | None = None
    memory_mb: int | None = None
    judge_s: float | None = None
    judge_mb: int | None = None

    @property
    def stated(self) -> dict[str, float]:
        """The limits that are stated."""
        return {k: v for k, v in msgspec.structs.asdict(self).items() if v is not None}


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One exercise. Its name is its folder's; `page` is a site path with anchor."""

    title: str
    points: float
    difficulty: int
    minutes: int
    page: str
    hints: tuple[str, ...]
    name: str = ""
    chapter: str = ""
    # How many checks only the grader runs; filled in by the build, so that a student can be told.
    hidden_checks: int = 0
    # For an exercise whose answer is an object and not data.
    returns: Returns | None = None
    # Over how many seeds of a hundred it is verified, where its checks take seconds; 0: over all.
    seeds: int = 0
    # How many megabytes an answer may have, at 100 000 values each: what judging it may cost.
    answer_mb: float = 1.0
    # What grading may spend on this exercise, where it needs more than the others.
    limits: ExerciseLimits | None = None

    @property
    def stem(self) -> str:
        """File name of what the student gets, without its ending: `full_album`."""
        return self.name

    @property
    def id(self) -> str:
        """Chapter and name: `chance.full_album`."""
        return f"{self.chapter}.{self.name}"

    @property
    def solution_cell(self) -> str:
        """nbgrader's id of the notebook cell that a student writes in."""
        return self.stem

    @property
    def check_cell(self) -> str:
        """nbgrader's id of the notebook cell that carries the points."""
        return f"check_{self.stem}"


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the solution, because it is as right: `reason` says why."""

    becomes: str
    reason: str


class ExerciseSettings(Exercise, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`exercise.toml`: what a student is told of the exercise, and what only its proof needs."""

    equivalent: tuple[Equivalent, ...] = ()

    @property
    def told(self) -> Exercise:
        """What a student is told."""
        return Exercise(**{f: getattr(self, f) for f in Exercise.__struct_fields__})


class ChapterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`chapter.toml`. `order` names the exercises, in the order in which a student meets them."""

    slug: str
    title: str
    summary: str
    page: str
    order: tuple[str, ...]
    libraries: tuple[str, ...] = ()


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One chapter and its exercises, in order."""

    slug: str
    title: str
    summary: str
    page: str
    exercise: tuple[Exercise, ...] = ()
    number: int = 0
    # Heavy libraries that the exercises use: the grader imports them once for all submissions.
    libraries: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder's name, the same under `solutions`, `exercises` and `hidden`: `ch1_chance`."""
        return f"ch{self.number}_{self.slug}"

    @property
    def setup_cell(self) -> str:
        """nbgrader's id of the notebook's first code cell."""
        return f"setup_{self.folder}"

    @property
    def points(self) -> float:
        """The sum of the exercises' points."""
        return sum(e.points for e in self.exercise)

    def find(self, name: str) -> Exercise:
        """Return the exercise with this name or id. Raises `UserError` listing what there is."""
        for exercise in self.exercise:
            if name in (exercise.name, exercise.id):
                return exercise
        known = ", ".join(e.id for e in self.exercise)
        raise UserError(f"There is no exercise {name!r} in {self.folder}. There are: {known}.")


def read_chapter(folder: Path) -> Chapter:
    """Return the chapter in `folder`. Raises `UserError` naming the file and the field at fault."""
    if (folder / layout.CHAPTER).exists():
        return _read_authored(folder)
    # A student may rename the folder that the generated file came in; the file knows its number.
    missing = f"{folder} holds no {layout.CHAPTER} and no {HIDDEN}/chapter.json. {RESTORE}"
    whose = f". The file is the course's, not yours. {RESTORE}"
    return _decode(kit_file(folder, "chapter.json"), Chapter, missing, whose)


def _read_authored(folder: Path) -> Chapter:
    path = folder / layout.CHAPTER
    match = _FOLDER.match(folder.name)
    if match is None:
        raise UserError(f"{folder} is not a chapter: its name should look like ch1_chance.")
    settings = _decode(path, ChapterSettings, f"{path} is missing.")
    if settings.slug != match["slug"]:
        raise UserError(
            f"{path} says slug = {settings.slug!r}, but its folder is {folder.name}: make them agree."
        )
    twice = sorted({name for name in settings.order if settings.order.count(name) > 1})
    if twice:
        raise UserError(f"{path}: order names {', '.join(twice)} twice.")
    exercises = tuple(
        msgspec.structs.replace(read_exercise(folder / name).told, name=name, chapter=settings.slug)
        for name in settings.order
    )
    _known_to_the_course(folder, settings.libraries, exercises)
    make_importable(folder.resolve().parents[1])
    return Chapter(
        slug=settings.slug,
        title=settings.title,
        summary=settings.summary,
        page=settings.page,
        exercise=exercises,
        number=int(match["number"]),
        libraries=settings.libraries,
    )


def _known_to_the_course(
    folder: Path, libraries: tuple[str, ...], exercises: tuple[Exercise, ...]
) -> None:
    """Raise `UserError` where a chapter names a library, or an exercise an object, that is not known."""
    root = folder.resolve().parents[1]
    course = root / FILE
    known = read_course(root).libraries
    for name in libraries:
        if name not in known:
            raise UserError(
                f"{folder / layout.CHAPTER} names the library {name!r}, and {course} does not say what "
                f"it is: add [libraries.{name}] with warm = {name!r} there."
            )
    objects = [kind for name in libraries for kind in known[name].objects]
    for exercise in exercises:
        if exercise.returns is not None and exercise.returns.object not in objects:
            raise UserError(
                f"{folder / exercise.name / layout.SETTINGS} asks for the object "
                f"{exercise.returns.object!r}. The libraries of {layout.CHAPTER} allow: "
                f"{', '.join(objects) or 'none'}. {course.name} says which library has which objects."
            )


def read_exercise(folder: Path) -> ExerciseSettings:
    """Return what `exercise.toml` in an exercise's folder says. Raises `UserError` where it cannot be."""
    path = folder / layout.SETTINGS
    missing = (
        f"{path} is missing: order in {folder.parent.name}/{layout.CHAPTER} names the exercise "
        f"{folder.name!r}, and each exercise is a folder with its settings in {layout.SETTINGS}."
        + _misspelt(folder)
    )
    if not _NAME.fullmatch(folder.name):
        raise UserError(
            f"{folder.parent / layout.CHAPTER}: the exercise {folder.name!r} needs a name of lower-case "
            "letters, digits and underscores."
        )
    settings = _decode(path, ExerciseSettings, missing)
    if settings.name or settings.chapter:
        raise UserError(f"{path}: leave name and chapter out; the folders say them.")
    _validate(settings, path)
    return settings


def _misspelt(folder: Path) -> str:
    """A folder beside the missing one whose name is like it, in words."""
    if folder.is_dir():
        return ""
    there = [p.parent.name for p in folder.parent.glob(f"*/{layout.SETTINGS}")]
    close = difflib.get_close_matches(folder.name, there, n=1, cutoff=0.7)
    return f" The folder {close[0]} stands there: is that the one?" if close else ""


def _decode(path: Path, kind: type[T], missing: str, whose: str = "") -> T:
    decode = msgspec.toml.decode if path.suffix == ".toml" else msgspec.json.decode
    try:
        return decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise UserError(missing) from None
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}{whose}") from None


RESTORE = (
    "In a kit, `course update KIT.zip` with your kit brings such a file back and leaves your work as "
    "it is."
)


def kit_file(folder: Path, name: str) -> Path:
    """Return where a chapter's `chapter.json`, `slips.json` or the like is: hidden, or, in a kit that
    was made before there was a hidden folder, beside the exercises."""
    hidden, visible = folder / HIDDEN / name, folder / name
    return visible if visible.exists() and not hidden.exists() else hidden


def _validate(exercise: Exercise, path: Path) -> None:
    problems = []
    if exercise.points <= 0:
        problems.append("points above zero")
    if exercise.difficulty not in (1, 2, 3, 4, 5):
        problems.append("a difficulty from 1 to 5")
    if exercise.minutes <= 0:
        problems.append("minutes above zero")
    if not 0 < exercise.answer_mb <= 16:
        problems.append("an `answer_mb` above 0 and of at most 16")
    if len(exercise.hints) != 3 or not all(h.strip() for h in exercise.hints):
        problems.append("exactly three hints")
    if problems:
        raise UserError(f"{path} needs {', '.join(problems)}.")


def chapters(folder: Path) -> list[Chapter]:
    """Return every chapter under `folder` (such as `exercises/`), in order."""
    found = [read_chapter(p) for p in sorted(folder.glob("ch*_*")) if _FOLDER.match(p.name)]
    return sorted(found, key=lambda c: c.number)


def stem_of(path: Path) -> str | None:
    """Return the name of the exercise that a file belongs to; None for a file of none.

    In the source it is the folder's name; among what students get, the file's, which `chapter.json`
    beside it has to list: a file of somebody's own is none of ours.
    """
    if path.suffix != ".py":
        return None
    if path.name in layout.FILES and (path.parent / layout.SETTINGS).is_file():
        return path.parent.name
    name = path.stem.removeprefix("test_")
    listed = kit_file(path.parent, "chapter.json")
    try:
        return name if name in _names(str(listed), listed.stat().st_mtime_ns) else None
    except OSError:
        return None


def place_of(path: Path) -> tuple[str, int] | None:
    """Return where a file's exercise comes among those of its folder, to sort by; None for others.

    Among what students get, that is the chapter's order. In the source each exercise has a folder.
    """
    name = stem_of(path)
    if name is None:
        return None
    listed = kit_file(path.parent, "chapter.json")
    if not listed.is_file():
        return str(path.parent), 0
    return str(path.parent), _names(str(listed), listed.stat().st_mtime_ns).index(name)


@lru_cache(maxsize=64)
def _names(path: str, changed_ns: int) -> tuple[str, ...]:
    try:
        chapter = msgspec.json.decode(Path(path).read_bytes(), type=Chapter)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return ()
    return tuple(e.name for e in chapter.exercise)


def stray_files(source: ChapterFiles, chapter: Chapter) -> list[str]:
    """Return the files and folders of a chapter's source that belong to none of its exercises."""
    known = {e.name for e in chapter.exercise}
    own = (layout.CHAPTER, layout.GIVEN, layout.RECORD, "conftest.py")
    strays = []
    for path in sorted(source.folder.iterdir()):
        if path.name == "__pycache__" or path.name.startswith("."):
            continue
        if path.is_dir() and path.name in known:
            inner = sorted(path.iterdir())
            strays += [p for p in inner if p.name not in (*layout.FILES, "__pycache__")]
        elif path.is_dir() or path.name not in own:
            strays.append(path)
    return [f"solutions/{p.relative_to(source.folder.parent).as_posix()}" for p in strays]


def check_files(root: Path, chapter: Chapter, exercise: Exercise) -> list[Path]:
    """Return the files that hold an exercise's checks, in the course's source: the public one first."""
    return ChapterFiles(root, chapter.folder).exercise(exercise.name).checks


def site_page(site_url: str, page: str) -> str:
    """Return the address of `chance.md#full-album` on the course's site."""
    name, _, anchor = page.partition("#")
    return f"{site_url.rstrip('/')}/{name.removesuffix('.md')}.html" + (
        f"#{anchor}" if anchor else ""
    )


def source_root(start: Path | None = None) -> Path:
    """Return the course's source: the folder with `course.toml`, and `solutions/` with the chapters.

    Looks in `start` (default: the working directory) and above it, then beside this package.
    Raises `UserError` where there is none, as in an installation from a wheel.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[1]):
        if any((folder / "solutions").glob(f"ch*_*/{layout.CHAPTER}")):
            read_course(folder)  # says what is missing where it cannot be
            return folder
    raise UserError(
        f"No course source was found in or above {here}: this command needs the folder that holds "
        f"{FILE} and solutions/ with the chapters. Run it inside such a folder, a checkout of the course; "
        "`autograder new DIR` writes a small course of your own."
    )
