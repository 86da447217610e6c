"""What a result depends on besides the submission: checks, versions, seed, limits, sandbox."""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from pathlib import Path

import msgspec

from autograder.grade.result import Conditions
from autograder.grade.session import CallLimits

# The libraries whose version can change an answer.
_LIBRARIES = ("numpy", "scipy", "pandas", "torch", "pymc", "arviz", "statsmodels", "vraisemblance")


def conditions(root: Path, folder: str, seed: int, limits: CallLimits, sandbox: str) -> Conditions:
    """Return the conditions under which a chapter is graded here and now."""
    return Conditions(
        checks_hash=checks_hash(root, folder),
        environment=environment(),
        seed=seed,
        limits={k: float(v) for k, v in msgspec.structs.asdict(limits).items()},
        sandbox=sandbox,
    )


def checks_hash(root: Path, folder: str) -> str:
    """Return a hash of everything that judges a submission: checks, mistakes, solutions, engine."""
    slug = folder.split("_", 1)[1]
    places = [
        root / "solutions" / folder,
        root / "autograder" / "checks",
        root / "autograder" / "worker",
        root / "course" / slug,
        root / "course" / f"{slug}.py",
    ]
    digest = hashlib.sha256()
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".toml") and path.is_file():
                digest.update(str(path.relative_to(root)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def environment() -> dict[str, str]:
    """Return the versions of Python and of the libraries that student code may use."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
