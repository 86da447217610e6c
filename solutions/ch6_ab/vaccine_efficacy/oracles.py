"""Outside truth for `vaccine_efficacy`."""

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from autograder.authors import Agreement, oracle
from course import ab


def _trial(rng):
    cases = int(rng.integers(1, 20)), int(rng.integers(5, 200))
    return *cases, float(rng.uniform(0.5, 4)), float(rng.uniform(0.5, 4))


@oracle("scipy.stats.betaprime, the distribution of the odds of a Beta")
def beta_prime(student, rng):
    cv, cp, yv, yp = trial = _trial(rng)
    prior, level = tuple(map(float, rng.uniform(0.3, 3, size=2))), float(rng.uniform(0.5, 0.99))
    reference = ab.vaccine_efficacy(cv, cp, (yv, yp), prior)
    low, high = reference.interval(level)
    wanted = [(1 - level) / 2, 0.5, (1 + level) / 2]
    odds = stats.betaprime.isf(wanted, prior[0] + cv, prior[1] + cp)
    return Agreement(
        solution=student.vaccine_efficacy(*trial, prior=prior, level=level),
        reference=[low, reference.quantile(0.5), high],
        outside=1 - odds * yp / yv,
        rtol=1e-7,
    )


@oracle("statsmodels proportion_confint, whose exact interval is made of two Beta posteriors")
def clopper_pearson(student, rng):
    # The lower end of Clopper and Pearson is a quantile under the prior Beta(0, 1), the upper one
    # under Beta(1, 0); the upper end of theta is the lower end of the efficacy.
    cv, cp, yv, yp = trial = _trial(rng)
    level = float(rng.uniform(0.5, 0.99))
    low, high = proportion_confint(cv, cv + cp, alpha=1 - level, method="beta")
    outside = [1 - high / (1 - high) * yp / yv, 1 - low / (1 - low) * yp / yv]
    ours, theirs = [], []
    for prior, end in (((1, 0), 0), ((0, 1), 2)):
        ours.append(np.asarray(student.vaccine_efficacy(*trial, prior=prior, level=level))[end])
        found = ab.vaccine_efficacy(cv, cp, (yv, yp), prior)
        theirs.append(found.interval(level)[0 if end == 0 else 1])
    return Agreement(ours, theirs, outside, rtol=1e-7)
