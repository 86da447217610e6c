"""Outside truth: for each exercise, what somebody else's code says of the same random inputs.

One file an exercise, `oracles/ch1_ols/e04_confidence_interval.py`, one decorated function an
oracle. It is given the solution (as a check's `student`) and a random generator, and returns three
answers to one question: the solution's, the reference library's, and the outside one. `autograder
verify` compares them over many seeds.

    @oracle("whose code, table or formula it is")
    def its_name(student, rng):
        ...
        return Agreement(solution=..., reference=..., outside=...)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


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


def oracle(source: str) -> Callable[[F], F]:
    """Mark a function as an oracle of its file's exercise. `source` is shown in the proof."""

    def mark(function: F) -> F:
        function.__vraisemblance__ = Oracle(function.__name__, source, function)  # type: ignore[attr-defined]
        return function

    return mark
