"""What both commands share: how they print, and how they end."""

from __future__ import annotations

import json
import os
import re
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape as _no_markup
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
from typer.core import TyperGroup

from autograder.errors import UserError, not_writable


class Named(TyperGroup):
    """The commands, whose help names exercises of the course at hand in its examples."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of this name, `{exercise}` and the like in its help filled in."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and any(word in sys.argv for word in HELP["help_option_names"]):
            told: Any
            for told in (command, *command.params):
                words = getattr(told, "help", None)
                if words:
                    told.help = _with_names(words)
        return command


def _with_names(words: str) -> str:
    for name, value in _names().items():
        words = words.replace(f"{{{name}}}", value)
    # What an example does stands in one column, however long the names are.
    rows = [_EXAMPLE.fullmatch(line) for line in words.splitlines()]
    wide = max((len(row["call"]) for row in rows if row), default=0)
    return "\n".join(
        f"{row['call']:{wide}}    {row['does']}" if row else line
        for row, line in zip(rows, words.splitlines(), strict=True)
    )


_EXAMPLE = re.compile(r"(?P<call> *(course|autograder) .*?\S) {2,}(?P<does>\S.*)")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """A chapter and an exercise of the course at hand, or of the one that `autograder new` writes."""
    from autograder.student.exercise_folder import find_place

    found = {"chapter": "ch1_chance", "slug": "chance", "exercise": "full_album"}
    with suppress(UserError):
        chapter = find_place().chapters[0]
        exercise = chapter.exercise[0].name
        found = {"chapter": chapter.folder, "slug": chapter.slug, "exercise": exercise}
    return found


# `-h` as well as `--help`.
HELP = {"help_option_names": ["-h", "--help"]}

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
# Signs that `isprintable` counts out and that names are written with: a blank,
# and the joiners of Persian, Hindi and emoji.
_SHOWN = "\u00a0\u200c\u200d"


def escape(text: str) -> str:
    """Return text for `print`: no markup of rich's, and no control sign that a terminal acts on.

    What a student chose (names of folders and files, messages) is printed through this alone.
    """
    shown = "".join(c if c.isprintable() or c in _SHOWN else ascii(c)[1:-1] for c in text)
    return _no_markup(shown)


def print_json(text: str) -> None:
    """Print JSON, where signs that a terminal acts on can only stand in strings: as escapes."""
    plain = "".join(
        c if c.isprintable() or c in "\n\u200c\u200d" else json.dumps(c)[1:-1] for c in text
    )
    print(plain)


@contextmanager
def quiet(yes: bool) -> Iterator[None]:
    """Within it nothing is printed on the output, where `yes`: that is for a machine."""
    before, out.quiet = out.quiet, out.quiet or yes
    try:
        yield
    finally:
        out.quiet = before


def run(app: Callable[[], object]) -> None:
    """Run a typer app; show an error that a user can cause as one paragraph, without a traceback.

    Exit codes: 0 fine, 1 work to do, 2 usage or environment.
    """
    try:
        try:
            app()
        except SystemExit as left:
            # Typer ends without a word whatever pipe has broken: it is looked at below.
            if isinstance(left.__context__, BrokenPipeError) and left.__context__.errno:
                raise left.__context__ from None
            # Typer ends on Ctrl-C without a word.
            if isinstance(getattr(left.__context__, "__cause__", None), KeyboardInterrupt):
                raise KeyboardInterrupt from None
            raise
    except UserError as error:
        err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("stopped; what was finished is kept. Run the same command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has left (`autograder ... | head`): nothing to say to it. Any
        # other pipe that breaks is an error, and a run that it ended is not a run that went well.
        if _reader_has_left():
            sys.stderr.close()
            sys.exit(0)
        err.print(
            "[bold red]error:[/] a connection to another program broke; what was finished is kept"
        )
        sys.exit(1)
    except OSError as error:
        told = not_writable(error)
        if told is None:
            raise
        err.print(f"[bold red]error:[/] {escape(str(told))}", soft_wrap=True)
        sys.exit(told.exit_code)


def _reader_has_left() -> bool:
    """Whether nobody reads what we print any more."""
    try:
        descriptor = sys.stdout.fileno()
        # Rich, when it finds the pipe broken, puts the null device in its place.
        if os.path.samestat(os.fstat(descriptor), os.stat(os.devnull)):  # noqa: PTH116
            return True
    except (AttributeError, OSError, ValueError):
        return False
    if not hasattr(select, "poll"):  # Windows
        try:
            sys.stdout.flush()
        except OSError:
            return True
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


class _Rate(ProgressColumn):
    """How many a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.0f} a minute" if task.speed else "", style="dim")


def progress(quiet: bool, to: Console = err) -> Progress:
    """Return a progress bar on the error stream, or on another console; `quiet`: none."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=to,
        transient=True,
        disable=quiet,
    )


def _show_version(wanted: bool) -> None:
    if wanted:
        from autograder.settings import engine_distribution
        from autograder.version import __version__

        out.print(f"{engine_distribution() or 'autograder'} {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
]
