"""Single keys from the terminal, without Enter; where there is no terminal, none."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


def can_read() -> bool:
    """Return whether somebody sits at a keyboard here."""
    try:
        return sys.stdin.isatty()
    except (AttributeError, ValueError):
        return False


@contextlib.contextmanager
def reading() -> Iterator[Callable[[], str]]:
    """Within it, the function that is given returns the key pressed since, in lower case, or ""."""
    if not can_read():
        yield lambda: ""
        return
    if sys.platform == "win32":
        import msvcrt

        yield lambda: msvcrt.getwch().lower() if msvcrt.kbhit() else ""
        return
    import os
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)

    def pressed() -> str:
        if not select.select([terminal], [], [], 0)[0]:
            return ""
        return os.read(terminal, 1).decode("latin-1").lower()

    try:
        tty.setcbreak(terminal)  # Ctrl-C still interrupts
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
