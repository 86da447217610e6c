"""Preloaded by tests that look for processes from outside: names the process after the test."""

from __future__ import annotations

import ctypes

MARK = "vraisemblance-t"  # the kernel keeps 15 characters


def name() -> None:
    """Take the name; every process forked from here has it, too."""
    ctypes.CDLL(None).prctl(15, MARK.encode(), 0, 0, 0)


def warm_file() -> None:
    """Leave a cache in the warmed parent's /tmp, as libraries do."""
    from pathlib import Path

    folder = Path("/tmp/cache")
    folder.mkdir()
    (folder / "warmed").write_text("yes")
