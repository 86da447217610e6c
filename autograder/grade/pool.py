"""Several grading processes at once. A process that dies is replaced, and its job tried again."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence

import msgspec

from autograder.errors import UserError
from autograder.grade.engine import Job, Reply, Settings
from autograder.worker import frames

TRIES = 2


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
            [sys.executable, "-m", "autograder.grade.engine", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=settings.root,
        )
        theirs.close()
        self.sock = ours
        self.job: Job | None = None
        # False until it has said that its sandbox and its checks stand.
        self.ready = False
        # The job in hand is one that nobody waits for any more.
        self.abandoned = False
        frames.send_frame(self.sock, msgspec.msgpack.encode(settings))

    def give(self, job: Job) -> None:
        self.job = job
        frames.send_frame(self.sock, msgspec.msgpack.encode(job))

    def read(self) -> Reply | None:
        """Return the next reply, or None where the process has died."""
        try:
            payload = frames.receive_frame(self.sock)
        except (OSError, frames.FrameError):
            return None
        return None if payload is None else msgspec.msgpack.decode(payload, type=Reply)

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

        A job whose process died twice gets a reply with `fault` set: listed, never a zero. Raises
        `UserError` where no process can start, such as for want of a sandbox.
        """
        waiting = list(reversed(jobs))
        tries: dict[str, int] = {}
        with selectors.DefaultSelector() as selector:
            for process in self._running:
                selector.register(process.sock, selectors.EVENT_READ, process)
                # A caller may have left the last run early, with an answer still to come.
                process.abandoned = process.job is not None
                if waiting and process.ready and not process.abandoned:
                    process.give(waiting.pop())
            while len(self._running) < min(self.size, len(jobs)):
                self._start(selector)
            busy = True
            while busy:
                for key, _ in selector.select():
                    process = key.data
                    reply = process.read()
                    if reply is None:
                        yield from self._died(process, selector, waiting, tries)
                        continue
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
                        yield job, reply
                    if waiting:
                        process.give(waiting.pop())
                busy = bool(waiting) or any(
                    p.job is not None and not p.abandoned for p in self._running
                )

    def _start(self, selector: selectors.BaseSelector) -> None:
        process = _Process(self.settings)
        self._running.append(process)
        selector.register(process.sock, selectors.EVENT_READ, process)

    def _ready(self, reply: Reply) -> None:
        if reply.fault:
            self.close()
            raise UserError(f"Grading could not start. {reply.fault}")
        self.sandbox = reply.sandbox

    def _died(
        self,
        process: _Process,
        selector: selectors.BaseSelector,
        waiting: list[Job],
        tries: dict[str, int],
    ) -> Iterator[tuple[Job, Reply]]:
        selector.unregister(process.sock)
        self._running.remove(process)
        process.close()
        if not process.ready:
            raise UserError(
                "A grading process ended before it was ready, with exit code "
                f"{process.process.returncode}. Its messages, if any, stand above."
            )
        if process.job is None or process.abandoned:
            if waiting:
                self._start(selector)
            return
        tries[process.job.student] = tries.get(process.job.student, 0) + 1
        if tries[process.job.student] < TRIES:
            waiting.append(process.job)
        else:
            yield process.job, Reply(fault="the grading process died twice on this submission")
        if waiting:
            self._start(selector)
