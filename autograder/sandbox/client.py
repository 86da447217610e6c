"""The grader's side: start a warmed parent, and get isolated children from it."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from . import bubblewrap, namespaces, view, wire
from .limits import Exit, Kind, Limits, SandboxUnavailable

# The modules that run on the other side. They travel as a zip file in memory: inside, no folder of
# ours but the worker's is visible.
_INSIDE = (
    "confine", "kernel", "landlock", "limits", "namespaces", "seccomp", "supervise", "view", "wire",
    "zygote",
)  # fmt: skip
_BOOT = (
    "import sys; c, z, g = map(int, sys.argv[1:]); sys.path.insert(0, f'/proc/self/fd/{z}'); "
    "from sandbox.%s import main; main(c, z, g)"
)
_TRIAL_S = 30.0
_numbers = itertools.count()


def environment(tmp: str = "/tmp") -> dict[str, str]:
    """The whole environment of student code: nothing of the grader's, and one thread a library.

    Libraries that start threads in the warmed parent hang in its forked children.
    """
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": tmp,
        "TMPDIR": tmp,
        "LANG": "C.UTF-8",
        "USER": "student",
        "LOGNAME": "student",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # the order of a set of strings is the same in every grading
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{tmp}/matplotlib",
        "NUMBA_CACHE_DIR": f"{tmp}/numba",
        "NUMBA_THREADING_LAYER": "workqueue",
        "NUMBA_NUM_THREADS": "1",
        "IPYTHONDIR": f"{tmp}/ipython",
        # No compiler is in sight, and for the density of a small model none is worth its time.
        "PYTENSOR_FLAGS": f"base_compiledir={tmp}/pytensor,cxx=,mode=FAST_COMPILE",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


class Sandbox:
    """One isolated child. `sock` is the stream whose other end the worker's entry got."""

    def __init__(
        self,
        sock: socket.socket,
        report: socket.socket,
        handle: int,
        process: _Process | None,
    ) -> None:
        self.sock = sock
        self._report = report
        self._handle = handle
        self._process = process  # with bubblewrap, each child has a process of its own
        self._exit: Exit | None = None
        self._closed = False

    def kill(self) -> None:
        """End it and everything that it started. Does nothing the second time."""
        if self._handle < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def renew(self) -> None:
        """Let its CPU seconds and its real time begin anew. Does nothing where it has ended."""
        with contextlib.suppress(OSError):
            wire.send(self._report, {"renew": True})

    def wait(self, timeout: float | None = None) -> Exit | None:
        """How it ended, once nothing of it runs any more; None after `timeout` seconds."""
        if self._exit is None and not self._closed:
            if not _readable(self._report, timeout):
                return None
            received = wire.receive(self._report)
            told = received[0].get("exit") if received else None
            self._exit = Exit(**told) if told else Exit(None, int(signal.SIGKILL), "killed")
        return self._exit

    def close(self) -> None:
        """Kill it, wait until it is gone, and let go of its sockets."""
        if self._closed:
            return
        self.kill()
        self.wait(10)
        self._closed = True
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        self._report.close()
        self.sock.close()
        if self._process is not None:
            self._process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Zygote:
    """The warmed parent, itself inside a sandbox.

    worker_package  the package folder that runs inside, shown read-only below /opt/autograder
    entry           "module:function" in it; called with the connected stream socket
    preload         modules to import once for all children, or "module:function" to call as well
    limits          what a child may use, unless `spawn` is told otherwise
    kind            "auto" takes namespaces where they can be had and bubblewrap otherwise; "none"
                    has no walls, only resource limits, and is used only when asked for by name
    hide            more folders that must not be seen, should they lie below one that is shown
    packages        more packages that must be neither seen nor imported, wherever they are installed
    distributions   the distributions whose metadata must not be seen: it may name a checkout's folder
    tools           show /usr/bin and the C headers: PyTensor needs a compiler
    start_s         seconds that starting and preloading may take

    `kind` says which was used. Raises SandboxUnavailable when there is none, or a preload fails.
    """

    kind: Kind

    def __init__(
        self,
        worker_package: Path,
        entry: str = "worker.main:serve",
        preload: Sequence[str] = ("numpy",),
        limits: Limits | None = None,
        kind: Literal["auto", "namespaces", "bubblewrap", "none"] = "auto",
        *,
        hide: Sequence[Path] = (),
        packages: Sequence[str] = (),
        distributions: Sequence[str] = (),
        tools: bool = False,
        start_s: float = 180.0,
    ) -> None:
        self.limits = limits or Limits()
        self._worker = Path(worker_package).resolve()
        if not self._worker.is_dir():
            raise FileNotFoundError(f"no worker package at {self._worker}")
        self._entry, self._preload = entry, list(preload)
        self._tools, self._start_s, self._packages = tools, start_s, list(packages)
        self._hide = [*hide, *view.installed(packages, distributions)]
        self._lock = threading.Lock()
        self._process: _Process | None = None  # with bubblewrap: the spare one
        self._closed = False
        if sys.platform != "linux":
            raise SandboxUnavailable(f"No sandbox can be had here: {namespaces.why_not()}.")
        kinds: list[Kind] = ["namespaces", "bubblewrap"] if kind == "auto" else [kind]
        failures = []
        for self.kind in kinds:
            try:
                self._process = self._begin(self.limits, trial=True)
                break
            except SandboxUnavailable as error:
                failures.append(f"{self.kind}: {error}")
        else:
            advice = namespaces.why_not() or "install bubblewrap, or grade on a host that allows it"
            raise SandboxUnavailable(
                f"No sandbox can be had here. Tried {'; '.join(failures)}. What to do: {advice}. "
                "Without walls, student code could read the hidden checks and change grades."
            )
        try:
            self._process.warm()
            self._process.warmed(start_s)
        except BaseException:
            self.close()
            raise

    def spawn(self, limits: Limits | None = None) -> Sandbox:
        """A fresh isolated child, ready to talk. Several may live at once."""
        chosen = limits or self.limits
        with self._lock:
            if self._closed:
                raise RuntimeError("this Zygote is closed")
            if self.kind != "bubblewrap":
                assert self._process is not None
                return self._process.job(chosen)
            process, self._process = self._process, None
            if process is not None and process.limits.tmp_mb != chosen.tmp_mb:
                process.close()  # the size of its /tmp was fixed when it started
                process = None
            process = process or self._begin(chosen)
            try:
                process.warmed(self._start_s)
                sandbox = process.job(chosen)
            except BaseException:
                process.close()
                raise
            with contextlib.suppress(SandboxUnavailable, OSError):
                self._process = self._begin(self.limits)  # the next call tries again, and tells
            return sandbox

    @property
    def alive(self) -> bool:
        """Whether the warmed parent still runs. With bubblewrap each child has its own, until used."""
        with self._lock:
            return self._process is None or self._process.alive

    def _begin(self, limits: Limits, trial: bool = False) -> _Process:
        """Start a process; with `trial`, see that its walls stand, otherwise begin to warm it."""
        process = _Process(
            self.kind,
            self._worker,
            self._entry,
            self._preload,
            limits,
            self._hide,
            self._packages,
            self._tools,
        )
        try:
            if trial:
                process.walls(_TRIAL_S)
                with process.job(limits, trial=True) as sandbox:
                    ended = sandbox.wait(_TRIAL_S)
                if ended is None or ended.code != 0:
                    raise SandboxUnavailable(f"a trial child ended with {ended}")
            else:
                process.warm()
        except BaseException:
            process.close()
            raise
        return process

    def close(self) -> None:
        """End the warmed parent and every child of it."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.close()
                self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Process:
    """One started program: the warmed parent behind its walls, and the socket to command it."""

    def __init__(
        self,
        kind: Kind,
        worker: Path,
        entry: str,
        preload: list[str],
        limits: Limits,
        hide: list[Path],
        packages: list[str],
        tools: bool,
    ) -> None:
        self.limits = limits
        self._kind = kind
        self._has_walls = self._is_warm = False
        self._folder: str | None = None
        self._popen: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        code, grader = _code(), os.pidfd_open(os.getpid())
        fds = (theirs.fileno(), code, grader)
        python = sys.executable
        # Isolated but for the environment, which is ours and names the seed of the hashes.
        boot = [python, "-s", "-P", "-B", "-c", _BOOT % "zygote", *map(str, fds)]
        config: dict[str, Any] = {
            "kind": kind, "entry": entry, "preload": preload, "boot": boot,
            "site": view.site_folders(), "packages": [*view.OUR_PACKAGES, *packages],
        }  # fmt: skip
        env = environment()
        command = boot
        try:
            if kind == "none":
                self._folder = tempfile.mkdtemp(prefix="autograder-")
                home = Path(self._folder, "home")
                home.mkdir()
                (home / worker.name).symlink_to(worker)
                config["home"] = str(home)
                env = environment(self._folder)
            else:
                steps = view.steps(worker, hide, tools)
                if kind == "bubblewrap":
                    command = bubblewrap.command(steps, boot, env, limits.tmp_mb)
                else:
                    command = [python, "-I", "-S", "-B", "-c", _BOOT % "namespaces"]
                    command += map(str, fds)
                    wire.send(self._control, {"steps": steps, "boot": boot})
            wire.send(self._control, config)
            self._popen = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                env=env,
                cwd="/",
                pass_fds=fds,
                start_new_session=True,
            )
        except BaseException:
            self.close()
            raise
        finally:
            theirs.close()
            os.close(code)
            os.close(grader)

    @property
    def alive(self) -> bool:
        """Whether the program still runs."""
        return self._popen is not None and self._popen.poll() is None

    def walls(self, timeout: float) -> None:
        """Wait until the process runs behind its walls."""
        if not self._has_walls:
            self._answer(timeout)
            self._has_walls = True

    def warm(self) -> None:
        """Tell it to import what it shall import."""
        wire.send(self._control, {"warm": True})

    def warmed(self, timeout: float) -> None:
        """Wait until it has."""
        self.walls(timeout)
        if not self._is_warm:
            self._answer(timeout)
            self._is_warm = True

    def job(self, limits: Limits, trial: bool = False) -> Sandbox:
        """A child."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        report, their_report = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A user id of its own for each job of this grader; used only where we are root.
        uid = 1_000_000_000 + os.getpid() % 4_000_000 * 256 + next(_numbers) % 256
        job = {"kind": self._kind, "limits": asdict(limits), "uid": uid, "trial": trial}
        try:
            with theirs, their_report:
                wire.send(self._control, {"job": job}, [theirs.fileno(), their_report.fileno()])
            message, fds = self._next(report, _TRIAL_S)
            if "ready" not in message:
                raise SandboxUnavailable(message.get("error", "the child did not start"))
        except BaseException as error:
            ours.close()
            report.close()
            if isinstance(error, BrokenPipeError | ConnectionResetError):
                raise self._gone() from error
            raise
        own = self if self._kind == "bubblewrap" and not trial else None
        return Sandbox(ours, report, fds[0], own)

    def _answer(self, timeout: float) -> None:
        message, _ = self._next(self._control, timeout)
        if "error" in message:
            raise SandboxUnavailable(message["error"])

    def _next(self, sock: socket.socket, timeout: float) -> tuple[dict[str, Any], list[int]]:
        if not _readable(sock, timeout):
            raise SandboxUnavailable(f"no answer from the sandbox within {timeout:g} s")
        received = wire.receive(sock)
        if received is None:
            raise self._gone()
        return received

    def _gone(self) -> SandboxUnavailable:
        """The error for a process that ended, with what it last wrote."""
        code = None
        if self._popen is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self._popen.wait(2)
        self._errors.seek(0)
        said = self._errors.read()[-2000:].decode(errors="replace").strip()
        return SandboxUnavailable(
            f"the sandboxed process ended unexpectedly (exit code {code}): {said or 'no message'}"
        )

    def close(self) -> None:
        """End it. Closing the control socket does so; a process that is stuck is killed."""
        self._control.close()
        if self._popen is not None:
            try:
                self._popen.wait(2)
            except subprocess.TimeoutExpired:
                self._popen.kill()  # with namespaces, the kernel lets all inside die with it
                self._popen.wait()
        self._errors.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _code() -> int:
    """A descriptor of a zip file in memory with the modules that run inside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sandbox/__init__.py", "")
        for name in _INSIDE:
            source = Path(__file__).with_name(f"{name}.py").read_bytes()
            archive.writestr(f"sandbox/{name}.py", source)
    fd = os.memfd_create("sandbox")
    os.write(fd, packed.getvalue())
    return fd


def _readable(sock: socket.socket, timeout: float | None) -> bool:
    """Whether something (or the end) can be read within `timeout` seconds."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        left = None if end is None else max(0.0, end - time.monotonic()) * 1000
        if poll.poll(left):
            return True
        if end is not None and time.monotonic() >= end:
            return False
