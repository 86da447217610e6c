"""The filter, run by a small interpreter, says the right thing on both architectures."""

from __future__ import annotations

import struct

import pytest

from autograder.sandbox import seccomp

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL, REFUSE, ABSENT, IDLE = 0x7FFF0000, 0x80000000, 0x50001, 0x50026, 0x50000


def verdict(machine: str, number: int, *args: int, audit: int | None = None) -> int:
    """What the filter for `machine` answers to a call."""
    code = list(struct.iter_unpack("=HBBI", seccomp.program(machine)))
    filled = [*args, *[0] * (6 - len(args))]
    data = struct.pack("=IIQ6Q", number, AUDIT[machine] if audit is None else audit, 0, *filled)
    at = value = 0
    while True:
        op, yes, no, k = code[at]
        at += 1
        if op == 0x06:
            return int(k)
        if op == 0x20:
            (value,) = struct.unpack_from("=I", data, k)
            continue
        holds = {0x15: value == k, 0x25: value > k, 0x35: value >= k, 0x45: bool(value & k)}[op]
        at += yes if holds else no


@pytest.mark.parametrize(
    ("machine", "which", "read", "clone", "make", "pair", "control", "file_control"),
    [("x86_64", 0, 0, 56, 41, 53, 16, 72), ("aarch64", 1, 63, 220, 198, 199, 29, 25)],
)
def test_each_call_gets_its_verdict(
    machine: str,
    which: int,
    read: int,
    clone: int,
    make: int,
    pair: int,
    control: int,
    file_control: int,
) -> None:
    assert verdict(machine, read) == ALLOW
    for numbers in seccomp._DENIED.values():
        if numbers[which] is not None:
            assert verdict(machine, numbers[which] or 0) == REFUSE
    for numbers in seccomp._ABSENT.values():
        assert verdict(machine, numbers[which]) == ABSENT
    for numbers in seccomp._IDLE.values():
        if numbers[which] is not None:
            assert verdict(machine, numbers[which] or 0) == IDLE
    assert verdict(machine, 4000) == ABSENT
    assert verdict(machine, clone, 17) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(machine, clone, flag | 17) == REFUSE
    for call in (make, pair):
        assert verdict(machine, call, 1) == ALLOW
        assert {verdict(machine, call, family) for family in (0, 2, 10, 16, 17, 40)} == {REFUSE}
    assert verdict(machine, control, 0, 0x5401) == ALLOW
    refused = {verdict(machine, control, 0, request) for request in (0x5412, 0x541C, 0xC020660B, 1)}
    assert refused == {REFUSE}
    for request in (0, 1, 2, 3, 4, 6, 1025, 1030, 1031, 1033):
        assert verdict(machine, file_control, 5, request) == ALLOW
    assert {verdict(machine, file_control, 5, request) for request in (1024, 1026)} == {REFUSE}
    # The kernel looks at the low half alone, and so does the filter.
    assert verdict(machine, control, 0, 0x5412 | 1 << 40) == REFUSE
    assert verdict(machine, read, audit=0x40000003) == KILL


def test_the_second_face_of_x86_64_is_shut() -> None:
    assert verdict("x86_64", 0x40000000 | 39) == KILL


def test_an_architecture_without_a_filter_is_refused() -> None:
    with pytest.raises(OSError, match="no seccomp filter"):
        seccomp.program("riscv64")
