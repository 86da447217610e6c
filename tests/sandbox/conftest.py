"""A real sandbox of each kind for the tests in this folder, and a way to run code in it."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import Limits, Sandbox, SandboxUnavailable, Zygote

PROBE = Path(__file__).resolve().parent / "probe"
SECRET = "a-secret-of-the-grader"
Ask = Callable[[Sandbox, str], Any]


def make(kind: str, **options: Any) -> Zygote:
    """A Zygote of this kind, or a skipped test that says why there is none."""
    if sys.platform != "linux":
        pytest.skip("sandboxes need Linux")
    try:
        options.setdefault("packages", ["course"])
        return Zygote(PROBE, "probe.main:serve", kind=kind, **options)  # type: ignore[arg-type]
    except SandboxUnavailable as error:
        if "No sandbox can be had here" not in str(error):
            raise
        pytest.skip(f"no {kind} here: {error}")


def _ask(sandbox: Sandbox, code: str) -> Any:
    """Run `code` inside and return what it left in `out`; None when the process is gone."""
    sandbox.sock.settimeout(30)
    try:
        sandbox.sock.sendall(code.encode("unicode_escape") + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            part = sandbox.sock.recv(1 << 16)
            if not part:
                return None
            answer += part
    except (BrokenPipeError, ConnectionResetError):
        return None
    text = answer.decode("ascii").encode().decode("unicode_escape").rstrip("\n")
    if text.startswith("RAISED "):
        raise AssertionError(f"inside the sandbox:\n{text[7:]}")
    return ast.literal_eval(text)


@pytest.fixture(scope="session")
def ask() -> Ask:
    """`ask(sandbox, code)` runs code inside and returns what it left in `out`."""
    return _ask


@pytest.fixture(scope="session", params=["namespaces", "bubblewrap"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """A warmed parent of each kind, shared by all tests: no test may spoil it for the next."""
    os.environ["VRAISEMBLANCE_TEST_SECRET"] = SECRET
    try:
        preload = ("numpy", "probe.marked:warm_file")
        with make(request.param, preload=preload, limits=Limits(wall_s=60)) as made:
            yield made
    finally:
        del os.environ["VRAISEMBLANCE_TEST_SECRET"]


@pytest.fixture
def sandbox(zygote: Zygote) -> Iterator[Sandbox]:
    """A fresh isolated child."""
    with zygote.spawn() as made:
        yield made
