"""Taking more time than there is."""

from typing import Any

from tests.attacks.model import Attack, answer

_ENDS = "Its process is ended from outside: time-out. It is asked twice, and not again."


def _late(name: str, title: str, tried: str, body: str, before: str = "", **more: Any) -> Attack:
    more.setdefault("outcomes", ("time-out",))
    return answer(name, title, tried, _ENDS, body, before, **more)


ATTACKS: list[Attack] = [
    _late("endless_loop", "Loop for ever", "Never return.", "while True: pass"),
    _late(
        "sleeps",
        "Sleep past the limit",
        "Sleep, which costs no CPU.",
        "import time\ntime.sleep(60)",
    ),
    _late(
        "swallows_every_exception",
        "Swallow every interruption",
        "Catch `TimeoutError`, `KeyboardInterrupt` and `BaseException`, and go on.",
        """
        while True:
            try:
                while True: pass
            except BaseException:
                pass
        """,
    ),
    _late(
        "blocks_every_signal",
        "Block every signal",
        "Ignore and block all signals that can be, and replace the timers.",
        """
        import signal, time
        for number in signal.valid_signals():
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True: time.sleep(1)
        """,
    ),
    _late(
        "stuck_in_c",
        "Get stuck in C code",
        "Match a regular expression that takes centuries, without ever returning to Python.",
        "import re\nre.match('(a*)*b', 'a' * 60)",
    ),
    _late(
        "never_loads",
        "Never finish loading",
        "Loop at the top of the file, so that not even the function is defined.",
        "return wrong()",
        "while True: pass\n",
    ),
    _late(
        "stops_the_clock",
        "Stop the clock",
        "Patch the `time` module and stop the process with SIGSTOP while the clock stands still.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nreturn wrong()",
        "import time\ntime.time = time.monotonic = time.perf_counter = lambda: 0.0\n",
        outcomes=("time-out", "wrong"),
    ),
]
