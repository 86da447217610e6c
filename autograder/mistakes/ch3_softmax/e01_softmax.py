"""Known mistakes of `softmax`."""

import numpy as np

from autograder.mistakes import mistake


def _stable(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    says="Your exponentials overflow: exp of a score of 1000 is infinity, and infinity over infinity "
    "is not a number. Take the largest score of each row off first.",
    caught_by="test_scores_of_a_thousand",
)
def as_the_formula_has_it(logits):
    e = np.exp(np.asarray(logits, float))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    says="You clip the scores before the exponential. That stops the overflow and changes the answer: "
    "1000 and 999 become the same score. Shift each row instead.",
    caught_by="test_scores_of_a_thousand",
)
def clipped(logits):
    e = np.exp(np.clip(np.asarray(logits, float), -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    says="You take the largest score of the whole array off. In a row whose scores all lie far below it "
    "every exponential is zero, and zero over zero is not a number. Each row needs its own maximum.",
    caught_by="test_rows_of_very_different_size",
)
def one_maximum_for_all_rows(logits):
    z = np.asarray(logits, float)
    e = np.exp(z - z.max())
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    says="You divide by the sum over the whole array, so that all rows together add up to one. Each row "
    "is one photograph: sum along the last axis, and keep the axis.",
    caught_by="test_each_row_adds_up_to_one",
)
def one_sum_for_all_rows(logits):
    z = np.asarray(logits, float)
    e = np.exp(z - z.max())
    return e / e.sum()


@mistake(
    says="Your columns add up to one, not your rows. The classes lie along the last axis: `axis=-1`.",
    caught_by="test_each_row_adds_up_to_one",
)
def along_the_first_axis(logits):
    return _stable(np.asarray(logits, float), axis=0)


@mistake(
    says="You divide the scores themselves by their sum. Scores may be negative, and so may that sum: "
    "the exponential makes them positive first.",
    caught_by="test_four_animals",
)
def no_exponential(logits):
    z = np.asarray(logits, float)
    return z / z.sum(axis=-1, keepdims=True)


@mistake(
    says="You return the logarithms of the probabilities. They are useful, and another function: here "
    "the probabilities themselves are asked for.",
    caught_by="test_four_animals",
)
def logarithms_returned(logits):
    z = np.asarray(logits, float)
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


@mistake(
    says="You pass each score through the logistic function on its own. That answers one yes-or-no "
    "question a class; probabilities of one choice among all have to add up to one.",
    caught_by="test_four_animals",
)
def sigmoid_of_each(logits):
    return 1 / (1 + np.exp(-np.asarray(logits, float)))


@mistake(
    says="You leave out the division: your exponentials are positive, and do not add up to one.",
    caught_by="test_each_row_adds_up_to_one",
)
def not_divided(logits):
    z = np.asarray(logits, float)
    return np.exp(z - z.max(axis=-1, keepdims=True))


@mistake(
    says="You give all the probability to the largest score. That is the argmax; softmax leaves some to "
    "every class.",
    caught_by="test_scores_of_a_thousand",
)
def hard_maximum(logits):
    z = np.asarray(logits, float)
    top = (z == z.max(axis=-1, keepdims=True)).astype(float)
    return top / top.sum(axis=-1, keepdims=True)


@mistake(
    says="Your powers have base 2, not e.",
    caught_by="test_four_animals",
)
def base_two(logits):
    return _stable(np.asarray(logits, float) * np.log(2))
