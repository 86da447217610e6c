"""The engine of the course: it builds, checks, sandboxes, grades and reports.

`from autograder import check, hint` is all that a notebook needs; everything else is reached through
the two commands, `course` for students and `autograder` for instructors.
"""

from __future__ import annotations

from autograder.version import __version__

__all__ = ["__version__", "check", "hint"]


def __getattr__(name: str) -> object:
    # Lazy, because pytest imports this package in every run of anyone who has it installed.
    if name in ("check", "hint"):
        from autograder.checks import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
