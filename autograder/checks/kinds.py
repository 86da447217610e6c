"""One check a kind of permitted input, and one a kind of refused call, made from `inputs.py`.

A kind's check sends its call to the student's function, compares with the right answer, and asks
again in one or more of the forms in which the call is still the same. A refused call counts only
after a permitted one was answered rightly: code that always refuses knows nothing.

What is asked and what is right is the same for every student: it is worked out once for a seed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from autograder.authors import Asked, Kind, Refused, Truth
from autograder.checks.expect import Expect
from autograder.checks.outcome import CheckFailure, NotAttempted
from autograder.checks.seeds import rng_of
from autograder.checks.student import Student
from autograder.checks.variations import VARIATIONS, Domain, Variation, varied
from autograder.errors import UserError


class Form(NamedTuple):
    """A call in another form; `words` goes on after "given"."""

    words: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class Case(NamedTuple):
    """What one kind asks on one seed, in one form or more, and the right answer."""

    forms: tuple[Form, ...]
    want: Any


class Inputs:
    """What `inputs.py` of one exercise says. Raises `UserError` where it lacks a part."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self.path = module.__file__ or ""
        self.exercise = name
        marks = [getattr(v, "__autograder__", None) for v in vars(module).values()]
        self.kinds = [m for m in marks if isinstance(m, Kind)]
        self.refused = [m for m in marks if isinstance(m, Refused)]
        truths = [m for m in marks if isinstance(m, Truth)]
        self.domain: Domain = getattr(module, "DOMAIN", {})
        if len(truths) != 1 or not self.kinds:
            raise UserError(
                f"{self.path} needs one function marked @truth, which returns the right answer, and at "
                f"least one marked @kind; it has {len(truths)} and {len(self.kinds)}."
            )
        self.truth = truths[0]
        self.signature = inspect.signature(self.truth.function)
        unknown = set(self.domain) ^ set(self.signature.parameters)
        if unknown:
            raise UserError(
                f"{self.path}: DOMAIN has to say of each parameter of {self.truth.function.__name__} what "
                f"it may be, and of nothing else. Look at {', '.join(sorted(unknown))}."
            )
        self._cases: dict[int, dict[str, Case]] = {}

    def cases(self, seed: int) -> dict[str, Case]:
        """Return kind -> what it asks on this seed, with every form asked by one of the kinds."""
        if seed not in self._cases:
            if len(self._cases) >= _SEEDS_KEPT:
                self._cases.clear()
            self._cases[seed] = self._make(seed)
        return self._cases[seed]

    def _make(self, seed: int) -> dict[str, Case]:
        calls = {k.name: _asked(k.function(rng_of(seed, k.name))) for k in self.kinds}
        forms: dict[str, list[Form]] = {n: [Form("", c.args, c.kwargs)] for n, c in calls.items()}
        given = {name: self._by_name(call) for name, call in calls.items()}
        for variation in VARIATIONS:
            for name in self._askers(variation, given, forms):
                forms[name].append(self._form(variation, given[name], calls[name]))
        if self.truth.repeatable:
            first = next(iter(calls))
            forms[first].append(forms[first][0]._replace(words="once more"))
        return {
            name: Case(tuple(forms[name]), self.truth.function(*call.args, **call.kwargs))
            for name, call in calls.items()
        }

    def _askers(
        self,
        variation: Variation,
        given: Mapping[str, dict[str, Any]],
        forms: Mapping[str, Sequence[Form]],
    ) -> list[str]:
        """The kinds that ask in this form: of those that can, the ones with the fewest forms.

        One for each argument that can be changed, since not every kind has one to change.
        """
        chosen: list[str] = []
        left = set(self.domain)
        while True:
            changes = {
                name: {k for k in left & set(values) if new is not None and new[k] is not values[k]}
                for name, values in given.items()
                for new in (varied(variation, self.domain, values),)
            }
            if variation.by_name:
                changes = {name: left & set(values) for name, values in given.items()}
            able = [name for name in given if changes[name]]
            if not able:
                return chosen
            best = min(able, key=lambda n: (-len(changes[n]), len(forms[n])))
            chosen.append(best)
            left -= changes[best]

    def _form(self, variation: Variation, given: dict[str, Any], call: Asked) -> Form:
        new = varied(variation, self.domain, given)
        assert new is not None
        if variation.by_name:
            return Form(variation.words, (), new)
        names = list(given)[: len(call.args)]
        return Form(variation.words, tuple(new[n] for n in names), {k: new[k] for k in call.kwargs})

    def _by_name(self, call: Asked) -> dict[str, Any]:
        return dict(self.signature.bind(*call.args, **call.kwargs).arguments)

    def check(self, kind: Kind) -> Callable[..., None]:
        """Return the check of one kind, as pytest calls it."""

        def check(student: Student, expect: Expect, seed: int) -> None:
            self._judge(student, expect, self.cases(seed)[kind.name], kind.label)

        check.__doc__ = f"The answer is right for {kind.label}."
        return check

    def refusal(self, refused: Refused) -> Callable[..., None]:
        """Return the check of one kind of refused call, as pytest calls it."""
        beside = getattr(refused.beside, "__name__", self.kinds[0].name)

        def check(student: Student, expect: Expect, seed: int) -> None:
            case = self.cases(seed)[beside]
            one = case._replace(forms=case.forms[:1])
            self._judge(student, expect, one, "a call that is permitted")
            call = _asked(refused.function(rng_of(seed, refused.name)))
            names = refused.names
            words = names if isinstance(names, str) else names(*call.args, **call.kwargs)

            def ask() -> Any:
                return self._ask(student, call.args, call.kwargs)

            expect.raises(refused.error, ask, names=words, hint=refused.hint)

        check.__doc__ = f"A {refused.error.__name__} refuses {refused.label}."
        return check

    def _ask(self, student: Student, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if self.truth.ask is not None:
            return self.truth.ask(student, *args, **kwargs)
        return getattr(student, self.exercise)(*args, **kwargs)

    def _judge(self, student: Student, expect: Expect, case: Case, label: str) -> None:
        for form in case.forms:
            try:
                got = self._ask(student, form.args, form.kwargs)
                compare(expect, got, case.want, self.truth)
            except NotAttempted:
                raise
            except CheckFailure as failure:
                where = f"for {label}" + (f", given {form.words}" if form.words else "")
                if form.words == "once more":
                    where = "when the same call is asked again"
                failure.headline = f"{where}: {failure.headline}"
                failure.hidden_headline = f"{where}: {failure.hidden_headline}"
                raise


# A class is graded on one seed; `verify` takes a hundred in turn.
_SEEDS_KEPT = 4


def compare(expect: Expect, got: Any, want: Any, truth: Truth) -> None:
    """Fail the check unless `got` is the right answer `want`, as `truth` says how to compare."""
    if truth.judge is not None:
        truth.judge(expect, got, want)
        return
    _compare(expect, got, want, truth, truth.what)


def _compare(expect: Expect, got: Any, want: Any, truth: Truth, what: str) -> None:
    if isinstance(want, dict):
        expect.that(isinstance(got, dict), f"{what} is no dictionary")
        expect.equal(sorted(map(str, got)), sorted(map(str, want)), what=f"the keys of {what}")
        for key in want:
            _compare(expect, got[key], want[key], truth, what)
    elif isinstance(want, (bool, np.bool_, str)) or want is None:
        expect.equal(got, want, what=what)
    elif isinstance(want, (int, np.integer)):
        expect.equal(expect.number(got, what=what), int(want), what=what)
    elif isinstance(want, (list, tuple)) and not _is_numbers(want):
        expect.that(
            isinstance(got, (list, tuple, np.ndarray)) and len(got) == len(want),
            f"{what} has not the parts that were asked for",
        )
        for one, other in zip(got, want, strict=True):
            _compare(expect, one, other, truth, what)
    elif np.ndim(want) == 0:
        expect.close(
            expect.number(got, what=what), want, rtol=truth.rtol, atol=truth.atol, what=what
        )
    else:
        expect.close(got, want, rtol=truth.rtol, atol=truth.atol, what=what)


def _is_numbers(value: Any) -> bool:
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except ValueError:
        return False


def _asked(made: Any) -> Asked:
    if isinstance(made, Asked):
        return made
    return Asked(made if isinstance(made, tuple) else (made,), {})


@lru_cache(maxsize=512)
def _inputs(module: ModuleType, name: str) -> Inputs:
    return Inputs(module, name)


def inputs_of(module: ModuleType, name: str) -> Inputs:
    """Return what a loaded `inputs.py` says; the same object for the same module."""
    return _inputs(module, name)
