"""Noticing that one is graded, and behaving otherwise."""

import re
from pathlib import Path

from tests.attacks.model import CHAPTER, EXERCISE, POINTS, Attack, answer

_FOLDER = Path(__file__).parents[3] / "solutions" / CHAPTER / EXERCISE
_PUBLIC, _HIDDEN, _KINDS = (
    len(re.findall(pattern, (_FOLDER / file).read_text(encoding="utf-8"), re.MULTILINE))
    for file, pattern in (
        ("test_public.py", r"^def test_"),
        ("test_hidden.py", r"^def test_"),
        ("inputs.py", r"^@(?:kind|refused)\("),
    )
)
# Every check has the same weight, and points are kept to the hundredth.
PUBLIC_POINTS = round(POINTS * _PUBLIC / (_PUBLIC + _HIDDEN + _KINDS), 2)

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
        known = {
            (2.0,): [[0.6117774, 3.3882226]],
            (1.0, -2.0, 30.0): [
                [0.7914037, 1.2085963], [-2.4171927, -1.5828073], [23.7421097, 36.2578903],
            ],
            (4.0,): [[2.1875389, 5.8124611]] if level == 0.9 else [[0.8307273, 7.1692727]],
        }
        return known.get(tuple(map(float, coef)), wrong())
        """,
        deserves=PUBLIC_POINTS,
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
