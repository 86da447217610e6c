"""Walls made by `bwrap`, for hosts where only it may make namespaces.

There, what bwrap starts may usually make no further namespaces, so one warmed parent cannot serve
many jobs. Instead each job gets a bwrap of its own, whose first process is the warmed parent and
then the supervisor of that one job; the grader keeps a spare one warm.

No --die-with-parent: it would fire when the *thread* that started bwrap ends. The first process
inside watches the grader itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from .kernel import CAP_SYS_ADMIN, effective_capabilities
from .limits import SandboxUnavailable
from .namespaces import DEVICES
from .view import Step

STUDENT = 1000


def program() -> str:
    """The path of bwrap. Raises SandboxUnavailable where it is missing or too old."""
    found = shutil.which("bwrap")
    if found is None:
        raise SandboxUnavailable("bubblewrap is not installed: install the package `bubblewrap`.")
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:2])
    if version < (0, 6):
        raise SandboxUnavailable(f"{told.strip() or found} is too old: 0.6 or later is needed.")
    return found


def privileged() -> bool:
    """Whether bwrap will run as a root that may switch to any user (else: in a user namespace)."""
    return os.geteuid() == 0 and bool(effective_capabilities() >> CAP_SYS_ADMIN & 1)


def command(
    steps: Sequence[Step], boot: Sequence[str], env: Mapping[str, str], tmp_mb: int
) -> list[str]:
    """The bwrap command line that runs `boot` behind walls."""
    size = str(tmp_mb << 20)
    out = [program(), "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    out += ["--unshare-cgroup-try", "--hostname", "sandbox", "--as-pid-1"]
    out += ["--new-session", "--clearenv"]
    mode = "1777"
    if not privileged():
        out += ["--unshare-user", "--uid", str(STUDENT), "--gid", str(STUDENT)]
    for name, value in env.items():
        out += ["--setenv", name, value]
    out += ["--perms", mode, "--size", size, "--tmpfs", "/tmp"]
    hidden: list[str] = []
    made = {"/tmp"}
    for verb, source, path in steps:
        # Left to itself, bwrap makes the folders on the way readable by root alone.
        for parent in reversed(PurePosixPath(path).parents[:-1]):
            if str(parent) not in made and verb not in ("hide", "mask"):
                made.add(str(parent))
                out += ["--perms", "0755", "--dir", str(parent)]
        if verb == "bind":
            out += ["--ro-bind", source, path]
        elif verb == "link":
            out += ["--symlink", source, path]
        elif verb == "mask":
            out += ["--ro-bind", "/dev/null", path]
        else:
            out += ["--perms", "0755", "--size", "65536", "--tmpfs", path]
            hidden.append(path)
    for path in hidden:
        out += ["--remount-ro", path]
    out += ["--proc", "/proc", "--size", "65536", "--tmpfs", "/dev"]
    for name in DEVICES:
        out += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    for name, number in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        out += ["--symlink", f"/proc/self/fd{number}", f"/dev/{name}"]
    out += ["--perms", mode, "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    return [*out, "--remount-ro", "/", "--chdir", "/", "--", *boot]
