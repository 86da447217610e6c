"""Where the commands begin: so light that Ctrl-C in the first moment finds nothing to trace back.

Importing what a command needs takes some tenths of a second. Until that is done, Ctrl-C ends the
process as it would end one without a handler: at once and silently.
"""

from __future__ import annotations

import signal


def course() -> None:
    """Run the student's command."""
    begun = _silently()
    from autograder.student.cli import main

    _as_usual(begun)
    main()


def autograder() -> None:
    """Run the instructor's command."""
    begun = _silently()
    from autograder.cli import main

    _as_usual(begun)
    main()


def _silently() -> bool:
    # Where it is ignored, as in a job in the background, it stays so.
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return False
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return True


def _as_usual(begun: bool) -> None:
    if begun:
        signal.signal(signal.SIGINT, signal.default_int_handler)
