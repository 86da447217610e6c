"""What happened in a live notebook: which cell defines a function, and what became of that cell.

IPython says after each cell how it ended. Where it has not been asked yet, because the cells ran
before ours was imported, its list of inputs still says what ran.
"""

from __future__ import annotations

import io
import linecache
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from autograder import student_work
from autograder.registry import Exercise
from autograder.worker import load

# What is shown of the text that a student's code prints during one check.
MOST_LINES, MOST_CHARACTERS = 20, 1_500


class Ran(NamedTuple):
    """One run of a cell: the number beside it, its code and id, and in words the error that ended it."""

    number: int
    source: str
    cell_id: str = ""
    error: str = ""


_runs: list[Ran] = []
_watched: list[Any] = []


def shell() -> Any:
    """Return IPython where this process is a notebook's kernel or an IPython terminal, else None."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def watch() -> None:
    """Remember from now on how each cell of this notebook ends. A second call changes nothing."""
    ip = shell()
    if ip is None or ip in _watched:
        return
    _watched.append(ip)
    ip.events.register("post_run_cell", _remember)


def _remember(result: Any) -> None:
    if result.execution_count is None or result.info is None:
        return
    ran = Ran(
        result.execution_count, str(result.info.raw_cell), str(getattr(result.info, "cell_id", ""))
    )
    error = result.error_before_exec or result.error_in_exec
    # In words at once: an exception would keep alive all that its frames hold.
    _runs.append(ran._replace(error=_told(ran, error)) if error is not None else ran)


def trouble(exercise: Exercise, namespace: dict[str, Any]) -> str:
    """Return, in one sentence, why there is no function to check; empty if there is one."""
    name = exercise.name
    if name in namespace:
        return ""
    ran = _last(lambda ran: _defines(ran.source, name))
    if ran is not None and ran.error:
        return f"The cell that defines `{name}` {ran.error}. Mend it, run it, then run this cell again."
    if ran is not None:
        return (
            f"The cell that defines `{name}` was run, but there is no `{name}` now: run it again, and "
            "read what it shows."
        )
    if _last(lambda ran: ran.cell_id == answer_cell(exercise)) is not None:
        return (
            f"The cell for your code was run, but it defines no function called `{name}`: give your "
            "function this name, run the cell, then run this one again."
        )
    return (
        f"The cell that defines `{name}` has not been run since the notebook was opened or restarted: "
        "run it, then run this cell again."
    )


def outdated(exercise: Exercise, namespace: dict[str, Any]) -> str:
    """Return, in one sentence, that an older version is checked, as the newest failed; or nothing."""
    name = exercise.name
    ran = _last(lambda ran: _defines(ran.source, name))
    if ran is None or not ran.error or name not in namespace:
        return ""
    code = getattr(namespace[name], "__code__", None)
    if code is None or _number_of(code.co_filename) in (None, ran.number):
        return ""
    return (
        f"The cell that defines `{name}` {ran.error}. What is checked here is the version that you ran "
        "before."
    )


def left_over(exercise: Exercise, namespace: dict[str, Any]) -> str:
    """Return, in one sentence, which line still raises NotAttempted in code that is written; or nothing."""
    code = getattr(namespace.get(exercise.name), "__code__", None)
    if code is None:
        return ""
    lines = linecache.getlines(code.co_filename)
    if not lines or student_work.raises_not_attempted("".join(lines), exercise.name):
        return ""
    found = [n for n, line in enumerate(lines, start=1) if re.match(r"\s*raise NotAttempted", line)]
    if not found:
        return ""
    cell = readable(Path(code.co_filename).name)
    return (
        f"Your code still raises NotAttempted ({cell}, line {found[0]}): delete that line, run the "
        "cell, then run this one again."
    )


def answer_cell(exercise: Exercise) -> str:
    """Return the id, in the file, of the cell that an exercise's answer is written in."""
    return f"{exercise.stem.replace('_', '-')}-code"


def files() -> list[str]:
    """Return the names under which IPython compiles cells, so that only the student's lines are shown."""
    return [name for name in linecache.cache if "ipykernel" in name or name.startswith("<ipython")]


def readable(text: str) -> str:
    """Return `text` with the file names that IPython gives to cells in a student's words: Cell In[5]."""
    for name in files():
        base, number = Path(name).name, _number_of(name)
        if number is not None and base in text:
            text = text.replace(base, f"Cell In[{number}]")
    return text


def _number_of(filename: str) -> int | None:
    """The number beside the cell that was compiled under this name."""
    ip = shell()
    found = None if ip is None else ip.compile.format_code_name(filename)
    digits = re.search(r"\d+", found[1]) if found else None
    return int(digits[0]) if digits else None


def _last(is_it: Callable[[Ran], bool]) -> Ran | None:
    ip = shell()
    inputs = list(ip.user_ns.get("In", ())) if ip is not None else []
    seen = {ran.number for ran in _runs}
    # The cell that is running, that of the check, is among the inputs and has not ended.
    unheard = [
        Ran(number, str(source))
        for number, source in enumerate(inputs)
        if number not in seen and number < ip.execution_count
    ]
    runs = sorted([*unheard, *_runs], key=lambda ran: ran.number)
    return next(filter(is_it, reversed(runs)), None)


def _defines(source: str, name: str) -> bool:
    name = re.escape(name)
    found = rf"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+{name}\b|^{name}[ \t]*="
    return re.search(found, source, re.MULTILINE) is not None


def _told(ran: Ran, error: BaseException) -> str:
    """What an error did to a cell, with the line at which a student finds it."""
    if isinstance(error, KeyboardInterrupt):
        return "was interrupted when it ran"
    told = load.describe(error, files())
    what = f"{told['type']}: {told['message']}" if told["message"] else told["type"]
    what = " ".join(what.split())[:300].rstrip(".")
    where = f"Cell In[{ran.number}]"
    if told["lines"]:
        file, number, _, code = told["lines"][-1]
        # The line may be one of another cell, whose function this one called.
        where = f"{readable(file)}, line {number}: {code.strip()[:120]}"
    return f"raised an error when it ran: {what} ({where})"


class Printed(io.TextIOBase):
    """Takes what a student's code prints, and keeps as much of it as a person would read."""

    def __init__(self) -> None:
        self._kept = ""
        self._left_out = 0
        self._unfinished = False

    def writable(self) -> bool:
        """Return that one can write here."""
        return True

    def write(self, text: str) -> int:
        """Keep `text` while there is room, and count the lines for which there is none."""
        taken = text[: max(MOST_CHARACTERS - len(self._kept), 0)]
        room = MOST_LINES - self._kept.count("\n")
        taken = "".join(taken.splitlines(keepends=True)[: max(room, 0)])
        self._kept += taken
        rest = text[len(taken) :]
        if rest:
            self._left_out += rest.count("\n")
            self._unfinished = not rest.endswith("\n")
        return len(text)

    @property
    def text(self) -> str:
        """What was printed, cut to `MOST_LINES` lines."""
        left = self._left_out + self._unfinished
        if not left:
            return self._kept.rstrip()
        return f"{self._kept.rstrip()}\n… and {left} more line{'s' if left > 1 else ''}"
