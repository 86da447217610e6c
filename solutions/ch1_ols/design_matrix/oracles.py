"""Outside truth for `design_matrix`."""

import numpy as np
import pandas as pd
from sklearn.preprocessing import PolynomialFeatures

from autograder.authors import Agreement, oracle
from course import ols


@oracle("scikit-learn's PolynomialFeatures")
def polynomial_features(student, rng):
    n = int(rng.integers(1, 12))
    data = pd.DataFrame({"x1": rng.normal(size=n), "x2": rng.uniform(0, 100, size=n)})
    interaction = bool(rng.integers(2))
    theirs = PolynomialFeatures(2 if interaction else 1, interaction_only=True)
    terms = ["x1", "x2", "x1:x2"] if interaction else ["x1", "x2"]
    return Agreement(
        solution=student.design_matrix(data["x1"], data["x2"], interaction),
        reference=ols.design_matrix(data, terms),
        outside=theirs.fit_transform(data),
    )


@oracle("numpy.vander, for a column and itself")
def vandermonde(student, rng):
    x = rng.normal(size=int(rng.integers(1, 9)))
    return Agreement(
        solution=student.design_matrix(x, x, True),
        reference=ols.design_matrix({"a": x, "b": x}, ["a", "b", "a:b"]),
        outside=np.vander(x, 3, increasing=True)[:, [0, 1, 1, 2]],
    )
