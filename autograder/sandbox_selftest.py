"""`autograder doctor`: try every wall of the sandbox for real.

Each probe is a small submission that tries one forbidden thing in the very sandbox that grading
uses, and returns in words what it managed to do; an empty answer means that the wall held.
"""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.checks.outcome import CheckFailure, Crashed, OutOfMemory, StudentError, TimedOut
from autograder.errors import UserError
from autograder.grade.engine import PRELOAD, WORKER
from autograder.grade.session import CallLimits, Session
from autograder.grade.submission import Submission
from autograder.registry import Chapter
from autograder.sandbox import SandboxUnavailable, Zygote
from autograder.sandbox.view import HOME_OF_WORKER
from autograder.settings import read_course


class Wall(NamedTuple):
    """One wall: what was tried, whether it held, and what was seen where it did not."""

    name: str
    tried: str
    holds: bool
    saw: str = ""


_PROBES = r"""
import ctypes, os, socket

def network_v4():
    return _connects(socket.AF_INET, ("127.0.0.1", PORT)) or _connects(socket.AF_INET, ("192.0.2.1", 80))

def network_v6():
    return _connects(socket.AF_INET6, ("::1", PORT))

def local_socket():
    return _connects(socket.AF_UNIX, ABSTRACT)

def _connects(family, address):
    try:
        with socket.socket(family) as s:
            s.settimeout(1)
            s.connect(address)
            return f"connected to {address}"
    except OSError:
        return ""

def write_outside():
    for place in ("/", "/usr", "/opt", "/etc", os.path.dirname(os.__file__), WORKER):
        try:
            path = os.path.join(place, "planted")
            with open(path, "w") as f:
                f.write("x")
            return f"wrote {path}"
        except OSError:
            pass
    return ""

def read_hidden():
    for path in HIDDEN:
        try:
            if os.path.isdir(path):
                return f"listed {path}: {os.listdir(path)[:3]}"
            with open(path) as f:
                return f"read {path}: {f.read(20)!r}"
        except OSError:
            pass
    return ""

def import_reference():
    for name in PACKAGES:
        try:
            __import__(name)
        except ImportError:
            continue
        module = __import__(name)
        if getattr(module, "__file__", None) or getattr(module, "__path__", None):
            return f"imported {name}"
    return ""

def environment():
    return ", ".join(k for k in os.environ if "SECRET" in k or k.startswith(("SSH", "AWS", "GIT")))

def other_processes():
    mine = os.getpid()
    seen = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                seen.append((pid, f.read(80)))
        except OSError:
            pass
    found = [p for p, line in seen if int(p) not in (1, mine, os.getppid()) and line]
    return f"saw processes {found}" if found else ""

def privileges():
    if os.getuid() == 0 and open("/proc/self/uid_map").read().split()[:3] == ["0", "0", "4294967295"]:
        return "runs as root"
    for line in open("/proc/self/status"):
        if line.startswith("CapEff") and int(line.split()[1], 16):
            return line.strip()
    return ""

def mount():
    libc = ctypes.CDLL(None, use_errno=True)
    return "" if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) else "mounted a file system"

def fork_bomb():
    made = 0
    try:
        for _ in range(5000):
            if os.fork() == 0:
                import time
                time.sleep(30)
                os._exit(0)
            made += 1
    except OSError:
        return ""
    return f"forked {made} times"

def memory_bomb():
    hoard = []
    for _ in range(400):
        hoard.append(b"x" * (64 * 1024 * 1024))
    return "took 25 GB"

def disk_bomb():
    try:
        for i in range(200):
            with open(f"/tmp/fill{i}", "wb") as f:
                f.write(b"x" * (16 * 1024 * 1024))
        return "wrote 3 GB"
    except OSError:
        return ""

def endless_loop():
    while True:
        pass
"""

_WALLS = (
    ("network", "connect by IPv4, to this machine and beyond", "network_v4"),
    ("network", "connect by IPv6", "network_v6"),
    ("network", "reach a socket of this machine by its abstract name", "local_socket"),
    ("files", "write outside /tmp", "write_outside"),
    ("files", "read hidden checks, solutions, a gradebook", "read_hidden"),
    ("files", "import the reference or the engine", "import_reference"),
    ("files", "fill the disk", "disk_bomb"),
    ("processes", "see other processes", "other_processes"),
    ("processes", "fork without end", "fork_bomb"),
    ("processes", "run as root or keep a capability", "privileges"),
    ("processes", "mount a file system", "mount"),
    ("processes", "read the grader's environment", "environment"),
    ("limits", "take all the memory", "memory_bomb"),
    ("limits", "loop without end", "endless_loop"),
)


def examine(root: Path) -> Iterator[Wall]:
    """Yield each wall as it has been tried. Raises `UserError` where there is no sandbox at all.

    There is no way to run this without a sandbox: the probes are real, and would take the machine
    with them.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.socket() as tcp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        # Things that must stay out of reach, made for the occasion, beside the real ones.
        secret = Path(folder) / "gradebook.db"
        secret.write_text("grades")
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        name = f"\0autograder-doctor-{secret.parent.name}"
        unix.bind(name)
        unix.listen()
        hidden = [str(secret), str(root / "solutions")]
        reference = read_course(root).reference
        packages = [reference] if reference else []
        code = probes(tcp.getsockname()[1], name, hidden, packages)
        try:
            with Zygote(WORKER, preload=PRELOAD, packages=packages) as zygote:
                yield Wall("sandbox", f"start one ({zygote.kind})", True)
                for name, tried, probe in _WALLS:
                    yield _try(zygote, code, name, tried, probe)
        except SandboxUnavailable as error:
            raise UserError(str(error)) from None


def probes(
    port: int, abstract_name: str, hidden: Sequence[str], packages: Sequence[str] = ()
) -> str:
    """Return the source of the probes, told what they are to reach for."""
    return (
        f"PORT = {port}\nABSTRACT = {abstract_name!r}\nHIDDEN = {list(hidden)!r}\n"
        f"PACKAGES = {[*packages, 'autograder', 'solutions']!r}\n"
        f"WORKER = '{HOME_OF_WORKER}/worker'\n{_PROBES}"
    )


def _try(zygote: Zygote, code: str, name: str, tried: str, probe: str) -> Wall:
    submission = Submission(
        student="doctor",
        chapter="doctor",
        files={"probes.py": code},
        cells=None,
        origin={"probes": "py"},
        labels={},
        problems=(),
        hash="",
    )
    chapter = Chapter(slug="doctor", title="", summary="", page="")
    limits = CallLimits(load_s=20, call_s=5, exercise_s=30, cpu_s=30, memory_mb=512)
    session = Session(zygote, submission, chapter, "", limits)
    try:
        saw = getattr(session.student("probes"), probe)()
        return Wall(name, tried, saw == "", str(saw))
    except (TimedOut, OutOfMemory, Crashed):
        return Wall(name, tried, True)
    except StudentError as error:
        # A probe that was stopped by an error was stopped.
        return Wall(name, tried, True, error.headline)
    except CheckFailure as error:
        return Wall(name, tried, False, error.headline)
    finally:
        session.close()
