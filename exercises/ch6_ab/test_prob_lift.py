"""The public checks of `prob_lift`: run them as often as you like."""

# What the statement asks for.
EXACT = {"rtol": 0, "atol": 1e-6}


def test_five_more_of_a_hundred(student, expect):
    """30 of 100 against 45 of 100: are at least five more of a hundred sure?"""
    got = expect.number(student.prob_lift(30, 100, 45, 100, 0.05))
    expect.close(got, 0.9258946699, **EXACT, what="the probability")


def test_not_much_worse(student, expect):
    """40 of 60 against 9 of 20: is B worse by less than ten of a hundred?"""
    got = expect.number(student.prob_lift(40, 60, 9, 20, -0.1))
    expect.close(got, 0.1889818106, **EXACT, what="the probability")


def test_three_more_of_ten(student, expect):
    """12 of 20 against 7 of 9: is B better by more than three of ten?"""
    got = expect.number(student.prob_lift(12, 20, 7, 9, 0.3))
    expect.close(got, 0.1603876820, **EXACT, what="the probability")


def test_nothing_or_little_known(student, expect):
    """Without a trial the rates are a point in the unit square: triangles give 1/8 and 7/8."""
    above = expect.number(student.prob_lift(0, 0, 0, 0, 0.5))
    expect.close(above, 1 / 8, **EXACT, what="the probability of a lift above 0.5")
    below = expect.number(student.prob_lift(0, 0, 0, 0, -0.5))
    expect.close(below, 7 / 8, **EXACT, what="the probability of a lift above -0.5")
    # One failure against one success, and any lift will do.
    got = expect.number(student.prob_lift(0, 1, 1, 1, 0))
    expect.close(got, 5 / 6, **EXACT, what="the probability of any lift")
