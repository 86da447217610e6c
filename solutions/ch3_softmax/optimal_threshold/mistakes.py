"""Known mistakes of `optimal_threshold`."""

import numpy as np

from autograder.authors import mistake


def _regrets(cost):
    cost = np.asarray(cost, dtype=float)
    return cost[0, 1] - cost[0, 0], cost[1, 0] - cost[1, 1]


def _costs_checked(cost):
    a, b = _regrets(cost)
    if a <= 0 or b <= 0:
        raise ValueError("no threshold")
    return a, b


@mistake(
    says="Your two errors are exchanged: your threshold rises where a false negative costs more. The "
    "dearer it is to miss a sick person, the smaller the probability that is enough for treating.",
    caught_by="test_ten_times_as_bad",
)
def errors_exchanged(cost):
    a, b = _costs_checked(cost)
    return b / (a + b)


@mistake(
    says="You return odds: the cost of a false positive over that of a false negative. The threshold is a "
    "probability, odds over one plus odds.",
    caught_by="test_ten_times_as_bad",
)
def odds(cost):
    a, b = _costs_checked(cost)
    return a / b


@mistake(
    says="You use the costs of the two errors alone. What counts is how much more an error costs than the "
    "right decision for the same person: take the right decision's cost, or gain, off.",
    caught_by="test_right_decisions_cost_too",
)
def right_decisions_left_out(cost):
    _costs_checked(cost)
    cost = np.asarray(cost, dtype=float)
    return cost[0, 1] / (cost[0, 1] + cost[1, 0])


@mistake(
    says="You compare decisions by their columns: what both cost for the healthy, beside what both cost "
    "where the decision was the same. A threshold compares two decisions for the same person: take "
    "differences within a row.",
    caught_by="test_right_decisions_cost_too",
)
def rows_for_columns(cost):
    _costs_checked(cost)
    a, b = _regrets(np.asarray(cost, dtype=float).T)
    return a / (a + b) if a + b else 0.0


@mistake(
    says="You return one half at any costs. That is the argmax, which is right where both errors cost the "
    "same.",
    caught_by="test_ten_times_as_bad",
)
def always_one_half(cost):
    _costs_checked(cost)
    return 0.5


@mistake(
    says="You divide by the sum of all four costs. The denominator is the sum of the two differences, what"
    " a false positive and what a false negative cost beyond the right decision.",
    caught_by="test_right_decisions_cost_too",
)
def sum_of_all_costs(cost):
    a, _ = _costs_checked(cost)
    total = np.sum(np.asarray(cost, dtype=float))
    return a / total if total else 0.0


@mistake(
    says="You take the cost of a right decision for a gain: it is added where it has to be taken off. In "
    "this table a gain has a negative sign already.",
    caught_by="test_right_decisions_cost_too",
)
def added_for_taken_off(cost):
    _costs_checked(cost)
    cost = np.asarray(cost, dtype=float)
    a, b = cost[0].sum(), cost[1].sum()
    return a / (a + b) if a + b else 0.0


@mistake(
    says="Your gains count as costs: you take absolute values. A gain of the right decision makes the "
    "error worse by as much.",
    caught_by="test_a_gain_is_a_negative_cost",
)
def gains_for_costs(cost):
    a, b = _costs_checked(cost)
    a, b = _regrets(np.abs(np.asarray(cost, dtype=float)))
    return a / (a + b) if a + b else 0.0


@mistake(
    says="You refuse negative costs. They are gains, and permitted: refuse where a wrong decision does not"
    " cost more than the right one.",
    caught_by="test_a_gain_is_a_negative_cost",
)
def gains_refused(cost):
    a, b = _costs_checked(cost)
    if np.min(cost) < 0:
        raise ValueError("a negative cost")
    return a / (a + b)


@mistake(
    says="You refuse a number outside 0 to 1. Where both right decisions cost more than the wrong ones, "
    "the formula gives a number between 0 and 1 all the same, at which the worse decision begins: "
    "look at the two differences.",
    caught_by="test_both_decisions_the_wrong_way",
)
def refused_by_the_result(cost):
    a, b = _regrets(cost)
    if a + b == 0 or not 0 < a / (a + b) < 1:
        raise ValueError("no threshold")
    return a / (a + b)


@mistake(
    says="Costs for which no threshold exists are not refused: you return a number that is no threshold. "
    "Look at the two differences first.",
    caught_by="test_without_a_threshold",
)
def nothing_refused(cost):
    a, b = _regrets(cost)
    with np.errstate(all="ignore"):
        return a / (a + b)


@mistake(
    says="Where one decision is never the worse one, you return 0 or 1, or the number closest to yours. A "
    "ValueError was asked for there.",
    caught_by="test_without_a_threshold",
)
def cut_to_between(cost):
    a, b = _regrets(cost)
    return float(np.clip(a / (a + b), 0, 1)) if a + b else 0.5


@mistake(
    says="You take differences that are small for zero, and refuse them. Costs may be in any unit, in "
    "which all of them are a billionth: refuse where a difference is not above zero.",
    caught_by="test_small",
    at_home=False,
)
def small_taken_for_zero(cost):
    a, b = _costs_checked(cost)
    if np.isclose(a, 0) or np.isclose(b, 0):
        raise ValueError("no threshold")
    return a / (a + b)


@mistake(
    says="Where both decisions cost the same for one truth you do not refuse. Then one decision is never "
    "the worse one, and a threshold between 0 and 1 does not exist.",
    caught_by="test_healthy_indifferent",
    at_home=False,
)
def equal_costs_not_refused(cost):
    a, b = _regrets(cost)
    if a < 0 or b < 0:
        raise ValueError("no threshold")
    return a / (a + b) if a + b else 0.5
