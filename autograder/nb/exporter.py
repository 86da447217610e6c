"""An exporter that starts from an empty notebook where a student's cannot be read."""

from __future__ import annotations

from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter


class ForgivingExporter(NotebookExporter):
    """nbconvert's notebook exporter, for submissions: the grading step reads the file itself."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Return the converted notebook, whatever state the file is in."""
        try:
            nbformat.read(filename, as_version=4)  # type: ignore[no-untyped-call]
        except Exception:  # a student can break a notebook in any way there is
            empty = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
            return self.from_notebook_node(empty, resources=resources, **kw)
        return super().from_filename(filename, resources=resources, **kw)
