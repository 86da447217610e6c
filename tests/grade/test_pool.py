"""The pool answers for every submission, whatever becomes of its processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.grade import pool as pools
from autograder.grade.engine import Job, Reply, Settings
from autograder.grade.limits import CallLimits
from autograder.grade.pool import Pool
from autograder.grade.submission_result import Conditions

Make = Callable[..., Pool]
LONG = 60.0


@pytest.fixture
def make(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """`make(processes, stage_s)` returns a pool of processes that only pretend to grade."""
    monkeypatch.setattr(pools, "ENGINE", "tests.grade.fake_engine")
    made = []

    def pool(processes: int = 1, stage_s: float = LONG, kind: str = "auto") -> Pool:
        conditions = Conditions("", {}, 0, {}, "sandboxed")
        made.append(
            Pool(Settings(str(root), "fake", conditions, kind, CallLimits(), stage_s), processes)
        )
        return made[-1]

    yield pool
    for one in made:
        for process in one._running:
            process.kill()
        one._running = []


@pytest.fixture
def jobs(tmp_path: Path) -> Callable[..., list[Job]]:
    """`jobs("right", "dies")` returns a job for each of these fates."""

    def make(*fates: str) -> list[Job]:
        return [Job(f"{n}-{fate}", str(tmp_path / str(n) / fate)) for n, fate in enumerate(fates)]

    return make


def wait_for(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.02)


def begun(job: Job) -> list[Path]:
    return list(Path(job.path).glob("begun-*"))


def pool_is_dead(pool: Pool) -> Callable[[], bool]:
    return lambda: all(process.process.poll() is not None for process in pool._running)


def faults(answers: list[tuple[Job, Reply]]) -> dict[str, str]:
    """Whose fault is what. Everybody has exactly one answer, which is a result or a fault."""
    names = [job.student for job, _ in answers]
    assert len(names) == len(set(names))
    assert all((reply.result is None) == bool(reply.fault) for _, reply in answers)
    return {job.student: reply.fault for job, reply in answers if reply.fault}


def test_a_process_has_its_next_job_before_the_caller_has_the_reply(make, jobs) -> None:
    work = jobs("right", "right", "right")
    grading = make(1).grade(work)
    next(grading)
    # The caller does something else now, and does not ask for more.
    wait_for(lambda: begun(work[1]))
    assert faults(list(grading)) == {}


def test_a_process_that_dies_while_the_caller_publishes_takes_nobody_with_it(make, jobs) -> None:
    # With two processes once: of two jobs in hand, one may still be in hand when a second blow falls,
    # and what its process dies of twice is a fault by design.
    for processes, blows in ((1, (1, 3)), (2, (1,))):
        work = jobs(*["right"] * 6)
        pool = make(processes)
        answers = []
        for answer in pool.grade(work):
            answers.append(answer)
            if len(answers) in blows:
                for pid in pool.process_ids:
                    os.kill(pid, signal.SIGKILL)
                # Dead before anything is written to it.
                wait_for(pool_is_dead(pool))
        assert faults(answers) == {}
        assert len(answers) == len(work)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_kills_its_process_is_tried_twice_and_harms_nobody(make, jobs, processes) -> None:
    work = jobs("right", "dies", "right", "dies-once", "dies", "right")
    answers = list(make(processes).grade(work))
    assert len(answers) == len(work)
    found = faults(answers)
    assert set(found) == {"1-dies", "4-dies"}
    assert "died 2 times" in found["1-dies"]
    assert "its first check" in found["1-dies"]
    assert len(begun(work[1])) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_what_makes_its_process_hang_is_stopped_and_harms_nobody(make, jobs, processes) -> None:
    work = jobs("hangs", "right", "right", "hangs")
    pool = make(processes, stage_s=2.0)
    answers = list(pool.grade(work))
    found = faults(answers)
    assert set(found) == {"0-hangs", "3-hangs"}
    assert "its first check" in found["0-hangs"]
    assert "not graded" in found["0-hangs"]
    # It is not tried again: it would cost its limit a second time.
    assert len(begun(work[0])) == 1
    pids = [int(path.name.removeprefix("begun-")) for path in begun(work[0])]
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_process_that_says_what_it_does_is_left_alone(make, jobs) -> None:
    assert faults(list(make(1, stage_s=1.5).grade(jobs("talks", "right")))) == {}


def test_the_time_that_a_caller_takes_is_nobodys(make, jobs) -> None:
    grading = make(1, stage_s=1.0).grade(jobs("right", "right", "talks"))
    next(grading)
    time.sleep(2.0)
    assert faults(list(grading)) == {}


@pytest.mark.parametrize(
    "fate",
    [pytest.param("half", marks=pytest.mark.slow), "nonsense"],  # the half is waited for
)
def test_a_message_that_does_not_come_whole_is_a_death(make, jobs, monkeypatch, fate) -> None:
    monkeypatch.setattr(pools, "MESSAGE_S", 1.0)
    work = jobs(fate, "right")
    found = faults(list(make(1).grade(work)))
    assert set(found) == {f"0-{fate}"}


def test_the_result_of_somebody_else_is_nobodys_grade(make, jobs) -> None:
    found = faults(list(make(1).grade(jobs("another", "right"))))
    assert set(found) == {"0-another"}


def test_a_process_that_never_gets_ready_is_one_clear_error(make, jobs, monkeypatch) -> None:
    monkeypatch.setattr(pools, "START_S", 1.0)
    with pytest.raises(UserError, match="not ready after 1 second"):
        list(make(1, kind="never ready").grade(jobs("right")))


def test_a_run_that_is_left_early_and_begun_again_grades_everybody(make, jobs) -> None:
    pool = make(2, stage_s=3.0)
    first = jobs("right", "hangs", "right", "right")
    next(iter(pool.grade(first)))
    second = [Job(f"again-{n}", str(Path(first[0].path).parent / f"x{n}")) for n in range(4)]
    assert faults(list(pool.grade(second))) == {}
