"""An exporter that starts from an empty notebook, whatever a student's file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter


class ForgivingExporter(NotebookExporter):
    """nbconvert's notebook exporter, for submissions: the grading step reads the file itself.

    `nbgrader autograde` goes twice over a notebook: from `submitted/` to `autograded/`, where the grading
    step writes it, and then over what was written, which is ours and is read.
    """

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Return the converted notebook. A student's file is not opened: it may be of any size and kind."""
        if self._is_ours(Path(filename)):
            return super().from_filename(filename, resources=resources, **kw)
        empty = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
        return self.from_notebook_node(empty, resources=resources, **kw)

    def _is_ours(self, file: Path) -> bool:
        places: Any = self.parent.coursedir  # type: ignore[union-attr]
        graded = Path(places.root) / places.autograded_directory
        return file.resolve().is_relative_to(graded.resolve())
