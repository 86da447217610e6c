"""Read a kit's zip into memory, believing nothing that it says about itself."""

from __future__ import annotations

import re
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import UserError
from autograder.registry import HIDDEN, Chapter, read_chapter

MAX_FILES = 5_000
MAX_FILE = 30 * 1024 * 1024
MAX_TOTAL = 200 * 1024 * 1024
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*$")
_WHEEL = re.compile(r"[A-Za-z0-9_.]+-[A-Za-z0-9_.+!]+-[A-Za-z0-9_.-]+\.whl$")
_CHAPTER_FILE = re.compile(
    r"(?P<top>.*?)exercises/(?P<folder>ch\d+_[a-z]+)/(?P<hidden>\.course/)?(?P<name>[^/]+)$"
)
CHAPTER = f"{HIDDEN}/chapter.json"
# What `autograder release --solutions` writes.
_SOLUTION = re.compile(r"(?P<folder>ch\d+_[a-z]+)-solutions/(?P<name>[A-Za-z_][A-Za-z0-9_]*)\.py$")
# In kits that were made before there was a hidden folder, these lie beside the exercises.
ONCE_VISIBLE = ("chapter.json", "slips.json")


@dataclass
class KitChapter:
    """A chapter of a kit: what it says of itself, and its files by name (`.course/slips.json`)."""

    chapter: Chapter
    files: dict[str, bytes]


@dataclass
class Kit:
    """A kit: its chapters; its README and pyproject; its wheels. Or solutions: chapter, name, text."""

    chapters: list[KitChapter] = field(default_factory=list)
    others: dict[str, bytes] = field(default_factory=dict)
    wheels: dict[str, bytes] = field(default_factory=dict)
    solutions: dict[str, dict[str, str]] = field(default_factory=dict)


def read_kit(path: Path) -> Kit:
    """Return the kit, or the released solutions, in a zip file. Nothing is written.

    Raises `UserError` where it is no kit, cannot be read, is too large, or holds anything but plain
    files inside its own folder.
    """
    files = _read(path)
    if solutions := _solutions(files):
        return Kit(solutions=solutions)
    found: dict[str, dict[str, bytes]] = {}
    tops = set()
    for name, data in files.items():
        match = _CHAPTER_FILE.match(name)
        if match and not name.startswith("__MACOSX/") and _PLAIN.match(match["name"]):
            tops.add(match["top"])
            hidden = match["hidden"] or match["name"] in ONCE_VISIBLE
            inside = f"{HIDDEN}/{match['name']}" if hidden else match["name"]
            found.setdefault(match["folder"], {})[inside] = data
    if not any(CHAPTER in inside for inside in found.values()) or len(tops) != 1:
        raise UserError(f"{path.name} is not a kit of this course: it holds no exercises.")
    top = tops.pop()
    kit = Kit()
    for name in ("README.md", "pyproject.toml"):
        if top + name in files:
            kit.others[name] = files[top + name]
    for name, data in files.items():
        plain = name.removeprefix(f"{top}wheels/")
        if plain != name and _WHEEL.match(plain):
            kit.wheels[plain] = data
    for folder, inside in sorted(found.items()):
        if CHAPTER in inside:
            kit.chapters.append(KitChapter(_chapter(folder, inside, kit, path), inside))
    return kit


def _solutions(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """The solutions in a zip of nothing else; empty where there is anything else in it."""
    found: dict[str, dict[str, str]] = {}
    for name, data in files.items():
        match = _SOLUTION.match(name)
        if not match and not name.startswith("__MACOSX/"):
            return {}
        if match:
            text = data.decode("utf-8", "replace")
            found.setdefault(match["folder"], {})[match["name"]] = text
    return found


def _chapter(folder: str, files: dict[str, bytes], kit: Kit, path: Path) -> Chapter:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / folder
        (place / HIDDEN).mkdir(parents=True)
        (place / CHAPTER).write_bytes(files[CHAPTER])
        try:
            chapter = read_chapter(place)
        except UserError as error:
            wheel = next(iter(kit.wheels), "the wheel in its folder wheels")
            why = str(error).replace(str(place), folder)
            raise UserError(
                f"{path.name} was made for another version of the course ({why}). Unpack it into a "
                f"new folder, pip install {wheel} from there, and run this again."
            ) from None
    missing = [n for e in chapter.exercise for n in _files_of(e.stem) if n not in files]
    if missing:
        raise UserError(f"{path.name} is incomplete: {folder} lacks {', '.join(missing[:3])}.")
    return chapter


def _files_of(stem: str) -> tuple[str, str]:
    return f"{stem}.py", f"test_{stem}.py"


def _read(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir()]
            if len(infos) > MAX_FILES:
                raise UserError(f"{path.name} holds {len(infos)} files: it is no kit.")
            seen: set[str] = set()
            for info in infos:
                _refuse_unsafe(info, path)
                if info.filename.lower() in seen:
                    raise UserError(f"{path.name} holds {info.filename!r} twice. It is not used.")
                seen.add(info.filename.lower())
                with archive.open(info) as file:
                    # What the header says of the size need not be so: stop at the limit itself.
                    data = file.read(MAX_FILE + 1)
                total += len(data)
                if len(data) > MAX_FILE or total > MAX_TOTAL:
                    raise UserError(f"{path.name} is larger than a kit can be. It is not used.")
                found[info.filename] = data
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UserError(
            f"{path.name} cannot be read as a zip file: {error}. Download it again."
        ) from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from None
    return found


def _refuse_unsafe(info: zipfile.ZipInfo, path: Path) -> None:
    name = info.filename
    parts = PurePosixPath(name).parts
    kind = stat.S_IFMT(info.external_attr >> 16)
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or "\0" in name:
        raise UserError(
            f"{path.name} wants to write outside its folder ({name!r}). It is not used."
        )
    if kind not in (0, stat.S_IFREG):
        raise UserError(f"{path.name} holds a link or a device ({name!r}). It is not used.")
