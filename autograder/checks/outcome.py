"""What became of one check, and the exceptions that say so."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Outcome(StrEnum):
    """The outcomes of a check. Only `PASS` earns its weight; `FAULT` is ours and is never a zero."""

    PASS = "pass"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    ERROR = "error"
    TIMEOUT = "time-out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    FAULT = "grader fault"


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a student reads. For a hidden check `called`, `got` and `expected` hold shapes only."""

    headline: str
    called: str = ""
    got: str = ""
    expected: str = ""
    try_: str = msgspec.field(default="", name="try")
    lines: tuple[str, ...] = ()


class CheckFailure(Exception):
    """Base of every exception by which a check says that a student's work does not pass it."""

    outcome = Outcome.WRONG

    def __init__(self, headline: str, *, got: str = "", expected: str = "", hint: str = "") -> None:
        super().__init__(headline)
        self.headline = headline
        self.got = got
        self.expected = expected
        self.hint = hint
        # What the failure may say when the check is hidden: never an input, never a right answer.
        self.hidden_headline = headline
        self.lines: tuple[str, ...] = ()


class Wrong(CheckFailure):
    """The student's function returned something, and it is not right."""


class NotAttempted(CheckFailure):
    """The stub is untouched."""

    outcome = Outcome.NOT_ATTEMPTED

    def __init__(self) -> None:
        super().__init__("not attempted yet")


class Missing(CheckFailure):
    """There is no such function, or no such file, in the submission."""


class Uncarriable(CheckFailure):
    """The student's function returned something that is not data."""


class StudentError(CheckFailure):
    """The student's code raised an exception."""

    outcome = Outcome.ERROR

    def __init__(self, raised: dict[str, Any]) -> None:
        self.type_name = str(raised.get("type", "Exception"))
        self.bases = tuple(str(b) for b in raised.get("bases", ()))
        self.message = str(raised.get("message", ""))
        text = f"{self.type_name}: {self.message}" if self.message else self.type_name
        super().__init__(f"your code raised {text}")
        # A message can quote the inputs, and a hidden check's inputs stay hidden.
        self.hidden_headline = f"your code raised {self.type_name}"
        self.lines = tuple(
            f"{name}, line {number}{f', in {where}' if where else ''}: {code}"
            for name, number, where, code in raised.get("lines", ())
        )


class TimedOut(CheckFailure):
    """The student's code ran past its limit and was stopped."""

    outcome = Outcome.TIMEOUT


class OutOfMemory(CheckFailure):
    """The student's code asked for more memory than it may have."""

    outcome = Outcome.OUT_OF_MEMORY


class Crashed(CheckFailure):
    """The process that ran the student's code ended: `os._exit`, a signal, a broken reply."""

    outcome = Outcome.CRASHED
