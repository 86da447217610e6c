"""Ending the process, or another one."""

from typing import Any

from tests.attacks.model import POINTS, Attack, answer


def _ends(name: str, title: str, tried: str, body: str, **more: Any) -> Attack:
    more.setdefault("outcomes", ("crashed",))
    return answer(
        name,
        title,
        tried,
        "Only its own sandbox ends. What passed before still counts.",
        body,
        **more,
    )


ATTACKS: list[Attack] = [
    _ends(
        "os_exit",
        "End the process with os._exit",
        "End the process with exit code 0, as if all were well.",
        "import os\nos._exit(0)",
    ),
    _ends(
        "sys_exit",
        "Call sys.exit",
        "Leave through `SystemExit`, which no `except Exception` sees.",
        "import sys\nsys.exit(0)",
        outcomes=("error",),
    ),
    _ends(
        "keyboard_interrupt",
        "Raise KeyboardInterrupt",
        "Raise what a grader takes for its instructor's Ctrl-C.",
        "raise KeyboardInterrupt",
        outcomes=("error",),
    ),
    _ends(
        "kills_itself",
        "Kill itself",
        "Send itself SIGKILL.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    ),
    _ends(
        "kills_everybody",
        "Kill every process there is",
        "Send SIGKILL to every process that it may signal.",
        "import os, signal\nos.kill(-1, signal.SIGKILL)",
        outcomes=("crashed", "error"),
    ),
    answer(
        "kills_its_parent",
        "Kill its parent and process 1",
        "Send SIGKILL to the first process of its namespace, to its parent and its neighbours.",
        "It may not signal any of them. Its answer is wrong.",
        """
        import os, signal
        for number in {1, 2, os.getppid(), os.getpid() - 1, os.getpid() + 1} - {os.getpid(), 0}:
            for which in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
                try:
                    os.kill(number, which)
                except OSError:
                    pass
        return wrong()
        """,
        outcomes=("wrong", "crashed"),
    ),
    _ends(
        "segmentation_fault",
        "Read address zero",
        "Read memory that is not there.",
        "import ctypes\nctypes.string_at(0)",
    ),
    _ends(
        "aborts",
        "Abort the process",
        "End the process as a failed assertion in C would.",
        "import os\nos.abort()",
    ),
    _ends(
        "runs_another_program",
        "Become another program",
        "Replace the process by another, which holds the socket and answers for it.",
        """
        import os, sys
        for number in range(3, 10):
            try:
                os.set_inheritable(number, True)
            except OSError:
                pass
        os.execv(sys.executable, [sys.executable, "-c", "import os; os.write(3, b'pass' * 9)"])
        """,
        outcomes=("crashed", "error"),
    ),
    answer(
        "says_goodbye",
        "Answer after the end",
        "Register `atexit` functions that send a verdict when the process ends.",
        "The process is ended from outside, and nobody listens any more: the answer is wrong.",
        "return wrong()",
        """
        import atexit, os, threading
        def goodbye():
            for number in range(3, 10):
                try:
                    os.write(number, b'{"score": 10}')
                except OSError:
                    pass
        atexit.register(goodbye)
        threading._register_atexit(goodbye)
        """,
    ),
    answer(
        "leaves_a_thread",
        "Leave a thread that changes the answer",
        "Return an array, and let a thread change it and the libraries afterwards.",
        "The answer is copied before it leaves. It was right, and stays so: full points.",
        """
        import threading, time
        result = right()
        def later():
            time.sleep(0.005)
            result[:] = np.nan
        threading.Thread(target=later, daemon=True).start()
        return result
        """,
        deserves=POINTS,
        outcomes=("pass",),
    ),
    answer(
        "leaves_a_daemon",
        "Leave a daemon behind",
        "Fork twice, start a session of its own, and stay to watch the submissions that follow.",
        "It ends with its sandbox. The answer was right: full points.",
        "return right()",
        """
        import ctypes, os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                ctypes.CDLL(None).prctl(15, b"MARK_OF_THIS_RUN")
                while True:
                    time.sleep(0.2)
            os._exit(0)
        """,
        deserves=POINTS,
        outcomes=("pass",),
    ),
    answer(
        "recursion_without_end",
        "Recurse without end",
        "Call itself for ever.",
        "Python stops it: an error.",
        f"return {'confidence_interval'}(coef, std_error, df_resid, level)",
        outcomes=("error",),
    ),
    answer(
        "leaves_a_time_bomb",
        "Leave a time bomb for the next exercise",
        "A thread ends the process a moment later, when another exercise is being checked.",
        "What the next exercise meets in a process that others have used, it is asked once more alone.",
        """
        import os, threading
        threading.Timer(0.4, os._exit, [7]).start()
        return wrong()
        """,
        # A call starts a thread, and beyond sixty at once there can be no more of them: an error.
        outcomes=("wrong", "crashed", "error"),
    ),
    answer(
        "leaves_a_burning_process",
        "Leave a process that burns the time of others",
        "A child of the process goes on computing when another exercise is being checked.",
        "Time and memory are counted anew for each exercise. The answer is wrong, the next one is right.",
        """
        import os
        if not started:
            started.append(os.fork())
            while started[-1] == 0:
                pass
        return wrong()
        """,
        "started = []",
    ),
]
