"""What may be asked of `shared_birthday`, kind by kind.

Where the answer is one, a kind has less weight: who always answers one knows nothing.
"""

import chance

from autograder.authors import kind, truth, whole_number

DOMAIN = {"people": whole_number(1, 1000), "days": whole_number(1, 1000)}


@truth(what="the probability")
def right(people, days=365):
    return chance.shared_birthday(people, days)


@kind("a few people in a short year")
def few(rng):
    return int(rng.integers(3, 13)), int(rng.integers(13, 61))


@kind("a year of 365 days")
def ordinary_year(rng):
    return (int(rng.integers(25, 61)),)


@kind("many people in a long year")
def many(rng):
    return int(rng.integers(31, 80)), int(rng.integers(500, 1000))


@kind("one person alone")
def one_person(rng):
    return 1, int(rng.integers(2, 400))


@kind("a year of one day", weight=0.3)
def one_day(rng):
    return int(rng.integers(2, 9)), 1


@kind("as many people as days")
def as_many(rng):
    days = int(rng.integers(3, 9))
    return days, days


@kind("more people than days", weight=0.3)
def more_than_days(rng):
    days = int(rng.integers(3, 9))
    return days + int(rng.integers(1, 6)), days


@kind("a thousand people", weight=0.3)
def thousand_people(rng):
    return 1000, int(rng.integers(300, 900))


@kind("a year of a thousand days")
def thousand_days(rng):
    return int(rng.integers(5, 60)), 1000
