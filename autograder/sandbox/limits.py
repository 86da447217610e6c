"""What a sandboxed job may use, how it ended, and the error for "no sandbox to be had"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal["exited", "killed", "cpu", "memory", "wall"]
Kind = Literal["namespaces", "bubblewrap", "none"]


class SandboxUnavailable(RuntimeError):
    """No sandbox can be had here. The message says what was tried, why, and what to do."""


@dataclass(frozen=True)
class Limits:
    """What one job may use.

    cpu_s       seconds of CPU of all processes of the job together
    wall_s      seconds of real time, counted from the moment the worker's entry starts
    turns       how often both of these may begin anew (`Sandbox.renew`); a process by itself may use
                the CPU seconds of all turns
    memory_mb   MiB that each process may map beyond what the warmed parent maps already; all
                processes of the job together may hold twice that (beyond the parent's own pages)
    processes   processes and threads that may exist at once
    open_files  open file descriptors of each process
    file_mb     MiB of the largest file that can be written
    tmp_mb      MiB of all files in /tmp, and again of all files in /dev/shm
    """

    cpu_s: float = 60.0
    wall_s: float = 120.0
    memory_mb: int = 1024
    processes: int = 64
    open_files: int = 128
    file_mb: int = 32
    tmp_mb: int = 64
    turns: int = 1


@dataclass(frozen=True)
class Exit:
    """How a job ended.

    code    the exit code, when it ended by itself
    signal  the signal that ended it, otherwise
    reason  "exited" by itself, "killed" by a signal or by `Sandbox.kill`, or the limit it ran into
    """

    code: int | None
    signal: int | None
    reason: Reason
