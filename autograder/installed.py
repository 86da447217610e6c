"""What is installed for a course: what its requirements bring in, and the modules that these hold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from autograder.settings import engine_distribution, read_course


def requirements_of(root: Path) -> list[str]:
    """Return what a student of the course whose source is `root` installs, as pip names it."""
    course = read_course(root)
    extras = ",".join(course.student_extras)
    first = course.distribution or engine_distribution()
    named = [f"{first}[{extras}]" if extras else first, engine_distribution(), *course.requires]
    return [name for name in dict.fromkeys(named) if name]


def extras_of(requirements: Iterable[str]) -> list[str]:
    """Return the distributions that the extras of some requirements name, in their order."""
    found: dict[str, None] = {}
    for wanted in map(_parsed, requirements):
        if wanted is not None:
            for needed in _needs(wanted.name, frozenset(wanted.extras), base=False):
                found[needed.name] = None
    return list(found)


def modules_of(root: Path) -> frozenset[str]:
    """Return every top-level name that is imported as somebody else's module in this course.

    These are the standard library's, and those of every distribution that a student installs.
    """
    ours = {"autograder", "given", read_course(root).reference}
    return _modules(tuple(requirements_of(root))) | ours


@lru_cache(maxsize=8)
def _modules(requirements: tuple[str, ...]) -> frozenset[str]:
    distributions = {_plain(name) for name in _closure(requirements)}
    return sys.stdlib_module_names | {
        module
        for module, owners in _owners().items()
        if distributions & {_plain(owner) for owner in owners}
    }


@lru_cache(maxsize=1)
def _owners() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


def _closure(requirements: Iterable[str]) -> set[str]:
    """Every distribution that these need, at any remove, as far as it is installed."""
    left = [one for one in map(_parsed, requirements) if one is not None]
    seen: set[tuple[str, frozenset[str]]] = set()
    while left:
        wanted = left.pop()
        key = _plain(wanted.name), frozenset(wanted.extras)
        if key not in seen:
            seen.add(key)
            left += _needs(wanted.name, key[1])
    return {name for name, _ in seen}


def _needs(name: str, extras: frozenset[str], *, base: bool = True) -> Iterator[Requirement]:
    """What a distribution needs for these extras; with `base`, and without them."""
    try:
        declared = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    for one in filter(None, map(_parsed, declared)):
        plainly = one.marker is None or one.marker.evaluate({"extra": ""})
        for_extra = not plainly and any(one.marker.evaluate({"extra": e}) for e in extras)  # type: ignore[union-attr]
        if for_extra and _plain(one.name) == _plain(name):
            yield from _needs(name, frozenset(one.extras), base=False)
        elif for_extra or (plainly and base):
            yield one


def _parsed(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
