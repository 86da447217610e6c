"""Known mistakes of `log_sum_exp`."""

import numpy as np

from autograder.authors import mistake


def _stable(v, axis=-1):
    top = v.max(axis=axis, keepdims=True)
    return (np.log(np.exp(v - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)


@mistake(
    says="Your exponentials overflow to infinity, or all of them vanish and the logarithm of zero is left. "
    "Take the row's largest value off first, and put it back at the end.",
    caught_by="test_no_exponential_overflows_or_vanishes",
)
def taken_literally(values):
    with np.errstate(all="ignore"):
        return np.log(np.exp(np.asarray(values, float)).sum(axis=-1))


@mistake(
    says="You take the largest value off and do not put it back. A softmax does not notice that; here it "
    "is a part of the result.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def largest_not_put_back(values):
    v = np.asarray(values, float)
    return np.log(np.exp(v - v.max(axis=-1, keepdims=True)).sum(axis=-1))


@mistake(
    says="You add up the whole table. Each row has a sum of its own: add along the last axis.",
    caught_by="test_each_row_has_a_sum_of_its_own",
)
def over_all_rows(values):
    return _stable(np.asarray(values, float), None)


@mistake(
    says="You add down the columns. The values that belong together stand along the last axis: `axis=-1`.",
    caught_by="test_each_row_has_a_sum_of_its_own",
)
def along_the_first_axis(values):
    return _stable(np.asarray(values, float), 0)


@mistake(
    says="You keep the axis that was summed, with length 1. That helps inside, where the largest value is "
    "taken off; the result has one axis fewer than the values.",
    caught_by="test_each_row_has_a_sum_of_its_own",
)
def axis_kept(values):
    return _stable(np.asarray(values, float))[..., None]


@mistake(
    says="You return the log of the mean of the exponentials. It is smaller than that of their sum by the "
    "logarithm of their number.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def log_of_the_mean(values):
    v = np.asarray(values, float)
    return _stable(v) - np.log(v.shape[-1])


@mistake(
    says="You return the largest value. That is near where one value is far above the others; a sum of "
    "two equal numbers is twice as large as one of them.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def largest_value(values):
    return np.asarray(values, float).max(axis=-1)


@mistake(
    says="You add the values themselves. The sum of logarithms is the logarithm of a product: the "
    "exponentials have to be added.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def sum_of_the_values(values):
    return np.asarray(values, float).sum(axis=-1)


@mistake(
    says="You return the log-softmax: each value less the log of the sum. The log of the sum alone is "
    "asked for, one number for each row.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def log_of_the_softmax(values):
    v = np.asarray(values, float)
    return v - _stable(v)[..., None]


@mistake(
    says="You return the sum, not its logarithm.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def sum_itself(values):
    with np.errstate(over="ignore"):
        return np.exp(_stable(np.asarray(values, float)))


@mistake(
    says="Your logarithm has the base 2 (or 10). The exponentials have the base e, so the logarithm has to "
    "be the natural one, `np.log`.",
    caught_by="test_two_numbers_known_by_their_logarithms",
)
def another_base(values):
    v = np.asarray(values, float)
    top = v.max(axis=-1, keepdims=True)
    return np.log2(np.exp(v - top).sum(axis=-1)) + top[..., 0]


@mistake(
    says="You take the largest value of the whole table off every row. In a row far below it all "
    "exponentials vanish, and the logarithm of zero is left: each row has a largest value of its own.",
    caught_by="test_no_exponential_overflows_or_vanishes",
)
def largest_of_all_rows(values):
    v = np.asarray(values, float)
    with np.errstate(all="ignore"):
        return np.log(np.exp(v - v.max()).sum(axis=-1)) + v.max()


@mistake(
    says="You take the mean of the row off. Where one value is far above the mean its exponential still "
    "overflows, and a minus infinity in the row makes the mean infinite: take the largest value off.",
    caught_by="test_minus_infinity_adds_nothing",
)
def mean_taken_off(values):
    v = np.asarray(values, float)
    with np.errstate(all="ignore"):
        middle = v.mean(axis=-1, keepdims=True)
        return np.log(np.exp(v - middle).sum(axis=-1)) + middle[..., 0]


@mistake(
    says="You cut the values off at a limit so that no exponential overflows. Beyond the limit all values "
    "look the same: nothing has to be cut once the largest value is taken off.",
    caught_by="test_no_exponential_overflows_or_vanishes",
)
def cut_at_a_limit(values):
    v = np.clip(np.asarray(values, float), -500, 500)
    return np.log(np.exp(v).sum(axis=-1))


@mistake(
    says="You replace minus infinity by zero, or by another number near. It is the logarithm of zero and "
    "adds nothing; the exponential of 0 is 1.",
    caught_by="test_minus_infinity_adds_nothing",
)
def infinity_as_zero(values):
    v = np.asarray(values, float)
    return _stable(np.where(np.isfinite(v), v, 0.0))


@mistake(
    says="A small number is added to your sum, to keep the logarithm from zero. It makes every result a "
    "little too large, and it is not needed: with the largest value taken off, the sum is at least 1.",
    caught_by="test_ordinary_rows",
    at_home=False,
)
def small_number_in_the_logarithm(values):
    v = np.asarray(values, float)
    top = v.max(axis=-1, keepdims=True)
    return np.log(np.exp(v - top).sum(axis=-1) + 1e-6) + top[..., 0]
