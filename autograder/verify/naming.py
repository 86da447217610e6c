"""A wrong name is worse than none: what is told of a slip at home, where only public checks run.

In feedback a slip is named where every answer, to the hidden checks too, is the one that it gives. At
home the hidden ones are not there, so `verify` looks for an answer that is told a slip by the public
checks and contradicted by a hidden one. The mutants of the solution are such answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.build.slipfile import slips_of
from autograder.checks.collection import Checks, Ran
from autograder.checks.outcome import Outcome
from autograder.checks.slips import KnownSlip, Slip, answers_of, only_one, same
from autograder.checks.student import Student
from autograder.diagnose import Diagnosis
from autograder.registry import Chapter, Exercise
from autograder.verify.patience import run_within

# The solution is far quicker: one that takes longer over a check is told so, and no slip.
NAMING_S = 8.0
_ANSWERED = (Outcome.WRONG, Outcome.PARTIAL)


class Naming:
    """What a student's own machine would call an answer to one exercise."""

    def __init__(self, root: Path, chapter: Chapter, exercise: Exercise, checks: Checks) -> None:
        self.exercise = exercise
        self.checks = checks
        self.public = checks.public
        self._diagnosis = Diagnosis(root, chapter, exercise)
        self._known: tuple[KnownSlip, ...] = slips_of(root, chapter, exercise, self.public)

    def at_home(self, ran: Sequence[Ran]) -> Slip | None:
        """Return the slip that the public checks name, of which `ran` is a run."""
        if not any(one.result.outcome in _ANSWERED for one in ran):
            return None
        alike = []
        for one in ran:
            if one.result.outcome in (Outcome.NOT_ATTEMPTED, Outcome.FAULT):
                continue
            made = answers_of(one.calls)
            alike.append(
                tuple(
                    k.slip.name
                    for k in self._known
                    if same(made, k.checks.get(one.result.check, ()))
                )
            )
        return only_one(self._known, alike)

    def wrongly(self, make: Callable[[], Student]) -> str:
        """Return the slip that an answer is told at home and a hidden check contradicts, or "".

        An answer that does not come to its end is told that, and no slip.
        """
        ran: list[Ran] = []
        for one in self.public.one_by_one():
            found = run_within(one, self.exercise.stem, make, 0, NAMING_S)
            if found is None:
                return ""
            ran += found
        slip = self.at_home(ran)
        if slip is None:
            return ""
        for one in self.checks.secret.one_by_one():
            found = run_within(one, self.exercise.stem, make, 0, NAMING_S)
            if found is None:
                return ""
            if not self._diagnosis.is_this(slip.name, found):
                return slip.name
        return ""

    def unnamed(self, name: str, at_home: bool, make: Callable[[], Student]) -> list[str]:
        """Return, in words, what keeps a known mistake from being named at home where it should be."""
        if not at_home:
            return []
        ran = self.public.run({self.exercise.stem: make}, 0)
        answered = any(
            one.result.outcome in _ANSWERED and all(c.failure is None for c in one.calls)
            for one in ran
        )
        slip = self.at_home(ran)
        if not answered or (slip is not None and slip.name == name):
            return []
        return [
            f"mistake {name} is not named at home, since another answers the public checks alike: let "
            "one of these tell them apart, or mark it at_home=False"
        ]
