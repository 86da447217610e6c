"""What stands for an object that stays on the student's side, and what says that one cannot stay."""

from __future__ import annotations


class Unsuitable(Exception):
    """The object is not of the kind that was asked for, or cannot be used as that kind is."""


class Reference:
    """Stands for a kept object in a reply."""

    def __init__(self, number: int) -> None:
        self.number = number


class Changed(Exception):
    """The function wrote to an argument: the place of it among the arguments, or its name."""

    def __init__(self, which: int | str) -> None:
        super().__init__(which)
        self.which = which
