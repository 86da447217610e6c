"""`course doctor`: what this machine has, and whether the checks run on it."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from autograder.errors import UserError
from autograder.installed import extras_of, requirements_of
from autograder.settings import FILE, engine_distribution
from autograder.student.exercise_folder import Place, find_place, short

_NEEDED = ("numpy", "scipy", "pandas", "pytest")
_HELPFUL = {"jupyterlab": "the notebooks", "watchfiles": "course watch"}
_GPU = """
import torch
cuda = torch.cuda.is_available()
mps = getattr(torch.backends, "mps", None)
print("GPU:", torch.cuda.get_device_name(0) if cuda else "Apple" if mps and mps.is_available() else "")
"""
IMPORT_S = 120


@dataclass(frozen=True)
class Finding:
    """One line of the table. `fine` is None where it neither helps nor hurts."""

    what: str
    found: str
    fine: bool | None


def examine() -> Iterator[Finding]:
    """Yield what was found, one thing at a time: some of it takes seconds."""
    yield Finding("Python", platform.python_version(), sys.version_info >= (3, 11))
    for name in filter(None, (engine_distribution(), *_NEEDED)):
        version = _version(name)
        yield Finding(name, version or f"missing: pip install {name}", bool(version))
    for name, what_for in _wanted().items():
        version = _version(name)
        missing = f"not installed; it is for {what_for}: pip install {name}"
        yield Finding(name, version or missing, True if version else None)
    if _version("torch"):
        yield _gpu()
    try:
        place = find_place()
        number = len(place.all)
    except UserError as error:
        yield Finding("exercises", str(error), False)
        return
    yield Finding("exercises", f"{number} in {short(place.exercises)}", number > 0)
    yield _writable(place.root)
    if number:
        yield _checks(place)


def _wanted() -> dict[str, str]:
    """The libraries beside those that everything needs, and what each is for."""
    try:
        place = find_place()
        chapters = place.chapters
    except UserError:
        return dict(_HELPFUL)
    found = dict.fromkeys(extras_of(_requirements(place.root)), "the exercises")
    for chapter in reversed(chapters):
        found |= dict.fromkeys(chapter.libraries, f"chapter {chapter.slug}")
    return {name: words for name, words in (found | _HELPFUL).items() if name not in _NEEDED}


def _requirements(root: Path) -> list[str]:
    """What the kit, or the course's source, says that a student installs."""
    if (root / FILE).is_file():
        return requirements_of(root)
    try:
        text = (root / "pyproject.toml").read_text(encoding="utf-8")
        return [str(one) for one in tomllib.loads(text)["project"]["dependencies"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError):
        return []


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _gpu() -> Finding:
    """Ask torch in a process of its own: a broken driver can take the whole process down."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _GPU], capture_output=True, text=True, timeout=IMPORT_S
        )
    except subprocess.TimeoutExpired:
        return Finding("GPU", f"torch did not answer within {IMPORT_S} seconds", None)
    answer = next((s for s in done.stdout.splitlines() if s.startswith("GPU:")), None)
    if answer is None:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Finding("GPU", f"torch cannot be imported: {last}", None)
    name = answer.removeprefix("GPU:").strip()
    return Finding("GPU", name or "none that torch sees; the CPU is enough", True if name else None)


def _writable(folder: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding("writing", f"{folder} cannot be written: {error.strerror}", False)
    return Finding("writing", "the folder can be written", True)


def _checks(place: Place) -> Finding:
    from autograder.student.checking import check

    chapter, exercise = place.all[0]
    try:
        (done,) = check(place, chapter, [exercise])
    except UserError as error:
        return Finding("checks", str(error), False)
    broken = [r for r in done.results if r.outcome == "grader fault"]
    if broken:
        text = broken[0].message.headline if broken[0].message else ""
        return Finding("checks", f"{broken[0].check} breaks: {text}", False)
    number = len(done.results)
    return Finding("checks", f"{number} of {number} checks of {exercise.id} ran", number > 0)
