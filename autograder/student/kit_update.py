"""`course update KIT.zip`: bring a new kit in, and lose nothing that the student wrote.

Tests, data and stubs that nobody has touched are replaced. A file with work in it stays; where the
kit has another version of it, that is written beside it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from autograder import student_work
from autograder.checks import intact
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.registry import HIDDEN, Chapter, Exercise, read_chapter, stem_of
from autograder.settings import FILE
from autograder.student import solution, stubs
from autograder.student.exercise_folder import Place, short
from autograder.student.kit_zip import CHAPTER, ONCE_VISIBLE, Kit, KitChapter, read_kit
from autograder.student.reset import back_up
from autograder.student.state import free_name


@dataclass
class Done:
    """What an update did, in words: paths as the student sees them."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def update(place: Place, zip_path: Path) -> Done:
    """Bring the kit, or the solutions, in `zip_path` into this folder; return what was done.

    The zip is read and judged as a whole before anything is written. Raises `UserError`.
    """
    if (place.root / "solutions").is_dir() and (place.root / FILE).is_file():
        raise UserError(
            f"{place.root} is a checkout of the course itself: update it with git pull, and build."
        )
    kit = read_kit(zip_path)
    done = Done()
    known = stubs.read_list(place)
    try:
        for chapter in kit.chapters:
            _chapter(place, chapter, known, done)
        for name, solutions in kit.solutions.items():
            kept = solution.keep(place, name, solutions, known)
            done.said += kept.said
            if kept.path is not None:
                (done.new if kept.is_new else done.updated).append(short(kept.path))
        if place.exercises.name == "exercises":
            _others(place, kit, known, done)
        stubs.write_list(place, known)
    except OSError as error:
        raise UserError(
            f"The update stopped: {error.filename or place.root}: {error.strerror}. Nothing of "
            "yours was lost; put that right, and run it again."
        ) from None
    return done


def _chapter(place: Place, kit: KitChapter, known: dict[str, str], done: Done) -> None:
    folder = place.exercises / kit.chapter.folder
    before = _before(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stub_names = {f"{e.stem}.py" for e in kit.chapter.exercise}
    notebook = f"{kit.chapter.folder}.ipynb"
    keys = {name: f"{kit.chapter.folder}/{name}" for name in kit.files}
    hidden = {name for name in kit.files if name.startswith(f"{HIDDEN}/")}
    for name in sorted(kit.files.keys() - stub_names - hidden):
        if name == notebook:
            _notebook(folder / name, kit.files[name], keys[name], known, done)
        else:
            _course_file(folder / name, kit.files[name], keys[name], known, done)
    handed_out = intact.originals(folder)
    for exercise in kit.chapter.exercise:
        _exercise(place, kit, exercise, handed_out.get(f"{exercise.stem}.py"), done)
    # chapter.json last: until it is there, an update that was cut short reads as the old kit.
    for name in sorted(hidden, key=lambda n: (n == CHAPTER, n)):
        (folder / HIDDEN).mkdir(exist_ok=True)
        _hidden_file(folder / name, kit.files[name], keys[name], known, done)
    _no_longer_visible(folder, kit.chapter.folder, known, done)
    gone = {e.name for e in kit.chapter.exercise}
    for exercise in before.exercise if before else ():
        if exercise.name not in gone and (folder / f"{exercise.stem}.py").exists():
            done.said.append(f"{exercise.id} is no longer in the course; your file of it stays.")


def _before(folder: Path) -> Chapter | None:
    with contextlib.suppress(UserError):
        return read_chapter(folder)
    return None


def _exercise(
    place: Place,
    kit: KitChapter,
    exercise: Exercise,
    old_stub: str | None,
    done: Done,
) -> None:
    folder = place.exercises / kit.chapter.folder
    path = folder / f"{exercise.stem}.py"
    stub = kit.files[path.name].decode("utf-8")
    text = student_work.read_text(path)
    if old_stub is None:
        old_stub = student_work.read_text(stubs.stub_file(place, exercise))
    if text is None:
        write_whole(path, stub)
        done.new.append(short(path))
    elif _same(text, stub):
        pass
    elif old_stub is not None and _same(text, old_stub):
        write_whole(path, stub)
        done.updated.append(short(path))
    else:
        done.kept.append(short(path))
        if old_stub is None or not _same(old_stub, stub):
            _beside(path, stub.encode(), done)
    stubs.keep(place, exercise, stub)


def _course_file(path: Path, data: bytes, key: str, known: dict[str, str], done: Done) -> None:
    """Tests, `given.py`, data: the course's own. What a student changed in one is kept in a copy."""
    if not path.exists():
        write_whole(path, data)
        # The tests of a new exercise go without saying; one that had gone missing does not.
        if key in known or stem_of(path) is None:
            done.new.append(short(path))
    else:
        now = stubs.digest(path.read_bytes())
        if now != stubs.digest(data):
            if key in known and known[key] != now:
                done.said.append(
                    f"{short(path)} is the course's, and you had changed it: your version is kept "
                    f"in {short(back_up(path))}."
                )
            write_whole(path, data)
            done.updated.append(short(path))
    known[key] = stubs.digest(data)


def _hidden_file(path: Path, data: bytes, key: str, known: dict[str, str], done: Done) -> None:
    """What nobody opens is replaced without a word; what somebody changed is kept all the same."""
    before = key.replace(f"/{HIDDEN}/", "/")
    was = known.get(key, known.get(before))
    now = stubs.digest(path.read_bytes()) if path.exists() else None
    if now is not None and now not in (was, stubs.digest(data)) and was is not None:
        copy = short(back_up(path))
        done.said.append(
            f"{short(path)} is the course's, and was not as it came: it is kept in {copy}."
        )
    if now != stubs.digest(data):
        write_whole(path, data)
        if was is not None:
            done.updated.append(short(path))
    known[key] = stubs.digest(data)


def _no_longer_visible(folder: Path, name: str, known: dict[str, str], done: Done) -> None:
    """What an older kit had beside the exercises, and this one has in the hidden folder, goes."""
    for file in ONCE_VISIBLE:
        path = folder / file
        was = known.pop(f"{name}/{file}", "")
        if not path.is_file() or not (folder / HIDDEN / file).is_file():
            continue
        if stubs.digest(path.read_bytes()) != was:
            done.said.append(
                f"{short(path)} was the course's, and is in {HIDDEN} now. Yours was not as it came: "
                f"it is kept in {short(back_up(path))}."
            )
        path.unlink()


def _notebook(path: Path, data: bytes, key: str, known: dict[str, str], done: Done) -> None:
    cells = student_work.read_cells(path)
    with_digest = stubs.cells_digest(student_work.parse_cells(data.decode("utf-8", "replace")))
    if not path.exists():
        write_whole(path, data)
        done.new.append(short(path))
    elif stubs.cells_digest(cells) == with_digest:
        pass
    elif cells and known.get(key) == stubs.cells_digest(cells):
        write_whole(path, data)
        done.updated.append(short(path))
    else:
        done.kept.append(short(path))
        if known.get(key) != with_digest:
            # Ends in .ipynb, so that JupyterLab opens it.
            _beside(path, data, done, name=f"{path.stem}.new.ipynb")
    known[key] = with_digest


def _others(place: Place, kit: Kit, known: dict[str, str], done: Done) -> None:
    for name, data in kit.others.items():
        path = place.root / name
        now = stubs.digest(path.read_bytes()) if path.exists() else ""
        if not now or known.get(name) == now:
            if now != stubs.digest(data):
                write_whole(path, data)
                (done.updated if now else done.new).append(short(path))
        elif now != stubs.digest(data) and known.get(name) != stubs.digest(data):
            done.kept.append(short(path))
            _beside(path, data, done)
        known[name] = stubs.digest(data)
    for name, data in kit.wheels.items():
        path = place.root / "wheels" / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
        distribution, version = name.split("-")[:2]
        if version != _installed(distribution):
            done.said.append(
                f"The kit comes with version {version} of the course's own code. Install it: "
                f"pip install {short(path)}"
            )


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _beside(path: Path, data: bytes, done: Done, name: str = "") -> None:
    target = path.with_name(name or f"{path.name}.new")
    if target.exists() and target.read_bytes() != data:
        target = free_name(path, "new")
    write_whole(target, data)
    done.beside.append(short(target))


def _same(left: str, right: str) -> bool:
    """Whether two texts are equal but for line ends and blanks at the end. A comment is work too."""
    return _lines(left) == _lines(right)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]
