"""The process that runs a student's code under the public checks: `python -m ...checker JOB.json`.

Apart from the command itself, so that an endless loop can be stopped and `os._exit` survived. What
happens is written line by line to a file as it happens: when this process is gone, the last line
says what it was doing.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from autograder.checks import libraries, show
from autograder.checks.check_result import plain
from autograder.checks.collection import Checks, with_checks
from autograder.checks.student import Invoke, Student, answers_in, from_file
from autograder.errors import UserError
from autograder.registry import stem_of
from autograder.worker import kept, load

MAX_PRINTED = 2_000


class Seat:
    """The student's work on one chapter, and the file in which to write what happens."""

    def __init__(self, job: dict[str, Any], log: TextIO) -> None:
        self.folder = Path(job["folder"])
        self.origins: dict[str, str] = job["origins"]
        self.labels: dict[str, str] = job["labels"]
        self.cells: list[list[str]] = job["cells"]
        self.skip = {tuple(s) for s in job["skip"]}
        self.log = log
        self.loaded: load.Cells | None = None
        self.printed = _Head()

    def say(self, **event: Any) -> None:
        self.log.write(json.dumps(event) + "\n")
        self.log.flush()

    def run(self, checks: Checks) -> None:
        """Run each check on its own, so that what the ones before it found is already written."""
        collected = [(stem_of(item.path) or "", item.name) for item in checks.items]
        titles = [_title(item) for item in checks.items]
        self.say(
            event="collected", checks=[[*c, t] for c, t in zip(collected, titles, strict=True)]
        )
        for item, (stem, name) in zip(checks.items, collected, strict=True):
            if (stem, name) in self.skip:
                continue
            self.say(event="begin", stem=stem, check=name)
            self.printed = _Head()
            one = Checks([item], checks._seat)
            for ran in one.run({stem: lambda s=stem: self.student(s)}):  # type: ignore[misc]
                self.say(
                    event="result",
                    stem=stem,
                    check=name,
                    result=plain(ran.result),
                    printed=self.printed.getvalue(),
                )

    def student(self, stem: str) -> Student:
        """Return the student whose calls are announced, and whose prints are kept."""
        if self.origins[stem] == "notebook":
            invoke = self._notebook(stem)
        else:
            libraries.import_first(self.folder, f"{stem}.py")
            invoke = from_file(self.folder, stem)._invoke

        def announced(request: dict[str, Any]) -> bytes:
            called = show.call(request["name"], request["args"], request["kwargs"])
            self.say(event="call", call=called)
            try:
                with contextlib.redirect_stdout(self.printed):
                    return invoke(request)
            finally:
                self.say(event="returned")

        returns, answer_mb = answers_in(self.folder, stem)
        return Student(announced, returns=returns, answer_mb=answer_mb)

    def _notebook(self, stem: str) -> Invoke:
        label = self.labels.get(stem, "")
        objects = kept.Kept()

        def invoke(request: dict[str, Any]) -> bytes:
            sent = kept.arrived(request)
            own = [f"<{cell_label}>" for cell_label, _ in self.cells]
            with load.chapter_folder(self.folder):
                cells = self._load_cells()
                failure = cells.failures.get(label)

                def find(name: str) -> Any:
                    if name not in cells.namespace and failure is not None:
                        # What the cell raised, with its lines, is what the student should read.
                        raise load.CellFailed(failure)
                    return load.lookup(cells.namespace, name, "the notebook")

                return objects.answer(sent, find, [*own, str(self.folder)])

        return invoke

    def _load_cells(self) -> load.Cells:
        if self.loaded is None:
            self.say(event="loading")
            main = sys.modules["__main__"]
            try:
                self.loaded = load.Cells([(label, source) for label, source in self.cells])
            finally:
                sys.modules["__main__"] = main
                self.say(event="loaded")
        return self.loaded


class _Head(io.TextIOBase):
    """Keeps the beginning of what is printed: an endless loop may print without end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MAX_PRINTED

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._left > 0:
            self._parts.append(text[: self._left])
            self._left -= len(text)
        return len(text)

    def getvalue(self) -> str:
        return "".join(self._parts)


def _title(item: Any) -> str:
    doc = (getattr(item.function, "__doc__", "") or item.name).strip()
    return " ".join(doc.split("\n\n")[0].split())


def main(job_file: str) -> None:
    """Do one job and say what happened."""
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    with Path(job["log"]).open("a", encoding="utf-8") as log:
        seat = Seat(job, log)
        try:
            with_checks([Path(f) for f in job["tests"]], seat.run)
        except UserError as error:
            seat.say(event="error", message=str(error))
        except Exception as error:
            text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            seat.say(
                event="error",
                message=f"The checks broke on our side, not on yours ({text}). `course doctor` looks "
                "for the cause; `course update KIT.zip` with your kit brings every file of the "
                "course's back as it was handed out.",
            )
        seat.say(event="done")


if __name__ == "__main__":
    main(sys.argv[1])
