"""One result file a submission: what was graded, under what conditions, and what came of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from autograder.checks.check_result import CheckResult, one_line
from autograder.checks.outcome import Outcome
from autograder.checks.slips import Slip
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.registry import Exercise

SCHEMA = 2


class Conditions(msgspec.Struct, frozen=True):
    """Everything a result depends on besides the submission. Equal conditions, equal grades."""

    checks_hash: str
    environment: dict[str, str]
    seed: int
    limits: dict[str, float]
    sandbox: str


class ExerciseResult(msgspec.Struct, frozen=True):
    """One exercise of one submission. `score` is None where a grader's fault left it open."""

    id: str
    name: str
    points: float
    score: float | None
    origin: str
    checks: tuple[CheckResult, ...]
    slip: Slip | None = None

    @property
    def attempted(self) -> bool:
        """Whether any check found something other than the untouched stub."""
        return any(c.outcome is not Outcome.NOT_ATTEMPTED for c in self.checks)

    def worth(self, points: float) -> ExerciseResult:
        """Return the same result of an exercise that gives so many points."""
        total = sum(c.weight for c in self.checks)
        earned = sum(c.weight * c.earned for c in self.checks)
        score = None if self.score is None or not total else round(points * earned / total, 2)
        return msgspec.structs.replace(self, points=points, score=score)


class SubmissionResult(msgspec.Struct, frozen=True):
    """The whole of one submission."""

    student: str
    chapter: str
    submission_hash: str
    conditions: Conditions
    exercises: tuple[ExerciseResult, ...]
    problems: tuple[str, ...] = ()
    schema: int = SCHEMA

    @property
    def score(self) -> float:
        """Sum of the scores that are known."""
        return round(sum(e.score or 0.0 for e in self.exercises), 2)

    @property
    def max_score(self) -> float:
        """Sum of the points."""
        return sum(e.points for e in self.exercises)

    @property
    def faults(self) -> list[CheckResult]:
        """The checks that broke on our side."""
        return [c for e in self.exercises for c in e.checks if c.outcome is Outcome.FAULT]


def exercise_result(
    exercise: Exercise, origin: str, checks: list[CheckResult], slip: Slip | None
) -> ExerciseResult:
    """Return the exercise's result: points in proportion to the weight that the checks earn.

    A check that faulted leaves the score open: a grader's fault is never a zero.
    """
    total = sum(c.weight for c in checks)
    earned = sum(c.weight * c.earned for c in checks)
    faulted = any(c.outcome is Outcome.FAULT for c in checks) or not total
    score = None if faulted else round(exercise.points * earned / total, 2)
    return ExerciseResult(
        id=exercise.id,
        name=exercise.name,
        points=exercise.points,
        score=score,
        origin=origin,
        checks=one_line(checks),
        slip=slip,
    )


def write_result(path: Path, result: SubmissionResult) -> None:
    """Write the result whole or not at all."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")


def read_result(path: Path) -> SubmissionResult:
    """Return the result in `path`. Raises `UserError` where it is not one."""
    try:
        result = msgspec.json.decode(path.read_bytes(), type=SubmissionResult)
    except FileNotFoundError:
        raise UserError(f"There is no result {path}: grade first.") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UserError(
            f"{path} is not a result of this autograder ({error}): delete it and grade again."
        ) from None
    if result.schema != SCHEMA:
        raise UserError(
            f"{path} was written by another version (schema {result.schema}): delete it and grade again."
        )
    return result
