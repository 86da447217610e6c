"""The marks by which the engine knows what it wrote: a key in notebooks' metadata, ids of cells.

Notebooks that were made when the engine knew one course carry that course's name in their place.
They are in students' hands and in course folders, and are read as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# In the metadata of a notebook or a cell; of a mistake, alternative or oracle, with underscores.
KEY = "autograder"
OLD_KEY = "vraisemblance"


def mark_of(metadata: object) -> Mapping[str, Any]:
    """Return what the engine has noted in a notebook's or a cell's metadata; empty for nothing."""
    for key in (KEY, OLD_KEY):
        found = metadata.get(key) if isinstance(metadata, Mapping) else None
        if isinstance(found, Mapping):
            return found
    return {}


def cell_ids(name: str) -> tuple[str, str]:
    """Return the id of a cell that the engine adds to a notebook, and the one it once had."""
    return f"{KEY}-{name}", f"{OLD_KEY}-{name}"


def is_added(cell_id: str) -> bool:
    """Return whether a cell with this id was added to a notebook by the engine."""
    return cell_id.startswith((f"{KEY}-", f"{OLD_KEY}-"))
