"""What one submission may use, counted for each exercise, and where its randomness starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

import pytest

from autograder.checks.outcome import Crashed, OutOfMemory, StudentError, TimedOut
from autograder.checks.student import Student
from autograder.grade.engine import PRELOAD, WORKER
from autograder.grade.limits import CallLimits
from autograder.grade.session import Session
from autograder.grade.submission import Submission
from autograder.registry import Chapter, Exercise, ExerciseLimits
from autograder.sandbox import SandboxUnavailable, Zygote
from autograder.student_work import Cell

pytestmark = pytest.mark.sandbox

COUNT = 3
LIMITS = CallLimits(load_s=10.0, cell_s=2.0, call_s=8.0, exercise_s=24.0, cpu_s=1.5, memory_mb=300)
Make = Callable[..., Session]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    try:
        made = Zygote(WORKER, preload=PRELOAD)
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox here: {error}")
    with made:
        yield made


@pytest.fixture
def make(zygote: Zygote) -> Iterator[Make]:
    """`make(code, ...)`: a submission whose first exercises are these files; `cells`: a notebook."""
    open_sessions = []

    def session(*codes: str, cells: str = "", own: ExerciseLimits | None = None) -> Session:
        exercises = tuple(
            Exercise("", 1.0, 1, 1, "", ("", "", ""), f"f{n}", "c", limits=own if n == 1 else None)
            for n in range(1, COUNT + 1)
        )
        stems = [e.stem for e in exercises]
        files = {f"{stem}.py": dedent(code) for stem, code in zip(stems, codes, strict=False)}
        book = (Cell("all", "code", "", dedent(cells)),) if cells else None
        origin = {s: "py" if f"{s}.py" in files else "notebook" if book else "" for s in stems}
        submission = Submission(
            "ada", "c", files, book, origin, dict.fromkeys(stems, "all" if book else ""), (), ""
        )
        chapter = Chapter("c", "", "", "", exercises, 1)
        open_sessions.append(Session(zygote, submission, chapter, "", LIMITS))
        return open_sessions[-1]

    yield session
    for one in open_sessions:
        one.close()


def ask(session: Session, number: int) -> Student:
    return session.student(f"f{number}")


BUSY = """\
    import time
    def burn(seconds):
        ends = time.process_time() + seconds
        while time.process_time() < ends:
            pass
        return 1
"""
FINE = "def f2(): return 2\n"


def test_the_cpu_seconds_of_one_exercise_are_not_taken_from_the_next(make: Make) -> None:
    code = dedent(BUSY)
    session = make(*(f"{code}def f{n}(s): return burn(s)\n" for n in (1, 2, 3)))
    # Each uses most of an exercise's seconds, all of them several times as many.
    for number in (1, 2, 3):
        assert getattr(ask(session, number), f"f{number}")(1.0) == 1
    # One that uses more than its own is stopped, and says why.
    with pytest.raises(TimedOut, match="used up its time"):
        for _ in range(9):
            ask(session, 3).f3(1.0)


@pytest.mark.slow
def test_the_seconds_of_an_exercises_calls_are_counted_together(make: Make) -> None:
    session = make("import time\ndef f1():\n    time.sleep(6)\n    return 1\n", FINE)
    student = ask(session, 1)
    with pytest.raises(TimedOut, match="24 seconds together"):
        for _ in range(9):
            assert student.f1() == 1
    assert ask(session, 2).f2() == 2


@pytest.mark.slow
def test_an_exercise_may_state_limits_of_its_own(make: Make) -> None:
    code = "import time\ndef f1():\n    time.sleep(10)\n    return 1\n"
    with pytest.raises(TimedOut, match="more than 8 seconds"):
        ask(make(code), 1).f1()
    own = ExerciseLimits(call_s=40, exercise_s=80)
    assert ask(make(code, own=own), 1).f1() == 1
    big = "def f1(): return len(bytearray(400 << 20))\n"
    with pytest.raises(OutOfMemory):
        ask(make(big), 1).f1()
    session = make(big, FINE, own=ExerciseLimits(memory_mb=700))
    assert ask(session, 1).f1() == 400 << 20
    assert ask(session, 2).f2() == 2


def test_what_one_exercise_holds_or_leaves_does_not_cost_the_next(make: Make) -> None:
    hold = "kept = []\ndef f1():\n    kept.append(bytearray(250 << 20))\n    return 1\n"
    session = make(hold, "def f2(): return len(bytearray(200 << 20))\n")
    assert ask(session, 1).f1() == 1
    assert ask(session, 2).f2() == 200 << 20
    # A time bomb in a thread goes off in the next exercise's turn.
    bomb = """
        import os, threading, time
        def later():
            time.sleep(1)
            os._exit(3)
        def f1():
            threading.Thread(target=later).start()
            return 1
    """
    session = make(bomb, "import time\ndef f2():\n    time.sleep(2)\n    return 2\n")
    assert ask(session, 1).f1() == 1
    assert ask(session, 2).f2() == 2


def test_a_second_chance_is_given_once(make: Make) -> None:
    session = make(
        "def f1(): return 1\n", "import os\ndef f2(): os._exit(1)\n", "def f3(): return 3"
    )
    assert ask(session, 1).f1() == 1
    for _ in range(3):
        with pytest.raises(Crashed):
            ask(session, 2).f2()
    assert session._generation == 3
    assert ask(session, 3).f3() == 3


def test_cells_that_do_not_end_cost_what_is_in_the_notebook_once(make: Make) -> None:
    cells = """
        while True:
            try:
                while True: sum(range(1000))
            except BaseException:
                pass
    """
    session = make("def f1(): return 1\n", cells=cells)
    with pytest.raises(TimedOut):
        ask(session, 2).f2()
    with pytest.raises(TimedOut):
        ask(session, 2).f2()
    started = session._generation
    with pytest.raises(TimedOut):
        ask(session, 3).f3()
    assert session._generation <= started + 1
    # What is in a file of its own needs no notebook.
    assert ask(session, 1).f1() == 1


# Finds the worker's socket and the question at hand, and answers it beside the worker.
SPARE = """
import socket, struct, sys
from worker import codec
def sent(number, reply):
    data = codec.encode([number, codec.encode(reply)])
    return struct.pack(">Q", len(data)) + data
def f1(before=0, after=0, rest=b""):
    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("sock"), socket.socket):
        frame = frame.f_back
    sock, asked = frame.f_locals["sock"], frame.f_locals["request"]["id"]
    for number in (asked, *range(asked - before, asked), *range(asked + 1, asked + after + 1)):
        sock.sendall(sent(number, {"value": "forged"}))
    sock.sendall(rest)
    return "own"
"""


@pytest.mark.parametrize(
    "spare", [{}, {"after": 50}, {"before": 50}, {"rest": b"\0" * 7}, {"rest": b"\0" * 7 + b"\x40"}]
)
def test_a_spare_reply_of_one_exercise_is_never_the_next_ones(make: Make, spare: dict) -> None:
    session = make(SPARE, FINE, "def f3(): return 3\n")
    # The one that answers twice is believed the first time: it may return what it likes.
    assert ask(session, 1).f1(**spare) == "forged"
    assert ask(session, 2).f2() == 2
    assert ask(session, 3).f3() == 3
    assert ask(session, 1).f1(**spare) == "forged"
    assert ask(session, 2).f2() == 2
    # Its own next question meets the spare one, which answers nothing.
    alone = make(SPARE)
    assert ask(alone, 1).f1(**spare) == "forged"
    with pytest.raises((Crashed, TimedOut)):
        ask(alone, 1).f1(**spare)


def test_a_spare_reply_that_comes_late_is_never_the_next_ones(make: Make) -> None:
    code = SPARE.replace('return "own"', "later(sock, asked)\n    return 'own'") + dedent(
        """
        import threading, time
        def later(sock, asked):
            def send():
                for number in range(asked, asked + 200):
                    time.sleep(0.01)
                    sock.sendall(sent(number, {"value": "late"}))
            threading.Thread(target=send, daemon=True).start()
        """
    )
    slow = "import time\ndef f2():\n    time.sleep(0.5)\n    return 2\n"
    session = make(code, slow)
    for _ in range(3):
        assert ask(session, 1).f1() == "forged"
        assert ask(session, 2).f2() == 2


def test_no_number_of_a_question_follows_from_another(make: Make) -> None:
    code = """
        import socket, sys
        def f1():
            frame = sys._getframe()
            while not isinstance(frame.f_locals.get("sock"), socket.socket):
                frame = frame.f_back
            return frame.f_locals["request"]["id"]
    """
    session = make(code)
    numbers = [ask(session, 1).f1() for _ in range(8)]
    steps = {b - a for a, b in pairwise(numbers)}
    assert len(steps) == 7
    assert max(map(abs, steps)) > 2**40


DRAWS = """
import random
import numpy as np
kept = np.random.default_rng()
def draws():
    rng = np.random.Generator(np.random.PCG64())
    return [random.random(), random.Random().random(), np.random.rand(), kept.random(),
            np.random.default_rng().random(), np.random.RandomState().rand(), rng.random(),
            np.random.default_rng(np.random.SeedSequence()).random(),
            sorted({"a", "b", "c", "d", "e"}, key=hash).index("a")]
def seeded():
    np.random.seed(1)
    random.seed(1)
    return [np.random.rand(), random.random(), np.random.default_rng(1).random()]
def crash():
    import os
    os._exit(1)
"""


def drawn(session: Session, number: int = 1) -> Any:
    return [ask(session, number).draws() for _ in range(2)]


def test_unseeded_draws_start_from_what_was_handed_in(make: Make) -> None:
    first = drawn(make(DRAWS))
    assert first[0] != first[1]
    assert drawn(make(DRAWS)) == first
    assert drawn(make(DRAWS + "# another\n"))[0][:-1] != first[0][:-1]
    # Whatever the exercises before it drew.
    session = make(DRAWS, DRAWS)
    alone = drawn(make(FINE, DRAWS), 2)
    drawn(session, 1)
    assert drawn(session, 2) == alone
    assert alone != first


def test_a_seed_that_a_student_gives_is_the_one_that_counts(make: Make) -> None:
    import random

    import numpy as np

    np.random.seed(1)
    random.seed(1)
    here = [np.random.rand(), random.random(), np.random.default_rng(1).random()]
    assert ask(make(DRAWS), 1).seeded() == here


def test_draws_after_a_restart_are_defined_too(make: Make) -> None:
    found = []
    for _ in range(2):
        session = make(DRAWS)
        before = drawn(session)
        with pytest.raises(Crashed):
            ask(session, 1).crash()
        found.append((before, drawn(session)))
    assert found[0] == found[1]
    assert found[0][0] != found[0][1]


def test_draws_of_a_notebook_start_from_its_cells(make: Make) -> None:
    found = []
    for _ in range(2):
        found.append(drawn(make(cells=DRAWS), 3))
    assert found[0] == found[1]


def test_a_generator_is_still_one_of_numpys(make: Make) -> None:
    code = """
        import random
        import numpy as np
        class Mine(random.Random): pass
        def f1():
            made = np.random.default_rng(), np.random.SeedSequence(), random.Random(), Mine()
            kinds = np.random.Generator, np.random.SeedSequence, random.Random, Mine
            assert random.SystemRandom().random() != random.SystemRandom().random()
            return [type(m) is k for m, k in zip(made, kinds)]
    """
    try:
        assert ask(make(code), 1).f1() == [True] * 4
    except StudentError as error:
        pytest.fail(error.headline)
