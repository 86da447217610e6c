"""What lies in a submission, read within limits: folders in folders, zip files, neighbours of both.

Nothing is judged here. Each folder, and each folder in a zip file, is a `Place` with its Python files
and its notebooks; what could not be read is listed in words.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from autograder import reading
from autograder.notebooks import NotANotebook, Notebook, read_notebook
from autograder.registry import Chapter

# What the course hands out. A student's copy of it is not part of the submission.
_OURS = re.compile(
    r"(test_.*\.py|conftest\.py|given\.py|chapter\.json|slips\.json|readme\.md|pyproject\.toml|license)$",
    re.I,
)
# What nbgrader, operating systems and editors leave in folders.
_NOISE = re.compile(
    r"(\..*|__macosx|__pycache__|desktop\.ini|thumbs\.db|icon\r|timestamp\.txt|"
    r"submission_secret\.txt|node_modules|venv|env|.*\.pyc|.*\.bak-\d+)$",
    re.I,
)
_AUTOSAVED = ".ipynb_checkpoints"
_SOURCE = re.compile(r"(.*\.py)(w|\.txt)?$", re.I | re.S)
_BOOK = re.compile(r"(.*\.ipynb(\.txt|\.json)?|.*\.json)$", re.I | re.S)
_ARCHIVE = re.compile(r".*\.(tar|tgz|tbz2?|txz|gz|bz2|xz|rar|7z|zst|zipx)$", re.I | re.S)
# Another assignment's folder in the folder of the student.
_CHAPTER = re.compile(r"ch\d+_[a-z]+$")
# The text of a notebook that is kept as it was handed in; a larger one is kept without outputs.
_KEPT_WHOLE = 2 * reading.MIB


@dataclass(frozen=True)
class Source:
    """A Python file: where it lies (as it is shown), what it is called, what it says."""

    where: str
    name: str
    text: str


@dataclass(frozen=True)
class Book:
    """A notebook: where it lies, what it is called, its cells, and the bytes to keep of it."""

    where: str
    name: str
    notebook: Notebook
    kept: bytes


@dataclass
class Place:
    """One folder. `where` ends in a slash; it is empty for the folder where work belongs."""

    where: str
    sources: dict[str, Source] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)


@dataclass
class Everything:
    """All that was read of a submission; the first place is the right one."""

    places: list[Place]
    problems: list[str]
    # Files that are of no kind that is read, and automatic copies of notebooks.
    unknown: list[str]


def home_of(folder: Path, chapter: Chapter) -> Path | None:
    """Return the student's own folder, where `folder` is `submitted/STUDENT/CHAPTER`."""
    if folder.name == chapter.folder and folder.parent.parent.name == "submitted":
        return folder.parent
    return None


def read_everything(folder: Path, chapter: Chapter) -> Everything:
    """Return what lies in a submission, and beside it in the student's own folder. Never raises."""
    reader = _Reader(folder, chapter)
    exact = [f"{e.stem}.py" for e in chapter.exercise] + [f"{chapter.folder}.ipynb"]
    reader.read_folder(folder, "", 0, exact)
    home = home_of(folder, chapter)
    if home is not None:
        reader.read_folder(home, f"{reading.shown(home.name)}/", 0, [], beside=True)
    reader.report_hard_links(folder, home)
    return Everything(reader.places, reader.problems, reader.unknown)


class _Reader:
    """Reads places one after the other, on one budget."""

    def __init__(self, folder: Path, chapter: Chapter) -> None:
        self.chapter = chapter
        self.places: list[Place] = []
        self.problems: list[str] = []
        self.unknown: list[str] = []
        self._sources = self._books = self._zips = self._source_bytes = 0
        self._skipped = 0
        self._folders = 0
        self._linked: list[tuple[str, os.stat_result]] = []
        try:
            self._owner: int | None = folder.stat().st_uid
        except OSError:
            self._owner = None

    def read_folder(
        self, path: Path, where: str, depth: int, exact: list[str], *, beside: bool = False
    ) -> None:
        """Read one folder and those in it. `exact` are read first, however many files there are."""
        place = Place(where)
        self.places.append(place)
        self._folders += 1
        try:
            names, folders, links, more = _names(path)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it is not a folder"
            self._say(where or "The folder", f"could not be read: {why}")
            return
        if more:
            self._say(
                where or "The folder",
                f"holds more than {reading.MAX_NAMES} names; the others were not looked at",
            )
            names = list(dict.fromkeys([*(n for n in exact if _is_there(path / n)), *names]))
        first = set(exact)
        for name in sorted(names, key=lambda n: (n not in first, n)):
            self._file(place, where, name, partial(self._take, path / name, where))
        for name in sorted(links):
            if not _NOISE.match(name):
                self._say(where + name, "is a link to a folder, and was not followed")
        for name in sorted(folders):
            if name == _AUTOSAVED:
                self._autosaved(path / name, where)
            if _NOISE.match(name) or (beside and _CHAPTER.match(name)):
                continue
            if name in first or _SOURCE.match(name) or _BOOK.match(name):
                self._say(where + name, "is a folder, not a plain file, and was not read")
            if depth >= reading.MAX_DEPTH or self._folders >= reading.MAX_FOLDERS:
                self._say(where + name, "lies too deep, or in too many folders, to be looked at")
                return
            self.read_folder(path / name, f"{where}{reading.shown(name)}/", depth + 1, [])

    def report_hard_links(self, folder: Path, home: Path | None) -> None:
        """Say which files have another name on the disk, and whether it is another student's."""
        if not self._linked:
            return
        others = _files_of_others(home) if home is not None else set()
        shared = [w for w, info in self._linked if (info.st_dev, info.st_ino) in others]
        for where in shared:
            self._say(
                where,
                "is one and the same file on the disk (a hard link) as one that another student "
                "handed in. It was graded; whose work it is has to be asked",
            )
        rest = [w for w, _ in self._linked if w not in shared]
        if rest:
            self._say(
                rest[0],
                "has a second name on this disk (a hard link), as some backups make"
                + (f"; so have {len(rest) - 1} other files" if len(rest) > 1 else "")
                + ". It was graded",
            )

    def _say(self, where: str, what: str) -> None:
        self.problems.append(f"{reading.shown(where)} {what}")

    def _take(self, path: Path, where: str, limit: int) -> bytes:
        taken = reading.take(path, limit)
        if taken.info.st_nlink > 1:
            if self._owner is not None and taken.info.st_uid != self._owner:
                raise reading.Refused(
                    "is a hard link to a file of another user of this machine, and was not read"
                )
            self._linked.append((where + path.name, taken.info))
        return taken.data

    def _file(self, place: Place, where: str, name: str, take: Callable[[int], bytes]) -> None:
        """Read one file into a place, if it is of a kind that may hold work."""
        if _NOISE.match(name) or _OURS.match(name):
            return
        source, book = _SOURCE.match(name), _BOOK.match(name)
        is_zip = name.lower().endswith(".zip")
        if not (source or book or is_zip):
            if _ARCHIVE.match(name):
                self._say(
                    where + name,
                    "is an archive of a kind that is not opened: hand in the files themselves",
                )
            else:
                self.unknown.append(reading.shown(where + name))
            return
        if not is_a_file_name(name):
            self._say(
                where + name, "has a name that is too long or cannot be shown; it was not read"
            )
            return
        try:
            if source:
                self._source(place, where, name, source[1], take)
            elif is_zip:
                self._zip(where, name, take)
            else:
                self._book(place, where, name, take)
        except reading.Refused as refused:
            self._say(where + name, str(refused))
        except NotANotebook as error:
            if name.lower().endswith(".json"):
                self.unknown.append(reading.shown(where + name))
            else:
                self._say(where + name, f"is not a readable notebook: {error}")

    def _source(
        self, place: Place, where: str, name: str, plain: str, take: Callable[[int], bytes]
    ) -> None:
        if self._sources >= reading.MAX_SOURCES:
            self._too_many("Python files", reading.MAX_SOURCES)
            return
        self._sources += 1
        text, notes = reading.decode_source(take(reading.MAX_SOURCE))
        self._source_bytes += len(text)
        if self._source_bytes > reading.MAX_SOURCES_TOTAL:
            raise reading.Refused(
                f"was not read: all Python files together are larger than "
                f"{reading.size(reading.MAX_SOURCES_TOTAL)}"
            )
        for note in (*notes, reading.hidden_characters(text)):
            if note:
                self._say(where + name, note)
        place.sources[name] = Source(reading.shown(where + name), plain, text)

    def _book(self, place: Place, where: str, name: str, take: Callable[[int], bytes]) -> None:
        if self._books >= reading.MAX_NOTEBOOKS:
            self._too_many("notebooks", reading.MAX_NOTEBOOKS)
            return
        self._books += 1
        data = take(reading.MAX_NOTEBOOK)
        notebook = read_notebook(data)
        kept = data if len(data) <= _KEPT_WHOLE else notebook.text
        if not notebook.driver:
            for number, cell in enumerate(notebook.cells, start=1):
                hidden = reading.hidden_characters(cell.source) if cell.kind == "code" else ""
                if hidden:
                    self._say(f"{where}{name}, cell {number},", hidden)
                    break
        place.books[name] = Book(reading.shown(where + name), name, notebook, kept)

    def _zip(self, where: str, name: str, take: Callable[[int], bytes]) -> None:
        if self._zips >= reading.MAX_ZIPS:
            self._too_many("zip files", reading.MAX_ZIPS)
            return
        self._zips += 1
        inside = f"{where}{name}/"
        places: dict[str, Place] = {}
        for folder, plain, data in read_zip(take(reading.MAX_ZIP)):
            if any(_NOISE.match(part) for part in PurePosixPath(folder).parts):
                continue
            at = f"{inside}{folder}/" if folder else inside
            if plain.lower().endswith(".zip"):
                self._say(at + plain, "is a zip file in a zip file, and was not opened")
                continue

            self._file(places.setdefault(at, Place(reading.shown(at))), at, plain, data)
        held = [p for p in places.values() if p.sources or p.books]
        self.places += held
        if not held:
            self.unknown.append(f"{reading.shown(where + name)} (with no work in it)")

    def _autosaved(self, path: Path, where: str) -> None:
        try:
            names = _names(path)[0]
        except (OSError, ValueError):
            return
        self.unknown += [
            f"{reading.shown(f'{where}{_AUTOSAVED}/{n}')} (an automatic copy, which is never graded)"
            for n in sorted(names)
            if n.endswith(".ipynb")
        ][:3]

    def _too_many(self, what: str, limit: int) -> None:
        told = f"There are more than {limit} {what}; the others were not read"
        if told not in self.problems:
            self.problems.append(told)


def looks_like_work(name: str) -> bool:
    """Return whether a file of this name may hold a submission."""
    kinds = (_SOURCE, _BOOK, _ARCHIVE)
    known = any(kind.match(name) for kind in kinds) or name.lower().endswith(".zip")
    return known and not _NOISE.match(name)


def is_a_file_name(name: str) -> bool:
    """Return whether a file's name can be shown, and be written anywhere."""
    try:
        return len(name.encode()) <= reading.MAX_NAME and all(map(reading.is_printable, name))
    except UnicodeEncodeError:
        return False


def _names(path: Path) -> tuple[list[str], list[str], list[str], bool]:
    """Files, folders and links to folders in a folder, and whether there are more than are looked at."""
    files: list[str] = []
    folders: list[str] = []
    links: list[str] = []
    if path.is_symlink():
        raise NotADirectoryError(20, "it is a link", str(path))
    with os.scandir(path) as entries:
        for number, entry in enumerate(entries):
            if number >= reading.MAX_NAMES:
                return files, folders, links, True
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif entry.is_symlink() and not _looks_read(entry.name) and entry.is_dir():
                    links.append(entry.name)
                else:
                    files.append(entry.name)
            except OSError:
                files.append(entry.name)
    return files, folders, links, False


def _looks_read(name: str) -> bool:
    return bool(_SOURCE.match(name) or _BOOK.match(name))


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True


def _files_of_others(home: Path) -> set[tuple[int, int]]:
    """The files that other students handed in, as the disk knows them; those with several names."""
    found: set[tuple[int, int]] = set()
    try:
        students = [p for p in home.parent.iterdir() if p.name != home.name]
    except OSError:
        return found
    for student in students:
        for number, path in enumerate(_walk(student, reading.MAX_DEPTH)):
            if number >= reading.MAX_NAMES:
                break
            try:
                info = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(info.st_mode) and info.st_nlink > 1:
                found.add((info.st_dev, info.st_ino))
    return found


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if depth:
                        yield from _walk(Path(entry.path), depth - 1)
                else:
                    yield Path(entry.path)
    except OSError:
        return


def read_zip(data: bytes) -> Iterator[tuple[str, str, Callable[[int], bytes]]]:
    """Yield folder, name and reader of each file in a zip file, in memory: nothing is unpacked.

    Raises `reading.Refused` for an archive that is not whole, or that does what no archive of a
    student's work does: links, passwords, names that lead out of it, one name twice.
    """
    # Each file has an entry with this mark; to count them first bounds what reading the list takes.
    if data.count(b"PK\1\2") > reading.MAX_ZIP_FILES:
        raise reading.Refused(
            f"holds more than {reading.MAX_ZIP_FILES} files, and was not opened: hand in your files only"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except Exception as error:  # zipfile raises a dozen kinds for what is no zip file
        told = (
            "it is damaged, or no zip file" if not isinstance(error, MemoryError) else "too large"
        )
        raise reading.Refused(
            f"could not be opened: {told}. Hand in the files themselves"
        ) from None
    seen: set[str] = set()
    left = reading.MAX_UNZIPPED
    for info in infos:
        name = info.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name):
            raise reading.Refused("holds names that lead out of it, and was not opened")
        if str(path).casefold() in seen:
            raise reading.Refused("holds one name twice, and was not opened")
        seen.add(str(path).casefold())
        if stat.S_ISLNK(info.external_attr >> 16):
            raise reading.Refused("holds links, and was not opened: hand in the files themselves")
        if info.flag_bits & 0x1:
            raise reading.Refused("is locked with a password, and was not opened")

    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))

        def take(limit: int, info: zipfile.ZipInfo = info) -> bytes:
            nonlocal left
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise reading.Refused(
                    "is packed in a way that is not opened; use an ordinary zip file"
                )
            allowed = min(limit, left)
            try:
                with archive.open(info) as file:
                    content = file.read(allowed + 1)
            except Exception:  # damaged in one of a dozen ways
                raise reading.Refused("could not be unpacked: the zip file is damaged") from None
            if len(content) > allowed:
                raise reading.Refused(f"is larger than {reading.size(limit)}, and was not read")
            left -= len(content)
            return content

        folder = str(path.parent)
        yield "" if folder == "." else folder, path.name, take
