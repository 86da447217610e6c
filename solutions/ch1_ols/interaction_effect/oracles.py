"""Outside truth for `interaction_effect`."""

import numpy as np
import statsmodels.api as sm
import statsmodels.formula.api as smf

from autograder.authors import Agreement, oracle
from course import ols


def _salaries(rng):
    n = int(rng.integers(8, 60))
    age = rng.uniform(20, 65, size=n)
    work = (age - 18) * rng.uniform(0.3, 1, size=n)
    salary = 12 + 2 * work + 0.5 * age - 0.02 * work * age + rng.normal(0, 3, size=n)
    return work, age, salary, rng.uniform(20, 65, size=3)


def _reference(fit, ages):
    return np.array([ols.linear_combination(fit, [0, 1, 0, age])[:2] for age in ages])


@oracle("statsmodels t_test on a linear combination of the coefficients")
def statsmodels_t_test(student, rng):
    work, age, salary, ages = _salaries(rng)
    X = np.column_stack([np.ones(len(age)), work, age, work * age])
    theirs = sm.OLS(salary, X).fit()
    contrast = np.column_stack([np.zeros(3), np.ones(3), np.zeros(3), ages])
    test = theirs.t_test(contrast)
    return Agreement(
        solution=student.interaction_effect(theirs.params, theirs.cov_params(), ages),
        reference=_reference(ols.fit(X, salary), ages),
        outside=np.column_stack([np.ravel(test.effect), np.ravel(test.sd)]),
    )


@oracle("statsmodels' formula salary ~ work * age, refitted with the age centred at each age asked")
def statsmodels_centred(student, rng):
    work, age, salary, ages = _salaries(rng)
    X = np.column_stack([np.ones(len(age)), work, age, work * age])
    fit = ols.fit(X, salary)
    rows = []
    for at in ages:
        data = {"salary": salary, "work": work, "age": age - at}
        theirs = smf.ols("salary ~ work * age", data).fit()
        rows.append([theirs.params["work"], theirs.bse["work"]])
    return Agreement(
        solution=student.interaction_effect(fit.coef, fit.cov, ages),
        reference=_reference(fit, ages),
        outside=np.array(rows),
    )
