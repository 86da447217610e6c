"""A bound on what our own side spends on judging one answer: CPU seconds and memory.

Student code never runs where this is used. What it returned is looked at here, and an answer can be
made so that looking at it takes hours or gigabytes.
"""

from __future__ import annotations

import resource
import signal
from types import FrameType, TracebackType
from typing import Any, Self

_MB = 1 << 20
# Whoever swallows the interruption is interrupted again after this many CPU seconds.
_AGAIN_S = 0.5


class TooMuch(BaseException):
    """Judging took too long. Not an `Exception`, so that no `except Exception` of ours keeps it."""


class Bounded:
    """A context in which this process may use `seconds` of CPU and map `mb` MiB more than it has.

    Past the first, `TooMuch` is raised wherever the process is, again and again, and `expired` is
    true; past the second, Python raises MemoryError. Time in which it waits for somebody else does
    not count. For the main thread; one call into C is not interrupted, which is why the pool has a
    deadline of its own.
    """

    def __init__(self, seconds: float, mb: int) -> None:
        self.seconds, self.mb = seconds, mb
        self.expired = False
        self._on = False
        self._handler: Any = None
        self._memory = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def __enter__(self) -> Self:
        self._memory = resource.getrlimit(resource.RLIMIT_AS)
        hard = self._memory[1]
        wanted = _mapped() + self.mb * _MB
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        self._handler = signal.signal(signal.SIGPROF, self._stop)
        self._on = True
        signal.setitimer(signal.ITIMER_PROF, self.seconds, _AGAIN_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._on = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._handler or signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, self._memory)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        own = Bounded.__enter__.__code__, Bounded.__exit__.__code__
        if self._on and (frame is None or frame.f_code not in own):
            self.expired = True
            raise TooMuch


def _mapped() -> int:
    """Bytes of address space that this process has mapped."""
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()
