"""The engine of the course: it builds, checks, sandboxes, grades and reports.

`from autograder import check` is all that a notebook needs; everything else is reached through
the two commands, `course` for students and `autograder` for instructors.
"""

from __future__ import annotations

__all__ = ["__version__", "check"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Lazy, because pytest imports this package in every run of anyone who has it installed.
    if name == "check":
        from autograder.checks.notebook import check

        return check
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
