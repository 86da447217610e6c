"""The public checks of `fisher_vs_bayes`: run them as often as you like."""

# What the statement asks for.
EXACT = {"rtol": 0, "atol": 1e-6, "what": "the pair of probabilities"}


def test_thirty_against_forty_five(student, expect):
    """30 of 100 against 45 of 100."""
    got = student.fisher_vs_bayes(30, 100, 45, 100)
    expect.close(got, [0.02026714, 0.01452351], **EXACT)


def test_one_visitor_each(student, expect):
    """One failure of A, one success of B: by hand, 1/2 and 1/6."""
    # Fisher: the one success fell to one of two visitors. Posterior: of two points of A and two of B
    # the first two are both B's in one of six ways.
    expect.close(student.fisher_vs_bayes(0, 1, 1, 1), [1 / 2, 1 / 6], **EXACT)


def test_arms_of_different_size(student, expect):
    """B has three visitors and two successes, A six visitors and two successes."""
    # Of the C(9, 4) = 126 ways, C(3, 2) C(6, 2) + C(3, 3) C(6, 1) = 51 give B two or more. Of the
    # C(11, 5) = 462 first fives, C(4, 3) C(7, 2) + C(4, 4) C(7, 1) = 91 hold three of B's four or all.
    expect.close(student.fisher_vs_bayes(2, 6, 2, 3), [51 / 126, 91 / 462], **EXACT)


def test_a_does_better(student, expect):
    """7 of 10 against 3 of 8: nothing speaks for B, so both numbers are large."""
    got = student.fisher_vs_bayes(7, 10, 3, 8)
    expect.close(got, [0.96935418, 0.90509645], **EXACT)
