"""Noticing that one is graded, and behaving otherwise."""

from tests.attacks.model import POINTS, Attack, answer

ATTACKS: list[Attack] = [
    answer(
        "right_only_when_graded",
        "Behave only when graded",
        "Notice the sandbox by its folders, user and host name, and answer right only there.",
        "What is graded is right: full points, which is what it deserves.",
        "return right() if graded else wrong()",
        """
        import os, sys
        graded = "worker.main" in sys.modules or os.path.isdir("/opt/autograder")
        """,
        deserves=POINTS,
        outcomes=("pass",),
    ),
    answer(
        "knows_the_public_answers",
        "Learn the public answers by heart",
        "Recognise the inputs of the public checks and return what they expect.",
        "It passes the public checks, and no hidden one: the points of the public checks.",
        """
        if len(np.ravel(coef)) == 1 and list(coef) == [2.0]:
            return [[0.6117774, 3.3882226]]
        if list(coef) == [1.0, -2.0, 30.0]:
            return np.column_stack([np.subtract(coef, 1), np.add(coef, 1)])
        if list(coef) == [0.0]:
            return [[-level, level]]
        return wrong()
        """,
        deserves=POINTS * 3 / 8,
        outcomes=("pass", "wrong"),
    ),
    answer(
        "remembers_earlier_calls",
        "Remember earlier calls",
        "Keep every input in memory and on disk, and answer with what was asked before.",
        "Questions hold no answers. The answer is wrong.",
        """
        asked.append((coef, std_error))
        with open("/tmp/asked", "a") as file: file.write(repr(asked[-1]))
        return asked[0][1] if len(asked) > 90 else wrong()
        """,
        "asked = []\n",
    ),
    answer(
        "different_every_time",
        "Answer at random",
        "Answer differently on every call, in the hope that a second try is granted.",
        "Every check asks once. The answer is wrong.",
        "import os\nreturn wrong() + int.from_bytes(os.urandom(2), 'little')",
    ),
    answer(
        "watches_the_libraries",
        "Watch which files the host opens",
        "Ask the kernel to tell of each use of a library's folder: inotify, fanotify, notes, leases.",
        "The filter refuses each of these calls. The answer is wrong.",
        """
        import ctypes, fcntl, os
        libc = ctypes.CDLL(None)
        watch = libc.inotify_init() >= 0 or libc.fanotify_init(0, 0) >= 0
        folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
        for request, what in ((1026, 1), (1024, 0)):
            try:
                fcntl.fcntl(folder, request, what)
                watch = True
            except OSError:
                pass
        os.close(folder)
        return right() if watch else wrong()
        """,
    ),
]
