"""Slips that were computed before and would come out the same.

Nearly all of a build's time goes into running every known mistake on every public check, and for
PyMC and PyTorch into importing them. What comes of it depends on files and versions alone, so it
is kept under a hash of all of them. `autograder build` computes it anew; `init` and `release` need not.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
from pathlib import Path

import msgspec

from autograder import layout
from autograder.build.slipfile import slip_file
from autograder.checks.slips import SlipFile
from autograder.files import write_whole
from autograder.registry import Chapter
from autograder.settings import FILE, read_course, reference_folder
from autograder.steps import step

_ENGINE = Path(__file__).resolve().parents[1]


def remembered_slips(root: Path, chapter: Chapter) -> SlipFile:
    """Return the slips of a chapter: as they were computed under the same hash, or computed now."""
    try:
        data = _place(root, chapter).read_bytes()
        return msgspec.json.decode(data, type=SlipFile)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return computed_slips(root, chapter)


def computed_slips(root: Path, chapter: Chapter) -> SlipFile:
    """Compute the slips of a chapter, and keep them for `remembered_slips`."""
    step(f"trying the known mistakes of {chapter.folder}", within=True)
    place = _place(root, chapter)
    found = slip_file(root, chapter)
    step(f"building {chapter.folder}", within=True)  # where the run was to stop, nothing is kept
    if place == _place(root, chapter):  # nothing was edited meanwhile
        with contextlib.suppress(OSError):  # a checkout that cannot be written to is as good
            _keep(place, msgspec.json.encode(found))
    return found


def _place(root: Path, chapter: Chapter) -> Path:
    return root / ".cache" / "slips" / f"{chapter.folder}-{_digest(root)}.json"


def _digest(root: Path) -> str:
    from autograder.grade.conditions import environment

    digest = hashlib.sha256(
        msgspec.json.encode([environment(root), platform.machine()], order="sorted")
    )
    digest.update((root / FILE).read_bytes())
    for folder in _read(root):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not {"__pycache__", layout.RECORD} & set(path.parts):
                digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _read(root: Path) -> list[Path]:
    """Whatever a mistake, a check or the engine can read. Too much is safe."""
    reference = reference_folder(root, read_course(root).reference)
    folders = (root / "autograder", _ENGINE, root / "solutions", reference)
    return [f for f in dict.fromkeys(folders) if f is not None and f.is_dir()]


def _keep(place: Path, data: bytes) -> None:
    write_whole(place, data, sync=False)
    for older in place.parent.glob(f"{place.name.split('-')[0]}-*.json"):
        if older != place:
            older.unlink(missing_ok=True)
