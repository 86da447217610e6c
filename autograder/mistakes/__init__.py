"""Known mistakes: small wrong implementations, each with a name and a sentence for the student.

One file an exercise, `mistakes/ch1_ols/e04_confidence_interval.py`, one decorated function a
mistake. The function's name is the mistake's name; its parameters are the exercise's.

    @mistake(says="What the slip is, why it gives this number, what to do.", caught_by="test_...")
    def name_of_the_slip(x, y):
        ...
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


def mistake(*, says: str, caught_by: str, page: str = "") -> Callable[[F], F]:
    """Mark a function as a known mistake of its file's exercise.

    `caught_by` is the name of the check (public or hidden) that is meant to catch it, `page` an
    anchor of the site where the slip is explained (default: the exercise's own).
    """

    def mark(function: F) -> F:
        function.__vraisemblance__ = Mistake(  # type: ignore[attr-defined]
            name=function.__name__, says=says, caught_by=caught_by, function=function, page=page
        )
        return function

    return mark
