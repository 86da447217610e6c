"""Attacks that succeed today, and why. Each is a strict xfail: the fix takes its line away."""

from __future__ import annotations

from typing import NamedTuple

import pytest


class Find(NamedTuple):
    """Why an attack succeeds, and the tests in `test_attacks.py` that show it."""

    why: str
    tests: tuple[str, ...]


FINDS: dict[str, Find] = {}


def known(why: str) -> pytest.MarkDecorator:
    """Mark a test of an attack that succeeds today."""
    return pytest.mark.xfail(strict=True, reason=why)
