"""`autograder init`: a course folder that nbgrader's own commands work in as it is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.build import Built, build_course
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.course_folder import SETTINGS, Course, new_settings, source_at
from autograder.grade.session import CallLimits
from autograder.nb.gradebook import has_gradebook, open_gradebook
from autograder.nb.made import Made
from autograder.nb.points import follow_points
from autograder.settings import read_course

_NBGRADER_CONFIG = '''\
"""nbgrader's settings for this course. Made by `autograder init`; add your own below the call.

The call makes `nbgrader autograde` and formgrader's Autograde button grade through the sandboxed
engine, with the same scores as `autograder grade`.
"""

from pathlib import Path

from autograder.nb.config import configure

c = get_config()  # noqa: F821
configure(c, Path(__file__).resolve().parent)
'''


class Initialised(NamedTuple):
    """What `init` did: the files it wrote, and those that were there and differ."""

    written: list[Path]
    kept: list[Path]
    told: list[str]


def init(
    folder: Path,
    root: Path,
    course_id: str = "",
    limits: CallLimits | None = None,
    also: Sequence[Path] = (),
) -> Initialised:
    """Make `folder` a course folder for the chapters of the checkout `root`.

    `course_id` is nbgrader's name of the course; empty: the one that `course.toml` says. `also` are
    folders with exercises of the instructor's own, beside the course.

    A file that is already there is never overwritten; where it differs, it is listed as kept.
    Raises `UserError` where the folder belongs to something else.
    """
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Name a folder to make the course in.")
    foreign = folder / "nbgrader_config.py"
    if foreign.exists() and not (folder / SETTINGS).exists():
        raise UserError(
            f"{folder} already is an nbgrader course with its own nbgrader_config.py, which is left "
            "as it is. Name a new folder."
        )
    for path in also:
        source_at(folder / SETTINGS, "also", str(path))
    done = Initialised([], [], [])
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / SETTINGS).exists():
        name = course_id or read_course(root).name
        _write(folder / SETTINGS, new_settings(root, name, limits or CallLimits(), also=also), done)
    elif set(map(str, also)) - set(Course(folder).settings.also):
        raise UserError(
            f"{folder / SETTINGS} is there already and is left as it is. To have exercises of your own "
            f"beside the course, write into it: also = {[str(path) for path in also]}"
        )
    if not foreign.exists():
        _write(foreign, _NBGRADER_CONFIG, done)
    (folder / "submitted").mkdir(exist_ok=True)
    course = Course(folder)
    all_built = built_for(course)
    for built in all_built:
        refresh_source(course, built, done)
    if has_gradebook(course):
        with open_gradebook(course) as gradebook:
            for built in all_built:
                done.told.extend(follow_points(course, built.chapter, gradebook))
    done.kept[:] = [p for p in done.kept if _differs(p, all_built)]
    return done


def built_for(course: Course, only: Container[str] | None = None) -> list[Built]:
    """Return what every chapter of the course, and of what is beside it, generates; or those in `only`."""
    course.assignments()  # two of one name are one clear error
    return [b for root in course.roots for b in build_course(root, only, remember=True)]


def _differs(path: Path, built: Sequence[Built]) -> bool:
    (text,) = (source_files(b)[path.name] for b in built if b.chapter.folder == path.parent.name)
    return path.read_text(encoding="utf-8") != text


def refresh_source(course: Course, built: Built, done: Initialised | None = None) -> None:
    """Bring `source/` in line with the build; what an instructor has changed stays as it is.

    A file is the instructor's where it is no longer what was last written here.
    """
    done = done or Initialised([], [], [])
    with Made(course) as made:
        for name, text in source_files(built).items():
            path = course.folder / "source" / built.chapter.folder / name
            if path.exists() and path.read_bytes() == text.encode():
                made.wrote(path)
            elif not path.exists() or made.is_ours(path):
                write_whole(path, text, sync=False)
                made.wrote(path)
                done.written.append(path)
            else:
                done.kept.append(path)


def source_files(built: Built) -> dict[str, str]:
    """Return what goes into nbgrader's `source/`: the notebook with solutions, and what is public.

    The .py stubs stay out: an nbgrader assignment is worked on in the notebook.
    """
    stubs = {f"{e.stem}.py" for e in built.chapter.exercise}
    files = {name: text for name, text in built.files.items() if name not in stubs}
    files[f"{built.chapter.folder}.ipynb"] = built.instructor_notebook
    return files


def outdated(course: Course, built: Built) -> list[str]:
    """Return the names of the files in `source/` that differ from a fresh build."""
    folder = course.folder / "source" / built.chapter.folder
    return [
        name
        for name, text in source_files(built).items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    ]


def _write(path: Path, text: str, done: Initialised) -> None:
    if path.exists():
        if path.read_text(encoding="utf-8") != text:
            done.kept.append(path)
        return
    write_whole(path, text)
    done.written.append(path)
