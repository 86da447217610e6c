"""The public checks of `prob_best`: run them as often as you like."""


def test_three_headlines(student, expect):
    """30, 45 and 41 of a hundred each."""
    expect.close(
        student.prob_best([30, 45, 41], [100, 100, 100]),
        [0.0051823, 0.7118372, 0.2829806],
        rtol=0,
        atol=1e-6,
        what="the array of probabilities",
    )


def test_a_failure_a_success_and_nothing(student, expect):
    """One failure, one success and an arm without a trial: by hand, 0.1, 0.6 and 0.3."""
    # Densities 2(1 - x), 2x and 1; distribution functions 2x - x², x² and x. The integrals of
    # 2(1 - x) x³, of 2x (2x - x²) x and of (2x - x²) x² are 1/10, 3/5 and 3/10.
    expect.close(
        student.prob_best([0, 1, 0], [1, 1, 0]),
        [0.1, 0.6, 0.3],
        rtol=0,
        atol=1e-6,
        what="the array of probabilities",
    )


def test_arms_of_different_size(student, expect):
    """2 of 6, 9 of 20 and 5 of 9: the polynomials of the posteriors, integrated in exact fractions."""
    expect.close(
        student.prob_best([2, 9, 5], [6, 20, 9]),
        [0.15563155, 0.23977426, 0.60459418],
        rtol=0,
        atol=1e-6,
        what="the array of probabilities",
    )


def test_equal_arms_share_evenly(student, expect):
    """Four arms with the same counts are the best with one in four each."""
    expect.close(
        student.prob_best([7, 7, 7, 7], [20, 20, 20, 20]),
        [0.25, 0.25, 0.25, 0.25],
        rtol=0,
        atol=1e-6,
        what="the array of probabilities",
    )
