"""A submission at work in a sandbox, and the calls that a check makes into it."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from autograder.checks.outcome import Crashed, OutOfMemory, TimedOut
from autograder.checks.student import Student
from autograder.grade.submission import Submission
from autograder.registry import Chapter, Returns
from autograder.sandbox import Limits, Sandbox, Zygote
from autograder.worker import codec, frames, kept

# An exercise that hangs or crashes this often is not asked again: it would take the others' time.
STRIKES = 2


class CallLimits(msgspec.Struct, frozen=True):
    """Seconds for loading a notebook, for one call, and for one submission."""

    load_s: float = 60.0
    call_s: float = 10.0
    submission_s: float = 300.0


class Session:
    """One submission. A sandbox is made at the first call, and anew after a crash or a time-out."""

    def __init__(
        self,
        zygote: Zygote,
        submission: Submission,
        chapter: Chapter,
        given: str,
        limits: CallLimits,
        sandbox_limits: Limits,
    ) -> None:
        self.zygote = zygote
        self.submission = submission
        self.limits = limits
        self.sandbox_limits = sandbox_limits
        self._job = {
            "op": "load",
            "files": {**submission.files, "given.py": given},
            "cells": submission.code_cells(chapter) if submission.cells is not None else None,
            "labels": submission.labels,
        }
        self._sandbox: Sandbox | None = None
        self._saw_hidden = False
        # Counts the sandboxes: an object that a check holds is gone with the one it was made in.
        self._generation = 0
        self._next_id = 0
        cells = {f"<{cell.label}>": cell.source for cell in submission.cells or ()}
        self._sources = {**submission.files, **cells}
        self._strikes: dict[str, list[Exception]] = {}
        self._ends = time.monotonic() + limits.submission_s
        self._ended_by_signal = False

    def student(self, stem: str, returns: Returns | None = None, answer_mb: float = 1.0) -> Student:
        """Return the proxy through which checks of one exercise call the student's functions."""
        origin, label = self.submission.origin.get(stem), self.submission.labels.get(stem, "")

        def invoke(request: dict[str, Any]) -> bytes:
            number = request["of"]
            if number is not None and number // kept.MAX_KEPT != self._generation:
                raise Crashed(
                    "the object that your code returned was lost when your code was stopped"
                )
            return self._call(stem, request)

        return Student(
            invoke,
            sources=self._sources,
            returns=returns,
            answer_mb=answer_mb,
            own=f"<{label}>" if origin == "notebook" else f"{stem}.py",
        )

    def take_back_a_kill(self, stem: str) -> bool:
        """Return whether the student's process was ended by a signal, and forget that it was.

        The signal may have come from outside: from an operator, or a machine short of memory. Asked
        once more, a student's own code does it again.
        """
        if not self._ended_by_signal:
            return False
        self._ended_by_signal = False
        self._strikes.pop(stem, None)
        return True

    def close(self) -> None:
        """End the sandbox and everything in it."""
        if self._sandbox is not None:
            self._sandbox.kill()
            self._sandbox.close()
            self._sandbox = None

    def _call(self, stem: str, asked: dict[str, Any]) -> bytes:
        origin = self.submission.origin[stem]
        if origin == "":
            return codec.encode({"not_attempted": True})
        strikes = self._strikes.setdefault(stem, [])
        if len(strikes) >= STRIKES:
            raise strikes[-1]
        hidden = asked.pop("hidden", False)
        if hidden != self._saw_hidden:
            # What a hidden check asked must not come back as the answer to a public one, whose
            # message quotes it: the program that was asked is ended, with all that it remembers.
            self.close()
        self._saw_hidden = hidden
        request = {
            **asked,
            "op": "call",
            "origin": origin,
            "file": stem,
            "args": list(asked["args"]),
        }
        try:
            if self._sandbox is None:
                self._start()
            reply = self._ask(request, self.limits.call_s)
        except (TimedOut, Crashed, OutOfMemory) as failure:
            strikes.append(failure)
            self.close()
            raise
        return reply

    def _start(self) -> None:
        self._sandbox = self.zygote.spawn(self.sandbox_limits)
        self._generation += 1
        self._ask({**self._job, "generation": self._generation}, self.limits.load_s)

    def _ask(self, request: dict[str, Any], seconds: float) -> bytes:
        assert self._sandbox is not None
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimedOut(
                f"your submission as a whole ran for more than {self.limits.submission_s:g} seconds"
            )
        self._next_id += 1
        sock = self._sandbox.sock
        sock.settimeout(min(seconds, left))
        try:
            sent = codec.encode({**request, "id": self._next_id}, codec.ARGUMENTS)
            frames.send_frame(sock, sent)
            most = codec.answer_caps(request.get("answer_mb", 1.0)).size + _ENVELOPE
            payload = self._receive(min(seconds, left), most)
        except TimeoutError:
            raise TimedOut(
                f"your code ran for more than {seconds:g} seconds and was stopped"
            ) from None
        except (OSError, frames.FrameError):
            raise self._why_it_ended() from None
        if payload is None:
            raise self._why_it_ended()
        return _opened(payload, self._next_id)

    def _receive(self, seconds: float, most: int) -> bytes | None:
        # The deadline is for the whole reply: one byte a second must not keep a grader busy.
        assert self._sandbox is not None
        deadline: Any = _Deadline(self._sandbox.sock, time.monotonic() + seconds)
        return frames.receive_frame(deadline, most)

    def _why_it_ended(self) -> Exception:
        assert self._sandbox is not None
        ended = self._sandbox.wait(2.0)
        reason = ended.reason if ended is not None else ""
        if reason in ("cpu", "wall"):
            return TimedOut("your code used up its time and was stopped")
        if reason == "memory":
            return OutOfMemory("your code asked for more memory than it may have")
        if ended is not None and ended.signal:
            self._ended_by_signal = True
            return Crashed(f"the program that ran your code was ended by signal {ended.signal}")
        return Crashed("the program that ran your code ended before it answered (os._exit?)")


# Room for what is around an answer: its tag, and the number of the question.
_ENVELOPE = 4_096


def _opened(payload: bytes, asked: int) -> bytes:
    """Return the reply in `payload`. Raises `Crashed` unless it answers the question `asked`."""
    try:
        found = codec.decode(payload, codec.Caps(len(payload), 10, 10, 0, 2**62))
    except codec.CodecError:
        found = None
    # Exact types: what arrives may be built to be compared with.
    if type(found) is not list or [type(part) for part in found] != [int, bytes]:
        raise Crashed("the program that ran your code sent back something unreadable")
    number, reply = found
    if number != asked:
        raise Crashed("the program that ran your code answered a question it was not asked")
    return bytes(reply)


class _Deadline:
    """A socket whose reads share one deadline."""

    def __init__(self, sock: Any, ends: float) -> None:
        self.sock, self.ends = sock, ends

    def recv(self, size: int) -> bytes:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        return bytes(self.sock.recv(size))
