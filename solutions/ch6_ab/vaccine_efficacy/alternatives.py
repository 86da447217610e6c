"""Unusual right answers to `vaccine_efficacy`."""

import warnings

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from autograder.authors import alternative


@alternative("quantiles of an F distribution, a list, with a print and a warning")
def by_an_f_distribution(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=(0.700102, 1), level=0.95
):
    a, b = prior[0] + cases_vaccine, prior[1] + cases_placebo
    print("posterior of the share: Beta", a, b)
    warnings.warn("only a warning", stacklevel=1)
    odds = [a / b * stats.f.isf(p, 2 * a, 2 * b) for p in ((1 - level) / 2, 0.5, (1 + level) / 2)]
    return [1 - o * years_placebo / years_vaccine for o in odds]


@alternative("the roots of the distribution function of the efficacy, as a pandas Series")
def by_root_finding(
    cases_vaccine: int,
    cases_placebo: int,
    years_vaccine: float,
    years_placebo: float,
    prior: tuple[float, float] = (0.700102, 1),
    level: float = 0.95,
) -> pd.Series:
    a, b = prior[0] + cases_vaccine, prior[1] + cases_placebo

    def too_much(log_ratio, wanted):
        odds = np.exp(log_ratio) * years_vaccine / years_placebo
        return special.betaincc(a, b, odds / (1 + odds)) - wanted

    found = {
        name: -np.expm1(optimize.brentq(too_much, -60, 60, args=(p,), xtol=1e-13))
        for name, p in (("lower", (1 - level) / 2), ("median", 0.5), ("upper", (1 + level) / 2))
    }
    return pd.Series(found)


@alternative("the share of the placebo's arm, whose quantiles run the same way as the efficacy")
def by_the_share_of_the_placebo(
    cases_vaccine, cases_placebo, years_vaccine, years_placebo, prior=(0.700102, 1), level=0.95
):
    low, high = stats.beta.interval(level, prior[1] + cases_placebo, prior[0] + cases_vaccine)
    middle = stats.beta.median(prior[1] + cases_placebo, prior[0] + cases_vaccine)
    relative = years_vaccine / years_placebo
    return tuple(1 - (1 - share) / (share * relative) for share in (low, middle, high))
