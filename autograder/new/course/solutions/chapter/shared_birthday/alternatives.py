"""Unusual right answers to `shared_birthday`."""

import math
from fractions import Fraction

import numpy as np

from autograder.authors import alternative


@alternative("exact fractions, one person after the other")
def by_fractions(people, days=365):
    none = Fraction(1)
    for i in range(people):
        none *= Fraction(max(days - i, 0), days)
    return float(1 - none)


@alternative("whole numbers: ways with different birthdays, among all ways")
def by_counting(people, days=365):
    return 1 - math.perm(days, people) / days**people


@alternative("logarithms, and an early answer for more people than days")
def by_logarithms(people, days=365):
    if people > days:
        return 1.0
    return -math.expm1(float(np.sum(np.log1p(-np.arange(people) / days))))


@alternative("the next person adds a chance where there was none")
def by_recursion(people, days=365):
    shared = 0.0
    for i in range(min(people, days + 1)):
        shared += (1 - shared) * i / days
    return shared
