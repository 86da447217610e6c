"""The hidden checks of `NAME`.

FILL IN: what agreement with the reference cannot say: properties that an expert would name, on inputs
from the fixture `rng`. Together with the kinds of `inputs.py` at least HIDDEN checks.
"""


def test_random_inputs(student, expect, rng):
    """FILL IN: what holds, in words that tell no input and no answer."""
    x = rng.normal()
    expect.close(student.NAME(x), 0, what="FILL IN: the result, in the singular")
