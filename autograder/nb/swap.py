"""Put a folder that is ready into the place of an old one, so that none is ever seen half-written."""

from __future__ import annotations

import shutil
from pathlib import Path


def swap_in(new: Path, target: Path) -> None:
    """Let `new` take the place of `target`; both lie on one file system."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = None
    if target.exists():
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
    new.rename(target)
    if old is not None:
        shutil.rmtree(old)
