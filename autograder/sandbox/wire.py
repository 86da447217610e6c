"""Small messages with file descriptors between the grader, the warmed parent and its supervisors.

The sockets are SOCK_SEQPACKET, so one `send` is one `receive`. Student code never holds one of
them.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any

_LARGEST = 1 << 18


def send(sock: socket.socket, message: dict[str, Any], fds: Sequence[int] = ()) -> None:
    """Send one message, and descriptors with it."""
    socket.send_fds(sock, [json.dumps(message).encode()], list(fds))


def receive(sock: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and its descriptors, or None when the other side is gone."""
    try:
        data, fds, _, _ = socket.recv_fds(sock, _LARGEST, 4, socket.MSG_CMSG_CLOEXEC)
    except ConnectionResetError:
        return None
    if not data:
        return None
    return json.loads(data), list(fds)
