"""Jobs start from a warmed parent, end with all they started, and never outlive the grader."""

# Below pathlib's level paths are plain strings.
# ruff: noqa: PTH208

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import SandboxUnavailable, Zygote, bubblewrap, client, namespaces

from .conftest import PROBE, make

pytestmark = pytest.mark.sandbox
MARK = "vraisemblance-t"
REPO = Path(__file__).resolve().parents[2]


def marked() -> list[int]:
    """The processes on this host that have the tests' mark as name."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text().strip() == MARK:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def gone(limit: float = 20) -> bool:
    """Whether all marked processes are gone, now or within `limit` seconds."""
    end = time.monotonic() + limit
    while marked():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(300)
    os._exit(0)
out = 'started'
"""


@pytest.mark.parametrize("kind", ["namespaces", "bubblewrap", "none"])
def test_daemons_die_with_the_job(kind: str, ask: Any) -> None:
    with make(kind, preload=["probe.marked:name"]) as zygote, zygote.spawn() as job:
        before = set(marked())
        assert ask(job, DAEMON) == "started"
        assert set(marked()) > before
        job.sock.close()
        assert job.wait(10) is not None
        assert not set(marked()) - before
    assert gone()


@pytest.mark.parametrize("kind", ["namespaces", "bubblewrap", "none"])
def test_killing_a_job_twice_is_killing_it_once(kind: str, ask: Any) -> None:
    with make(kind, preload=["probe.marked:name"]) as zygote:
        with zygote.spawn() as job, zygote.spawn() as other:
            assert ask(job, DAEMON) == "started"
            job.kill()
            job.kill()
            ended = job.wait(10)
            assert ended is not None and (ended.code, ended.reason) == (None, "killed")
            job.kill()
            assert job.wait(0) == ended
            assert ask(other, "out = 1") == 1
        job.close()
        job.kill()
    zygote.close()
    assert gone()


@pytest.mark.parametrize("kind", ["namespaces", "bubblewrap", "none"])
def test_when_the_grader_is_killed_nothing_remains(kind: str) -> None:
    make(kind, preload=[]).close()  # skips where there is none
    script = f"""
import sys, time
sys.path.insert(0, {str(REPO)!r})
from pathlib import Path
from autograder.sandbox import Zygote
zygote = Zygote(Path({str(PROBE)!r}), "probe.main:serve", ["probe.marked:name"], kind={kind!r})
job = zygote.spawn()
job.sock.sendall({DAEMON!r}.encode("unicode_escape") + b"\\n")
job.sock.recv(100)
print("ready", flush=True)
time.sleep(300)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None and grader.stdout.readline() == b"ready\n"
        assert len(marked()) >= 3
        grader.send_signal(signal.SIGKILL)
    assert gone()


def test_closing_the_parent_ends_its_jobs(ask: Any) -> None:
    zygote = make("namespaces", preload=["probe.marked:name"])
    job = zygote.spawn()
    assert ask(job, DAEMON) == "started"
    zygote.close()
    zygote.close()
    ended = job.wait(10)
    assert ended is not None and ended.reason == "killed"
    job.close()
    assert gone()
    with pytest.raises(RuntimeError, match="closed"):
        zygote.spawn()


def test_the_end_of_the_thread_that_started_it_does_not_end_it(zygote: Zygote, ask: Any) -> None:
    made = []
    thread = threading.Thread(target=lambda: made.append(make(zygote.kind, preload=[])))
    thread.start()
    thread.join()
    with made[0], made[0].spawn() as job:
        assert ask(job, "out = 1") == 1


def test_a_preload_that_leaves_threads_is_refused() -> None:
    with pytest.raises(SandboxUnavailable, match="left 1 threads running"):
        make("namespaces", preload=["probe.threaded"])


@pytest.mark.parametrize("kind", ["namespaces", "bubblewrap", "none"])
def test_a_preload_that_is_not_there_is_named(kind: str) -> None:
    with pytest.raises(SandboxUnavailable, match="no_such_module"):
        make(kind, preload=["no_such_module"])


def test_auto_takes_namespaces_or_bubblewrap_and_never_nothing() -> None:
    with make("auto", preload=[]) as zygote:
        assert zygote.kind in ("namespaces", "bubblewrap")


def test_without_walls_it_refuses_to_start_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "_BOOT", "import sys; sys.exit('unshare: not permitted')  # %s")
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(namespaces, "why_not", lambda: "")
    with pytest.raises(SandboxUnavailable) as caught:
        Zygote(PROBE, "probe.main:serve", kind="auto")
    told = str(caught.value)
    for part in ("namespaces: ", "not permitted", "bubblewrap is not installed", "What to do: "):
        assert part in told


def test_a_filter_that_cannot_be_installed_means_no_sandbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The modules that run inside are read from the package's folder: hand in a broken one.
    source = Path(client.__file__).parent
    for file in source.glob("*.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    broken = (tmp_path / "confine.py").read_text().replace("    seccomp.install()\n", "")
    (tmp_path / "confine.py").write_text(broken)
    monkeypatch.setattr(client, "__file__", str(tmp_path / "client.py"))
    with pytest.raises(SandboxUnavailable, match="system call filter is not in force"):
        Zygote(PROBE, "probe.main:serve", preload=[], kind="namespaces")


def test_many_jobs_leave_no_process_and_no_descriptor_behind(ask: Any) -> None:
    with make("namespaces", preload=["probe.marked:name"]) as zygote:
        with zygote.spawn() as job:
            ask(job, "out = 1")
        processes, descriptors = len(marked()), len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            with zygote.spawn() as job:
                ask(job, "out = 1")
        assert gone_to(processes)
        assert len(os.listdir("/proc/self/fd")) == descriptors
    assert gone()


def gone_to(count: int) -> bool:
    """Whether at most `count` marked processes are left, now or soon: a supervisor may linger."""
    end = time.monotonic() + 5
    while len(marked()) > count and time.monotonic() < end:
        time.sleep(0.02)
    return len(marked()) <= count
