"""What became of one check, and the exceptions that say so."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec


class Outcome(StrEnum):
    """The outcomes of a check. `PASS` earns its weight and `PARTIAL` a share of it; `FAULT` is ours
    and is never a zero."""

    PASS = "pass"
    PARTIAL = "partial"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    ERROR = "error"
    TIMEOUT = "time-out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    FORBIDDEN = "forbidden"
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
        self.hidden_hint: str | None = None  # where the hint itself may tell of an input
        # The student's own lines that an error came through; and the one that a hidden check names.
        self.lines: tuple[str, ...] = ()
        self.hidden_line = ""


class Wrong(CheckFailure):
    """The student's function returned something, and it is not right."""


class Partial(CheckFailure):
    """What came back is right in part, and earns this share of the check's weight."""

    outcome = Outcome.PARTIAL

    def __init__(self, share: float, headline: str, *, got: str = "", hint: str = "") -> None:
        super().__init__(headline, got=got, hint=hint)
        self.share = share


class NotAttempted(CheckFailure):
    """The stub is untouched."""

    outcome = Outcome.NOT_ATTEMPTED

    def __init__(self) -> None:
        super().__init__("not attempted yet")


class Missing(CheckFailure):
    """There is no such function, or no such file, in the submission."""

    def __init__(self, headline: str) -> None:
        super().__init__(headline[:LONGEST])
        self.hidden_headline = "the function was not found in the submission"


class Uncarriable(CheckFailure):
    """The student's function returned something that is not data."""

    def __init__(self, headline: str) -> None:
        super().__init__(headline[:LONGEST])
        self.hidden_headline = "returned something that this check cannot use"


class ChangedArgument(CheckFailure):
    """The student's function wrote to what it was given."""

    def __init__(self, which: str) -> None:
        super().__init__(
            f"your function changes {which}, which belongs to whoever called it",
            hint="compute with a copy, such as `x = np.array(x, dtype=float)`, or write `y = y - m` "
            "where `y -= m` stands: an argument is left as it is",
        )


class Frame(NamedTuple):
    """One line of the student's own code in a traceback, as the sandbox reports it."""

    file: str
    line: int
    function: str
    code: str

    def __str__(self) -> str:
        where = f", in {self.function}" if self.function else ""
        return f"{self.file}, line {self.line}{where}: {self.code}"


class StudentError(CheckFailure):
    """The student's code raised an exception.

    What it says of itself comes from the sandbox, where the student may have written it: cut to
    size here, taken where it is text, and never shown for a hidden check, whose inputs it could
    hold.
    """

    outcome = Outcome.ERROR

    def __init__(self, raised: dict[str, Any]) -> None:
        self.type_name = _text(raised.get("type"), 80) or "Exception"
        bases = raised.get("bases", ())
        bases = bases[:12] if isinstance(bases, (list, tuple)) else ()
        self.bases = tuple(_text(b, 80) for b in bases)
        self.message = _text(raised.get("message"), LONGEST)
        text = f"{self.type_name}: {self.message}" if self.message else self.type_name
        super().__init__(f"your code raised {text}", hint=_not_here(self.type_name, text))
        self.hidden_headline = f"your code raised {self.kind}"
        self.frames = _frames(raised.get("lines", ()))
        self.lines = tuple(map(str, self.frames))

    @property
    def kind(self) -> str:
        """The common exception that it is, or is made from: a name that a student gave says nothing."""
        names = (self.type_name, *self.bases)
        return next((name for name in names if name in _TOLD_ERRORS), "an exception")


def _not_here(kind: str, text: str) -> str:
    """What to do where code asks for what a check does not have: somebody to type, or a GPU."""
    if kind == "BdbQuit":
        return "take `breakpoint()` out: a check has no keyboard to answer the debugger with"
    if (kind == "EOFError" and "reading a line" in text) or "reading from stdin" in text:
        return "take `input()` out: a check has no keyboard; what it gives comes as arguments"
    if kind in ("AssertionError", "RuntimeError", "AcceleratorError") and _A_GPU.search(text):
        return "take `.cuda()` and `device='cuda'` out: checks run on the CPU, here and in grading"
    return ""


# PyTorch says so where it was built without CUDA, and where there is no driver or no device.
_A_GPU = re.compile(r"\bCUDA\b|\bNVIDIA\b|\bHIP\b|\bMPS\b")


class Forbidden(StudentError):
    """The student's code asked for what the sandbox does not give: the network, a file, a program."""

    outcome = Outcome.FORBIDDEN

    @classmethod
    def seen_in(cls, error: StudentError) -> Forbidden | None:
        """Return the error as a forbidden act, where it is how the sandbox refuses one."""
        hint = ""
        if "PermissionError" in error.bases or "gaierror" in error.bases:
            hint = "only computing is allowed: no network, no other program, no file but your own"
        elif "ModuleNotFoundError" in error.bases and _ABSENT.search(error.message):
            hint = "write it with the packages that the statement imports; ours are not there"
        if not hint:
            return None
        raised = {"type": error.type_name, "bases": error.bases, "message": error.message}
        found = cls({**raised, "lines": error.frames})
        found.hint = hint
        found.headline = f"not allowed while your work is graded: {found.headline}"
        found.hidden_headline = "your code asked for what is not allowed while it is graded"
        return found


# Our own packages, which no answer may lean on: they hold the reference.
_ABSENT = re.compile(
    r"No module named '(course|autograder|solutions)\b|import of (course|autograder)\b"
)
LONGEST = 2_000
# The kinds of errors that a hidden check tells apart: sixteen, so that a check tells four bits.
_TOLD_ERRORS = frozenset(
    {
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "ImportError",
        "IndexError",
        "KeyError",
        "LinAlgError",
        "NameError",
        "OSError",
        "RecursionError",
        "RuntimeError",
        "SyntaxError",
        "TypeError",
        "ValueError",
        "ZeroDivisionError",
    }
)


def _text(said: Any, most: int) -> str:
    return said[:most] if type(said) is str else ""


def _frames(lines: Any) -> tuple[Frame, ...]:
    found = []
    for line in lines[-12:] if isinstance(lines, (list, tuple)) else ():
        if isinstance(line, (list, tuple)) and [type(x) for x in line] == [str, int, str, str]:
            file, number, function, code = line
            found.append(Frame(file[:100], number, function[:80], code[:200]))
    return tuple(found)


class TimedOut(CheckFailure):
    """The student's code ran past its limit and was stopped."""

    outcome = Outcome.TIMEOUT


class OutOfMemory(CheckFailure):
    """The student's code asked for more memory than it may have."""

    outcome = Outcome.OUT_OF_MEMORY


class Crashed(CheckFailure):
    """The process that ran the student's code ended: `os._exit`, a signal, a broken reply."""

    outcome = Outcome.CRASHED

    def __init__(self, headline: str) -> None:
        super().__init__(headline)
        # By which signal, or how a reply was broken, is for the student's code to choose.
        self.hidden_headline = "the program that ran your code ended, or answered what nobody asked"
