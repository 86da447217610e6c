"""What authors write with: `@mistake`, `@alternative` and `@oracle` mark what proves the checks.

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

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Mistake:
    """A typical slip: `says` is for the student and gives no right answer away."""

    name: str
    says: str
    caught_by: str
    function: Callable[..., Any]
    page: str = ""


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


def mistake(*, says: str, caught_by: str, page: str = "") -> Callable[[F], F]:
    """Mark a function as a known mistake of its folder's exercise.

    `caught_by` is the name of the check (public or hidden) that is meant to catch it, `page` an
    anchor of the site where the slip is explained (default: the exercise's own).
    """

    def mark(function: F) -> F:
        return _marked(function, Mistake(function.__name__, says, caught_by, function, page))

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


def _marked(function: F, mark: Mistake | Alternative | Oracle) -> F:
    function.__autograder__ = mark  # type: ignore[attr-defined]
    return function
