"""Grading processes that outlive a test, for the next one that grades under the same conditions.

Starting one costs seconds of imports and a run of the solutions. A test that uses the fixture `warm`
takes over the process that another is done with, as the next student of a class would. Where a start, an
end or a death of a process is what is tested, the fixture is not used.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.grade.engine import Job, Reply, Settings
from autograder.grade.pool import Pool, _Process

# Processes that wait for their next test. Each is some hundred megabytes.
MOST = 3
_waiting: OrderedDict[int, tuple[bytes, str, _Process]] = OrderedDict()
_folders: list[Path] = []


class WarmPool(Pool):
    """A pool whose processes outlive it. It hides the folders of all tests, not of this one alone."""

    def __init__(self, settings: Settings, processes: int = 2) -> None:
        hide = {path for path in settings.hide if not _of_a_test(path)}
        hide |= {str(path) for path in _folders}
        super().__init__(msgspec.structs.replace(settings, hide=tuple(sorted(hide))), processes)
        self._key = _key(self.settings)

    def grade(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Reply]]:
        """As `Pool.grade`, with processes that stand already where there are some."""
        for pid, (key, sandbox, process) in list(_waiting.items()):
            if len(self._running) >= min(self.size, len(jobs)):
                break
            if key == self._key:
                del _waiting[pid]
                if process.process.poll() is None:
                    self._running.append(process)
                    self.sandbox, self._has_started = sandbox, True
        yield from super().grade(jobs)

    def close(self) -> None:
        """Keep the processes that have nothing in hand for the next test; stop the others."""
        free = [p for p in self._running if p.ready and p.job is None and p.process.poll() is None]
        self._running = [p for p in self._running if p not in free]
        super().close()
        for process in free:
            _waiting[process.process.pid] = self._key, self.sandbox, process
        stop(MOST)


def hide(folder: Path) -> None:
    """Let every process that starts from now on hide this folder."""
    _folders.append(folder)


def stop(most: int = 0) -> None:
    """Stop the processes that wait, but for so many of the latest."""
    while len(_waiting) > most:
        _, (_, _, process) = _waiting.popitem(last=False)
        process.close()


def _of_a_test(path: str) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in _folders)


def _key(settings: Settings) -> bytes:
    """What makes two processes the same: what they were told, and the environment they started in."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return hashlib.sha256(
        msgspec.msgpack.encode(settings) + msgspec.json.encode(environment, order="sorted")
    ).digest()
