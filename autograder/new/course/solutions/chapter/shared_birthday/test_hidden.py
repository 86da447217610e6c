"""The hidden checks of `shared_birthday`, beside those of its inputs."""

import chance

WHAT = "the probability"


def test_one_more_person(student, expect, rng):
    """Who comes in last adds a chance only where nobody has shared a birthday before."""
    days, people = 365, int(rng.integers(5, 40))
    before = chance.shared_birthday(people, days)
    want = before + (1 - before) * people / days
    expect.close(student.shared_birthday(people + 1, days), want, what=WHAT)


def test_twice_as_many_days(student, expect, rng):
    """A longer year makes it less likely, for two people exactly half as likely."""
    days = int(rng.integers(20, 400))
    expect.close(student.shared_birthday(2, 2 * days), 1 / (2 * days), what=WHAT)
