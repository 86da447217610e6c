"""An exporter that starts from an empty notebook, whatever a student's file is."""

from __future__ import annotations

from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter


class ForgivingExporter(NotebookExporter):
    """nbconvert's notebook exporter, for submissions: the grading step reads the file itself."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Return the converted notebook. The file is not opened: it may be of any size and kind."""
        empty = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
        return self.from_notebook_node(empty, resources=resources, **kw)
