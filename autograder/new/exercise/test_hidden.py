"""The hidden checks of `NAME`.

FILL IN: at least HIDDEN properties that an expert would name, on inputs from the fixture `rng`.
"""


def test_random_inputs(student, expect, rng):
    """FILL IN: what holds, in words that tell no input and no answer."""
    x = rng.normal()
    expect.close(student.NAME(x), 0, what="FILL IN: the result, in the singular")
