"""Several grading processes at once. A process that dies is replaced, and its job tried again.

One that says nothing for longer than its limits allow is killed, and the submission it had in hand
is the only one that is not graded.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import msgspec

from autograder.errors import UserError
from autograder.grade.engine import Job, Reply, Settings
from autograder.worker import frames

TRIES = 2
ENGINE = "autograder.grade.engine"
# Seconds in which a process must be ready, and in which a message must have come whole.
START_S = 600.0
MESSAGE_S = 60.0


def default_processes() -> int:
    """One process a core: the checks and the student's code take turns on it."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class _Process:
    """One engine and the job it is busy with."""

    def __init__(self, settings: Settings) -> None:
        ours, theirs = socket.socketpair()
        # One thread each: the processes share the cores, and a check's answer must not depend on
        # how many threads a library happened to use.
        environment = {
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", ENGINE, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=settings.root,
        )
        theirs.close()
        self.sock = ours
        self.sock.settimeout(MESSAGE_S)
        self.job: Job | None = None
        # What it said last that it does, and when it must have said something again.
        self.at = ""
        self._stage_s = settings.stage_s
        self.ends = time.monotonic() + START_S
        # False until it has said that its sandbox and its checks stand.
        self.ready = False
        # The job in hand is one that nobody waits for any more.
        self.abandoned = False
        # A process that has died by now is found dead when it is read from.
        with contextlib.suppress(OSError):
            frames.send_frame(self.sock, msgspec.msgpack.encode(settings))

    def give(self, job: Job) -> None:
        """Give it a job. Where it has died since, that is found when it is read from."""
        self.job = job
        self.is_at("reading the submission")
        with contextlib.suppress(OSError):
            frames.send_frame(self.sock, msgspec.msgpack.encode(job))

    def is_at(self, where: str) -> None:
        """Note what it does now; its time for that begins."""
        self.at, self.ends = where, time.monotonic() + self._stage_s

    @property
    def overdue(self) -> bool:
        """Whether it has said nothing for too long, with nothing left to read."""
        if time.monotonic() < self.ends or (self.ready and self.job is None):
            return False
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            return not selector.select(0)

    def read(self) -> Reply | None:
        """Return the next reply, or None where the process has died."""
        try:
            payload = frames.receive_frame(self.sock)
            return None if payload is None else msgspec.msgpack.decode(payload, type=Reply)
        except (OSError, frames.FrameError, msgspec.DecodeError):
            return None

    def kill(self) -> None:
        """End it at once, and with it its sandboxes."""
        self.process.kill()
        self.close()

    def close(self) -> None:
        self.sock.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """Grading processes for one chapter. Use as a context manager."""

    def __init__(self, settings: Settings, processes: int = 2) -> None:
        self.settings = settings
        self.size = max(1, processes)
        self._running: list[_Process] = []
        self.sandbox = ""
        self._has_started = False
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop every process. Whatever they had in hand is not graded."""
        for process in self._running:
            with contextlib.suppress(OSError):
                process.close()
        self._running = []

    @property
    def process_ids(self) -> list[int]:
        """The processes that run now."""
        return [process.process.pid for process in self._running]

    def grade(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Reply]]:
        """Yield each job with its reply, in the order in which they finish.

        A job whose process died twice, or was stuck, gets a reply with `fault` set: listed, never a
        zero. Raises `UserError` where no process can start, such as for want of a sandbox. Every
        process has its next job in hand before a reply is yielded, so that none waits for a caller.
        """
        waiting = list(reversed(jobs))
        tries: dict[str, int] = {}
        unanswered = {job.student for job in jobs}
        with selectors.DefaultSelector() as selector:
            for process in self._running:
                selector.register(process.sock, selectors.EVENT_READ, process)
                # A caller may have left the last run early, with an answer still to come.
                process.abandoned = process.job is not None
                alive = process.process.poll() is None
                if waiting and process.ready and not process.abandoned and alive:
                    process.give(waiting.pop())
            while len(self._running) < min(self.size, len(jobs)):
                self._start(selector)
            while unanswered:
                if not self._running:  # cannot happen; and if it does, it must not last for ever
                    raise RuntimeError(f"no process is left to grade {sorted(unanswered)}")
                ends = [p.ends for p in self._running if not p.ready or p.job is not None]
                pause = max(0.0, min(ends) - time.monotonic()) if ends else 1.0
                answers = []
                for key, _ in selector.select(pause):
                    answers += self._read(key.data, selector, waiting, tries)
                for process in [p for p in self._running if p.overdue]:
                    answers += self._stuck(process, selector, waiting)
                for job, reply in answers:
                    unanswered.discard(job.student)
                    yield job, reply

    def _read(
        self,
        process: _Process,
        selector: selectors.BaseSelector,
        waiting: list[Job],
        tries: dict[str, int],
    ) -> list[tuple[Job, Reply]]:
        """What one message of a process comes to: an answer or none. It has a new job after it."""
        reply = process.read()
        if reply is None:
            return self._died(process, selector, waiting, tries)
        if reply.at:
            process.is_at(reply.at)
            return []
        found = []
        if not process.ready:
            self._ready(reply)
            process.ready = True
        elif process.abandoned:
            process.job, process.abandoned = None, False
        elif process.job is not None:
            job, process.job = process.job, None
            if reply.result is not None and reply.result.student != job.student:
                # Cannot happen; and if it does, it must not become somebody's grade.
                reply = Reply(fault=f"got the result of {reply.result.student}")
            found.append((job, reply))
        # One that has died since it answered gets none: its next job has not died of anything.
        if waiting and process.process.poll() is None:
            process.give(waiting.pop())
        return found

    def _start(self, selector: selectors.BaseSelector) -> None:
        process = _Process(self.settings)
        self._running.append(process)
        selector.register(process.sock, selectors.EVENT_READ, process)

    def _ready(self, reply: Reply) -> None:
        if reply.fault:
            self.close()
            raise UserError(f"Grading could not start. {reply.fault}")
        self.sandbox = reply.sandbox
        self._has_started = True
        self._failed_starts = 0

    def _died(
        self,
        process: _Process,
        selector: selectors.BaseSelector,
        waiting: list[Job],
        tries: dict[str, int],
    ) -> list[tuple[Job, Reply]]:
        """Replace a process that has died; its job goes to another, or is answered with a fault."""
        self._remove(process, selector)
        if not process.ready:
            self._failed_starts += 1
            # Where one has started before, this one may have been killed from outside.
            if not self._has_started or self._failed_starts >= 2 * TRIES:
                self.close()
                raise UserError(
                    "A grading process ended before it was ready, with exit code "
                    f"{process.process.returncode}. Its messages, if any, stand above. What was "
                    "graded is kept."
                )
        found = []
        if process.job is not None and not process.abandoned:
            job = process.job
            tries[job.student] = tries.get(job.student, 0) + 1
            if tries[job.student] < TRIES:
                waiting.append(job)
            else:
                fault = f"the grading process died {TRIES} times on this submission ({process.at})"
                found.append((job, Reply(fault=fault)))
        if waiting:
            self._start(selector)
        return found

    def _stuck(
        self, process: _Process, selector: selectors.BaseSelector, waiting: list[Job]
    ) -> list[tuple[Job, Reply]]:
        """Kill a process that has been silent for too long. Its job is not tried again."""
        if not process.ready:
            self._remove(process, selector, kill=True)
            self.close()
            raise UserError(
                f"A grading process was not ready after {START_S:g} seconds. What was graded is kept: "
                "run the same command again, on a machine that does less beside."
            )
        self._remove(process, selector, kill=True)
        found = []
        if process.job is not None and not process.abandoned:
            fault = (
                f"not graded: the grader was stuck at {process.at} for {self.settings.stage_s:.0f} "
                f"seconds, longer than all limits allow, and was stopped. Nothing of it is a zero. See "
                f"what {process.job.path} hands in there, and grade it again with --student"
            )
            found.append((process.job, Reply(fault=fault)))
        if waiting:
            self._start(selector)
        return found

    def _remove(
        self, process: _Process, selector: selectors.BaseSelector, kill: bool = False
    ) -> None:
        selector.unregister(process.sock)
        self._running.remove(process)
        (process.kill if kill else process.close)()
