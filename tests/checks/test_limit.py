"""The limit of one call of a student's code, and Ctrl-C, in the process that runs the check."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.checks.limit import Limit, TimeIsUp
from autograder.checks.outcome import TimedOut
from autograder.checks.student import Student, from_file, from_namespace

# Ends a test that would otherwise hang; nothing here should take a tenth of it.
LONG = 30.0

LOOP = "while True:\n        pass"
SWALLOWS = """\
while True:
        try:
            while True:
                pass
        except:
            pass"""
SWALLOWS_TWICE = """\
def inner():
        while True:
            try:
                time.sleep(0.01)
            except BaseException:
                pass
    while True:
        try:
            inner()
        except BaseException:
            time.sleep(0.001)"""
ENDLESS = {"a plain loop": LOOP, "except:": SWALLOWS, "two of them": SWALLOWS_TWICE}


def _student(folder: Path, body: str, seconds: float = 0.3) -> Student:
    (folder / "endless.py").write_text(f"import time\n\ndef endless():\n    {body}\n")
    return from_file(folder, "endless", Limit(seconds))


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_loop_ends_at_the_limit_and_says_where_it_was(tmp_path, body) -> None:
    started = time.monotonic()
    with pytest.raises(TimedOut, match=r"more than 0\.3 seconds") as caught:
        _student(tmp_path, body).endless()
    assert caught.value.lines[0].startswith("endless.py, line ")
    assert "in endless" in caught.value.lines[0]
    assert time.monotonic() - started < LONG


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_so_it_does_where_there_is_no_alarm(tmp_path, body, monkeypatch) -> None:
    monkeypatch.delattr(signal, "SIGALRM")
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(TimedOut):
        _student(tmp_path, body).endless()
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_one_ctrl_c_ends_the_call_whatever_the_code_makes_of_it(tmp_path, body) -> None:
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        _student(tmp_path, body, LONG).endless()


def test_code_that_turns_an_interruption_into_an_answer_is_interrupted_all_the_same(tmp_path):
    body = "try:\n        time.sleep(20)\n    except KeyboardInterrupt:\n        return 1"
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        _student(tmp_path, body, LONG).endless()


def test_a_call_in_time_is_answered_and_leaves_nothing_behind(tmp_path) -> None:
    handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)
    assert _student(tmp_path, "return 7").endless() == 7
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)) == handlers
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_call_that_was_stopped_leaves_nothing_behind(tmp_path) -> None:
    handlers, trace = signal.getsignal(signal.SIGINT), sys.gettrace()
    with pytest.raises(TimedOut):
        _student(tmp_path, SWALLOWS).endless()
    assert (signal.getsignal(signal.SIGINT), sys.gettrace()) == (handlers, trace)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_another_clock_goes_on_afterwards(tmp_path) -> None:
    rang = threading.Event()
    before = signal.signal(signal.SIGALRM, lambda *_: rang.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        assert _student(tmp_path, "return 7").endless() == 7
        deadline = time.monotonic() + LONG
        while not rang.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert rang.is_set()
    finally:
        signal.signal(signal.SIGALRM, before)


def test_each_call_has_the_whole_limit(tmp_path) -> None:
    student = _student(tmp_path, "time.sleep(0.2)", seconds=0.35)
    for _ in range(3):
        assert student.endless() is None


def test_a_notebooks_functions_have_a_limit_where_they_are_given_one() -> None:
    def endless() -> None:
        while True:
            pass

    with pytest.raises(TimedOut):
        from_namespace({"endless": endless}, [], limit=Limit(0.2)).endless()


def test_in_another_thread_the_limit_is_kept_too(tmp_path) -> None:
    seen: list[BaseException] = []

    def run() -> None:
        try:
            _student(tmp_path, LOOP).endless()
        except BaseException as error:
            seen.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONG)
    assert [type(error) for error in seen] == [TimedOut]


def test_an_exception_of_the_code_itself_is_what_it_was() -> None:
    for kind in (KeyboardInterrupt, TimeIsUp, ValueError):
        with pytest.raises(kind):
            Limit(LONG).run(lambda kind=kind: (_ for _ in ()).throw(kind()))


def test_ctrl_c_that_is_ignored_stays_ignored(tmp_path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        assert _student(tmp_path, "time.sleep(0.3); return 7", LONG).endless() == 7
    finally:
        signal.signal(signal.SIGINT, before)
