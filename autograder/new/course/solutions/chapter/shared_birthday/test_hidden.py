"""The hidden checks of `shared_birthday`."""

import chance

WHAT = "the probability"


def test_random_rooms(student, expect, rng):
    """Rooms and years of many sizes."""
    for _ in range(10):
        days = int(rng.integers(10, 400))
        people = int(rng.integers(3, 40))
        want = chance.shared_birthday(people, days)
        expect.close(student.shared_birthday(people, days), want, what=WHAT)


def test_more_people_than_days(student, expect, rng):
    """With more people than days it is certain, and with as many it is not."""
    days = int(rng.integers(3, 9))
    expect.close(student.shared_birthday(days + 1, days), 1, what=WHAT)
    expect.close(student.shared_birthday(days + 5, days), 1, what=WHAT)
    expect.close(student.shared_birthday(days, days), chance.shared_birthday(days, days), what=WHAT)


def test_one_more_person(student, expect, rng):
    """Who comes in last adds a chance only where nobody has shared a birthday before."""
    days, people = 365, int(rng.integers(5, 40))
    before = chance.shared_birthday(people, days)
    want = before + (1 - before) * people / days
    expect.close(student.shared_birthday(people + 1, days), want, what=WHAT)
