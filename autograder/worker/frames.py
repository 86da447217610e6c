"""Length-prefixed frames on a stream socket: eight bytes of length, then the payload."""

from __future__ import annotations

import socket
import struct

_HEADER = struct.Struct(">Q")
MAX_FRAME = 64 * 1024 * 1024


class FrameError(RuntimeError):
    """A frame was too large, or the stream ended inside one."""


def send_frame(sock: socket.socket, payload: bytes) -> None:
    """Send one frame. Raises `FrameError` for a payload above `MAX_FRAME` bytes."""
    if len(payload) > MAX_FRAME:
        raise FrameError(f"a message of {len(payload)} bytes is above the limit of {MAX_FRAME}")
    sock.sendall(_HEADER.pack(len(payload)))
    sock.sendall(payload)


def receive_frame(sock: socket.socket, most: int = MAX_FRAME) -> bytes | None:
    """Return the next frame, or None where the other side has closed between two frames.

    Raises `FrameError` for a frame of more than `most` bytes, before any of it is stored.
    """
    header = _receive_exactly(sock, _HEADER.size)
    if header is None:
        return None
    (size,) = _HEADER.unpack(header)
    if size > most:
        raise FrameError(f"a message of {size} bytes is above the limit of {most}")
    payload = _receive_exactly(sock, size)
    if payload is None:
        raise FrameError("the stream ended inside a message")
    return payload


def _receive_exactly(sock: socket.socket, size: int) -> bytes | None:
    buffer = bytearray()
    while len(buffer) < size:
        chunk = sock.recv(min(size - len(buffer), 1 << 20))
        if not chunk:
            if buffer:
                raise FrameError("the stream ended inside a message")
            return None
        buffer += chunk
    return bytes(buffer)
