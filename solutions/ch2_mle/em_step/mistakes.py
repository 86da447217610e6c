"""Known mistakes of `em_step`."""

import numpy as np

from autograder.authors import mistake


def _taken(X, y, weights, coefs, sigmas):
    """The arguments as arrays, and the responsibilities."""
    X, y, weights, coefs, sigmas = (np.asarray(a, float) for a in (X, y, weights, coefs, sigmas))
    with np.errstate(divide="ignore"):
        logs = np.log(weights) - np.log(sigmas) - ((y[:, None] - X @ coefs.T) / sigmas) ** 2 / 2
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    return X, y, coefs, r / r.sum(axis=1, keepdims=True)


def _refuse_empty(r):
    if not np.all(r.sum(axis=0) > 0):
        raise ValueError("a component is empty")


def _lines(X, y, r):
    return np.array([np.linalg.solve((X.T * r_k) @ X, (X.T * r_k) @ y) for r_k in r.T])


def _spreads(X, y, r, lines):
    squares = r * (y[:, None] - X @ lines.T) ** 2
    return np.sqrt(squares.sum(axis=0) / r.sum(axis=0))


@mistake(
    says="Your sigmas are measured around the old lines. All of the M step belongs to one model: the "
    "squared residuals are those of the new coefficients.",
    caught_by="test_sigmas_of_six_flats",
)
def sigmas_around_old_lines(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    return r.mean(axis=0), _lines(X, y, r), _spreads(X, y, r, coefs)


@mistake(
    says="You return the variances. Their roots are asked for, in the units of y.",
    caught_by="test_sigmas_of_six_flats",
)
def variances_returned(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines) ** 2


@mistake(
    says="Your variances divide by n. A component has n_k observations, the sum of its responsibilities: "
    "divided by n, its spread looks too small.",
    caught_by="test_sigmas_of_six_flats",
)
def variances_over_n(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines) * np.sqrt(r.mean(axis=0))


@mistake(
    says="Your components share one sigma. That is another model; here each component has its own, from "
    "its own responsibilities.",
    caught_by="test_sigmas_of_six_flats",
)
def one_sigma_for_all(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    variance = (r * (y[:, None] - X @ lines.T) ** 2).sum() / len(y)
    return r.mean(axis=0), lines, np.full(r.shape[1], np.sqrt(variance))


@mistake(
    says="Your sigmas do not use the responsibilities: every observation counts in every component's "
    "spread in full.",
    caught_by="test_sigmas_of_six_flats",
)
def sigmas_of_all_residuals(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, np.sqrt(((y[:, None] - X @ lines.T) ** 2).mean(axis=0))


@mistake(
    says="Your new weights are the sums of the responsibilities. They add up to n: divide by n.",
    caught_by="test_weights_of_six_flats",
)
def weights_not_divided(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.sum(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your weights are the old ones. They move as well: a component's new weight is its share of the "
    "responsibilities.",
    caught_by="test_weights_of_six_flats",
)
def weights_kept(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return np.array(weights, float), lines, _spreads(X, y, r, lines)


@mistake(
    says="Each of your observations goes to its likeliest component as a whole. That is another algorithm "
    "(classification EM), which need not climb: let it count in each, as its responsibilities say.",
    caught_by="test_weights_of_six_flats",
)
def likeliest_alone(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    hard = (r == r.max(axis=1, keepdims=True)).astype(float)
    totals, lines = hard.sum(axis=0), np.array(coefs)
    variances = np.full(r.shape[1], 1.0)
    for k in np.flatnonzero(totals):
        root = np.sqrt(hard[:, k])
        lines[k] = np.linalg.lstsq(X * root[:, None], y * root, rcond=None)[0]
        variances[k] = hard[:, k] @ (y - X @ lines[k]) ** 2 / totals[k]
    return totals / len(y), lines, np.sqrt(variances)


@mistake(
    says="Your least squares counts responsibilities twice. If X and y are both multiplied by r, the "
    "squared residuals are multiplied by r²: multiply by the root of r.",
    caught_by="test_lines_of_six_flats",
)
def squared_responsibilities(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r**2)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your lines are all the same: least squares without weights. Each component's line is fitted with "
    "its own responsibilities as weights.",
    caught_by="test_lines_of_six_flats",
)
def one_line_for_all(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = np.tile(np.linalg.lstsq(X, y, rcond=None)[0], (r.shape[1], 1))
    return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your E step leaves the old weights out. How common a component is counts for its "
    "responsibilities.",
    caught_by="test_weights_of_six_flats",
)
def old_weights_left_out(X, y, weights, coefs, sigmas):
    weights = np.asarray(weights, float)
    X, y, coefs, r = _taken(X, y, (weights > 0).astype(float), coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your E step leaves the factor 1 / sigma of the normal density out. It cancels only where all "
    "sigmas are equal.",
    caught_by="test_weights_of_six_flats",
)
def width_left_out(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(
        X, y, np.asarray(weights, float) * np.asarray(sigmas, float), coefs, sigmas
    )
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your E step computes densities themselves. Far away from every line all of them are zero for a "
    "computer, and zero over zero is no number: work with logarithms.",
    caught_by="test_a_price_far_from_both_lines",
)
def underflowing(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = (np.asarray(a, float) for a in (X, y, weights, coefs, sigmas))
    with np.errstate(all="ignore"):
        joint = weights / sigmas * np.exp(-(((y[:, None] - X @ coefs.T) / sigmas) ** 2) / 2)
        r = joint / joint.sum(axis=1, keepdims=True)
        if np.any(r.sum(axis=0) == 0):
            raise ValueError("a component is empty")
        lines = _lines(X, y, r)
        return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="Your sigmas divide by n_k - p. That would be the unbiased variance; what makes the expected "
    "log-likelihood largest divides by n_k, and only then the likelihood never falls.",
    caught_by="test_sigmas_of_six_flats",
)
def unbiased_instead(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines, totals = _lines(X, y, r), r.sum(axis=0)
    with np.errstate(all="ignore"):
        return (
            r.mean(axis=0), lines, _spreads(X, y, r, lines) * np.sqrt(totals / (totals - X.shape[1])),
        )  # fmt: skip


@mistake(
    says="Your coefficients have a column for each component. A row for each component is asked for: "
    "transpose them.",
    caught_by="test_lines_of_six_flats",
)
def coefficients_transposed(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines.T, _spreads(X, y, r, lines)


@mistake(
    says="An empty component is not refused. It has no observations to be fitted to: raise a ValueError "
    "where its responsibilities are all zero.",
    caught_by="test_an_empty_component_is_refused",
)
def empty_not_refused(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    root = np.sqrt(r)
    lines = np.array(
        [
            np.linalg.lstsq(X * root[:, [k]], y * root[:, k], rcond=None)[0]
            for k in range(r.shape[1])
        ]
    )
    with np.errstate(all="ignore"):
        return r.mean(axis=0), lines, np.nan_to_num(_spreads(X, y, r, lines))


@mistake(
    says="You refuse a component that is small, as if it were empty. Weighted least squares needs no "
    "whole observation: refuse where its responsibilities are all zero.",
    caught_by="test_small_component",
    at_home=False,
)
def small_refused(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    if r.sum(axis=0).min() < 0.01:
        raise ValueError("a component is empty")
    lines = _lines(X, y, r)
    return r.mean(axis=0), lines, _spreads(X, y, r, lines)


@mistake(
    says="A small number is added to your sums of responsibilities, to keep from dividing by zero. It "
    "falsifies small components; an empty one is to be refused instead.",
    caught_by="test_small_component",
    at_home=False,
)
def small_number_added(X, y, weights, coefs, sigmas):
    X, y, coefs, r = _taken(X, y, weights, coefs, sigmas)
    _refuse_empty(r)
    totals, lines = r.sum(axis=0) + 1e-6, _lines(X, y, r)
    squares = r * (y[:, None] - X @ lines.T) ** 2
    return totals / totals.sum(), lines, np.sqrt(squares.sum(axis=0) / totals)
