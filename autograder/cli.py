"""The instructor's command, `autograder` (being written)."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    from autograder import build, verify
    from autograder.registry import source_root

    root: Path = source_root()
    if sys.argv[1] == "build":
        print(build.write(build.build_course(root), root / "exercises"))
    if sys.argv[1] == "verify":
        for found in verify.verify_course(root, *sys.argv[2:3]):
            print(found)
