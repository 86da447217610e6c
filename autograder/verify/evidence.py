"""What the runs that `verify` makes say of the checks themselves: which never fail, which tell too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.checks.collection import Checks, Ran
from autograder.checks.outcome import Outcome
from autograder.checks.student import Student
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, check_files
from autograder.verify.memorisers import Impostor, know_nothings, memorisers_of
from autograder.verify.telling import Open, secrets_of_run, told

# The outcomes by which a check judges. An answer that breaks down fails even one that looks at nothing.
_JUDGED = (Outcome.WRONG, Outcome.PARTIAL)


# What an answer that knows nothing may earn.
MOST_BY_NOTHING = 0.1


class Evidence:
    """Collects, of each check, whether it ever found an answer wrong and what its messages told."""

    def __init__(self, root: Path, chapter: Chapter, exercise: Exercise) -> None:
        self.exercise = exercise
        public, *secret = check_files(root, chapter, exercise)
        files = ChapterFiles(root, chapter.folder)
        everyones = (public, files.given, files.stub(exercise.name))
        self._known = Open(p.read_text(encoding="utf-8") for p in everyones if p.is_file())
        self._source = "\n".join(p.read_text(encoding="utf-8") for p in secret)
        # Seed and check -> the solution's run.
        self._right: dict[tuple[int, str], Ran] = {}
        self._hidden: dict[str, bool] = {}
        self._found_wrong: set[str] = set()
        self._told: dict[str, list[str]] = {}
        # The largest share of the exercise's weight that knowing the public calls by heart earns.
        self.by_heart = 0.0
        # The same for an answer that knows nothing at all.
        self.by_nothing = 0.0
        self._too_generous: list[str] = []

    def solution(self, ran: Sequence[Ran], seed: int) -> None:
        """Remember a run of the solution, whose answers are the right ones."""
        for one in ran:
            self._right[seed, one.result.check] = one
            self._hidden[one.result.check] = one.result.hidden

    def saw(self, ran: Sequence[Ran], seed: int) -> None:
        """Look at a run of an answer that is not right."""
        self._found_wrong |= {r.result.check for r in ran if r.result.outcome in _JUDGED}
        self.read(ran, seed)

    def read(self, ran: Sequence[Ran], seed: int) -> None:
        """Look only at what hidden checks said."""
        for one in ran:
            result = one.result
            if result.hidden and result.outcome is not Outcome.FAULT:
                right = self._right.get((seed, result.check))
                tells = told(result, secrets_of_run(one, right), self._known, self._source)
                if tells:
                    self._told.setdefault(result.check, tells)

    def try_impostors(
        self, checks: Checks, seed: int, solution: Callable[[], Student]
    ) -> list[str]:
        """Run the answers that know the public calls by heart; return, in words, what they pass.

        The solution's run on this seed has to have been seen.
        """
        stem, returns = self.exercise.stem, self.exercise.returns
        public = [
            ran for (at, _), ran in self._right.items() if at == seed and not ran.result.hidden
        ]
        passed: dict[str, Impostor] = {}
        best, worth = 0.0, 0.0
        for impostor in memorisers_of(public, returns, solution):
            ran = checks.run({stem: impostor.make}, seed)
            self.saw(ran, seed)
            for one in ran:
                if one.result.hidden and one.result.earned:
                    passed.setdefault(one.result.check, impostor)
            whole = sum(one.result.weight for one in ran)
            best = max(best, sum(r.weight * r.earned for r in (one.result for one in ran)) / whole)
            worth = sum(r.weight for r in (one.result for one in ran) if not r.hidden) / whole
        self.by_heart = max(self.by_heart, best)
        problems = [
            f"hidden {check} gives points to an answer that {impostor.does}: let it make a call "
            "whose right answer is none of the remembered ones, and judge that answer"
            for check, impostor in passed.items()
        ]
        if passed:
            points = self.exercise.points
            problems.append(
                f"knowing the public calls by heart earns {points * best:.3g} of {points:g} points, "
                f"and the public checks are worth {points * worth:.3g}"
            )
        return problems

    def try_know_nothings(self, checks: Checks, seed: int, solution: Callable[[], Student]) -> None:
        """Run answers that know nothing: they earn next to nothing, and what they pass judges nothing."""
        for impostor in know_nothings(self.exercise.returns, solution):
            ran = checks.run({self.exercise.stem: impostor.make}, seed)
            self.saw(ran, seed)
            results = [one.result for one in ran]
            whole = sum(r.weight for r in results)
            earned = sum(r.weight * r.earned for r in results) / whole
            self.by_nothing = max(self.by_nothing, earned)
            if earned > MOST_BY_NOTHING:
                giving = ", ".join(r.check for r in results if r.earned)
                self._too_generous.append(
                    f"an answer that {impostor.does} earns {earned:.0%} of the points, and no such answer "
                    f"may earn more than {MOST_BY_NOTHING:.0%}. It passes {giving}: let each of them ask "
                    "for a right value first"
                )

    @property
    def problems(self) -> list[str]:
        """In words: checks that found no answer wrong, and hidden ones whose messages tell too much."""
        never = [
            f"{'hidden' if hidden else 'public'} {check} finds nothing wrong, neither a known mistake "
            "nor zeros in the place of the answer: let it judge, or leave it out"
            for check, hidden in self._hidden.items()
            if check not in self._found_wrong
        ]
        telling = [
            f"hidden {check} tells {', '.join(map(repr, tells[:5]))} in its message: an input, a "
            "right answer, or computed from them. Say what is wrong, without a value"
            for check, tells in self._told.items()
        ]
        return [*never, *telling, *self._too_generous]
