"""The student kit: one zip with stubs, public tests, the course's package, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import tomli_w

from autograder.build import Built
from autograder.files import write_whole, zipped
from autograder.settings import CourseFile, read_course
from autograder.steps import step
from autograder.wheel import requirements, wheels


def write_kit(path: Path, root: Path, built: Sequence[Built]) -> None:
    """Write the kit for these chapters to `path`, whole or not at all."""
    step("writing the student kit")
    course, made = read_course(root), wheels(root)
    files: dict[str, bytes] = {
        "README.md": _readme(course, built, requirements(course, made, "wheels/")).encode(),
        "pyproject.toml": _pyproject(course, made).encode(),
    }
    files |= {f"wheels/{name}": data for name, data in made.items()}
    for chapter in built:
        for name, text in chapter.files.items():
            files[f"exercises/{chapter.chapter.folder}/{name}"] = text.encode()
    inside = {f"{course.name}/{name}": data for name, data in files.items()}
    write_whole(path, zipped(inside), sync=False)


def _pyproject(course: CourseFile, made: dict[str, bytes]) -> str:
    """The project of a student, which depends on the very versions that the kit carries."""
    first, *others = ((name.split("-")[0].replace("_", "-"), name.split("-")[1]) for name in made)
    extras = f"[{','.join(course.student_extras)}]" if course.student_extras else ""
    needed = [
        f"{first[0]}{extras}=={first[1]}",
        *(f"{name}=={version}" for name, version in others),
    ]
    project = {
        "name": f"my-{course.name}",
        "version": "0",
        "requires-python": ">=3.11",
        "dependencies": [*needed, *course.requires],
    }
    settings = {"testpaths": ["exercises"], "addopts": "--import-mode=importlib"}
    text = tomli_w.dumps({"project": project, "tool": {"pytest": {"ini_options": settings}}})
    return f"# Your copy of the exercises. `pytest` and `course` read this file.\n{text}"


def _exercises(number: int) -> str:
    return f"{number} exercise" + ("" if number == 1 else "s")


def _readme(course: CourseFile, built: Sequence[Built], needed: Sequence[str]) -> str:
    listing = "\n".join(
        f"- `exercises/{b.chapter.folder}`: {b.chapter.title} "
        f"({_exercises(len(b.chapter.exercise))}, {b.chapter.points:g} points)"
        for b in built
    )
    first = built[0].chapter
    install = " ".join(f'"{one}"' for one in needed)
    return f"""\
# {course.title}: the exercises

{listing}

## Begin

With Python 3.11 or newer, in this folder:

    python -m venv .venv
    source .venv/bin/activate          # Windows: .venv\\Scripts\\activate
    pip install {install}
    course list

Everything says *not attempted*. That is where everyone starts.

## Work

1. Open `exercises/{first.folder}/{first.exercise[0].stem}.py` and read the statement at its top.
2. Replace the line that raises `NotAttempted` with your code.
3. `course check {first.exercise[0].id}` (or `pytest exercises/{first.folder}`) says what passes, and
   what was called, what came back and what was expected where it does not.
4. Stuck? `course hint` gives one of three hints at a time; `course read` shows what the course says
   about the exercise at hand.

`course watch` checks at every save. `course -h` lists the commands, and `course --install-completion`
teaches your shell to complete them.

A function leaves its arguments as they are. `y -= mean` changes the array of whoever called it, and
`y = y - mean` makes a new one. A check in which an argument was changed does not pass; it says which one.

You would rather work in a notebook? `jupyter lab exercises/{first.folder}/{first.folder}.ipynb` holds the
same exercises and the same checks.

## Hand in

`course submit {first.slug}` packs your work on a chapter into one zip and says what is in it. Hand that in,
or the folder `exercises/{first.folder}`, the way your instructor asks. More checks run when it is graded;
the public ones tell you that you are on the right way, not that every point is yours.
"""
