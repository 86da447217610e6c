"""Unusual right answers: correct implementations that a careless check would reject.

One file an exercise, `alternatives/ch1_ols/e04_confidence_interval.py`, one decorated function an
alternative: lists for arrays, pandas for NumPy, another algorithm, prints and warnings on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Alternative:
    """A right answer written another way; `why` says what is unusual about it."""

    name: str
    why: str
    function: Callable[..., Any]


def alternative(why: str) -> Callable[[F], F]:
    """Mark a function as an unusual right answer to its file's exercise."""

    def mark(function: F) -> F:
        function.__vraisemblance__ = Alternative(  # type: ignore[attr-defined]
            name=function.__name__, why=why, function=function
        )
        return function

    return mark
