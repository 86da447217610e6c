"""What authors write with: `@kind`, `@refused` and `@truth` say what may be asked of an exercise and
what is right; `@mistake`, `@alternative` and `@oracle` mark what proves the checks.

`inputs.py` of an exercise's folder is the statement's domain as code. `DOMAIN` says what each argument
may be, in the words of `autograder.domain`; each kind of permitted input is a function of a random
generator that returns the arguments of a call; and so is each call that has to be refused.

    DOMAIN = {"X": matrix(rows=">"), "y": array(), "level": number(above=0, below=1)}

    @truth(what="the array of standard errors")
    def right(X, y): ...

    @kind("one column")
    def one_column(rng):
        return X, y

    @refused("as many rows as columns", ValueError)
    def as_many_rows(rng):
        return X, y

The grader sends each kind to the student's function and compares with `right`; some of the calls it
sends in another form too: lists for arrays, whole numbers for floats, keywords. See
`autograder.checks.kinds`.

`mistakes.py`, `alternatives.py` and `oracles.py` of an exercise's folder hold one decorated function
each entry. A mistake is a small wrong implementation with a sentence for the student; an alternative
an unusual right answer, which a careless check would reject; an oracle asks somebody else's code.

    @mistake(says="What the slip is, why it gives this number, what to do.", caught_by="test_...")
    def name_of_the_slip(x, y): ...

    @alternative("what is unusual about it")
    def its_name(x, y): ...

    @oracle("whose code, table or formula it is")
    def its_name(student, rng):
        ...
        return Agreement(solution=..., reference=..., outside=...)

The parameters of mistakes and alternatives are the exercise's. An oracle is given the solution (as a
check's `student`) and a random generator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.domain import (  # noqa: F401  part of what authors write with
    anything,
    array,
    choice,
    labels,
    matrix,
    number,
    whole_number,
)

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Mistake:
    """A typical slip: `says` is for the student and gives no right answer away."""

    name: str
    says: str
    caught_by: str
    function: Callable[..., Any]
    page: str = ""
    # Whether a student's own machine names it, which has the public checks alone.
    at_home: bool = True


@dataclass(frozen=True)
class Alternative:
    """A right answer written another way; `why` says what is unusual about it."""

    name: str
    why: str
    function: Callable[..., Any]


@dataclass(frozen=True)
class Agreement:
    """Three answers to one question, as numbers or arrays, and how closely they have to agree."""

    solution: Any
    reference: Any
    outside: Any
    rtol: float = 1e-8
    atol: float = 1e-10


@dataclass(frozen=True)
class Oracle:
    """One outside source: `source` names the library, the table or the formula."""

    name: str
    source: str
    function: Callable[..., Agreement]


@dataclass(frozen=True)
class Asked:
    """The arguments of a call, some of them by name."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of permitted input: `label` goes on after "for", as in "for whole numbers"."""

    name: str
    label: str
    function: Callable[..., Any]
    weight: float = 1.0


@dataclass(frozen=True)
class Refused:
    """Calls that have to be refused with `error`, whose message has to contain `names`."""

    name: str
    label: str
    error: type[Exception]
    function: Callable[..., Any]
    # The kind whose right answer makes the refusal count; None: the first of the file.
    beside: Callable[..., Any] | None = None
    names: Callable[..., str] | str = ""
    hint: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Truth:
    """The right answer to any permitted call, and how an answer is compared with it."""

    function: Callable[..., Any]
    what: str
    rtol: float
    atol: float
    # Where the answer is an object: what is asked of it, as `ask(student, *args)`.
    ask: Callable[..., Any] | None = None
    # Where comparing takes more than closeness: `judge(expect, got, want)`.
    judge: Callable[..., Any] | None = None
    # Whether the same call has to get the same answer when it is asked again.
    repeatable: bool = True


def asked(*args: Any, **kwargs: Any) -> Asked:
    """Return the arguments of a call, for a kind that gives some of them by name."""
    return Asked(args, kwargs)


def truth(
    *,
    what: str,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    ask: Callable[..., Any] | None = None,
    judge: Callable[..., Any] | None = None,
    repeatable: bool = True,
) -> Callable[[F], F]:
    """Mark the function of `inputs.py` that returns the right answer: the reference, or an oracle.

    Its parameters are the exercise's. `what` names the answer in messages, in the singular: "the array
    of standard errors". Numbers are compared within `rtol` and `atol`; texts and booleans exactly.
    """

    def mark(function: F) -> F:
        return _marked(function, Truth(function, what, rtol, atol, ask, judge, repeatable))

    return mark


def kind(label: str, *, weight: float = 1.0) -> Callable[[F], F]:
    """Mark a function of `rng` that returns the arguments of a permitted call.

    A tuple is given by place; `asked(X, y, level=0.9)` gives some by name. `label` says in the student's
    words which inputs these are, going on after "for": "data without a constant column".
    """

    def mark(function: F) -> F:
        return _marked(function, Kind(function.__name__, label, function, weight))

    return mark


def refused(
    label: str,
    error: type[Exception] = ValueError,
    *,
    beside: Callable[..., Any] | None = None,
    names: Callable[..., str] | str = "",
    hint: str = "",
    weight: float = 1.0,
) -> Callable[[F], F]:
    """Mark a function of `rng` that returns the arguments of a call which the statement forbids.

    The refusal counts only where a permitted call, of the kind `beside`, is answered rightly. `names`
    is what the error's message has to contain, or a function of the arguments that returns it.
    """

    def mark(function: F) -> F:
        made = Refused(function.__name__, label, error, function, beside, names, hint, weight)
        return _marked(function, made)

    return mark


def mistake(*, says: str, caught_by: str, page: str = "", at_home: bool = True) -> Callable[[F], F]:
    """Mark a function as a known mistake of its folder's exercise.

    `caught_by` is the name of the check (public or hidden) that is meant to catch it, `page` an
    anchor of the site where the slip is explained (default: the exercise's own). `at_home=False`
    where the public checks cannot tell it from something else: then it is named in feedback alone.
    """

    def mark(function: F) -> F:
        return _marked(
            function, Mistake(function.__name__, says, caught_by, function, page, at_home)
        )

    return mark


def alternative(why: str) -> Callable[[F], F]:
    """Mark a function as an unusual right answer to its folder's exercise."""

    def mark(function: F) -> F:
        return _marked(function, Alternative(function.__name__, why, function))

    return mark


def oracle(source: str) -> Callable[[F], F]:
    """Mark a function as an oracle of its folder's exercise. `source` is shown in the proof."""

    def mark(function: F) -> F:
        return _marked(function, Oracle(function.__name__, source, function))

    return mark


def _marked(function: F, mark: Mistake | Alternative | Oracle | Kind | Refused | Truth) -> F:
    function.__autograder__ = mark  # type: ignore[attr-defined]
    return function
