"""The public checks of `prob_better_exact`: run them as often as you like."""

# What the statement asks for.
EXACT = {"rtol": 0, "atol": 1e-7, "what": "the probability"}


def test_thirty_against_forty_five(student, expect):
    """30 of 100 against 45 of 100."""
    got = expect.number(student.prob_better_exact(30, 100, 45, 100), what="the probability")
    expect.close(got, 0.9854764920, **EXACT)


def test_a_does_better_in_fewer_trials(student, expect):
    """9 of 12 against 20 of 50: B is hardly the better one."""
    got = expect.number(student.prob_better_exact(9, 12, 20, 50), what="the probability")
    expect.close(got, 353395 / 21745158, **EXACT)


def test_nothing_or_one_trial_each(student, expect):
    """One failure against one success: the triangles of their densities give 5/6. Nothing: 1/2."""
    got = expect.number(student.prob_better_exact(0, 1, 1, 1), what="the probability")
    expect.close(got, 5 / 6, **EXACT)
    got = expect.number(student.prob_better_exact(0, 0, 0, 0), what="the probability")
    expect.close(got, 1 / 2, **EXACT)


def test_impossible_counts_are_refused(student, expect):
    """Ten of ten are possible; eleven successes in ten trials, or fewer than none, raise a ValueError."""
    # A's rate is the last of its eleven points, B's the eighth of eleven. B's comes later if the first
    # eighteen hold all of A's: C(11, 7) = 330 of C(22, 18) = 7315 ways, or 6 of 133.
    got = expect.number(student.prob_better_exact(10, 10, 7, 10), what="the probability")
    expect.close(got, 6 / 133, **EXACT)
    expect.raises(ValueError, lambda: student.prob_better_exact(11, 10, 3, 10))
    expect.raises(ValueError, lambda: student.prob_better_exact(3, 10, -1, 10))
