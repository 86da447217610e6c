"""What both commands share: how they print, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from autograder.errors import UserError, not_writable

# `-h` as well as `--help`.
HELP = {"help_option_names": ["-h", "--help"]}

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def run(app: Callable[[], object]) -> None:
    """Run a typer app; show an error that a user can cause as one paragraph, without a traceback.

    Exit codes: 0 fine, 1 work to do, 2 usage or environment.
    """
    try:
        app()
    except UserError as error:
        err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("stopped; what was finished is kept")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe has left (`autograder ... | head`): nothing to say to it.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        told = not_writable(error)
        if told is None:
            raise
        err.print(f"[bold red]error:[/] {escape(str(told))}", soft_wrap=True)
        sys.exit(told.exit_code)


class _Rate(ProgressColumn):
    """How many a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.0f} a minute" if task.speed else "", style="dim")


def progress(quiet: bool) -> Progress:
    """Return a progress bar on the error stream; `quiet`: none."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=quiet,
    )


def _show_version(wanted: bool) -> None:
    if wanted:
        from autograder import __version__

        out.print(f"vraisemblance {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
]
