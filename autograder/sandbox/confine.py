"""The last steps of a process before it runs student code: it gives up all that it could use."""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH123

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import struct
from collections.abc import Mapping
from typing import Any

from . import landlock, seccomp
from .kernel import (
    CAP_SETPCAP,
    PR_CAP_AMBIENT,
    PR_CAPBSET_DROP,
    PR_CAPBSET_READ,
    PR_GET_NO_NEW_PRIVS,
    PR_GET_SECCOMP,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_SECUREBITS,
    checked,
    effective_capabilities,
    libc,
    prctl,
)

STUDENT = 1000  # the user that a student's process sees itself as, in a user namespace
_MB = 1 << 20
_DEVICES = ("null", "zero", "full", "random", "urandom")
_WRITABLE = ("/tmp", "/dev/shm", *(f"/dev/{name}" for name in _DEVICES))
# "root" is nothing special any more, and no ambient capability can be raised; both locked
_SECUREBITS = 0b11 | 0b11 << 6


def keep_only(fds: list[int]) -> list[int]:
    """Close all descriptors but 0, 1, 2 (made /dev/null) and `fds`, which become 3, 4, ..."""
    high = [_duplicate_high(fd) for fd in fds]
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    numbers = list(range(3, 3 + len(high)))
    for fd, number in zip(high, numbers, strict=True):
        os.dup2(fd, number, inheritable=False)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    os.closerange(3 + len(high), most if most > 0 else 1 << 20)
    return numbers


def _duplicate_high(fd: int) -> int:
    import fcntl

    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 16)


def default_signals() -> None:
    """What the warmed parent chose to ignore or handle is nothing for a student's process."""
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGINT:
            signal.signal(number, signal.default_int_handler)
        elif number == signal.SIGPIPE:
            signal.signal(number, signal.SIG_IGN)  # as in any Python
        else:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def drop_privileges(uid: int | None, readable: bool = False) -> None:
    """Become `uid` (None: stay who we are, in a user namespace) without a single capability.

    Each job of a root grader gets a user id of its own, as RLIMIT_NPROC counts per user.
    `readable`: a supervisor of the same user, without capabilities, may ask how memory is shared.
    """
    if effective_capabilities() >> CAP_SETPCAP & 1:
        for capability in range(64):
            if libc.prctl(PR_CAPBSET_READ, ctypes.c_ulong(capability)) == 1:
                prctl(f"drop capability {capability}", PR_CAPBSET_DROP, capability)
        prctl("lock the secure bits", PR_SET_SECUREBITS, _SECUREBITS)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = struct.pack("=Ii", 0x20080522, 0)
    checked(libc.capset(header, bytes(24)), "give up all capabilities")
    prctl("clear the ambient capabilities", PR_CAP_AMBIENT, 4)
    prctl("set no_new_privs", PR_SET_NO_NEW_PRIVS, 1)
    prctl("become unreadable to others", PR_SET_DUMPABLE, int(readable))


def limit(limits: Mapping[str, Any]) -> None:
    """Set the resource limits. Memory is counted from what is mapped now."""
    # The supervisor counts a turn's; this is for a supervisor that cannot.
    cpu = math.ceil(limits["cpu_s"] * limits["turns"])
    wanted = {
        resource.RLIMIT_AS: (_mapped() + limits["memory_mb"] * _MB,) * 2,
        resource.RLIMIT_CPU: (cpu, cpu + 1),  # first SIGXCPU, then SIGKILL
        resource.RLIMIT_NPROC: (limits["processes"],) * 2,
        resource.RLIMIT_NOFILE: (limits["open_files"],) * 2,
        resource.RLIMIT_FSIZE: (limits["file_mb"] * _MB,) * 2,
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_STACK: (8 * _MB, 64 * _MB),
        resource.RLIMIT_MEMLOCK: (64 << 10,) * 2,
        resource.RLIMIT_MSGQUEUE: (0, 0),
        resource.RLIMIT_SIGPENDING: (256, 256),
        resource.RLIMIT_RTPRIO: (0, 0),
        resource.RLIMIT_NICE: (0, 0),
    }
    for what, (soft, hard) in wanted.items():
        most = resource.getrlimit(what)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (int(soft), int(hard)))


def _mapped() -> int:
    """Bytes of address space that this process has mapped."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def filter_calls() -> None:
    """Landlock where the kernel has it, then the filter. After this nothing can be undone."""
    landlock.restrict(_WRITABLE)
    seccomp.install()


def assert_confined(uid: int | None) -> None:
    """Ask the kernel whether all of it took. Raises OSError where something did not."""
    ids = {*os.getresuid(), *os.getresgid()}
    if 0 in ids or (uid is not None and ids != {uid}):
        raise OSError(f"still user {ids}")
    with open("/proc/self/status") as lines:
        have = {name: text.strip() for name, _, text in (line.partition(":") for line in lines)}
    if any(int(have[f"Cap{which}"], 16) for which in ("Inh", "Prm", "Eff", "Bnd", "Amb")):
        raise OSError("still holds capabilities")
    if prctl("no_new_privs", PR_GET_NO_NEW_PRIVS) != 1:
        raise OSError("no_new_privs is not set")
    if prctl("seccomp", PR_GET_SECCOMP) != 2:
        raise OSError("the system call filter is not in force")
