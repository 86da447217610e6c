"""A submission at work in a sandbox, and the calls that a check makes into it."""

from __future__ import annotations

import copy
import hashlib
import secrets
import select
import time
from typing import Any

from autograder.checks.outcome import Crashed, OutOfMemory, TimedOut
from autograder.checks.student import Student
from autograder.grade.limits import CallLimits
from autograder.grade.submission import Submission
from autograder.registry import Chapter, Returns
from autograder.sandbox import Limits, Sandbox, Zygote
from autograder.worker import codec, frames, kept

# An exercise that hangs or crashes this often is not asked again: it would take the others' time.
STRIKES = 2


# What a worker replies where Python said MemoryError.
_NO_MEMORY = codec.encode({"out_of_memory": True})
# No process of a submission is asked to serve more turns than this for each exercise.
_TURNS = 4


class _Turn:
    """What one exercise of a submission has used so far."""

    def __init__(self, limits: CallLimits) -> None:
        self.limits = limits
        self.strikes: list[Exception] = []
        # Seconds of its calls, and of loading what was handed in for it.
        self.called = self.loaded = 0.0
        # The sandbox that was seeded for it last, and how many were.
        self.seeded_in = self.seeded = 0
        # Whether it was given a second chance, in a sandbox of its own.
        self.alone = False


class Session:
    """One submission. A sandbox is made at the first call, and anew after a crash or a time-out."""

    def __init__(
        self,
        zygote: Zygote,
        submission: Submission,
        chapter: Chapter,
        given: str,
        limits: CallLimits,
    ) -> None:
        self.zygote = zygote
        self.submission = submission
        self.limits = limits
        self._exercises = {exercise.stem: exercise for exercise in chapter.exercise}
        self._job = {
            "op": "load",
            "files": {**submission.files, "given.py": given},
            "labels": submission.labels,
        }
        self._cells = submission.code_cells(chapter) if submission.cells is not None else []
        self._sandbox: Sandbox | None = None
        # Of the sandbox that runs: what it was given, whom it has served, whether its cells ran.
        self._given = Limits()
        self._served: set[str] = set()
        self._cells_ran = False
        # Cells that did not end are not run again and again: they are the same for each exercise.
        self._cells_failed: list[Exception] = []
        # Whether what runs has been asked by a hidden check.
        self._saw_hidden = False
        # Counts the sandboxes: an object that a check holds is gone with the one it was made in.
        self._generation = 0
        cells = {f"<{cell.label}>": cell.source for cell in submission.cells or ()}
        self._sources = {**submission.files, **cells}
        self._turns: dict[str, _Turn] = {}
        self._now = ""  # the exercise whose turn it is
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
        self._turns.pop(stem, None)
        self._now = ""
        self.close()
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
        turn = self._turn(stem)
        # A check puts its own words before those of what it is told, so each is told a copy.
        if len(turn.strikes) >= STRIKES:
            raise copy.copy(turn.strikes[-1])
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
        # What an exercise meets in a process that others have used may be their doing: memory that
        # they hold, threads that they left. It is asked once more in a process of its own. An object
        # that is kept lives in the process that it was made in, and nowhere else.
        may_move = asked["of"] is None and not turn.alone
        while True:
            shared = bool(self._served - {stem})
            try:
                reply = self._answer(stem, turn, request)
                if reply != _NO_MEMORY or not (may_move and shared):
                    break
                self.close()
                turn.alone, may_move = True, False
            except _Stray as stray:
                # An exercise before this one may have sent it, late; alone, it is this one's doing.
                self.close()
                if asked["of"] is not None or not shared:
                    turn.strikes.append(copy.copy(stray))
                    raise
            except (TimedOut, Crashed, OutOfMemory) as failure:
                self.close()
                if not (may_move and shared):
                    turn.strikes.append(copy.copy(failure))
                    raise
                self._ended_by_signal = False
                turn.alone, may_move = True, False
        if not isinstance(reply, bytes):
            self.close()
            raise Crashed("the program that ran your code sent back something unreadable")
        return reply

    def _turn(self, stem: str) -> _Turn:
        """What the exercise has used. With its first call, its turn begins."""
        if stem not in self._turns:
            exercise = self._exercises.get(stem)
            self._turns[stem] = _Turn(self.limits.of(exercise) if exercise else self.limits)
        turn = self._turns[stem]
        if stem != self._now:
            self._now = stem
            if self._sandbox is not None:
                # What was sent unasked by an exercise before is no answer of this one's.
                if self._given == self._limits_of(turn) and not _says_something(self._sandbox):
                    self._sandbox.renew()
                else:
                    self.close()
        return turn

    def _limits_of(self, turn: _Turn) -> Limits:
        return Limits(
            cpu_s=turn.limits.cpu_s,
            wall_s=turn.limits.stage_s,
            memory_mb=turn.limits.memory_mb,
            turns=_TURNS * max(1, len(self._exercises)),
        )

    def _answer(self, stem: str, turn: _Turn, request: dict[str, Any]) -> Any:
        """The reply to a call, from a sandbox that is made ready for this exercise."""
        if self._sandbox is None:
            self._given = self._limits_of(turn)
            self._sandbox = self.zygote.spawn(self._given)
            self._generation += 1
            self._served, self._cells_ran = set(), False
            self._load(turn, {**self._job, "generation": self._generation}, "your files")
        if request["origin"] == "notebook" and not self._cells_ran:
            self._run_cells(turn)
        self._served.add(stem)
        seed = None
        if turn.seeded_in != self._generation:
            seed = _seed(self._content_of(stem, request["origin"]), stem, turn.seeded)
            turn.seeded_in, turn.seeded = self._generation, turn.seeded + 1
        most, left = turn.limits.call_s, turn.limits.exercise_s - turn.called
        words = f"your code ran for more than {most:g} seconds and was stopped"
        if left < most:
            words = (
                "the calls that this exercise's checks make ran for more than "
                f"{turn.limits.exercise_s:g} seconds together"
            )
        if left <= 0:
            raise TimedOut(words)
        started = time.monotonic()
        try:
            return self._ask({**request, "seed": seed}, min(most, left), words)
        finally:
            turn.called += time.monotonic() - started

    def _run_cells(self, turn: _Turn) -> None:
        if len(self._cells_failed) >= STRIKES:
            raise copy.copy(self._cells_failed[-1])
        assert self._sandbox is not None
        cells = {
            "op": "cells",
            "cells": self._cells,
            "cell_s": self.limits.cell_s,
            "seed": _seed(self._content_of("", "notebook"), "", 0),
        }
        try:
            self._load(turn, cells, "your notebook")
        except _Stray:
            raise  # sent by an exercise before: no failure of the cells
        except (TimedOut, Crashed, OutOfMemory) as failure:
            self._cells_failed.append(copy.copy(failure))
            raise
        self._cells_ran = True
        self._sandbox.renew()  # the cells' time is not the exercise's

    def _load(self, turn: _Turn, request: dict[str, Any], what: str) -> None:
        left = turn.limits.load_s - turn.loaded
        words = f"{what} took more than {turn.limits.load_s:g} seconds to load, which was stopped"
        if left <= 0:
            raise TimedOut(words)
        started = time.monotonic()
        try:
            self._ask(request, left, words)
        finally:
            turn.loaded += time.monotonic() - started

    def _content_of(self, stem: str, origin: str) -> str:
        """The part of the submission that an exercise's answer is in."""
        if origin == "notebook":
            return repr(self._cells)
        return self.submission.files.get(f"{stem}.py", "")

    def _ask(self, request: dict[str, Any], seconds: float, words: str) -> Any:
        """The reply to one request. Raises `TimedOut` with `words` after so many seconds."""
        assert self._sandbox is not None
        # Drawn for each question: a reply that was sent beforehand cannot bear its number.
        number = secrets.randbits(_NUMBER_BITS)
        sock = self._sandbox.sock
        sock.settimeout(seconds)
        try:
            sent = codec.encode({**request, "id": number}, codec.ARGUMENTS)
            frames.send_frame(sock, sent)
            most = codec.answer_caps(request.get("answer_mb", 1.0)).size + _ENVELOPE
            payload = self._receive(seconds, most)
        except TimeoutError:
            raise TimedOut(words) from None
        except (OSError, frames.FrameError):
            raise self._why_it_ended() from None
        if payload is None:
            raise self._why_it_ended()
        return _opened(payload, number)

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
_NUMBER_BITS = 62


def _says_something(sandbox: Sandbox) -> bool:
    """Whether it has sent something, or hung up, with no question waiting for an answer."""
    return bool(select.select([sandbox.sock], [], [], 0)[0])


def _opened(payload: bytes, asked: int) -> bytes:
    """Return the reply in `payload`.

    Raises `_Stray` where it answers another question than `asked`, or none that can be read.
    """
    try:
        found = codec.decode(payload, codec.Caps(len(payload), 10, 10, 0, 2**62))
    except codec.CodecError:
        found = None
    # Exact types: what arrives may be built to be compared with.
    if type(found) is not list or [type(part) for part in found] != [int, bytes]:
        raise _Stray("the program that ran your code sent back something unreadable")
    number, reply = found
    if number != asked:
        raise _Stray("the program that ran your code answered a question it was not asked")
    return bytes(reply)


class _Stray(Crashed):
    """Something that was sent and answers no question: it may have been sent before this one was asked."""


def _seed(content: str, stem: str, number: int) -> int:
    """Where a student's unseeded randomness starts: from what was handed in, and nothing else.

    So equal answers get equal grades, whoever hands them in and whenever. `number` counts the
    processes that an exercise has had.
    """
    data = f"{stem} {number} {content}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big") >> 2


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
