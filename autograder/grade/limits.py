"""What grading may spend: on a student's code, and on judging what comes back from it.

Everything is counted anew for each exercise, so that a slow one takes nothing from the next.
"""

from __future__ import annotations

import math

import msgspec

from autograder.errors import UserError
from autograder.registry import Chapter, Exercise

_LONGEST_S = 86_400.0
_MOST_MB = 1 << 20
# Wall-clock seconds that one CPU second of ours may take on a machine that is busy.
BUSY = 3.0
# Seconds in which a sandbox is started, a reference imported, and the solution judged once.
PREPARING_S = 120.0


class CallLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one exercise of one submission may use: `[limits]` of `autograder.toml`.

    load_s      seconds to load what was handed in: all cells of a notebook
    cell_s      seconds of one cell of a notebook
    call_s      seconds of one call of a student's function
    exercise_s  seconds of all calls of one exercise's checks together
    cpu_s       CPU seconds of the same, of all processes that the code starts
    memory_mb   MiB that the code may map beyond the libraries
    judge_s     CPU seconds of ours to judge one exercise's answers, beyond what the solution takes
    judge_mb    MiB of ours for the same
    """

    load_s: float = 60.0
    cell_s: float = 10.0
    call_s: float = 10.0
    exercise_s: float = 120.0
    cpu_s: float = 120.0
    memory_mb: int = 1024
    judge_s: float = 20.0
    judge_mb: int = 1024

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            _check(name, getattr(self, name))
        if self.call_s > self.exercise_s:
            raise ValueError(
                f"call_s = {self.call_s:g} is more than exercise_s = {self.exercise_s:g}, which is for "
                "all calls of an exercise together: raise exercise_s too"
            )

    def of(self, exercise: Exercise) -> CallLimits:
        """Return the limits of one exercise: what its `chapter.toml` says of it comes first.

        Raises `UserError` where the two do not go together.
        """
        own = exercise.limits.stated if exercise.limits is not None else {}
        try:
            return msgspec.convert({**msgspec.structs.asdict(self), **own}, CallLimits)
        except msgspec.ValidationError as error:
            raise UserError(
                f"chapter.toml: the limits of exercise {exercise.name!r} do not fit those of the "
                f"course: {error}."
            ) from None

    @property
    def stage_s(self) -> float:
        """Seconds after which a grading process that has said nothing is taken to be stuck."""
        return self.load_s + self.exercise_s + BUSY * self.judge_s + PREPARING_S


def longest_stage_s(limits: CallLimits, chapter: Chapter) -> float:
    """Return the longest that any exercise of the chapter may keep a grading process silent."""
    return max([limits.stage_s, *(limits.of(e).stage_s for e in chapter.exercise)])


def as_recorded(limits: CallLimits, chapter: Chapter) -> dict[str, float]:
    """Return the limits as a result records them: the course's, and each exercise's own."""
    found = {k: float(v) for k, v in msgspec.structs.asdict(limits).items()}
    for exercise in chapter.exercise:
        if exercise.limits is not None:
            stated = exercise.limits.stated.items()
            found |= {f"{exercise.name}.{k}": float(v) for k, v in stated}
    return found


def _check(name: str, value: float) -> None:
    most = _MOST_MB if name.endswith("_mb") else _LONGEST_S
    if not (math.isfinite(value) and 0 < value <= most):
        unit = "MiB" if name.endswith("_mb") else "seconds"
        raise ValueError(
            f"{name} = {value:g} is not a limit: give a number of {unit} above 0, of {most:g} at most"
        )
