"""The public checks of `shared_birthday`: run them as often as you like."""


def test_23_people(student, expect):
    """23 people: it is more likely than not."""
    expect.close(student.shared_birthday(23), 0.5072972343, what="the probability")


def test_two_people_in_a_week(student, expect):
    """Two people and seven days: the second has the first one's day once in seven."""
    expect.close(student.shared_birthday(2, days=7), 1 / 7, what="the probability")


def test_three_people_in_a_week(student, expect):
    """Three people and seven days: all of them differ in 7 times 6 times 5 of 343 ways."""
    expect.close(student.shared_birthday(3, days=7), 1 - 210 / 343, what="the probability")
