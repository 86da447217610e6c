"""The hidden checks of `boundary_line` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax


def _asked(rng):
    return rng.uniform(-5, 5, size=(2, 2)), rng.uniform(-5, 5, size=2)


def _line(student, expect, W, b):
    return expect.array(student.boundary_line(W, b), (3,), what="the array of normal and distance")


def _right(student, expect, W, b):
    line = softmax.boundary_line(W, b)
    want = [*line.normal, line.distance]
    what = "the array of normal and distance"
    return expect.close(_line(student, expect, W, b), want, rtol=1e-8, atol=1e-8, what=what)


def test_on_the_line_both_probabilities_are_one_half(student, expect, rng):
    """The point of the line closest to the origin, and another one, have equal logits."""
    W, b = _asked(rng)
    n1, n2, d = _line(student, expect, W, b)
    for along in (0.0, float(rng.uniform(1, 3))):
        z = W @ [d * n1 - along * n2, d * n2 + along * n1] + b
        expect.close(z[0] - z[1], 0.0, atol=1e-6, what="the difference of the logits on the line")
    expect.close(n1**2 + n2**2, 1.0, what="the squared length of the normal")


def test_beyond_the_line_class_one_is_likelier(student, expect, rng):
    """A step from the line along the normal leads to class 1, a step back to class 0."""
    W, b = _asked(rng)
    n1, n2, d = _line(student, expect, W, b)
    expect.close(n1**2 + n2**2, 1.0, what="the squared length of the normal")
    for side in (1, -1):
        z = W @ [(d + side) * n1, (d + side) * n2] + b
        expect.that((z[1] - z[0]) * side > 0, "the normal does not point to the side of class 1")


def test_what_is_added_to_both_classes_changes_nothing(student, expect, rng):
    """The same weights and bias added to both classes leave every probability, and the line."""
    W, b = _asked(rng)
    want = _right(student, expect, W, b)
    same = _line(student, expect, W + rng.uniform(-3, 3, size=2), b + rng.uniform(-3, 3))
    expect.close(same, want, rtol=2e-8, atol=2e-8, what="the array of normal and distance")


def test_surer_logits_have_the_same_border(student, expect, rng):
    """All weights and biases times the same number: surer probabilities, the same line."""
    W, b = _asked(rng)
    want = _right(student, expect, W, b)
    factor = float(rng.uniform(2, 9))
    same = _line(student, expect, factor * W, factor * b)
    expect.close(same, want, rtol=2e-8, atol=2e-8, what="the array of normal and distance")


def test_classes_exchanged_turn_the_line_round(student, expect, rng):
    """With the classes exchanged all three numbers change their sign."""
    W, b = _asked(rng)
    want = _right(student, expect, W, b)
    turned = _line(student, expect, W[::-1].copy(), b[::-1].copy())
    expect.close(-turned, want, rtol=2e-8, atol=2e-8, what="the array of normal and distance")
