"""Does nbgrader, in this course folder, grade through the sandbox? Its configuration says so or not."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import PyFileConfigLoader

from autograder.console import err, escape
from autograder.grade.course_folder import Course
from autograder.nb.config import PREPARE

CONFIG = "nbgrader_config.py"
# The name of a kernel that no machine has: nbgrader without our configuration takes it from the
# gradebook to run student code with, and stops at its name, which says what to do.
NO_KERNEL = "not-sandboxed-call-autograder-configure-in-nbgrader_config.py"


def why_not_configured(folder: Path) -> str:
    """Return, in words, why `nbgrader autograde` would not go through the sandbox; empty: it would."""
    path = folder / CONFIG
    if not path.is_file():
        return f"{path} does not exist"
    try:
        loaded = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except (Exception, SystemExit) as error:
        return f"{path} cannot be loaded ({type(error).__name__}: {error})"
    if list(loaded.Autograde.get("sanitize_preprocessors", [])) != [PREPARE]:
        return f"{path} does not call configure(c, ...), or changes afterwards what it has set"
    return ""


def warning(folder: Path) -> str:
    """Return what to tell an instructor whose `nbgrader autograde` has no sandbox; empty: it has one."""
    why = why_not_configured(folder)
    if not why:
        return ""
    return (
        f"{why}. `nbgrader autograde` and formgrader's Autograde button would not use the sandbox here. "
        "Put these two lines into it: from autograder.nb.config import configure; "
        "configure(c, Path(__file__).resolve().parent). Until then grade with `autograder grade` alone."
    )


def warn_unless_configured(course: Course) -> None:
    """Warn on the error stream where nbgrader's own commands would run student code in the open."""
    words = warning(course.folder)
    if words:
        err.print(f"[bold red]warning:[/] {escape(words)}", soft_wrap=True)
