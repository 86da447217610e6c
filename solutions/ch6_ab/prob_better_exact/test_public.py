"""The public checks of `prob_better_exact`: run them as often as you like."""


def test_thirty_against_forty_five(student, expect):
    """30 of 100 against 45 of 100."""
    expect.close(
        expect.number(student.prob_better_exact(30, 100, 45, 100)),
        0.9854764920,
        rtol=0,
        atol=5e-8,
        what="the probability",
    )


def test_nothing_known_is_even(student, expect):
    """Without a single trial, and with equal counts, neither is the likelier to be better."""
    expect.close(expect.number(student.prob_better_exact(0, 0, 0, 0)), 0.5, atol=1e-7, rtol=0)
    expect.close(expect.number(student.prob_better_exact(7, 19, 7, 19)), 0.5, atol=1e-7, rtol=0)


def test_one_trial_each(student, expect):
    """One failure against one success: the triangles of their densities give 5/6."""
    expect.close(
        expect.number(student.prob_better_exact(0, 1, 1, 1)),
        5 / 6,
        rtol=0,
        atol=1e-7,
        what="the probability",
    )


def test_impossible_counts_are_refused(student, expect):
    """Eleven successes in ten trials, or fewer than none, raise a ValueError."""
    expect.raises(ValueError, lambda: student.prob_better_exact(11, 10, 3, 10))
    expect.raises(ValueError, lambda: student.prob_better_exact(3, 10, -1, 10))
