"""A filter on system calls (classic BPF), for x86_64 and aarch64.

It is the wall behind the walls: namespaces leave nothing to reach, and the filter takes away the
calls with which one could reach, mostly to keep the kernel's little-tested corners out of a
student's hands.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from .kernel import PR_SET_SECCOMP, prctl

# name: (x86_64, aarch64); None where the architecture lacks it
_DENIED: dict[str, tuple[int | None, int | None]] = {
    # file systems and namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458),
    "open_tree_attr": (467, 467), "quotactl": (179, 60), "quotactl_fd": (443, 443),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "swapon": (167, 224),
    "swapoff": (168, 225), "acct": (163, 89), "nfsservctl": (180, 42), "sysfs": (139, None),
    "ustat": (136, None), "uselib": (134, None),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "migrate_pages": (256, 238), "move_pages": (279, 239),
    # the kernel itself
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "create_module": (174, None),
    "get_kernel_syms": (177, None), "query_module": (178, None), "lookup_dcookie": (212, 18),
    "reboot": (169, 142), "sethostname": (170, 161), "setdomainname": (171, 162),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "syslog": (103, 116), "vhangup": (153, 58),
    "personality": (135, 92), "iopl": (172, None), "ioperm": (173, None),
    "modify_ldt": (154, None), "_sysctl": (156, None),
    # watching the host: who opens a library, what of it is in memory, how often
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "inotify_rm_watch": (255, 28), "cachestat": (451, 451), "mincore": (27, 232),
    # costing the host: its disks' queues, its processors, and what all users share a number of
    "ioprio_set": (251, 30), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "setpriority": (141, 140), "readahead": (187, 213),
    "io_setup": (206, 0), "io_destroy": (207, 1), "io_submit": (209, 2), "io_cancel": (210, 3),
    "io_getevents": (208, 4), "io_pgetevents": (333, 292),
    # memory that no limit of a process counts: a memfd or System V object outlives its mapping
    "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192),
    "mq_open": (240, 180),
}  # fmt: skip
# These answer that all is done, and do nothing. What a student's code can write is in memory; but
# through a library that it can only read, they would make the host write its disks, or drop what it
# has in memory of them. Programs call them and expect no refusal.
_IDLE: dict[str, tuple[int | None, int | None]] = {
    "sync": (162, 81), "syncfs": (306, 267), "fsync": (74, 82), "fdatasync": (75, 83),
    "sync_file_range": (277, 84), "msync": (26, 227), "fadvise64": (221, 223),
}  # fmt: skip
# These answer "no such call", so that libraries fall back to another way.
_ABSENT = {"clone3": (435, 435), "memfd_create": (319, 279)}
_CLONE, _SOCKET, _SOCKETPAIR, _IOCTL = (56, 220), (41, 198), (53, 199), (16, 29)
_FCNTL = (72, 25)
_NEWEST = 467  # calls that the kernel gained after this list was made are absent, too

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000
# mount, cgroup, uts, ipc, user, pid, net; clone's low byte is a signal, so no time namespace
_NEW_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x70000000
# Typing into a terminal; where on the disk a file lies, which makes the host write it first.
_TIOCSTI, _TIOCLINUX, _FIEMAP, _FIBMAP = 0x5412, 0x541C, 0xC020660B, 1
# A lease stops whoever opens the file; a note tells of each use of a folder.
_F_SETLEASE, _F_NOTIFY = 1024, 1026

_LOAD, _EQUAL, _GREATER, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def install() -> None:
    """Put the filter on this process and all it will start, for good. Needs no_new_privs."""
    code = program(os.uname().machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl("install the seccomp filter", PR_SET_SECCOMP, 2, ctypes.byref(filled))


def program(machine: str) -> bytes:
    """The filter's instructions for one architecture."""
    if machine not in _ARCHITECTURES or sys.maxsize < 2**32 or sys.byteorder != "little":
        raise OSError(errno.ENOSYS, f"no seccomp filter is written for {machine}")
    which, audit = _ARCHITECTURES[machine]
    out: list[tuple[int, int, int, int]] = []

    def op(code: int, value: int, when_true: int = 0, when_false: int = 0) -> None:
        out.append((code, when_true, when_false, value))

    def refuse(error: int) -> None:
        op(_RETURN, _ERRNO | error)

    op(_LOAD, _ARCHITECTURE_AT)
    op(_EQUAL, audit, 1, 0)
    op(_RETURN, _KILL)
    op(_LOAD, _NUMBER_AT)
    if machine == "x86_64":
        op(_AT_LEAST, _X32, 0, 1)
        op(_RETURN, _KILL)
    op(_GREATER, _NEWEST, 0, 1)
    refuse(errno.ENOSYS)
    for error, calls in ((errno.EPERM, _DENIED), (errno.ENOSYS, _ABSENT), (0, _IDLE)):
        for numbers in calls.values():
            number = numbers[which]
            if number is not None:
                op(_EQUAL, number, 0, 1)
                refuse(error)
    op(_EQUAL, _CLONE[which], 0, 4)
    op(_LOAD, _ARGUMENTS_AT)
    op(_ANY_BIT, _NEW_NAMESPACES, 0, 1)
    refuse(errno.EPERM)
    op(_RETURN, _ALLOW)
    for call in (_SOCKET, _SOCKETPAIR):
        op(_EQUAL, call[which], 0, 4)
        op(_LOAD, _ARGUMENTS_AT)
        op(_EQUAL, 1, 1, 0)  # AF_UNIX
        refuse(errno.EPERM)
        op(_RETURN, _ALLOW)
    for call, requests in (
        (_IOCTL, (_TIOCSTI, _TIOCLINUX, _FIEMAP, _FIBMAP)),
        (_FCNTL, (_F_SETLEASE, _F_NOTIFY)),
    ):
        op(_EQUAL, call[which], 0, 3 + len(requests))
        op(_LOAD, _ARGUMENTS_AT + 8)
        for left in range(len(requests), 0, -1):
            op(_EQUAL, requests[-left], left - 1, int(left == 1))
        refuse(errno.EPERM)
        op(_RETURN, _ALLOW)
    op(_RETURN, _ALLOW)
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in out)
