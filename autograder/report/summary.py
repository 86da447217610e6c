"""The numbers behind the class report, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from autograder.checks.outcome import Outcome
from autograder.grade.submission_result import ExerciseResult, SubmissionResult
from autograder.registry import Chapter, Exercise
from autograder.report.items import Discrimination, difficulty, discrimination
from autograder.report.trends import ChapterPoint, Trend, trend_of

# What became of an exercise that the result file does not know: the chapter has changed since.
NOT_GRADED = "not graded"
# The kind of a problem: handed in, by a name that the class's list does not have.
NOT_ON_THE_ROSTER = "not on the roster"
UNUSABLE = "cannot be graded"
# What went wrong, from the one that says most about an exercise to the one that says least.
_TROUBLES = (
    Outcome.FAULT,
    Outcome.TIMEOUT,
    Outcome.OUT_OF_MEMORY,
    Outcome.CRASHED,
    Outcome.FORBIDDEN,
    Outcome.ERROR,
)


class CheckRate(msgspec.Struct, frozen=True):
    """How one check went: of those who attempted the exercise, how many passed, and who did not."""

    exercise: str
    check: str
    title: str
    hidden: bool
    passed: int
    attempted: int
    failed: tuple[str, ...] = ()

    @property
    def rate(self) -> float | None:
        """Share of attempts that pass; None where nobody attempted the exercise."""
        return self.passed / self.attempted if self.attempted else None


class SlipCount(msgspec.Struct, frozen=True):
    """Who made a known mistake."""

    exercise: str
    name: str
    says: str
    page: str
    students: tuple[str, ...]

    @property
    def often(self) -> bool:
        """Whether it is more than one student's."""
        return len(self.students) > 1


class Item(msgspec.Struct, frozen=True):
    """One exercise: how many got all, some or none of its points, and what it says of a student.

    `checks` come most-failed first, `slips` most frequent first.
    """

    number: int
    name: str
    title: str
    points: float
    full: int
    part: int
    zero: int
    blank: int
    open: int
    share: float | None
    discrimination: Discrimination | None
    checks: tuple[CheckRate, ...]
    slips: tuple[SlipCount, ...]

    @property
    def students(self) -> int:
        """Everyone who handed in."""
        return self.full + self.part + self.zero + self.blank + self.open

    @property
    def attempted(self) -> int:
        """Those who wrote something for this exercise."""
        return self.students - self.blank

    @property
    def slipped(self) -> int:
        """Those whose mistake was recognised."""
        return sum(len(s.students) for s in self.slips)


class Row(msgspec.Struct, frozen=True):
    """One student: the score of each exercise (None: open), the points it could give, the total."""

    student: str
    scores: tuple[float | None, ...]
    states: tuple[str, ...]
    slips: tuple[str, ...]
    total: float
    share: float


class Problem(msgspec.Struct, frozen=True):
    """Something that a person should look at: whose it is ("": nobody's), its kind, and what it is."""

    student: str
    kind: str
    says: str


class ClassSummary(msgspec.Struct, frozen=True):
    """A graded class."""

    title: str
    assignment: str
    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    # How many the class has: the roster where there is one, else those who handed in.
    size: int
    median: float | None
    mean: float | None
    quartiles: tuple[float, float] | None
    # (lower edge, upper edge, students): ten equal bins of the share of points.
    histogram: tuple[tuple[float, float, int], ...]
    trend: Trend

    @property
    def exercises(self) -> tuple[str, ...]:
        """Names of the exercises, in order."""
        return tuple(i.name for i in self.items)

    @property
    def points(self) -> tuple[float, ...]:
        """Points of the exercises, in order."""
        return tuple(i.points for i in self.items)

    @property
    def max_score(self) -> float:
        """Points of the whole assignment."""
        return sum(self.points)

    @property
    def checks(self) -> tuple[CheckRate, ...]:
        """Every check of every exercise."""
        return tuple(c for item in self.items for c in item.checks)

    @property
    def slips(self) -> tuple[SlipCount, ...]:
        """Every slip that was recognised, most frequent first."""
        found = [s for item in self.items for s in item.slips]
        return tuple(sorted(found, key=lambda s: (-len(s.students), s.exercise, s.name)))

    @property
    def based_on(self) -> int:
        """How many students the discriminations rest on; 0 where none is defined."""
        return max((i.discrimination.students for i in self.items if i.discrimination), default=0)

    @property
    def to_look_at(self) -> int:
        """How many students (and problems that are nobody's) a person should look at."""
        named = {p.student for p in self.problems if p.student}
        return len(named) + sum(not p.student for p in self.problems)


def summarise(
    chapter: Chapter,
    results: Sequence[SubmissionResult],
    *,
    roster: Sequence[str] = (),
    misplaced: Sequence[Problem] = (),
    history: Sequence[ChapterPoint] = (),
) -> ClassSummary:
    """Return the summary of a class from its result files. An empty class has no averages.

    `roster` lists who should hand in (those who did may be left out), `misplaced` what was found where
    it does not belong, `history` the graded chapters, this one among them.
    """
    results = sorted(results, key=lambda r: r.student)
    rows = tuple(_row(chapter, r) for r in results)
    totals = np.array([row.total for row in rows])
    counts, edges = np.histogram([row.share for row in rows], bins=10, range=(0.0, 1.0))
    handed_in = {row.student for row in rows}
    listed = {p.student for p in misplaced if p.student}
    absent = sorted(set(roster) - handed_in - listed)
    return ClassSummary(
        title=chapter.title,
        assignment=chapter.folder,
        items=tuple(_item(e, i, rows, results) for i, e in enumerate(chapter.exercise)),
        rows=rows,
        problems=(
            *_open_scores(results),
            *_changed_since(chapter, results),
            *misplaced,
            *(Problem(r.student, "submission", says) for r in results for says in r.problems),
            *(
                Problem(name, "not handed in", "no work was found for this chapter")
                for name in absent
            ),
        ),
        size=len(handed_in | set(roster)),
        median=float(np.median(totals)) if rows else None,
        mean=float(totals.mean()) if rows else None,
        quartiles=(float(np.quantile(totals, 0.25)), float(np.quantile(totals, 0.75)))
        if rows
        else None,
        histogram=tuple(
            (float(a) * chapter.points, float(b) * chapter.points, int(n))
            for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)
        ),
        trend=trend_of(chapter.folder, history),
    )


def state(result: ExerciseResult | None) -> str:
    """Return one word for how an exercise went: the outcome of its first check that did not pass."""
    if result is None:
        return NOT_GRADED
    if not result.attempted:
        return Outcome.NOT_ATTEMPTED.value
    for wanted in _TROUBLES:
        if any(c.outcome is wanted for c in result.checks):
            return wanted.value
    if all(c.outcome is Outcome.PASS for c in result.checks):
        return Outcome.PASS.value
    return Outcome.WRONG.value


def _row(chapter: Chapter, result: SubmissionResult) -> Row:
    by_name = {e.name: e for e in result.exercises}
    # An exercise that has come into the chapter since has no result yet: open, and listed.
    ordered = [by_name.get(e.name) for e in chapter.exercise]
    return Row(
        student=result.student,
        scores=tuple(e.score if e else None for e in ordered),
        states=tuple(state(e) for e in ordered),
        slips=tuple(e.slip.name if e and e.slip else "" for e in ordered),
        total=result.score,
        share=min(1.0, result.score / chapter.points) if chapter.points else 0.0,
    )


def _item(
    exercise: Exercise, place: int, rows: Sequence[Row], results: Sequence[SubmissionResult]
) -> Item:
    scores = [row.scores[place] for row in rows]
    blank = [row.states[place] == Outcome.NOT_ATTEMPTED.value for row in rows]
    tried = [s for s, empty in zip(scores, blank, strict=True) if not empty]
    full = exercise.points
    made = {r.student: e for r in results for e in r.exercises if e.name == exercise.name}
    return Item(
        number=place + 1,
        name=exercise.name,
        title=exercise.title,
        points=full,
        full=sum(s is not None and s >= full for s in tried),
        part=sum(s is not None and 0 < s < full for s in tried),
        zero=sum(s == 0 for s in tried),
        blank=sum(blank),
        open=sum(s is None for s in tried),
        share=difficulty([None if s is None else min(1.0, s / full) for s in scores]),
        discrimination=discrimination([row.scores for row in rows], place),
        checks=_checks(made),
        slips=_slips(made),
    )


def _checks(made: Mapping[str, ExerciseResult]) -> tuple[CheckRate, ...]:
    """The checks of one exercise, from student -> result; the one that most fail comes first."""
    seen: dict[tuple[str, bool], CheckRate] = {}
    for student, exercise in made.items():
        for check in exercise.checks:
            known = seen.get(
                (check.check, check.hidden),
                CheckRate(exercise.name, check.check, check.title, check.hidden, 0, 0),
            )
            right = check.outcome is Outcome.PASS
            failed = exercise.attempted and not right
            seen[check.check, check.hidden] = msgspec.structs.replace(
                known,
                passed=known.passed + right,
                attempted=known.attempted + exercise.attempted,
                failed=(*known.failed, student) if failed else known.failed,
            )
    return tuple(sorted(seen.values(), key=lambda c: 2.0 if c.rate is None else c.rate))


def _slips(made: Mapping[str, ExerciseResult]) -> tuple[SlipCount, ...]:
    """The slips of one exercise, from student -> result; the most frequent comes first."""
    by_name: dict[str, list[str]] = {}
    words = {}
    for student, exercise in made.items():
        if exercise.slip is not None:
            by_name.setdefault(exercise.slip.name, []).append(student)
            words[exercise.slip.name] = (exercise.name, exercise.slip.says, exercise.slip.page)
    counts = [
        SlipCount(words[name][0], name, *words[name][1:], students=tuple(students))
        for name, students in by_name.items()
    ]
    return tuple(sorted(counts, key=lambda s: (-len(s.students), s.name)))


def _open_scores(results: Sequence[SubmissionResult]) -> list[Problem]:
    found = []
    for result in results:
        for exercise in result.exercises:
            broken = [c for c in exercise.checks if c.outcome is Outcome.FAULT]
            why = "; ".join(
                f"{c.check}: {c.message.headline if c.message else 'no message'}" for c in broken
            )
            if broken or exercise.score is None:
                says = f"{exercise.name} has no score yet: {why or 'no check could be run'}"
                found.append(Problem(result.student, "open score", says))
    return found


def _changed_since(chapter: Chapter, results: Sequence[SubmissionResult]) -> list[Problem]:
    """What was graded when the chapter was another one."""
    found = []
    now = {e.name: e.points for e in chapter.exercise}
    for result in results:
        then = {e.name: e.points for e in result.exercises}
        says = [f"{name} was not in the chapter" for name in now.keys() - then.keys()]
        says += [f"{name} has left the chapter" for name in then.keys() - now.keys()]
        says += [
            f"{name} gave {then[name]:g} points and now gives {now[name]:g}"
            for name in now.keys() & then.keys()
            if then[name] != now[name]
        ]
        if says:
            text = f"graded under an earlier version ({'; '.join(sorted(says))}): grade again"
            found.append(Problem(result.student, "grade again", text))
    return found
