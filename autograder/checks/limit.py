"""How long one call of a student's code may take, and one Ctrl-C that ends the check.

The same limit in all three seats: `course check` (which ends the process that runs the code),
plain pytest, and a notebook. The last two run the code in their own process, and interrupt it
there, with `Limit`. A call that runs past the limit raises `TimedOut`; one that was interrupted
raises `KeyboardInterrupt` where the check called it, so that the run ends and no check is blamed.

Code that swallows the interruption (`except:` in an endless loop) is interrupted again and again,
at every line of it, until it ends. A single call into C, such as the inverse of a huge matrix, ends
when it ends: Python has no way to interrupt it. `course check`, which ends the process, has.

On Windows, which has no alarm, another thread keeps the time and interrupts. So it does for code
that runs in a thread of its own, where no Ctrl-C arrives and swallowing everything does help.
"""

from __future__ import annotations

import _thread
import contextlib
import ctypes
import enum
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from autograder.checks import CALL_S
from autograder.checks.outcome import Frame, TimedOut
from autograder.worker import load

# How long interrupted code has to end in order, before every line of it is interrupted.
_GRACE_S = 0.3
_AGAIN_S = 0.005
_OURS = str(Path(__file__).resolve().parents[1])
# What our own code goes through on its way out of a call, where nothing may be interrupted.
_SPARED = frozenset(m.__file__ for m in (contextlib, enum, signal, threading, warnings))

T = TypeVar("T")


class TimeIsUp(BaseException):
    """Raised into a student's code. Not an `Exception`, so that `except Exception` lets it through."""


class Limit:
    """What one call of a student's code may take. `watched(seconds)` surrounds each call."""

    def __init__(
        self,
        seconds: float = CALL_S,
        watched: Callable[[float], contextlib.AbstractContextManager[object]] | None = None,
    ) -> None:
        self.seconds = seconds
        self._watched = watched

    def run(self, action: Callable[[], T], own_files: Sequence[str] = ()) -> T:
        """Return what `action` returns.

        Raises `TimedOut`, with the line of the student's that was reached, where it takes longer;
        and `KeyboardInterrupt` where Ctrl-C was pressed, whatever the action made of that.
        """
        call = _call(self.seconds, own_files)
        made: list[T] = []
        with self._watched(self.seconds) if self._watched else contextlib.nullcontext():
            try:
                try:
                    call.start()
                    made.append(action())
                finally:
                    call.over = True
                    call.end()
            except (TimeIsUp, KeyboardInterrupt):
                if not call.why:
                    raise
        if call.why == "interrupted":
            raise KeyboardInterrupt
        if call.why:
            failure = TimedOut(
                f"your code ran for more than {self.seconds:g} seconds and was stopped",
                hint="is there a loop that never ends?",
            )
            failure.lines = call.lines
            raise failure
        return made[0]


def _call(seconds: float, own_files: Sequence[str]) -> _Call:
    if threading.current_thread() is not threading.main_thread():
        return _InAnotherThread(seconds, own_files)
    if hasattr(signal, "SIGALRM"):
        return _WithAlarm(seconds, own_files)
    return _WithClock(seconds, own_files)


class _Call:
    """One call: why it is being stopped, if it is, and where it was then.

    `over` is set once the call has ended: from then on nothing is raised.
    """

    def __init__(self, seconds: float, own_files: Sequence[str]) -> None:
        self.seconds = seconds
        self.own_files = own_files
        self.why = ""
        self.lines: tuple[str, ...] = ()
        self.over = False

    def start(self) -> None:
        """Let the clock run, and Ctrl-C be ours."""
        raise NotImplementedError

    def end(self) -> None:
        """Put everything back as it was."""
        raise NotImplementedError


class _Interrupted(_Call):
    """A call that signals interrupt, in the first thread."""

    # The signal that says that the time is up.
    bell: signal.Signals = signal.SIGINT

    def start(self) -> None:
        self._trace = sys.gettrace()
        self._before = signal.getsignal(signal.SIGINT)
        # None: set by other than Python; ignored: in a job that runs in the background.
        self._ours = self._before not in (signal.SIG_IGN, None)
        if self._ours:
            signal.signal(signal.SIGINT, self._interrupted)

    def end(self) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, self._before)
        if self.why:
            sys.settrace(self._trace)

    def ring_again(self) -> None:
        """Interrupt again after a grace, and often, should the code go on."""

    def _interrupted(self, signum: int, frame: FrameType | None) -> None:
        self.stop("interrupted", frame)

    def stop(self, why: str, frame: FrameType | None) -> None:
        """Raise into the student's code, and at every line of it where it has gone on."""
        first = not self.why
        if first:
            self.why = why
            self.lines = tuple(_own_lines(frame, self.own_files))
            self.ring_again()
        if self.over or _spared(frame):
            return
        if not first:
            self._trace_from(frame)
        raise self._exception()

    def _exception(self) -> BaseException:
        return KeyboardInterrupt() if self.why == "interrupted" else TimeIsUp()

    def _trace_from(self, frame: FrameType | None) -> None:
        """Raise at the next line, which may be in the `except:` that swallows what is raised now."""

        def trace(at: FrameType, event: str, arg: object) -> Any:
            file = at.f_code.co_filename
            if self.over or file in _SPARED or file.startswith(_OURS):
                return None
            if event == "line":
                error = self._exception()
                # Python ends the tracing where a trace raises. The signal, which arrives once the
                # next `except:` is reached, begins it anew.
                raise _AND_AGAIN[self.bell] or error
            return trace

        while frame is not None and not frame.f_code.co_filename.startswith(_OURS):
            frame.f_trace = trace
            frame = frame.f_back
        sys.settrace(trace)


class _WithAlarm(_Interrupted):
    """The system's alarm says that the time is up."""

    bell = getattr(signal, "SIGALRM", signal.SIGINT)

    def start(self) -> None:
        super().start()
        self._started = time.monotonic()
        self._alarm = signal.signal(self.bell, self._late)
        # Another clock may be running, such as that of the plugin pytest-timeout.
        self._other = signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def end(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(self.bell, self._alarm or signal.SIG_DFL)
        super().end()
        left, again = self._other
        if left:
            rest = max(left - (time.monotonic() - self._started), 0.001)
            signal.setitimer(signal.ITIMER_REAL, rest, again)

    def ring_again(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, _GRACE_S, _AGAIN_S)

    def _late(self, signum: int, frame: FrameType | None) -> None:
        self.stop("late", frame)


class _Clock:
    """A thread that calls `ring` once the time is up, and again until it is stopped."""

    def __init__(self, seconds: float, ring: Callable[[], object]) -> None:
        self._seconds = seconds
        self._ring = ring
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True, name="limit")
        self._thread.start()

    def stop(self) -> None:
        """Return once it will ring no more."""
        self._ended.set()
        self._thread.join()

    def _wait(self) -> None:
        pause = self._seconds
        while not self._ended.wait(pause):
            self._ring()
            pause = _GRACE_S


class _WithClock(_Interrupted):
    """Where there is no alarm, a thread keeps the time and interrupts as Ctrl-C would."""

    _late = False

    def start(self) -> None:
        super().start()
        self._clock = _Clock(self.seconds, self._ring)

    def end(self) -> None:
        self._clock.stop()
        super().end()

    def _ring(self) -> None:
        self._late = True
        _thread.interrupt_main()

    def _interrupted(self, signum: int, frame: FrameType | None) -> None:
        self.stop("late" if self._late else "interrupted", frame)


class _InAnotherThread(_Call):
    """No signal arrives here. Code that swallows every exception is not stopped."""

    def start(self) -> None:
        self._me = ctypes.c_ulong(threading.get_ident())
        self._clock = _Clock(self.seconds, self._ring)

    def end(self) -> None:
        self._clock.stop()
        # One that was set and has not been raised yet must not reach our own code.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._me, None)

    def _ring(self) -> None:
        self.why = "late"
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._me, ctypes.py_object(TimeIsUp))


class _Again:
    """`_AND_AGAIN[signum]` marks the signal as arrived and is None.

    Not written as a call: Python looks for signals after a call, here and not in the student's code.
    """

    __getitem__ = staticmethod(_thread.interrupt_main)


_AND_AGAIN = _Again()


def _spared(frame: FrameType | None) -> bool:
    """Whether an exception here would reach our own way out of the call, and not the student's code."""
    if frame is not None and frame.f_code.co_filename == __file__:
        return True
    while frame is not None and frame.f_code.co_filename in _SPARED:
        frame = frame.f_back
    return frame is None or frame.f_code.co_filename.startswith(_OURS)


def _own_lines(frame: FrameType | None, own_files: Sequence[str]) -> Iterator[str]:
    for at in traceback.extract_stack(frame)[-load.MAX_LINES :]:
        if load.is_own(at.filename, own_files):
            yield str(Frame(Path(at.filename).name, at.lineno or 0, at.name, (at.line or "")[:200]))
