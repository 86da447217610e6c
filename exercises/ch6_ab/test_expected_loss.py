"""The public checks of `expected_loss`: run them as often as you like."""

# What the statement asks for.
EXACT = {"rtol": 0, "atol": 1e-8, "what": "the pair of losses"}


def test_thirty_against_forty_five(student, expect):
    """30 of 100 against 45 of 100: to choose A costs much, to choose B next to nothing."""
    got = expect.array(student.expected_loss(30, 100, 45, 100), (2,))
    expect.close(got, [0.14740707199, 0.00034824846], **EXACT)


def test_a_does_better_in_fewer_trials(student, expect):
    """9 of 12 against 20 of 50: now choosing B is what costs."""
    got = expect.array(student.expected_loss(9, 12, 20, 50), (2,))
    expect.close(got, [0.00087227389, 0.31131183433], **EXACT)


def test_nothing_known_costs_a_sixth(student, expect):
    """Without a trial both rates are uniform, and either choice loses 1/6."""
    got = expect.array(student.expected_loss(0, 0, 0, 0), (2,))
    expect.close(got, [1 / 6, 1 / 6], **EXACT)


def test_one_trial_each(student, expect):
    """One failure against one success: polynomials, integrated by hand, give 11/30 and 1/30."""
    got = expect.array(student.expected_loss(0, 1, 1, 1), (2,))
    expect.close(got, [11 / 30, 1 / 30], **EXACT)
