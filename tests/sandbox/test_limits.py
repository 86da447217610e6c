"""A job that asks for too much is stopped, says why, and harms nobody."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from autograder.sandbox import Exit, Limits, Sandbox, Zygote

pytestmark = pytest.mark.sandbox


def test_a_fork_bomb_stops_at_the_limit_and_the_grader_lives(zygote: Zygote, ask: Any) -> None:
    code = """
import os, time
made = 0
try:
    while made < 500:
        if os.fork() == 0:
            time.sleep(60)
        made += 1
except OSError:
    pass
out = made
"""
    with zygote.spawn(Limits(processes=20)) as job, zygote.spawn() as other:
        made = ask(job, code)
        assert 10 <= made <= 20
        assert ask(other, "import os\nout = os.fork() and 'forked' or os._exit(0)") == "forked"
    with zygote.spawn() as job:
        assert ask(job, "out = 1") == 1


def test_a_fork_bomb_that_grows_from_every_branch_dies_with_the_job(
    zygote: Zygote, ask: Any
) -> None:
    code = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
"""
    with zygote.spawn(Limits(wall_s=1.5, processes=32)) as job:
        assert ask(job, code) is None
        ended = job.wait(20)
        assert ended is not None and ended.reason in ("wall", "cpu")


def test_too_much_memory_in_one_process_is_a_memory_error(zygote: Zygote, ask: Any) -> None:
    with zygote.spawn(Limits(memory_mb=200)) as job:
        assert ask(job, "out = len(bytearray(100 << 20))") == 100 << 20
        code = "try:\n    bytearray(400 << 20)\nexcept MemoryError:\n    out = 'MemoryError'"
        assert ask(job, code) == "MemoryError"


def test_a_memory_error_that_nobody_catches_is_told_as_memory(zygote: Zygote, ask: Any) -> None:
    with zygote.spawn(Limits(memory_mb=100)) as job:
        # From a thread of the worker's own it could not leave; from its entry it does.
        code = "import builtins\nbuiltins.exec = lambda *a: (_ for _ in ()).throw(SystemExit(86))"
        ask(job, code)
        ask(job, "x")
        assert job.wait(10) == Exit(86, None, "memory")


def test_many_processes_cannot_take_more_together_than_the_job_may(
    zygote: Zygote, ask: Any
) -> None:
    code = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        mine = bytearray(b'x') * (60 << 20)
        time.sleep(60)
time.sleep(60)
"""
    with zygote.spawn(Limits(memory_mb=100, wall_s=30)) as job:
        assert ask(job, code) is None
        ended = job.wait(10)
        assert ended is not None and ended.reason == "memory"


def test_shared_memory_is_not_counted_twice(zygote: Zygote, ask: Any) -> None:
    code = """
import os, time
mine = bytearray(b'x') * (60 << 20)
for _ in range(8):
    if os.fork() == 0:
        time.sleep(60)
time.sleep(1)
out = 'alive'
"""
    with zygote.spawn(Limits(memory_mb=100, wall_s=30)) as job:
        assert ask(job, code) == "alive"


def test_memory_that_no_limit_counts_cannot_be_had(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os
try:
    os.memfd_create('hidden')
except OSError as error:
    out = error.errno
"""
    assert ask(sandbox, code) == 38


def test_each_way_of_taking_too_long_is_ended_and_told(zygote: Zygote) -> None:
    many = """
import os, time
while True:
    pid = os.fork()
    if pid == 0:
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        os._exit(0)
    os.waitpid(pid, 0)
"""
    ways = [  # an endless loop, one that ignores the signal, one spread over processes, a sleep
        ("while True: pass", Limits(cpu_s=1, wall_s=50), "cpu"),
        (
            "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass",
            Limits(cpu_s=1, wall_s=50),
            "cpu",
        ),
        (many, Limits(cpu_s=1, wall_s=50), "cpu"),
        ("import time\ntime.sleep(60)", Limits(wall_s=0.5), "wall"),
    ]
    with contextlib.ExitStack() as stack:
        jobs = [stack.enter_context(zygote.spawn(limits)) for _, limits, _ in ways]
        for job, (code, _, _) in zip(jobs, ways, strict=True):
            job.sock.sendall(code.encode("unicode_escape") + b"\n")
        ends = [job.wait(40) for job in jobs]
    assert [end.reason if end else None for end in ends] == [reason for _, _, reason in ways]


def test_the_disk_is_small_and_a_file_smaller(zygote: Zygote, ask: Any) -> None:
    code = """
import errno
def fill(path):
    written = 0
    try:
        with open(path, 'wb', buffering=0) as file:
            while True:
                written += file.write(bytes(1 << 16))
    except OSError as error:
        return written, errno.errorcode[error.errno]
one = fill('/tmp/one')
more = [fill(f'/tmp/more{n}') for n in range(9)]
shared = [fill(f'/dev/shm/more{n}') for n in range(9)]
out = one, one[0] + sum(w for w, _ in more), more[-1][1], sum(w for w, _ in shared), shared[-1][1]
"""
    with zygote.spawn(Limits(file_mb=4, tmp_mb=16)) as job:
        one, all_of_tmp, why, all_of_shared, why_shared = ask(job, code)
    assert one == (4 << 20, "EFBIG")
    assert all_of_tmp <= 16 << 20 and why == "ENOSPC"
    assert all_of_shared <= 16 << 20 and why_shared == "ENOSPC"


def test_descriptors_run_out_at_the_limit(zygote: Zygote, ask: Any) -> None:
    code = """
kept = []
try:
    while True:
        kept.append(open('/dev/null'))
except OSError as error:
    out = len(kept), error.errno
del kept
"""
    with zygote.spawn(Limits(open_files=64)) as job:
        count, error = ask(job, code)
        assert count == 60 and error == 24


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os\nos._exit(3)", Exit(3, None, "exited")),
        ("raise SystemExit(4)", Exit(4, None, "exited")),
        ("raise KeyboardInterrupt", Exit(1, None, "exited")),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", Exit(None, 9, "killed")),
        ("import ctypes\nctypes.string_at(0)", Exit(None, 11, "killed")),
        ("raise SystemExit", Exit(0, None, "exited")),
    ],
)
def test_how_a_job_ended_is_told(sandbox: Sandbox, ask: Any, code: str, expected: Exit) -> None:
    assert sandbox.wait(0) is None
    ask(sandbox, code)
    assert sandbox.wait(10) == expected
    assert sandbox.wait(0) == expected


def test_limits_are_those_of_the_job_not_of_the_grader(sandbox: Sandbox, ask: Any) -> None:
    code = "import resource\nout = resource.getrlimit(resource.RLIMIT_NOFILE)"
    assert ask(sandbox, code) == (128, 128)


@pytest.mark.slow
def test_a_new_turn_has_the_seconds_of_a_new_one(zygote: Zygote, ask: Any) -> None:
    burn = "import time\nends = time.process_time() + 1.5\nwhile time.process_time() < ends: pass\nout = 1"
    with zygote.spawn(Limits(cpu_s=2, wall_s=60, turns=5)) as job:
        for _ in range(4):
            assert ask(job, burn) == 1
            job.renew()
        # Without it, they are counted together.
        job.sock.sendall(b"while True: pass\\n\n")
        ended = job.wait(40)
        assert ended is not None and ended.reason == "cpu"
        job.renew()  # and there is nothing left to renew
    with zygote.spawn(Limits(cpu_s=2, wall_s=60)) as job:
        assert ask(job, burn) == 1
        assert ask(job, f"{burn}\n{burn}") is None
