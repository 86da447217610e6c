"""Whether the course's own files in a chapter's folder are as they were handed out.

A student may edit a test file, and should: to print something, to try something. But then "all
pass" no longer means what it says, so it is said. The text of every `.py` file as it was handed out
lies in the hidden folder; in a kit that was made before that, nothing is known and nothing is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import UserError
from autograder.registry import kit_file

ORIGINALS = "originals.json"


def originals(folder: Path) -> dict[str, str]:
    """Return each `.py` file of a chapter as it was handed out, by name; empty where nobody knows."""
    try:
        found = json.loads(kit_file(folder, ORIGINALS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}


def changed(folder: Path, names: Sequence[str]) -> list[str]:
    """Return which of these files differ from those that were handed out, but for line ends."""
    known = originals(folder)
    return [n for n in names if n in known and _read(folder / n) != _bytes(known[n])]


def warnings(folder: Path, stem: str) -> list[str]:
    """Return what to say before the results of an exercise are believed: whole sentences, or none."""
    found = []
    test = f"test_{stem}.py"
    name = stem
    for file in changed(folder, [test, "given.py"]):
        what = "the checks that you are shown are" if file == test else "its helpers are"
        found.append(
            f"{file} is not as it was handed out, so {what} not those of the course. The grader "
            f"uses its own. `course reset {name}` puts it back, and keeps yours in a copy."
        )
    for file in ("slips.json", ORIGINALS):
        path = kit_file(folder, file)
        if path.exists() and not _is_json(path):
            found.append(
                f"{path.parent.name}/{file} cannot be read. It is the course's file, and this is no "
                "fault of your code; checks run, but less can be said of a wrong answer. `course "
                "update KIT.zip` with your kit brings it back."
            )
    return found


def must_compile(test: Path) -> None:
    """Raise `UserError` where a check file is no Python: pytest would show all it knows."""
    try:
        compile(test.read_bytes(), str(test), "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise UserError(
            f"{test.name}{line} is not Python as it stands ({_reason(error)}), so no check of it can "
            f"run. {_put_back(test)}"
        ) from None


def broken(tests: Sequence[Path], output: str) -> UserError:
    """Return what to say where check files cannot be collected; `output` is what pytest printed."""
    if said := re.search(r"No check could be collected from .*?yours in a copy\.", output, re.S):
        return UserError(said[0])  # the pytest plugin has said it
    told = re.findall(r"^(?:E +)?(\w+(?:Error|Exception|Exit)\b.*)", output, re.M)
    why = f" ({told[-1][:300]})" if told else ""
    names = ", ".join(sorted({t.name for t in tests})[:3])
    return UserError(
        f"No check could be collected from {names}{why}. {_put_back(tests[0]) if tests else ''}"
    )


def _reason(error: BaseException) -> str:
    return str(getattr(error, "msg", "") or error)


def _put_back(test: Path) -> str:
    name = test.stem.removeprefix("test_")
    return (
        f"It is the course's file. `course reset {name}` puts it back as it was handed out, and keeps "
        "yours in a copy."
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8").replace(b"\r\n", b"\n")


def _is_json(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
    except (OSError, ValueError, RecursionError):
        return False
