"""Walls of mounts and namespaces: once around the warmed parent, and again around every job.

`main` is the program that the grader starts. It leaves the host's namespaces, builds a root that
holds only the steps of `view`, and becomes the warmed parent (`zygote.main`) by exec, so that
nothing of the grader's memory, environment or arguments comes along. Everything here runs before
student code exists.
"""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH102, PTH103, PTH112, PTH115, PTH118, PTH120, PTH123, PTH211

from __future__ import annotations

import ctypes
import errno
import os
import select
import shutil
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from . import wire
from .kernel import (
    CAP_SYS_ADMIN,
    CLONE_NEWCGROUP,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    MS_BIND,
    MS_NOATIME,
    MS_NODEV,
    MS_NODIRATIME,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_RELATIME,
    MS_REMOUNT,
    die_with,
    effective_capabilities,
    libc,
    mount,
    syscall,
    unmount,
    unshare,
)
from .view import Step

DEVICES = ("null", "zero", "full", "random", "urandom")
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_QUIET = MS_NOSUID | MS_NODEV


def main(control_fd: int, code_fd: int, grader_fd: int) -> None:
    """Build the outer walls, then become the warmed parent. Reports a failure over `control_fd`."""
    control = socket.socket(fileno=control_fd)
    received = wire.receive(control)
    if received is None:
        os._exit(1)
    config = received[0]
    try:
        if not effective_capabilities() >> CAP_SYS_ADMIN & 1:
            enter_user_namespace(inside=0)
        unshare(
            CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
            | CLONE_NEWCGROUP,
            "mount, pid, network, ipc, uts and cgroup namespaces",
        )  # fmt: skip
        child = os.fork()  # the first process of the new pid namespace
        if child == 0:
            die_with(0)
            build_root([tuple(step) for step in config["steps"]])
            name_this_host()
            for fd in (control_fd, code_fd, grader_fd):
                os.set_inheritable(fd, True)
            boot = config["boot"]
            os.execve(boot[0], boot, dict(os.environ))
    except BaseException as error:
        wire.send(control, {"error": f"{error}"})
        os._exit(1)
    # The control socket must have no holder on this side but the warmed parent.
    control.close()
    _outlive_nobody(grader_fd, child)


def _outlive_nobody(grader: int, child: int) -> None:
    """Wait for the warmed parent, and end it when the grader goes.

    The kernel's parent-death signal would not do between these two: it fires when the *thread* that
    started us ends, and a grader may start us from a thread pool.
    """
    inner = os.pidfd_open(child)
    poll = select.poll()
    poll.register(grader, select.POLLIN)
    poll.register(inner, select.POLLIN)
    while not any(fd == inner for fd, _ in poll.poll()):
        os.kill(child, signal.SIGKILL)
        break
    os.waitpid(child, 0)
    os._exit(0)


def enter_user_namespace(inside: int) -> None:
    """Move into a new user namespace in which only the current user exists, as `inside`."""
    user, group = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER, "a user namespace")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {user} 1"),
        ("gid_map", f"{inside} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def name_this_host() -> None:
    """Give the new uts namespace a neutral name: the host's is nobody's business."""
    name = b"sandbox"
    libc.sethostname(name, ctypes.c_size_t(len(name)))
    libc.setdomainname(name, ctypes.c_size_t(len(name)))


def build_root(steps: Sequence[Step]) -> None:
    """Make a root that holds only `steps`, /proc, /dev and /tmp, and move into it for good."""
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    # A base that holds the old root and the new one, so that a source below /tmp stays reachable.
    mount("base", "/tmp", "tmpfs", _QUIET, "mode=0755,size=4m")
    os.mkdir("/tmp/old")
    os.mkdir("/tmp/new")
    _pivot_root("/tmp", "/tmp/old")
    os.chdir("/")
    mount("root", "/new", "tmpfs", _QUIET, "mode=0755,size=4m,nr_inodes=4096")

    for name in ("proc", "dev", "tmp", "etc"):
        os.mkdir(f"/new/{name}")
    mount("tmp", "/new/tmp", "tmpfs", _QUIET, "mode=0755,size=1g")
    hidden: list[str] = []
    for verb, source, path in steps:
        target = f"/new{path}"
        if verb == "bind":
            bind(f"/old{source}", target)
        elif verb == "link":
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.symlink(source, target)
        elif verb == "mask":
            mount("/old/dev/null", target, None, MS_BIND)
            _read_only(target)
        else:
            mount("empty", target, "tmpfs", _QUIET, "mode=0755,size=64k")
            hidden.append(target)
    for target in hidden:
        _read_only(target)

    mount("proc", "/new/proc", "proc", _QUIET | MS_NOEXEC)
    for name in DEVICES:
        bind(f"/old/dev/{name}", f"/new/dev/{name}", device=True)
    os.mkdir("/new/dev/shm")
    for name, number in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        os.symlink(f"/proc/self/fd{number}", f"/new/dev/{name}")

    unmount("/old")
    os.chdir("/new")
    _pivot_root(".", ".")
    unmount(".")
    os.chdir("/")
    _read_only("/", deep=False)


def close_job(tmp_mb: int, owner: int) -> None:
    """Inside fresh namespaces, as the first process: give the job its own /proc, /tmp and /dev/shm.

    What the warmed parent left in its /tmp (caches of libraries) is copied, so that a job finds it
    but cannot hand anything on to the next. What is bound below /tmp (an interpreter may live
    there) is bound again.
    """
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    mount("proc", "/proc", "proc", _QUIET | MS_NOEXEC, "hidepid=2,subset=pid")
    below = _mounts_below("/tmp")
    kept = [(path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in below]
    warm = os.open("/tmp", os.O_PATH | os.O_CLOEXEC)
    size = f"size={tmp_mb}m,nr_inodes=16384,uid={owner},gid={owner},mode=0700"
    mount("tmp", "/tmp", "tmpfs", _QUIET, size)
    mount("shm", "/dev/shm", "tmpfs", _QUIET | MS_NOEXEC, size)
    _copy_tree(f"/proc/self/fd/{warm}", "/tmp", owner, set(below))
    os.close(warm)
    for path, place in kept:
        bind(f"/proc/self/fd/{place}", path)
        os.close(place)


def bind(source: str, target: str, device: bool = False) -> None:
    """Show `source` at `target`, read-only, with all that is mounted below it."""
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    mount(source, target, None, MS_BIND | MS_REC)
    # A device must stay a device and writable: the mount it comes from decides.
    if not device:
        _read_only(target)


def _read_only(target: str, deep: bool = True) -> None:
    """Make the mount at `target` (deep: and those below it) read-only, without set-uid or devices.

    mount_setattr does so in one go and leaves the flags that a user namespace has locked alone;
    before Linux 5.12 each mount is remounted with the flags that it has, as the kernel refuses to
    drop one.
    """
    # MOUNT_ATTR_RDONLY, NOSUID and NODEV have the same values as their MS_ namesakes.
    attributes = struct.pack("=QQQQ", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    recursive = _AT_RECURSIVE if deep else 0
    try:
        syscall(
            f"make {target} read-only", _MOUNT_SETATTR, _AT_FDCWD, os.fsencode(target), recursive,
            attributes, len(attributes),
        )  # fmt: skip
        return
    except OSError as error:
        if error.errno != errno.ENOSYS:
            raise
    for path in [target, *(_mounts_below(target) if deep else ())]:
        have = os.statvfs(path).f_flag
        keep = 0
        for ours, theirs in (
            (os.ST_NODEV, MS_NODEV), (os.ST_NOEXEC, MS_NOEXEC), (os.ST_NOATIME, MS_NOATIME),
            (os.ST_NODIRATIME, MS_NODIRATIME), (os.ST_RELATIME, MS_RELATIME),
        ):  # fmt: skip
            keep |= theirs if have & ours else 0
        mount(None, path, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | keep)


def _mounts_below(folder: str) -> list[str]:
    """The mount points below `folder`, parents first, without those inside another one of them."""
    found: set[str] = set()
    with open("/proc/self/mountinfo") as lines:
        for line in lines:
            path = line.split()[4].encode().decode("unicode_escape").encode("latin-1").decode()
            if path.startswith(folder.rstrip("/") + "/"):
                found.add(path)
    tops = [p for p in found if not any(p.startswith(other + "/") for other in found)]
    return sorted(tops)


def _copy_tree(source: str, target: str, owner: int, mounts: set[str]) -> None:
    """Copy files, folders and links, but nothing at or below `mounts`, and give them to `owner`.

    A folder on the way to one of `mounts` stays root's: an interpreter is reached through it.
    """
    for entry in os.scandir(source):
        there = os.path.join(target, entry.name)
        if there in mounts:
            continue
        mine = owner
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), there)
        elif entry.is_dir():
            os.mkdir(there, 0o755)
            mine = 0 if any(mount.startswith(there + "/") for mount in mounts) else owner
            _copy_tree(entry.path, there, mine, mounts)
        elif entry.is_file():
            shutil.copyfile(entry.path, there)
            shutil.copystat(entry.path, there)
        else:
            continue  # a socket or pipe of the warm-up's
        os.chown(there, mine, mine, follow_symlinks=False)


def _pivot_root(new: str, old: str) -> None:
    number = _PIVOT_ROOT.get(os.uname().machine)
    if number is None:
        raise OSError(f"pivot_root: unknown machine {os.uname().machine}")
    syscall("pivot_root", number, os.fsencode(new), os.fsencode(old))


def why_not() -> str:
    """What in this host's settings keeps namespaces away, and what to do; empty if unknown."""
    told = []
    for path, bad, advice in (
        (
            "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
            "AppArmor keeps ordinary users from making namespaces (Ubuntu 23.10 and later): "
            "install bubblewrap, or run "
            "`sysctl kernel.apparmor_restrict_unprivileged_userns=0` as root",
        ),
        (
            "/proc/sys/kernel/unprivileged_userns_clone", "0",
            "the kernel keeps ordinary users from making namespaces: install bubblewrap, or run "
            "`sysctl kernel.unprivileged_userns_clone=1` as root",
        ),
        (
            "/proc/sys/user/max_user_namespaces", "0",
            "user namespaces are switched off: run `sysctl user.max_user_namespaces=10000` as root",
        ),
    ):  # fmt: skip
        try:
            if Path(path).read_text().strip() == bad:
                told.append(advice)
        except OSError:
            continue
    if os.geteuid() == 0 and not effective_capabilities() >> CAP_SYS_ADMIN & 1:
        told.append(
            "this looks like a container without CAP_SYS_ADMIN: start it with --cap-add=SYS_ADMIN "
            "--security-opt seccomp=unconfined --security-opt apparmor=unconfined (Docker), or "
            "grade on the host"
        )
    if sys.platform != "linux":
        told.append("sandboxes need Linux: use a Linux machine, a virtual machine or WSL 2")
    return "; ".join(told)
