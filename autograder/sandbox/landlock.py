"""Landlock: no write outside the given folders, no TCP, no signal or socket out of the job.

A further wall that needs no privilege. Where the kernel lacks it, the mounts are the wall.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from .kernel import libc, syscall

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_WRITE_FILE, _TRUNCATE, _IOCTL_DEVICE = 1 << 1, 1 << 14, 1 << 15
# remove a folder or a file; make a device, folder, file, socket, pipe, block device or link
_CHANGE_FOLDER = sum(1 << bit for bit in range(4, 13))
_REFER = 1 << 13
_TCP = 0b11
_ABSTRACT_SOCKET_AND_SIGNAL = 0b11


def version() -> int:
    """The kernel's Landlock version; 0 where there is none."""
    libc.syscall.restype = ctypes.c_long
    found = libc.syscall(ctypes.c_long(_CREATE), None, ctypes.c_long(0), ctypes.c_long(1))
    return max(0, int(found))


def restrict(writable: Iterable[str]) -> bool:
    """Confine this process and all it will start. False where the kernel has no Landlock."""
    have = version()
    if have == 0:
        return False
    rights = _WRITE_FILE | _CHANGE_FOLDER
    rights |= _REFER if have >= 2 else 0
    rights |= _TRUNCATE if have >= 3 else 0
    rights |= _IOCTL_DEVICE if have >= 5 else 0
    attributes = struct.pack("=Q", rights)
    if have >= 4:
        attributes += struct.pack("=Q", _TCP)
    if have >= 6:
        attributes += struct.pack("=Q", _ABSTRACT_SOCKET_AND_SIGNAL)
    rules = syscall("make a Landlock ruleset", _CREATE, attributes, len(attributes), 0)
    try:
        for path in writable:
            try:
                place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            try:
                folder = stat.S_ISDIR(os.fstat(place).st_mode)
                allowed = rights & (~0 if folder else _WRITE_FILE | _TRUNCATE | _IOCTL_DEVICE)
                rule = struct.pack("=Qi", allowed, place)
                syscall(f"let Landlock write {path}", _ADD_RULE, rules, 1, rule, 0)
            finally:
                os.close(place)
        syscall("enforce Landlock", _RESTRICT, rules, 0)
    finally:
        os.close(rules)
    return True
