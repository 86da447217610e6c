"""Student code can see nothing and reach nothing: each wall is tried for real, from inside."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import Limits, Sandbox, Zygote, seccomp

pytestmark = pytest.mark.sandbox
REPO = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK"])
def test_no_socket_of_a_network_can_be_made(sandbox: Sandbox, ask: Any, family: str) -> None:
    code = f"""
import socket
try:
    socket.socket(socket.{family}, socket.SOCK_DGRAM)
except OSError as error:
    out = type(error).__name__
"""
    assert ask(sandbox, code) == "PermissionError"


def test_an_abstract_socket_of_the_host_is_out_of_reach(sandbox: Sandbox, ask: Any) -> None:
    name = f"vraisemblance-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0" + name)
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("\0" + name)  # from here it answers
        code = f"""
import socket
try:
    socket.socket(socket.AF_UNIX).connect(chr(0) + {name!r})
except OSError as error:
    out = type(error).__name__
"""
        assert ask(sandbox, code) in ("ConnectionRefusedError", "PermissionError")


def test_sockets_within_the_job_work(sandbox: Sandbox, ask: Any) -> None:
    code = "import socket\na, b = socket.socketpair()\na.send(b'x')\nout = b.recv(1)"
    assert ask(sandbox, code) == b"x"


def test_nothing_can_be_written_outside_of_tmp(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os
out, tried = [], 0
for folder, folders, files in os.walk('/'):
    if folder == '/proc':
        folders[:] = ['self'] if 'self' in folders else []
    if folder.count('/') > 3:
        folders.clear()
    tried += 1
    for action in (
        lambda: open(folder + '/new', 'w'), lambda: os.mkdir(folder + '/new-folder'),
        lambda: os.symlink('/x', folder + '/new-link'), lambda: os.mkfifo(folder + '/new-fifo'),
        lambda: os.chmod(folder, 0o777),
        lambda: [open(folder + '/' + name, 'r+') for name in files[:3] if folder != '/dev'],
    ):
        try:
            found = action()
        except OSError:
            continue
        if found != []:
            out.append(folder)
out = (tried > 20, sorted(set(out)))
"""
    many, written = ask(sandbox, code)
    assert many
    outside = [f for f in written if not (f + "/").startswith(("/tmp/", "/dev/shm/"))]
    assert outside == []
    assert "/tmp" in written and "/dev/shm" in written


def test_a_bound_folder_below_tmp_is_read_only_like_the_rest(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os, numpy
place = os.path.dirname(numpy.__file__)
try:
    open(place + '/__init__.py', 'a')
except OSError as error:
    out = error.strerror, bool(os.statvfs(place).f_flag & os.ST_RDONLY)
"""
    error, read_only = ask(sandbox, code)
    assert read_only and error in ("Read-only file system", "Permission denied")


def test_no_file_of_the_repo_or_of_a_home_folder_is_visible(sandbox: Sandbox, ask: Any) -> None:
    hosts = [str(REPO), str(Path.home()), "/home", "/root", "/var", "/srv", "/mnt", "/etc"]
    code = f"""
import os
def listed(path):
    try:
        return os.listdir(path)
    except OSError:
        return []
out = {{path: listed(path) for path in {hosts!r}}}
"""
    seen = ask(sandbox, code)
    seen.pop("/tmp", None)  # someone's home may be anywhere; inside, /tmp is the job's own
    for path, names in seen.items():
        on_the_way = {
            Path(prefix).relative_to(path).parts[0]
            for prefix in (sys.prefix, sys.base_prefix)
            if Path(prefix).is_relative_to(path) and prefix != path
        }
        if path == "/etc":
            on_the_way = {"alternatives", "ld.so.cache", "localtime"}
        assert set(names) <= on_the_way, path


def test_no_password_file_is_visible(sandbox: Sandbox, ask: Any) -> None:
    code = "import os\nout = [p for p in ('/etc/shadow', '/etc/passwd') if os.path.exists(p)]"
    assert ask(sandbox, code) == []


@pytest.mark.parametrize("package", ["course", "autograder", "solutions", "sandbox"])
def test_our_packages_cannot_be_imported(sandbox: Sandbox, ask: Any, package: str) -> None:
    code = f"""
try:
    import {package}
except ImportError as error:
    out = type(error).__name__
"""
    assert ask(sandbox, code) == "ModuleNotFoundError"


def test_only_the_processes_of_the_job_are_visible(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os
pids = {int(name) for name in os.listdir('/proc') if name.isdigit()}
closed = []
for name in ('environ', 'mem', 'maps', 'root', 'cwd', 'exe', 'fd'):
    try:
        path = f'/proc/1/{name}'
        open(path).close() if name in ('environ', 'mem', 'maps') else os.listdir(path)
    except OSError:
        closed.append(name)
out = sorted(pids - {1, os.getpid()}), len(closed), os.getppid()
"""
    assert ask(sandbox, code) == ([], 7, 1)


def test_the_environment_is_the_one_that_we_made(sandbox: Sandbox, ask: Any) -> None:
    names = set(ask(sandbox, "import os\nout = list(os.environ)"))
    assert {"HOME", "TMPDIR", "OMP_NUM_THREADS", "MPLBACKEND", "PYTENSOR_FLAGS"} <= names
    assert "VRAISEMBLANCE_TEST_SECRET" in os.environ
    assert not names & (set(os.environ) - {*names} | {"VRAISEMBLANCE_TEST_SECRET"})


def test_no_secret_of_the_grader_is_in_the_memory_of_a_job(sandbox: Sandbox, ask: Any) -> None:
    # The string is put together inside, so that the question is not its own answer.
    code = """
import ctypes
needle = b'-'.join([b'a', b'secret', b'of', b'the', b'grader'])
counts = []
with open('/proc/self/maps') as maps:
    spans = [line.split() for line in maps]
for span in spans:
    if span[1].startswith('rw') and (len(span) < 6 or span[5] in ('[heap]', '[stack]')):
        first, last = (int(x, 16) for x in span[0].split('-'))
        counts.append(ctypes.string_at(first, last - first).count(needle))
out = len(counts) > 5, sum(counts)
"""
    searched, found = ask(sandbox, code)
    assert searched
    assert found <= 2  # the needle itself, and the page of it that a search copied


def test_it_is_nobody_without_any_power(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os
have = dict(line.split(':', 1) for line in open('/proc/self/status'))
caps = {have[f'Cap{which}'].strip() for which in ('Inh', 'Prm', 'Eff', 'Bnd', 'Amb')}
out = (0 in os.getresuid() + os.getresgid(), caps, have['NoNewPrivs'].strip(),
       have['Seccomp'].strip(), have['Threads'].strip())
"""
    assert ask(sandbox, code) == (False, {"0" * 16}, "1", "2", "1")


def test_it_inherits_no_descriptor_but_its_socket(sandbox: Sandbox, ask: Any) -> None:
    code = """
import os
fds = {}
for name in os.listdir('/proc/self/fd'):
    try:
        fds[int(name)] = os.readlink(f'/proc/self/fd/{name}')
    except FileNotFoundError:
        pass
out = fds
"""
    fds = ask(sandbox, code)
    assert [fds.pop(n) for n in range(3)] == ["/dev/null"] * 3
    assert list(fds) == [3] and fds[3].startswith("socket:")


def test_calls_that_reach_out_are_refused_by_the_filter(sandbox: Sandbox, ask: Any) -> None:
    which = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    calls = {name: numbers[which] for name, numbers in seccomp._DENIED.items()}
    calls = {name: number for name, number in calls.items() if number is not None}
    code = f"""
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
out = {{}}
for name, number in {calls!r}.items():
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6)
    out[name] = result, ctypes.get_errno()
"""
    answers = ask(sandbox, code)
    assert len(answers) > 60
    assert {name: a for name, a in answers.items() if a != (-1, 1)} == {}


def test_a_new_namespace_cannot_be_had_in_any_way(sandbox: Sandbox, ask: Any) -> None:
    clone = {"x86_64": 56, "aarch64": 220}[platform.machine()]
    code = f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
out = []
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    out.append((libc.unshare(flag), ctypes.get_errno()))
    result = libc.syscall(ctypes.c_long({clone}), ctypes.c_long(flag | 17), *[ctypes.c_long(0)] * 4)
    if result == 0:
        os._exit(0)
    out.append((result, ctypes.get_errno()))
out = set(out), libc.syscall(ctypes.c_long(435), None, ctypes.c_long(0)), ctypes.get_errno()
"""
    assert ask(sandbox, code) == ({(-1, 1)}, -1, 38)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x32 is a second face of x86_64")
def test_a_call_through_another_architecture_ends_the_process(sandbox: Sandbox, ask: Any) -> None:
    code = "import ctypes\nctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39))"
    assert ask(sandbox, code) is None
    ended = sandbox.wait(10)
    assert ended is not None and (ended.signal, ended.reason) == (31, "killed")


def test_threads_and_subprocesses_still_work(sandbox: Sandbox, ask: Any) -> None:
    code = """
import subprocess, sys, threading, multiprocessing
seen = []
thread = threading.Thread(target=seen.append, args=(1,))
thread.start(); thread.join()
told = subprocess.run([sys.executable, '-I', '-c', 'import numpy; print(numpy.arange(3).sum())'],
                      capture_output=True, text=True)
out = seen, told.stdout.strip(), told.stderr
"""
    assert ask(sandbox, code) == ([1], "3", "")


def test_the_host_name_is_not_told(sandbox: Sandbox, ask: Any) -> None:
    assert ask(sandbox, "import os\nout = os.uname().nodename") == "sandbox"


def test_what_one_job_leaves_does_not_reach_the_next(zygote: Zygote, ask: Any) -> None:
    dirty = """
import builtins, os, sys, numpy
builtins.left = numpy.mean = 1
sys.modules['left'] = sys
os.environ['LEFT'] = '1'
for place in ('/tmp/left', '/dev/shm/left', '/tmp/cache/warmed'):
    open(place, 'w').write('mine')
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        time.sleep(100)
    os._exit(0)
"""
    look = """
import builtins, os, sys, numpy
out = (hasattr(builtins, 'left'), callable(numpy.mean), 'left' in sys.modules,
       'LEFT' in os.environ, os.path.exists('/tmp/left'), os.path.exists('/dev/shm/left'),
       open('/tmp/cache/warmed').read(),
       sum(name.isdigit() for name in os.listdir('/proc')) <= 2)
"""
    clean = (False, True, False, False, False, False, "yes", True)
    with zygote.spawn() as first, zygote.spawn() as second:
        ask(first, dirty)
        assert ask(second, look) == clean  # at the same time
    with zygote.spawn() as third:
        assert ask(third, look) == clean  # and afterwards


def test_two_jobs_at_once_cannot_see_or_signal_each_other(zygote: Zygote, ask: Any) -> None:
    with zygote.spawn() as first, zygote.spawn() as second:
        bind = "import socket\nserver = socket.socket(socket.AF_UNIX)\nserver.bind(chr(0) + 'meet')"
        ask(first, bind + "\nserver.listen()")
        code = """
import os, socket
try:
    socket.socket(socket.AF_UNIX).connect(chr(0) + 'meet')
except OSError as error:
    out = type(error).__name__
"""
        assert ask(second, code) in ("ConnectionRefusedError", "PermissionError")
        code = """
import os, signal
for pid in (-1, 1, *range(2, 400)):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
out = 'done'
"""
        assert ask(second, code) == "done"
        assert ask(first, "out = 'alive'") == "alive"
        uids = {ask(job, "import os\nout = os.getuid()") for job in (first, second)}
        assert len(uids) == (2 if os.getuid() == 0 else 1)


def test_killing_the_first_process_does_not_lift_the_limits(zygote: Zygote, ask: Any) -> None:
    code = """
import os, signal
for number in range(1, 65):
    try:
        os.kill(1, number)
    except OSError:
        pass
import time
time.sleep(60)
"""
    with zygote.spawn(Limits(wall_s=1)) as job:
        assert ask(job, code) is None
        ended = job.wait(10)
        assert ended is not None and ended.reason == "wall"


def test_siblings_do_not_share_random_numbers(zygote: Zygote, ask: Any) -> None:
    code = "import random, numpy\nout = random.random(), float(numpy.random.rand())"
    draws = set()
    for _ in range(3):
        with zygote.spawn() as job:
            draws.update(ask(job, code))
    assert len(draws) == 6


@pytest.mark.skipif(platform.machine() != "x86_64", reason="calls by their x86_64 numbers")
def test_nothing_watches_the_host_or_costs_it(sandbox: Sandbox, ask: Any) -> None:
    code = """
import ctypes, errno, fcntl, os
libc = ctypes.CDLL(None, use_errno=True)
def asked(*call):
    ctypes.set_errno(0)
    return libc.syscall(*call), ctypes.get_errno()
shared = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
library = os.open(os.__file__, os.O_RDONLY)
def controlled(*call):
    try:
        fcntl.fcntl(*call)
    except OSError as error:
        return error.errno
watch = [asked(253), asked(294, 0), asked(254, 3, b"/usr", 0xFFF), asked(300, 0, 0)]
watch += [asked(27, 0, 4096, 0), asked(451, library, 0, 0, 0)]
cost = [asked(251, 1, 0, 0), asked(144, 0, 0, 0), asked(141, 0, 0, 5), asked(206, 1000, 0)]
idle = [asked(162), asked(306, library), asked(74, library), asked(75, library)]
notes = [controlled(shared, 1026, 1), controlled(library, 1024, fcntl.F_RDLCK)]
# What programs do with their own files still works.
with open('/tmp/own', 'w') as file:
    file.write('x'); file.flush(); os.fsync(file.fileno()); fcntl.flock(file, fcntl.LOCK_EX)
out = watch, cost, idle, notes
"""
    watch, cost, idle, notes = ask(sandbox, code)
    assert set(watch + cost) == {(-1, 1)}
    assert set(idle) == {(0, 0)}
    assert notes == [1, 1]


def test_the_order_of_a_set_of_texts_is_the_same_everywhere(zygote: Zygote, ask: Any) -> None:
    with zygote.spawn() as one:
        here = ask(one, "import sys\nout = hash('a'), sys.flags.hash_randomization")
    there = subprocess.run(
        [sys.executable, "-c", "print(hash('a'))"],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
    )
    assert here == (int(there.stdout), 0)
