"""Known mistakes of `mixture_predict`."""

import numpy as np

from autograder.authors import mistake


def _mixture_taken(x, weights, coefs, sigmas, how):
    """The weights, the components' means and the sigmas, once nothing is to be refused."""
    x, weights, coefs, sigmas = (np.asarray(a, float) for a in (x, weights, coefs, sigmas))
    if not np.all(sigmas > 0):
        raise ValueError("sigma")
    if how not in ("mean", "mode"):
        raise ValueError("how")
    return weights, coefs @ x, sigmas


def _grid(means):
    return np.linspace(means.min(), means.max(), 100_001)


def _density(y, heights, means, sigmas):
    bells = zip(heights, means, sigmas, strict=True)
    return sum(h * np.exp(-(((y - m) / s) ** 2) / 2) for h, m, s in bells)


def _highest(heights, means, sigmas):
    grid = _grid(means)
    return grid[np.argmax(_density(grid, heights, means, sigmas))]


@mistake(
    says="Your mean counts every component alike. A common one counts more: weigh the predictions with the "
    "weights.",
    caught_by="test_the_mean_of_two_districts",
)
def mean_without_weights(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return means.mean() if how == "mean" else _highest(w / s, means, s)


@mistake(
    says="Your mean counts narrow components more. That is how independent measurements of one number are "
    "combined; the mean of a mixture uses the weights alone, whatever the sigmas are.",
    caught_by="test_the_mean_of_two_districts",
)
def mean_by_precision(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return (w / s**2) @ means / (w / s**2).sum() if how == "mean" else _highest(w / s, means, s)


@mistake(
    says="Your mode is the prediction of the component with the largest weight. A narrow component of "
    "smaller weight may have the higher peak: w / sigma is the height of a bell.",
    caught_by="test_the_mode_of_two_districts",
)
def heaviest_component(x, weights, coefs, sigmas, how="mean"):
    w, means, _ = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else means[np.argmax(w)]


@mistake(
    says="Your mode is the prediction of the component with the highest bell. The bells add up: where two "
    "overlap, the peak of the sum is at the middle of neither.",
    caught_by="test_the_mode_of_overlapping_districts",
)
def highest_bell(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else means[np.argmax(w / s)]


@mistake(
    says="You look for the mode at the components' own predictions alone. Where bells overlap, their sum "
    "is highest between them: search in between as well.",
    caught_by="test_the_mode_of_overlapping_districts",
)
def best_of_the_predictions(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else means[np.argmax(_density(means, w / s, means, s))]


@mistake(
    says="Your bells are w high, without 1 / sigma. A wide component spreads its probability thinly: "
    "the normal density has sigma below it.",
    caught_by="test_the_mode_of_two_districts",
)
def width_left_out(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else _highest(w, means, s)


@mistake(
    says="Your bells have the height 1 / sigma, without their weights. A rare component has a low bell.",
    caught_by="test_the_mode_of_overlapping_districts",
)
def mode_without_weights(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else _highest(1 / s, means, s)


@mistake(
    says="The half is missing in your exponent, so that your bells are too narrow. The normal density has "
    "exp(-z² / 2).",
    caught_by="test_the_mode_of_overlapping_districts",
)
def half_left_out(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else _highest(w / s, means, s / np.sqrt(2))


@mistake(
    says="Your sigmas are taken for variances. They are standard deviations, in the units of y.",
    caught_by="test_the_mode_of_two_districts",
)
def sigma_taken_for_variance(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mean" else _highest(w / np.sqrt(s), means, np.sqrt(s))


@mistake(
    says="Your mode is the peak that is found uphill from the mean. There may be a higher one elsewhere: "
    "compare all of them.",
    caught_by="test_the_mode_of_two_districts",
)
def uphill_from_the_mean(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    if how == "mean":
        return w @ means
    grid = _grid(means)
    f = _density(grid, w / s, means, s)
    i = int(np.argmin(abs(grid - w @ means)))
    step = 1 if f[min(i + 1, len(f) - 1)] > f[i] else -1
    while 0 <= i + step < len(f) and f[i + step] > f[i]:
        i += step
    return grid[i]


@mistake(
    says="You return how high the density is at the mode. Its place is asked for, a price.",
    caught_by="test_the_mode_of_two_districts",
)
def height_of_the_peak(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    grid = _grid(means)
    return (
        w @ means if how == "mean" else _density(grid, w / s, means, s).max() / np.sqrt(2 * np.pi)
    )


@mistake(
    says="You return the mean whatever `how` says. The mode is another number wherever the components "
    "disagree.",
    caught_by="test_the_mode_of_two_districts",
)
def how_unread(x, weights, coefs, sigmas, how="mean"):
    w, means, _ = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means


@mistake(
    says="Mean and mode are exchanged: `how` is `'mean'` where you return the mode.",
    caught_by="test_the_mean_of_two_districts",
)
def exchanged(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    return w @ means if how == "mode" else _highest(w / s, means, s)


@mistake(
    says="You search for the mode in steps of a fixed size. Where sigma is a millionth, that is far too "
    "coarse: let the steps go by the smallest sigma.",
    caught_by="test_small_mode",
    at_home=False,
)
def steps_of_fixed_size(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, how)
    if how == "mean":
        return w @ means
    grid = np.linspace(means.min(), means.max(), min(int(100 * np.ptp(means)), 10**6) + 2)
    return grid[np.argmax(_density(grid, w / s, means, s))]


@mistake(
    says="You return the mode for any word but 'mean'. A word that is neither of the two is a slip of the "
    "caller's, who should hear of it: raise a ValueError.",
    caught_by="test_a_median_is_refused",
)
def another_word_not_refused(x, weights, coefs, sigmas, how="mean"):
    w, means, s = _mixture_taken(x, weights, coefs, sigmas, "mean")
    return w @ means if how == "mean" else _highest(w / s, means, s)


@mistake(
    says="A standard deviation that is not above zero is not refused. No density has it: raise a "
    "ValueError, also where only the mean is asked for.",
    caught_by="test_a_sigma_of_zero_is_refused",
)
def sigma_not_refused(x, weights, coefs, sigmas, how="mean"):
    s = np.asarray(sigmas, float)
    w, means, _ = _mixture_taken(x, weights, coefs, np.ones_like(s), how)
    if how == "mean":
        return w @ means
    with np.errstate(all="ignore"):
        return _highest(w / s, means, s)
