"""`autograder doctor` sees walls where they are, and sees where there are none."""

from __future__ import annotations

import socket

import pytest

from autograder import sandbox_selftest
from autograder.errors import UserError
from autograder.sandbox import SandboxUnavailable
from autograder.sandbox_selftest import examine

pytestmark = pytest.mark.sandbox


def test_every_wall_of_the_sandbox_holds(root) -> None:
    walls = list(examine(root))
    assert len(walls) > 12
    assert [w for w in walls if not w.holds] == []


# Those that do no harm where nothing stops them. The others must never run outside a sandbox.
HARMLESS = ("network_v4", "local_socket", "read_hidden", "import_reference", "environment")


@pytest.mark.parametrize("probe", [*HARMLESS, "other_processes"])
def test_a_probe_that_nothing_stops_says_what_it_managed(root, probe, monkeypatch) -> None:
    monkeypatch.setenv("A_SECRET", "planted")
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        name = f"\0vraisemblance-test-{tcp.getsockname()[1]}"
        unix.bind(name)
        unix.listen()
        namespace: dict = {}
        exec(
            sandbox_selftest.probes(tcp.getsockname()[1], name, [str(root / "solutions")]),
            namespace,
        )
        assert namespace[probe]()


def test_where_no_sandbox_can_be_had_grading_refuses_and_says_what_to_do(root, monkeypatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise SandboxUnavailable("No sandbox can be had here. What to do: install bubblewrap.")

    monkeypatch.setattr(sandbox_selftest, "Zygote", refuse)
    with pytest.raises(UserError, match="install bubblewrap"):
        list(examine(root))
