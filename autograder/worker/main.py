"""The worker: loads one submission that arrives as data, then answers calls until told to stop.

Nothing here is secret and nothing here is trusted. A student who takes this loop over can send any
data back, which is no more than a function may return anyway: the judging is done elsewhere.
"""

from __future__ import annotations

import os
import socket
import sys
import types
from pathlib import Path
from typing import Any

from . import codec, frames, kept, load, randomness

WORKSPACE = "/tmp/work"


def _stand_in_for_check() -> None:
    """A cell may say `from autograder import check, hint`; here it gets two that do nothing."""
    module = types.ModuleType("autograder")
    module.check = module.hint = lambda *args, **kwargs: None  # type: ignore[attr-defined]
    sys.modules["autograder"] = module


class Worker:
    """One submission, loaded."""

    def __init__(self, job: dict[str, Any], folder: Path) -> None:
        self.folder = folder
        _stand_in_for_check()
        randomness.install()
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
        for name, text in job["files"].items():
            # The grader only sends plain file names; a path would be a bug, so it is cut here too.
            (folder / Path(name).name).write_text(text, encoding="utf-8")
        sys.path.insert(0, str(folder))
        self.cells: load.Cells | None = None
        self.labels = dict(job.get("labels", {}))
        self.modules: dict[str, Any] = {}
        self.kept = kept.Kept(job["generation"])

    def run_cells(self, request: dict[str, Any]) -> None:
        """Run the notebook, when an exercise whose answer is in it is asked for the first time."""
        randomness.seed(request["seed"])
        self.cells = load.Cells(request["cells"], request["cell_s"])

    def answer(self, request: dict[str, Any]) -> bytes:
        if request["seed"] is not None:
            randomness.seed(request["seed"])
        own = [str(self.folder), *(f"<{label}>" for label in self.labels.values())]
        if self.cells is not None:
            own += [k for k in _cell_files() if k not in own]
        return self.kept.answer(request, lambda name: self._function(request, name), own)

    def _function(self, request: dict[str, Any], name: str) -> Any:
        stem = request["file"]
        if request["origin"] == "notebook":
            assert self.cells is not None
            failure = self.cells.failures.get(self.labels.get(stem, ""))
            if name not in self.cells.namespace and failure is not None:
                raise load.CellFailed(failure)
            return load.lookup(self.cells.namespace, name, "the notebook")
        if stem not in self.modules:
            self.modules[stem] = load.load_file(self.folder / f"{stem}.py")
        return load.lookup(vars(self.modules[stem]), name, f"{stem}.py")


def _cell_files() -> list[str]:
    import linecache

    return [k for k in linecache.cache if k.startswith("<")]


def serve(sock: socket.socket) -> None:
    """Answer requests on `sock` until the other side closes it. What the sandbox runs."""
    worker: Worker | None = None
    while (payload := frames.receive_frame(sock)) is not None:
        request = codec.decode(payload, codec.ARGUMENTS)
        if request["op"] == "load":
            worker = Worker(request, Path(WORKSPACE))
            reply = codec.encode({"loaded": True})
        elif worker is None:
            raise RuntimeError("a call before the submission was loaded")
        elif request["op"] == "cells":
            worker.run_cells(request)
            reply = codec.encode({"loaded": True})
        else:
            reply = worker.answer(request)
        frames.send_frame(sock, codec.encode([request["id"], reply], codec.ARGUMENTS))
