"""Known mistakes of `shared_birthday`."""

import numpy as np

from autograder.authors import mistake


@mistake(
    says="You gave the probability that all birthdays differ. That is the opposite: take it from one.",
    caught_by="test_23_people",
)
def all_differ(people, days=365):
    return np.prod((days - np.arange(people)) / days)


@mistake(
    says="You asked whether somebody has one certain birthday, such as yours. Any two people may share "
    "theirs: with 23 people there are 253 pairs.",
    caught_by="test_23_people",
)
def shares_yours(people, days=365):
    return 1 - (1 - 1 / days) ** (people - 1)


@mistake(
    says="You treated the pairs as if they knew nothing of each other. Two pairs with a person in common "
    "do: let the people come in one by one instead.",
    caught_by="test_23_people",
)
def independent_pairs(people, days=365):
    return 1 - (1 - 1 / days) ** (people * (people - 1) / 2)


@mistake(
    says="There is one factor too many. The first person finds nobody in the room, so the factors "
    "are days - 0, days - 1 and so on, as many as there are people.",
    caught_by="test_two_people_in_a_week",
)
def one_too_many(people, days=365):
    return 1 - np.prod((days - np.arange(people + 1)) / days)


@mistake(
    says="You added up the pairs' probabilities. That counts a room twice in which two pairs match, and "
    "with many people it exceeds one.",
    caught_by="test_23_people",
)
def pairs_added(people, days=365):
    return people * (people - 1) / 2 / days


@mistake(
    says="Your year always has 365 days: use the argument `days`.",
    caught_by="test_two_people_in_a_week",
)
def always_365(people, days=365):
    return 1 - np.prod((365 - np.arange(people)) / 365)
