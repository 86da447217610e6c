"""Outside truth for `variance_inflation`."""

import numpy as np
from sklearn.linear_model import LinearRegression
from statsmodels.stats.outliers_influence import variance_inflation_factor

from autograder.authors import Agreement, oracle
from course import ols


def _regressors(rng):
    n, k = int(rng.integers(8, 60)), int(rng.integers(2, 6))
    return rng.uniform(1, 5, size=k) + rng.normal(size=(n, k)) + rng.normal(size=(n, 1))


@oracle("statsmodels variance_inflation_factor, of a design with its constant")
def statsmodels_factor(student, rng):
    X = _regressors(rng)
    design = np.column_stack([np.ones(len(X)), X])
    theirs = [variance_inflation_factor(design, j) for j in range(1, design.shape[1])]
    return Agreement(
        solution=student.variance_inflation(X),
        reference=np.asarray(ols.variance_inflation(X))[1:],
        outside=np.array(theirs),
    )


@oracle("scikit-learn's R² of each column on the others")
def scikit_learn_score(student, rng):
    X = _regressors(rng)
    theirs = []
    for j in range(X.shape[1]):
        others = np.delete(X, j, axis=1)
        theirs.append(1 / (1 - LinearRegression().fit(others, X[:, j]).score(others, X[:, j])))
    return Agreement(
        solution=student.variance_inflation(X),
        reference=np.asarray(ols.variance_inflation(X))[1:],
        outside=np.array(theirs),
    )
