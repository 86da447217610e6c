"""The hidden checks of `roc_auc` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax as reference


def _scored(rng, m=9, n=14):
    """Scores that differ by a tenth at least or are tied."""
    labels = rng.permutation(np.repeat([1, 0], [m, n]))
    return (rng.normal(size=m + n) + labels).round(1), labels


def _right(student, expect, scores, labels):
    want = reference.roc_auc(scores, labels)
    got = expect.number(student.roc_auc(scores, labels), what="the area")
    return expect.close(got, want, rtol=0, atol=1e-9, what="the area")


def test_only_the_order_of_the_scores_counts(student, expect, rng):
    """Scores on another scale, where a larger one stays larger, have the same area."""
    scores, labels = _scored(rng)
    want = _right(student, expect, scores, labels)
    for other in (np.exp(scores), 1000 * scores - 7, scores**3):
        got = expect.number(student.roc_auc(other, labels), what="the area")
        expect.close(got, want, rtol=0, atol=1e-9, what="the area on another scale")


def test_the_sign_of_the_scores_turns_the_area_round(student, expect, rng):
    """Scores with their sign changed, or classes exchanged, give one minus the area."""
    scores, labels = _scored(rng)
    want = 1 - _right(student, expect, scores, labels)
    turned = expect.number(student.roc_auc(-scores, labels), what="the area")
    expect.close(turned, want, rtol=0, atol=1e-9, what="the area of scores with their sign changed")
    exchanged = expect.number(student.roc_auc(scores, 1 - labels), what="the area")
    expect.close(exchanged, want, rtol=0, atol=1e-9, what="the area with classes exchanged")


def test_the_order_of_the_people_does_not_count(student, expect, rng):
    """People in another order have the same area."""
    scores, labels = _scored(rng)
    want, order = _right(student, expect, scores, labels), rng.permutation(len(labels))
    got = expect.number(student.roc_auc(scores[order], labels[order]), what="the area")
    expect.close(got, want, rtol=0, atol=1e-9, what="the area in another order")


def test_it_is_the_area_under_the_curve(student, expect, rng):
    """The trapezia under the ROC curve add up to it."""
    scores, labels = _scored(rng)
    curve = reference.roc_curve(scores, labels)
    area = np.trapezoid(curve.true_positive_rate, curve.false_positive_rate)
    got = expect.number(student.roc_auc(scores, labels), what="the area")
    expect.close(got, area, rtol=0, atol=1e-9, what="the area")
