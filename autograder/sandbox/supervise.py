"""One job: make its walls, start the worker in them, watch it, and say how it ended.

The process that calls `run_job` is the supervisor. It is trusted, holds the report socket, and
lives outside of what it watches: in its own pid namespace ("namespaces"), as the first process of
the job's ("bubblewrap"; no process inside can signal or read it), or with no walls at all ("none").

    namespaces    supervisor > first process of a new pid namespace > worker
    otherwise     supervisor > worker
"""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from . import confine, namespaces, wire
from .kernel import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUTS,
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    die_with,
    prctl,
    unshare,
)

OUT_OF_MEMORY = 86  # the worker's exit code after a MemoryError that nobody caught
_POLL_S = 0.05
_PAGE = resource.getpagesize()
_TICKS = os.sysconf("SC_CLK_TCK")

Entry = Callable[[socket.socket], object]


def run_job(
    job: dict[str, Any], sock: int, report: socket.socket, grader: int, entry: Entry | None
) -> None:
    """Run one job to its end. `sock` is the worker's end of the data socket, `grader` a pidfd.

    Sends {"ready": true} with a pidfd of what to kill, or {"error": ...}; then {"exit": ...}.
    """
    kind = job["kind"]
    setup, setup_in = os.pipe()
    status, status_in = os.pipe()
    base = _resident(os.getpid())
    try:
        if kind == "namespaces":
            unshare(
                CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS,
                "mount, pid, network, ipc and uts namespaces for a job",
            )
        elif kind == "none":
            prctl("become the reaper", PR_SET_CHILD_SUBREAPER, 1)
        child = os.fork()
    except OSError as error:
        wire.send(report, {"error": str(error)})
        return
    if child == 0:
        report.detach()  # closed by number below; no object may close that number later
        if kind == "namespaces":
            _first_process(job, sock, setup_in, status_in, entry)
        _worker(job, sock, setup_in, entry)
    for fd in (sock, setup_in, status_in):
        os.close(fd)
    told = _read_all(setup)
    if told != "ok":
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        wire.send(report, {"error": told or "the sandboxed process died while it was being set up"})
        return
    handle = os.pidfd_open(child)
    wire.send(report, {"ready": True}, [handle])
    verdict = _watch(job, child, handle, report, grader, base)
    wire.send(report, {"exit": _outcome(kind, child, status, verdict, job)})


# ---------------------------------------------------------------- inside the job's walls


def _first_process(
    job: dict[str, Any], sock: int, setup: int, status: int, entry: Entry | None
) -> NoReturn:
    """The first process of the job's pid namespace: last mounts, start the worker, reap, report."""
    try:
        die_with(0)
        prctl("become unreadable to others", PR_SET_DUMPABLE, 0)
        namespaces.close_job(job["limits"]["tmp_mb"], job["uid"] or 0)
        namespaces.name_this_host()
        worker = os.fork()
    except BaseException as error:
        _say(setup, f"{error}")
        os._exit(1)
    if worker == 0:
        _worker(job, sock, setup, entry)
    keep = confine.keep_only([status])[0]
    while True:
        pid, how, used = os.wait4(-1, 0)
        if pid == worker:
            _say(keep, json.dumps([how, used.ru_utime + used.ru_stime]))
            os._exit(0)  # and the kernel kills all that is left of the job


def _worker(job: dict[str, Any], sock: int, setup: int, entry: Entry | None) -> NoReturn:
    """Give everything up, then run the worker's entry. Does not return, whatever the entry does."""
    code = 1
    try:
        sock, setup = confine.keep_only([sock, setup])
        confine.default_signals()
        os.setsid()
        walls = job["kind"] != "none"
        if walls:
            if job["own_user_namespace"]:
                namespaces.enter_user_namespace(inside=confine.STUDENT)
            # In an unprivileged bwrap the supervisor has this process's user and no capability.
            # It is unreadable itself, and the filter takes away ptrace.
            readable = job["kind"] == "bubblewrap" and job["uid"] is None
            confine.drop_privileges(job["uid"], readable)
        confine.limit(job["limits"])
        if walls:
            confine.filter_calls()
            confine.assert_confined(job["uid"])
        os.umask(0o022)
        os.chdir(os.environ["TMPDIR"])
        _fresh_randomness()
        _forget_us()
    except BaseException as error:
        _say(setup, f"{type(error).__name__}: {error}")
        os._exit(1)
    _say(setup, "ok")
    os.close(setup)
    try:
        if entry is not None:
            entry(socket.socket(fileno=sock))
        code = 0
    except SystemExit as leave:
        code = leave.code if isinstance(leave.code, int) else int(leave.code is not None)
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        code = 1
    finally:
        os._exit(code & 0xFF)


def _fresh_randomness() -> None:
    """A forked child must not share its parent's random numbers with all its siblings."""
    random.seed()
    if "numpy" in sys.modules and "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if "torch" in sys.modules and hasattr(sys.modules["torch"], "seed"):
        sys.modules["torch"].seed()


def _forget_us() -> None:
    """Leave none of the sandbox's own modules to import."""
    package = __name__.rpartition(".")[0]
    for name in [n for n in sys.modules if n == package or n.startswith(package + ".")]:
        del sys.modules[name]
    sys.argv = [""]


# ---------------------------------------------------------------- the supervisor


def _watch(
    job: dict[str, Any], child: int, handle: int, report: socket.socket, grader: int, base: int
) -> str | None:
    """Wait for the job's end; kill it at a limit or when the grader goes. Why we killed.

    A message from the grader lets the counting of CPU seconds and real time begin anew.
    """
    limits = job["limits"]
    end = time.monotonic() + limits["wall_s"]
    most = base + 2 * limits["memory_mb"] * (1 << 20)
    members = _members(job["kind"])
    used_before = sum(cpu for _, cpu, _ in members(child))
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.register(report, select.POLLIN)
    poll.register(grader, select.POLLIN)  # the grader's pidfd: when it has ended
    verdict: str | None = None
    pause = _POLL_S
    parent = os.getppid()
    while True:
        events = dict(poll.poll(max(0.0, min(pause, end - time.monotonic())) * 1000))
        if handle in events:
            break
        started = time.monotonic()
        alive = members(child)
        gone = grader in events or os.getppid() != parent  # the grader went, or the warmed parent
        if report.fileno() in events:
            if wire.receive(report) is None:
                gone = True
            else:
                end = time.monotonic() + limits["wall_s"]
                used_before = sum(cpu for _, cpu, _ in alive)
        if gone:
            verdict = "killed"
        elif started >= end:
            verdict = "wall"
        elif sum(cpu for _, cpu, _ in alive) - used_before > limits["cpu_s"] + 1:
            verdict = "cpu"
        # Resident pages count shared ones once for each process: never too low, and cheap. Only
        # when they are too many is it worth asking how they are shared.
        elif sum(rss for _, _, rss in alive) > most and _shared_fairly(job, alive) > most:
            verdict = "memory"
        if verdict is not None:
            break
        pause = max(_POLL_S, 10 * (time.monotonic() - started))  # never more than a tenth of a core
    if verdict is not None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    return verdict


def _outcome(
    kind: str, child: int, status: int, verdict: str | None, job: dict[str, Any]
) -> dict[str, Any]:
    """How the worker ended, as the fields of `Exit`. When this returns, nothing of the job runs."""
    how: int | None
    if kind == "namespaces":
        os.waitpid(child, 0)  # returns when the whole pid namespace is gone
        told = _read_all(status)
        how, used = json.loads(told) if told else (None, 0.0)
    else:
        how, used = _reap(child)
        while _kill_children(kind):
            pass
    if verdict is not None:
        return {"code": None, "signal": int(signal.SIGKILL), "reason": verdict}
    if how is None:
        return {"code": None, "signal": int(signal.SIGKILL), "reason": "killed"}
    if os.WIFSIGNALED(how):
        number = os.WTERMSIG(how)
        spent = number == signal.SIGXCPU or (
            number == signal.SIGKILL and used >= job["limits"]["cpu_s"] * job["limits"]["turns"]
        )
        return {"code": None, "signal": number, "reason": "cpu" if spent else "killed"}
    code = os.WEXITSTATUS(how)
    reason = "memory" if code == OUT_OF_MEMORY else "exited"
    return {"code": code, "signal": None, "reason": reason}


def _reap(child: int) -> tuple[int, float]:
    """Reap whatever ends until `child` does; its status and CPU seconds."""
    while True:
        pid, how, used = os.wait4(-1, 0)
        if pid == child:
            return how, used.ru_utime + used.ru_stime


def _kill_children(kind: str) -> bool:
    """Kill all that is left of the job and reap some of it. Whether there was any."""
    if kind == "bubblewrap" and os.getpid() == 1:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # all of this pid namespace but us
    for pid, _, _ in _below(os.getpid(), _processes("/proc")):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        return False
    return True


# pid, CPU seconds with those of its reaped children, resident bytes
Member = tuple[int, float, int]


def _members(kind: str) -> Callable[[int], list[Member]]:
    """A function that lists the processes of the job."""
    me = os.getpid()
    if kind == "none":
        return lambda child: _below(me, _processes("/proc"))
    if kind == "bubblewrap":
        # The supervisor is in the list, as what it reaped counts; its own memory does not.
        return lambda child: [(p, c, 0 if p == me else m) for p, c, m, _ in _processes("/proc")]
    # This process shares the job's mounts, so that /proc shows the job's processes and no other.
    return lambda child: [(p, c, m) for p, c, m, _ in _processes("/proc")]


def _processes(proc: str) -> list[tuple[int, float, int, int]]:
    """(pid, CPU seconds, resident bytes, parent) of each process that `proc` shows."""
    found = []
    for name in os.listdir(proc):
        if not name.isdigit():
            continue
        try:
            with open(f"{proc}/{name}/stat") as file:
                text = file.read()
        except OSError:
            continue  # gone already
        fields = text[text.rindex(")") + 2 :].split()
        cpu = sum(int(field) for field in fields[11:15]) / _TICKS
        found.append((int(name), cpu, int(fields[21]) * _PAGE, int(fields[1])))
    return found


def _below(top: int, processes: list[tuple[int, float, int, int]]) -> list[Member]:
    """Those of `processes` that descend from `top`."""
    inside, grew = {top}, True
    while grew:
        more = {pid for pid, _, _, parent in processes if parent in inside} - inside
        inside |= more
        grew = bool(more)
    return [(pid, cpu, rss) for pid, cpu, rss, _ in processes if pid in inside and pid != top]


def _shared_fairly(job: dict[str, Any], members: list[Member]) -> int:
    """Bytes of memory of all processes, a shared page split among those who share it."""
    total = 0
    for pid, _, rss in members:
        if job["kind"] == "bubblewrap" and rss == 0:
            continue
        try:
            with open(f"/proc/{pid}/smaps_rollup") as lines:
                total += next(int(x.split()[1]) for x in lines if x.startswith("Pss:")) << 10
        except ProcessLookupError:
            continue
        except (OSError, StopIteration):
            total += rss  # not ours to read: count it in full
    return total


def _resident(pid: int) -> int:
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * _PAGE


def _read_all(fd: int) -> str:
    """All text up to the end, and close."""
    with open(fd, "rb") as file:
        return file.read().decode(errors="replace")


def _say(fd: int, text: str) -> None:
    os.write(fd, text.encode()[:4000])
