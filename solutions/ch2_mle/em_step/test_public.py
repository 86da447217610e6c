"""The public checks of `em_step`: run them as often as you like."""

import numpy as np

FLATS = (
    np.array([[1.0, 30.0], [1.0, 40.0], [1.0, 50.0], [1.0, 70.0], [1.0, 80.0], [1.0, 100.0]]),
    np.array([100.0, 80.0, 170.0, 150.0, 290.0, 270.0]),
    np.array([0.7, 0.3]),
    np.array([[10.0, 2.0], [0.0, 3.5]]),
    np.array([30.0, 45.0]),
)


def _step(student, expect, *asked):
    got = student.em_step(*asked)
    three = isinstance(got, (tuple, list)) and len(got) == 3
    expect.that(three, "em_step does not return three arrays: weights, coefficients, sigmas")
    return got


def test_two_clear_groups(student, expect):
    """Four prices in two groups that leave no doubt, given as lists."""
    weights, coefs, sigmas = _step(
        student, expect, [[1], [1], [1], [1]], [0, 1, 9, 10], [0.3, 0.7], [[0], [10]], [1, 1]
    )
    expect.close(weights, [0.5, 0.5], what="the array of new weights")
    expect.close(coefs, [[0.5], [9.5]], what="the array of new coefficients")
    expect.close(sigmas, [0.5, 0.5], what="the array of new sigmas")


def test_weights_of_six_flats(student, expect):
    """Six flats, of which most may be in either district: the new weights."""
    weights, _, _ = _step(student, expect, *FLATS)
    expect.close(weights, [0.5936297414, 0.4063702586], rtol=1e-7, what="the array of new weights")


def test_lines_of_six_flats(student, expect):
    """The new lines of the same six flats, as two weighted least-squares fits of statsmodels."""
    _, coefs, _ = _step(student, expect, *FLATS)
    want = [[0.444088344425, 2.50940857267], [11.1293239254, 3.15135344434]]
    expect.close(coefs, want, rtol=1e-7, what="the array of new coefficients")


def test_sigmas_of_six_flats(student, expect):
    """The new standard deviations of the same six flats, around the new lines."""
    _, _, sigmas = _step(student, expect, *FLATS)
    expect.close(sigmas, [25.5561644445, 30.3545453492], rtol=1e-7, what="the array of new sigmas")


def test_a_price_far_from_both_lines(student, expect):
    """One price is 300 and 299 standard deviations away; it belongs to the nearer component."""
    y = np.array([0.0, 1.0, 2.0, 300.0])
    weights, coefs, _ = _step(
        student, expect, np.ones((4, 1)), y, np.array([0.5, 0.5]), np.array([[0.0], [1.0]]), np.ones(2)
    )  # fmt: skip
    # The odds of the second component are exp(y - 1/2).
    second = 1 / (1 + np.exp(0.5 - y))
    share = second.mean()
    hint = "are the responsibilities computed by way of logarithms?"
    expect.close(weights, [1 - share, share], rtol=1e-7, what="the array of new weights", hint=hint)
    means = [[(y[:3] @ (1 - second[:3])) / (4 - 4 * share)], [(y @ second) / (4 * share)]]
    expect.close(coefs, means, rtol=1e-7, what="the array of new coefficients", hint=hint)


def test_an_empty_component_is_refused(student, expect):
    """A line near the prices is stepped from; one that no price is near to, or of weight 0, is refused."""
    X, y, weights, coefs, sigmas = FLATS
    got, _, _ = _step(student, expect, *FLATS)
    expect.close(got, [0.5936297414, 0.4063702586], rtol=1e-7, what="the array of new weights")
    nowhere = np.array([[10.0, 2.0], [9000.0, 3.5]])
    hint = "what is the sum of the component's responsibilities?"
    expect.raises(
        ValueError, lambda: student.em_step(X, y, np.array([1.0, 0.0]), coefs, sigmas), hint=hint
    )
    expect.raises(ValueError, lambda: student.em_step(X, y, weights, nowhere, sigmas), hint=hint)
