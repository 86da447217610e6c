"""The sandbox: student code runs where it can see nothing and reach nothing.

    with Zygote(worker_package=Path("autograder/worker"), preload=["numpy"]) as zygote:
        with zygote.spawn() as sandbox:
            sandbox.sock.sendall(...)          # talk to the worker's entry(sock)
            ended = sandbox.wait(timeout=5)    # how it ended, or None

`Zygote` is a parent that has already imported what students need and waits inside walls of its own;
every `spawn` forks it, closes further walls around the child, and only then runs the worker's
entry. Where no walls can be had, `SandboxUnavailable` says what was tried and what to install or
set.
"""

from .client import Sandbox, Zygote
from .limits import Exit, Limits, SandboxUnavailable

__all__ = ["Exit", "Limits", "Sandbox", "SandboxUnavailable", "Zygote"]
