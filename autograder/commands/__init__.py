"""The commands of `autograder` that come after a grade is known, one small module each."""

from __future__ import annotations

import typer

from autograder.commands import export, feedback, late, regrade, similar


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(regrade.regrade)
    app.command()(feedback.feedback)
    app.command()(late.late)
    app.command()(export.export)
    app.command("gradescope-zip")(export.gradescope_zip)
    app.command()(similar.similar)
