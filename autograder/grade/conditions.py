"""What a result depends on besides the submission: checks, versions, seed, limits, sandbox."""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from pathlib import Path

from autograder import layout
from autograder.grade.closure import imported_by
from autograder.grade.limits import CallLimits, as_recorded
from autograder.grade.submission_result import Conditions
from autograder.layout import ChapterFiles
from autograder.registry import read_chapter
from autograder.settings import engine_distribution, read_course

_ENGINE = Path(__file__).resolve().parents[1]

# The libraries whose version can change an answer, beside those that a course names.
_LIBRARIES = ("numpy", "scipy", "pandas")


def conditions(root: Path, folder: str, seed: int, limits: CallLimits, sandbox: str) -> Conditions:
    """Return the conditions under which a chapter is graded here and now."""
    return Conditions(
        checks_hash=checks_hash(root, folder),
        environment=environment(root),
        seed=seed,
        limits=as_recorded(limits, read_chapter(root / "solutions" / folder)),
        sandbox=sandbox,
    )


def checks_hash(root: Path, folder: str) -> str:
    """Return a hash of everything that judges a submission: checks, mistakes, solutions, engine.

    Python files count where what judges imports them, however far away: an edit in a module that
    the reference of another chapter lends to this one's checks makes this one's grades stale.
    """
    source = ChapterFiles(root, folder)
    own = [
        path
        for path in source.folder.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.suffix != ".pyc"
        and path.name not in (layout.RECORD, layout.ALTERNATIVES, layout.ORACLES)
    ]
    # A checkout grades with its own engine, where it has one.
    ours = root / "autograder" if (root / "autograder" / "__init__.py").exists() else _ENGINE
    engine = [ours / "grade" / "engine.py", ours / "grade" / "pool.py"]
    engine += [ours / "checks" / "plugin.py"]
    engine += [*(ours / "worker").glob("*.py"), *(ours / "sandbox").glob("*.py")]
    used = {f"{path.relative_to(root)}": path for path in own}
    used |= imported_by([*(p for p in own if p.suffix == ".py"), *engine], root)
    digest = hashlib.sha256()
    for name, path in sorted(used.items()):
        digest.update(name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def environment(root: Path) -> dict[str, str]:
    """Return the versions of Python, of the libraries that student code may use, and of the course."""
    found = {"python": platform.python_version()}
    course = read_course(root)
    ours = course.distribution or engine_distribution()
    for name in (*_LIBRARIES, *course.versions, *filter(None, [ours])):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
