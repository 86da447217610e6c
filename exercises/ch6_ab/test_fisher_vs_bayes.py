"""The public checks of `fisher_vs_bayes`: run them as often as you like."""


def test_thirty_against_forty_five(student, expect):
    """30 of 100 against 45 of 100."""
    expect.close(
        student.fisher_vs_bayes(30, 100, 45, 100),
        [0.0202671, 0.0145235],
        rtol=0,
        atol=5e-7,
        what="the pair of probabilities",
    )


def test_one_visitor_each(student, expect):
    """One failure of A, one success of B: by hand, 1/2 and 1/6."""
    # Fisher: the one success fell to one of two visitors. Posterior: of two points of A and two of B
    # the first two are both B's in one of six ways.
    expect.close(
        student.fisher_vs_bayes(0, 1, 1, 1),
        [1 / 2, 1 / 6],
        rtol=0,
        atol=5e-7,
        what="the pair of probabilities",
    )


def test_four_visitors_each(student, expect):
    """One of four against four of four: by hand, 1/14 and 1/42."""
    # 4 of the C(8, 5) = 56 ways to place five successes give B four; 5 of the C(10, 6) = 210 ways to
    # take the first six of ten points take all five of B's.
    expect.close(
        student.fisher_vs_bayes(1, 4, 4, 4),
        [1 / 14, 1 / 42],
        rtol=0,
        atol=5e-7,
        what="the pair of probabilities",
    )


def test_arms_of_different_size(student, expect):
    """B has three visitors and two successes, A six visitors and two successes."""
    # Of the C(9, 4) = 126 ways, C(3, 2) C(6, 2) + C(3, 3) C(6, 1) = 51 give B two or more. Of the
    # C(11, 5) = 462 first fives, C(4, 3) C(7, 2) + C(4, 4) C(7, 1) = 91 hold three of B's four or all.
    expect.close(
        student.fisher_vs_bayes(2, 6, 2, 3),
        [51 / 126, 91 / 462],
        rtol=0,
        atol=5e-7,
        what="the pair of probabilities",
    )
