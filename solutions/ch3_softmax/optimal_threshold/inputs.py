"""What may be asked of `optimal_threshold`, kind by kind."""

import numpy as np

from autograder.authors import kind, matrix, refused, truth
from course import softmax

DOMAIN = {"cost": matrix(columns=2, most_columns=2, least=2, most=2, constant="")}


@truth(what="the threshold", rtol=5e-9, atol=0)
def right(cost):
    return softmax.optimal_threshold(cost)


def _cost(right, regrets):
    """What is right costs `right`, and what is wrong so much more."""
    (r0, r1), (a, b) = right, regrets
    return (np.array([[r0, r0 + a], [r1 + b, r1]]),)


@kind("errors that cost, and nothing else does")
def errors_alone(rng):
    return _cost((0.0, 0.0), rng.uniform(0.5, 9, size=2))


@kind("right decisions that cost something, too")
def all_cost(rng):
    return _cost(rng.uniform(1, 5, size=2), rng.uniform(1, 9, size=2))


@kind("right decisions that are gains")
def gains(rng):
    return _cost(-rng.uniform(2, 9, size=2), rng.uniform(1, 20, size=2))


@kind("a gain for one of the right decisions, a cost for the other")
def a_gain_and_a_cost(rng):
    return _cost((rng.uniform(1, 3), -rng.uniform(1, 3)), rng.uniform(3, 9, size=2))


@kind("whole costs")
def whole(rng):
    return _cost(rng.integers(1, 5, size=2), rng.permutation([2, 3, 5, 7, 11, 13])[:2])


@kind("entries that are all gains, the wrong decision's the smaller")
def all_gains(rng):
    return _cost(-rng.uniform(20, 30, size=2), rng.uniform(3, 9, size=2))


@kind("a false negative that costs a hundred thousand times a false positive")
def dear_false_negative(rng):
    return _cost((0.0, 0.0), (1.0, rng.uniform(1e5, 9e5)))


@kind("a false positive that costs a hundred times a false negative")
def dear_false_positive(rng):
    return _cost((0.0, rng.uniform(0.1, 0.5)), (rng.uniform(100, 300), 1.0))


@kind("treatment that costs the same, whoever is treated")
def treatment_costs(rng):
    treated = rng.uniform(1, 3)
    return (np.array([[0.0, treated], [treated * rng.uniform(3, 9), treated]]),)


@kind("very large costs")
def large(rng):
    return _cost(rng.uniform(-3e8, 3e8, size=2), rng.uniform(1e8, 9e8, size=2))


@kind("very small costs")
def small(rng):
    return _cost(rng.uniform(-3e-12, 3e-12, size=2), rng.uniform(1e-12, 9e-12, size=2))


@refused("a healthy person whom treating costs less")
def treating_all(rng):
    return _cost(rng.uniform(1, 5, size=2), (-rng.uniform(0.5, 3), rng.uniform(5, 9)))


@refused("a sick person whom sending home costs less", beside=all_cost)
def home_for_all(rng):
    return _cost(rng.uniform(1, 5, size=2), (rng.uniform(5, 9), -rng.uniform(0.5, 3)))


@refused("a sick person whom sending home costs less, by more than anything else", beside=gains)
def home_by_far(rng):
    return _cost(rng.uniform(1, 5, size=2), (rng.uniform(0.5, 3), -rng.uniform(5, 9)))


@refused("a healthy person whom treating costs less, by more than anything else", beside=gains)
def treating_by_far(rng):
    return _cost(rng.uniform(1, 5, size=2), (-rng.uniform(5, 9), rng.uniform(0.5, 3)))


@refused("right decisions that cost more than the wrong ones, for both truths", beside=whole)
def turned(rng):
    return _cost(rng.uniform(1, 5, size=2), -rng.uniform(1, 9, size=2))


@refused("a healthy person for whom both decisions cost the same", beside=whole)
def healthy_indifferent(rng):
    return _cost(rng.integers(1, 5, size=2), (0, int(rng.integers(1, 9))))


@refused("a sick person for whom both decisions cost the same", beside=all_cost)
def sick_indifferent(rng):
    return _cost(rng.integers(1, 5, size=2), (int(rng.integers(1, 9)), 0))


@refused("decisions that cost the same throughout", beside=errors_alone)
def all_the_same(rng):
    return _cost(rng.integers(0, 5, size=2), (0, 0))
