"""Stands in for a grading process: does what the last part of a job's path says.

python -m tests.grade.fake_engine FD
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

import msgspec

from autograder.worker import frames  # and nothing that takes long to import


def main(descriptor: int) -> None:
    sock = socket.socket(fileno=descriptor)

    def send(**reply: object) -> None:
        frames.send_frame(sock, msgspec.msgpack.encode(reply))

    first = frames.receive_frame(sock)
    assert first is not None
    settings = msgspec.msgpack.decode(first)
    if settings["sandbox_kind"] == "never ready":
        time.sleep(600)
    send(sandbox="fake")
    while (payload := frames.receive_frame(sock)) is not None:
        job = msgspec.msgpack.decode(payload)
        student, path = job["student"], Path(job["path"])
        path.mkdir(parents=True, exist_ok=True)
        (path / f"begun-{os.getpid()}").touch()
        send(at="its first check")
        match path.name:
            case "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            case "dies-once" if len(list(path.glob("begun-*"))) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            case "hangs":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                time.sleep(600)
            case "talks":
                for number in range(6):
                    time.sleep(settings["stage_s"] / 3)
                    send(at=f"check {number}")
            case "half":
                sock.sendall((1000).to_bytes(8, "big") + b"half of a message")
                time.sleep(600)
            case "nonsense":
                frames.send_frame(sock, b"\xc1")
            case "another":
                student = "somebody else"
        result = {
            "student": student,
            "chapter": "fake",
            "submission_hash": "",
            "conditions": settings["conditions"],
            "exercises": [],
        }
        send(result=result)


if __name__ == "__main__":
    main(int(sys.argv[1]))
