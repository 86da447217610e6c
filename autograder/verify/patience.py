"""Runs of checks that come to an end, whatever the answer does: a mutant may loop for ever."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograder.checks.collection import Checks, Ran
from autograder.checks.outcome import Outcome
from autograder.checks.student import Student

# The solution never takes this long over one check.
PATIENCE_S = 30.0


def run_within(
    check: Checks, stem: str, make: Callable[[], Student], seed: int, seconds: float | None = None
) -> list[Ran] | None:
    """Return the run of one check, or None where it took longer than `seconds` (`PATIENCE_S`).

    One check at a time, since what stops a check may be taken for an error of the answer, after
    which the next check would go on without an end.
    """
    with _patience(PATIENCE_S if seconds is None else seconds) as stopped:
        ran = check.run({stem: make}, seed)
        return None if stopped() else ran
    return None


def fails_one(
    checks: Iterable[Checks],
    stem: str,
    make: Callable[[], Student],
    seed: int,
    saw: Callable[[Sequence[Ran], int], object] = lambda ran, seed: None,
) -> bool:
    """Return whether an answer fails some check, or does not come to its end. `saw` is shown each run."""
    for one in checks:
        ran = run_within(one, stem, make, seed)
        if ran is None:
            return True
        saw(ran, seed)
        if any(r.result.outcome is not Outcome.PASS for r in ran):
            return True
    return False


class _TooLong(BaseException):
    """Not an `Exception`, so that a mutant's own `except Exception` lets it through."""


@contextlib.contextmanager
def _patience(seconds: float) -> Iterator[Callable[[], bool]]:
    """Stop what takes longer, quietly; what is yielded says whether something was stopped."""
    stopped: list[int] = []

    def stop(signum: int, frame: object) -> None:
        stopped.append(signum)
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with contextlib.suppress(_TooLong):
            yield lambda: bool(stopped)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
