"""The student kit: one zip with stubs, public tests, the course's package, and how to begin."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import tomli_w

from autograder.build import Built
from autograder.errors import UserError
from autograder.files import write_whole, zipped
from autograder.steps import step
from autograder.version import __version__

_TOP = "vraisemblance"


def write_kit(path: Path, root: Path, built: Sequence[Built]) -> None:
    """Write the kit for these chapters to `path`, whole or not at all."""
    step("writing the student kit")
    wheel_name, wheel = build_wheel(root)
    files: dict[str, bytes] = {
        "README.md": _readme(built, wheel_name).encode(),
        "pyproject.toml": _pyproject().encode(),
        f"wheels/{wheel_name}": wheel,
    }
    for chapter in built:
        for name, text in chapter.files.items():
            files[f"exercises/{chapter.chapter.folder}/{name}"] = text.encode()
    write_whole(path, zipped({f"{_TOP}/{name}": data for name, data in files.items()}), sync=False)


def build_wheel(root: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the course's wheel, as students install it."""
    try:
        from hatchling import build
    except ImportError:
        raise UserError(
            "The kit carries the course as a wheel, and building one needs hatchling: "
            "pip install hatchling"
        ) from None
    with tempfile.TemporaryDirectory() as folder, _inside(root), _fixed_date():
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            name = build.build_wheel(folder)
        return name, (Path(folder) / name).read_bytes()


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _fixed_date() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _pyproject() -> str:
    project = {
        "name": f"my-{_TOP}",
        "version": "0",
        "requires-python": ">=3.11",
        "dependencies": [f"{_TOP}[student]=={__version__}"],
    }
    options = {"testpaths": ["exercises"], "addopts": "--import-mode=importlib"}
    text = tomli_w.dumps({"project": project, "tool": {"pytest": {"ini_options": options}}})
    return f"# Your copy of the exercises. `pytest` and `course` read this file.\n{text}"


def _exercises(number: int) -> str:
    return f"{number} exercise" + ("" if number == 1 else "s")


def _readme(built: Sequence[Built], wheel: str) -> str:
    listing = "\n".join(
        f"- `exercises/{b.chapter.folder}`: {b.chapter.title} "
        f"({_exercises(len(b.chapter.exercise))}, {b.chapter.points:g} points)"
        for b in built
    )
    first = built[0].chapter
    return f"""\
# vraisemblance: the exercises

{listing}

## Begin

With Python 3.11 or newer, in this folder:

    python -m venv .venv
    source .venv/bin/activate          # Windows: .venv\\Scripts\\activate
    pip install "wheels/{wheel}[student]"
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

You would rather work in a notebook? `jupyter lab exercises/{first.folder}/{first.folder}.ipynb` holds the
same exercises and the same checks.

## Hand in

`course submit {first.slug}` packs your work on a chapter into one zip and says what is in it. Hand that in,
or the folder `exercises/{first.folder}`, the way your instructor asks. More checks run when it is graded;
the public ones tell you that you are on the right way, not that every point is yours.
"""
