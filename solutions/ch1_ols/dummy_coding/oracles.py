"""Outside truth for `dummy_coding`."""

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder

from autograder.authors import Agreement, oracle
from course import ols

CITIES = np.array(["Montréal", "Paris", "London", "Tokyo"])


def _values(rng):
    values = rng.choice(CITIES, size=int(rng.integers(4, 20)))
    return values, str(rng.choice(values))


def _reference(values, base):
    data = {"city": values}
    return np.asarray(ols.design_matrix(data, ["city"], base={"city": base}), dtype=float)[:, 1:]


@oracle("scikit-learn's OneHotEncoder, the base dropped")
def scikit_learn(student, rng):
    values, base = _values(rng)
    theirs = OneHotEncoder(drop=[base], sparse_output=False).fit_transform(values[:, None])
    return Agreement(student.dummy_coding(values, base), _reference(values, base), theirs)


@oracle("pandas.get_dummies, the base taken out")
def get_dummies(student, rng):
    values, base = _values(rng)
    theirs = pd.get_dummies(pd.Series(values)).drop(columns=base).to_numpy(dtype=float)
    return Agreement(student.dummy_coding(values, base), _reference(values, base), theirs)
