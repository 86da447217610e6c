"""Fixtures that several suites share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from autograder.build import files
from autograder.checks.slips import SlipFile
from autograder.registry import Chapter, read_chapter

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ols_chapter() -> Chapter:
    """Chapter `ols` as it is authored."""
    return read_chapter(ROOT / "solutions" / "ch1_ols")


@pytest.fixture(scope="session", autouse=True)
def slips_as_committed() -> Iterator[None]:
    """A build of this checkout takes what the mistakes answer from `exercises/`, where it stands.

    To ask them all anew takes half a minute, and every course that a test makes is built twice. That
    what is committed is what is built is tested in `tests/build`, by `autograder build --check` and by
    `autograder verify`.
    """
    ask = files.slip_file

    def read(root: Path, chapter: Chapter) -> SlipFile:
        kept = root / "exercises" / chapter.folder / "slips.json"
        if root.resolve() != ROOT or not kept.exists():
            return ask(root, chapter)
        return msgspec.json.decode(kept.read_bytes(), type=SlipFile)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "slip_file", read)
        yield
