"""The steps of a long command: shown while it works, and what is kept when it is stopped.

What takes the time says `step("building ch1_chance")` where it happens, and need not know who listens.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

_listener: ContextVar[Callable[[str, bool], None] | None] = ContextVar("steps", default=None)


def step(what: str, *, within: bool = False) -> None:
    """Say what begins now; `within` a step, it does not count as one of its own.

    Where the user has asked to stop, it does not begin.
    """
    listener = _listener.get()
    if listener is not None:
        listener(what, within)


@contextmanager
def steps(what: str, kept: str, total: int | None = None) -> Iterator[None]:
    """Show the steps of a command on the error stream, with a bar where `total` is known.

    Ctrl-C ends the command with exit code 130 and says what is `kept`, at the latest before the next
    step: code that is being tried may have caught the interrupt.
    """
    import typer
    from rich.console import Console

    from autograder import console

    # A console of its own: pytest, which the build runs inside, is given another `sys.stderr`.
    to = Console(file=sys.stderr, highlight=False)
    asked: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        signal.default_int_handler(number, frame)

    try:
        with (
            _on_interrupt(interrupt),
            console.progress(quiet=not to.is_terminal, to=to) as progress,
        ):
            task = progress.add_task(what, total=total)
            begun = 0

            def listener(said: str, within: bool) -> None:
                nonlocal begun
                if asked:
                    raise KeyboardInterrupt
                begun += not within
                progress.update(task, description=said, completed=begun - 1)

            token = _listener.set(listener)
            try:
                yield
            finally:
                _listener.reset(token)
            if asked:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        to.print(f"stopped; {kept}. Run the same command again to finish.", soft_wrap=True)
        raise typer.Exit(130) from None


@contextmanager
def _on_interrupt(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    ignored = signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, None)
    if ignored or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
