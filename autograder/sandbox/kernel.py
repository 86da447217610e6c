"""The few kernel interfaces that Python does not wrap, through ctypes."""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH123

from __future__ import annotations

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC = 32, 4096, 16384
MS_NOATIME, MS_NODIRATIME, MS_RELATIME, MS_PRIVATE = 1024, 2048, 1 << 21, 1 << 18
MNT_DETACH = 2

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_NEWCGROUP = 0x2000000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_SECUREBITS, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 28, 36, 38, 47
PR_GET_NO_NEW_PRIVS, PR_GET_SECCOMP, PR_CAPBSET_READ = 39, 21, 23

CAP_SETUID, CAP_SETPCAP, CAP_SYS_ADMIN = 7, 8, 21


def checked(result: int, what: str) -> int:
    """`result`, or OSError naming `what` when a libc call returned -1."""
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(what: str, number: int, *args: object) -> int:
    """A raw system call; integers are passed as longs."""
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    libc.syscall.restype = ctypes.c_long
    return checked(libc.syscall(ctypes.c_long(number), *wide), what)


def prctl(what: str, option: int, *args: object) -> int:
    """prctl(2) with the unused arguments set to zero, as the kernel asks."""
    wide = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in args]
    wide += [ctypes.c_ulong(0)] * (4 - len(wide))
    return checked(libc.prctl(ctypes.c_int(option), *wide), what)


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """mount(2)."""

    def text(value: str | None) -> bytes | None:
        return None if value is None else os.fsencode(value)

    result = libc.mount(
        text(source), text(target), text(kind), ctypes.c_ulong(flags), text(data or None)
    )
    checked(result, f"mount {kind or source or ''} on {target}")


def unmount(target: str) -> None:
    """Detach what is mounted on `target`, and all below it."""
    checked(libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def unshare(flags: int, what: str) -> None:
    """unshare(2)."""
    checked(libc.unshare(ctypes.c_int(flags)), f"unshare {what}")


def die_with(parent: int, signal: int = 9) -> None:
    """Be killed when the parent dies; leave at once if it is dead already (0: do not check)."""
    prctl("die with the parent", PR_SET_PDEATHSIG, signal)
    if parent and os.getppid() != parent:
        os._exit(1)


def effective_capabilities() -> int:
    """The effective capabilities of this process, as a bit mask."""
    with open("/proc/self/status") as lines:
        for line in lines:
            if line.startswith("CapEff:"):
                return int(line.split()[1], 16)
    return 0
