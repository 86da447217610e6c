"""Known mistakes of `softmax`."""

import numpy as np

from autograder.authors import mistake


def _safe(z, axis):
    weights = np.exp(z - z.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@mistake(
    says="Your probabilities add up to one over the whole table. Each row is an observation of its own: "
    "sum along the last axis, with `keepdims=True`.",
    caught_by="test_each_row_is_an_observation",
)
def over_the_whole_table(logits):
    return _safe(np.asarray(logits, float), None)


@mistake(
    says="Your probabilities add up to one down the columns. The classes of one observation stand along "
    "the last axis: `axis=-1`.",
    caught_by="test_each_row_is_an_observation",
)
def down_the_columns(logits):
    return _safe(np.asarray(logits, float), 0)


@mistake(
    says="Your exponentials overflow: infinity over infinity is no number. Take the row's largest logit "
    "off first, which changes no probability.",
    caught_by="test_large_logits_do_not_overflow",
)
def overflowing(logits):
    with np.errstate(all="ignore"):
        weights = np.exp(np.asarray(logits, float))
        return weights / weights.sum(axis=-1, keepdims=True)


@mistake(
    says="Your exponentials are guarded by a cut: logits above it all look the same. Nothing has to be cut "
    "once the largest logit is taken off.",
    caught_by="test_large_logits_do_not_overflow",
)
def clipped(logits):
    weights = np.exp(np.clip(np.asarray(logits, float), -500, 500))
    return weights / weights.sum(axis=-1, keepdims=True)


@mistake(
    says="You divide the logits by their sum. That adds up to one, and is no probability when a logit is "
    "negative: exponentials come first.",
    caught_by="test_four_animals",
)
def no_exponential(logits):
    z = np.asarray(logits, float)
    with np.errstate(all="ignore"):
        return z / z.sum(axis=-1, keepdims=True)


@mistake(
    says="You return the logarithms of the probabilities. The exponential of them is what is asked for.",
    caught_by="test_four_animals",
)
def logarithms(logits):
    z = np.asarray(logits, float)
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake(
    says="You return a sigmoid for each class. Each is between 0 and 1, but together they do not add up "
    "to one: that is for questions which may be answered yes more than once.",
    caught_by="test_four_animals",
)
def sigmoids(logits):
    return 1 / (1 + np.exp(-np.clip(np.asarray(logits, float), -700, 700)))


@mistake(
    says="Your probabilities rank the wrong way round: the smallest logit gets the most. The exponent has "
    "its sign changed.",
    caught_by="test_four_animals",
)
def sign_changed(logits):
    return _safe(-np.asarray(logits, float), -1)


@mistake(
    says="Your weights are powers of two, not of e. The shape is right, the probabilities are those of "
    "logits in other units: use `np.exp`.",
    caught_by="test_four_animals",
)
def powers_of_two(logits):
    return _safe(np.asarray(logits, float) * np.log(2), -1)


@mistake(
    says="You return a 1 for the largest logit and 0 for the rest. That is the argmax; a softmax keeps "
    "how close the race was.",
    caught_by="test_four_animals",
)
def hard_maximum(logits):
    z = np.asarray(logits, float)
    return (z == z.max(axis=-1, keepdims=True)).astype(float)


@mistake(
    says="You take the largest logit of the whole table off every row. In a row far below it all "
    "exponentials are zero, and zero over zero is no number: each row has a largest logit of its own.",
    caught_by="test_large_logits_do_not_overflow",
)
def largest_of_the_table(logits):
    z = np.asarray(logits, float)
    with np.errstate(all="ignore"):
        weights = np.exp(z - z.max())
        return weights / weights.sum(axis=-1, keepdims=True)


@mistake(
    says="You take the largest logit off, or zero where all logits are below zero. If they are all very "
    "small, every exponential is zero then, and zero over zero is no number: take the largest off whatever "
    "it is.",
    caught_by="test_large_logits_do_not_overflow",
)
def largest_or_zero(logits):
    z = np.asarray(logits, float)
    with np.errstate(all="ignore"):
        weights = np.exp(z - z.max(axis=-1, keepdims=True, initial=0.0))
        return weights / weights.sum(axis=-1, keepdims=True)


@mistake(
    says="Your rows lie along the second axis. In a table that is the last one; in a stack of tables it "
    "is not: `axis=-1` is the last whatever the number of axes.",
    caught_by="test_three_axes",
)
def along_the_second_axis(logits):
    z = np.asarray(logits, float)
    return _safe(z, min(1, z.ndim - 1))


@mistake(
    says="A small number is added to your sum, to keep from dividing by zero. It makes every probability "
    "a little too small, and it is not needed: with the largest logit taken off, the sum is at least 1.",
    caught_by="test_ordinary_rows",
    at_home=False,
)
def sum_with_a_small_number(logits):
    z = np.asarray(logits, float)
    weights = np.exp(z - z.max(axis=-1, keepdims=True))
    return weights / (weights.sum(axis=-1, keepdims=True) + 1e-6)
