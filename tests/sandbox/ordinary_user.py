"""Run a command as an ordinary user: `python ordinary_user.py command ...`, started by root.

The folders that the command needs may lie below one that only root may enter. So this first makes,
in a mount namespace of its own, a view of the host in which they can be reached: it covers each
shut folder by an empty one in which only the way to what is needed exists.
"""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH103

from __future__ import annotations

import os
import sys
from pathlib import Path

USER = 65534


def needed() -> list[str]:
    """What the interpreter and the tests are made of."""
    repo = str(Path(__file__).resolve().parents[2])
    return [repo, sys.prefix, sys.base_prefix]


def shut(path: str) -> str | None:
    """The topmost folder on the way to `path` that others may not enter."""
    for folder in [*reversed(Path(path).parents), Path(path)]:
        if not folder.stat().st_mode & 0o001:
            return str(folder)
    return None


def open_up() -> None:
    """Make all that is needed reachable for others, in this mount namespace only."""
    sys.path.insert(0, needed()[0])
    from autograder.sandbox.kernel import CLONE_NEWNS, MS_BIND, MS_PRIVATE, MS_REC, mount, unshare

    unshare(CLONE_NEWNS, "mount namespace")
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    behind: dict[str, list[str]] = {}
    for path in needed():
        if (door := shut(path)) is not None:
            behind.setdefault(door, []).append(path)
    for door, paths in behind.items():
        places = [(path, os.open(path, os.O_PATH)) for path in dict.fromkeys(paths)]
        mount("way", door, "tmpfs", 0, "mode=0755,size=1m")
        for path, place in places:
            os.makedirs(path, exist_ok=True)
            mount(f"/proc/self/fd/{place}", path, None, MS_BIND | MS_REC)


if __name__ == "__main__":
    open_up()
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    os.execvp(sys.argv[1], sys.argv[1:])
