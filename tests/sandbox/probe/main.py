"""A worker for the tests: runs the code that it is sent and answers with the repr of `out`."""

from __future__ import annotations

import socket
import traceback


def serve(sock: socket.socket) -> None:
    """One source text a line (escaped), one answer a line, until the other side closes."""
    stream = sock.makefile("rw", encoding="ascii", newline="\n")
    names: dict[str, object] = {"sock": sock}
    for line in stream:
        names["out"] = None
        try:
            exec(line.encode().decode("unicode_escape"), names)
            answer = repr(names["out"])
        except MemoryError:
            answer = "MemoryError()"
        except Exception:
            answer = "RAISED " + traceback.format_exc(limit=-1)
        stream.write(answer.encode("unicode_escape").decode() + "\n")
        stream.flush()
