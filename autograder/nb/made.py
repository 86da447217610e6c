"""What was last written into `source/`, so that an instructor's own changes are known from the course's."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from autograder.files import write_whole
from autograder.grade.course_folder import Course

_FILE = ".made.json"


class Made:
    """Hashes of the files in `source/` as they were written. Use as a context manager."""

    def __init__(self, course: Course) -> None:
        self._source = course.folder / "source"
        self._path = course.folder / _FILE
        try:
            self._known = msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            self._known = {}
        self._before = dict(self._known)

    def is_ours(self, path: Path) -> bool:
        """Return whether the file is as it was last written, and no person has changed it since."""
        return self._known.get(self._key(path)) == _digest(path)

    def wrote(self, path: Path) -> None:
        """Remember the file as it is now."""
        self._known[self._key(path)] = _digest(path)

    def _key(self, path: Path) -> str:
        return path.relative_to(self._source).as_posix()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._known != self._before:
            data = msgspec.json.format(msgspec.json.encode(self._known), indent=1)
            write_whole(self._path, data)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
