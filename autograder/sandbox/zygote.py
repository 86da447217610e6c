"""The warmed parent: it imports what students need, once, and forks a child for every job.

It runs inside walls of its own and knows no secret: an environment that we made, no argument or
descriptor of the grader's, and the job's data arrive only after the fork, at the child. It has one
thread, as a fork keeps only the thread that called it.

Over the control socket, in order: {"walls": true} from here, then any number of
    {"job": ..., } with two descriptors      run a job (before "warm": a trial without entry)
    {"warm": ...}                            import, then answer {"warmed": true} or {"error": ...}
"""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH112, PTH123, PTH208

from __future__ import annotations

import gc
import importlib
import os
import resource
import select
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from . import supervise, wire
from .kernel import CAP_SETUID, PR_SET_DUMPABLE, die_with, effective_capabilities, prctl
from .view import HOME_OF_WORKER


def main(control_fd: int, code_fd: int, grader_fd: int) -> None:
    """Serve jobs until the grader goes."""
    control = socket.socket(fileno=control_fd)
    received = wire.receive(control)
    if received is None:
        os._exit(1)
    config = received[0]
    prctl("become unreadable to others", PR_SET_DUMPABLE, 0)
    # A grader that bounds its own memory while it judges may have started this: it is not for here.
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    os.umask(0)  # what the warm-up leaves in /tmp is copied for other users
    sys.path[:] = [p for p in sys.path if os.path.isdir(p) and not p.startswith("/proc/")]
    sys.path += [p for p in config["site"] if p not in sys.path and os.path.isdir(p)]
    sys.path.insert(0, config.get("home") or HOME_OF_WORKER)
    os.close(code_fd)  # everything of ours that is needed has been imported
    wire.send(control, {"walls": True})

    entry: Callable[[socket.socket], object] | None = None
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(grader_fd, select.POLLIN)  # another holder of the control socket may outlive it
    while grader_fd not in dict(poll.poll()):
        received = wire.receive(control)
        if received is None:
            break
        message, fds = received
        if "warm" in message:
            try:
                hidden = config["packages"] if config["kind"] != "none" else ()
                entry = warm(config["entry"], config["preload"], hidden)
            except BaseException as error:
                wire.send(control, {"error": _describe(error)})
                continue
            wire.send(control, {"warmed": True})
        else:
            _start(message["job"], fds, control, grader_fd, entry)
    if config["kind"] == "none":  # a folder on the host, which a killed grader cannot remove
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os._exit(0)


def warm(
    entry: str, preload: Sequence[str], hidden: Sequence[str]
) -> Callable[[socket.socket], object]:
    """Import the modules, call the "module:function" ones among them, and find the entry."""
    # The mounts hide these packages; this makes importing one fail with the usual message.
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    for item in preload:
        module, _, function = item.partition(":")
        loaded: Any = importlib.import_module(module)
        if function:
            getattr(loaded, function)()
    module, _, function = entry.partition(":")
    found = getattr(importlib.import_module(module), function)
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        names = []
        for thread in threads:
            with open(f"/proc/self/task/{thread}/comm") as file:
                names.append(file.read().strip())
        raise RuntimeError(
            f"importing {', '.join([*preload, module])} left {len(threads) - 1} threads running "
            f"({', '.join(sorted(names))}). A process with threads cannot be forked safely: "
            "leave the module that starts them out of `preload`."
        )
    gc.collect()
    gc.freeze()  # keeps the collector of a child from touching, and so copying, all these pages
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors report for themselves
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):  # until here they told the grader what went wrong
        os.dup2(null, number)
    os.close(null)
    return found


def _start(
    job: dict[str, Any],
    fds: list[int],
    control: socket.socket,
    grader: int,
    entry: Callable[[socket.socket], object] | None,
) -> None:
    """Fork a supervisor for the job; with bubblewrap this process is the supervisor, of one job."""
    sock, report_fd = fds
    switch = _can_become(job["uid"])
    job["own_user_namespace"] = job["kind"] == "namespaces" and not switch
    job["uid"] = job["uid"] if switch else None
    me = os.getpid()
    alone = job["kind"] == "bubblewrap" and not job["trial"]
    pid = 0 if alone else os.fork()
    if pid == 0:
        # Without namespaces only a living supervisor can end what its job started: it watches us.
        if job["kind"] == "namespaces":
            die_with(me)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        try:
            supervise.run_job(
                job, sock, socket.socket(fileno=report_fd), grader, None if job["trial"] else entry
            )
        except BaseException:
            os._exit(1)
        os._exit(0)
    os.close(sock)
    os.close(report_fd)


def _can_become(uid: int) -> bool:
    """Whether this process may switch to any user, and `uid` exists in its user namespace."""
    if not effective_capabilities() >> CAP_SETUID & 1:
        return False
    with open("/proc/self/uid_map") as lines:
        ranges = [[int(field) for field in line.split()] for line in lines]
    return any(first <= uid < first + count for first, _, count in ranges)


def _describe(error: BaseException) -> str:
    """The error and where it was raised, for the person who runs the grader."""
    last = "".join(traceback.format_exception(error)[-3:])
    return f"{type(error).__name__}: {error}\n{last}"
