"""Randomness that a student's code did not seed, seeded for it: equal work gets an equal grade.

What is drawn from here on is a function of one number: `random`, NumPy's global generator, every
generator or `SeedSequence` of NumPy's that is made without a seed (so SciPy's, scikit-learn's and
PyMC's too), and PyTorch's. Whoever gives a seed gets what that seed gives. `os.urandom` and
`secrets` stay what they are.
"""

from __future__ import annotations

import random
import sys
from typing import Any

# Where generators that are made without a seed get theirs.
_entropy = random.Random(0)
_seed_of_random: Any = random.Random.seed


def _seed(self: random.Random, a: Any = None, version: int = 2) -> None:
    _seed_of_random(self, _entropy.getrandbits(128) if a is None else a, version)


def install() -> None:
    """Let `random.Random()` and NumPy's unseeded generators draw their seeds from ours."""
    from numpy.random import bit_generator

    # NumPy asks this name of its own module for entropy, and nothing else: whatever is made without
    # a seed is an ordinary object of its own class.
    bit_generator.randbits = _entropy.getrandbits  # type: ignore[attr-defined]
    random.Random.seed = _seed  # type: ignore[method-assign]
    random.seed = random._inst.seed  # type: ignore[attr-defined]


def seed(number: int) -> None:
    """Let everything that is drawn without a seed start from this number."""
    import numpy as np

    _entropy.seed(number)
    random.seed(_entropy.getrandbits(128))
    np.random.seed(_entropy.getrandbits(32))
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "manual_seed"):
        torch.manual_seed(_entropy.getrandbits(63))
