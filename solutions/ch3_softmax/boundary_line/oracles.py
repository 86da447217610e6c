"""Outside truth for `boundary_line`."""

import numpy as np
from scipy import optimize
from sklearn.linear_model import LogisticRegression

from autograder.authors import Agreement, oracle
from course import softmax


def _ours(W, b):
    line = softmax.boundary_line(W, b)
    return [*line.normal, line.distance]


@oracle("the points where scikit-learn's LogisticRegression gives both classes one half")
def scikit_learn(student, rng):
    x = rng.normal(size=(40, 2)) + np.repeat([[0.0, 0.0], rng.uniform(1, 2, size=2)], 20, axis=0)
    model = LogisticRegression().fit(x, np.repeat([0, 1], 20))
    W = np.vstack([np.zeros(2), model.coef_[0]])
    b = np.array([0.0, model.intercept_[0]])

    def height(x1):
        """The second feature at which the model's decision function is zero."""
        return optimize.brentq(
            lambda x2: model.decision_function([[x1, x2]])[0], -1e6, 1e6, xtol=1e-13
        )

    # A line through two points, and the side of it on which the model says class 1.
    p, q = np.array([-1.0, height(-1.0)]), np.array([1.0, height(1.0)])
    n = np.array([p[1] - q[1], q[0] - p[0]]) / np.hypot(*(q - p))
    n = n if model.predict([p + n])[0] == 1 else -n
    return Agreement(student.boundary_line(W, b), _ours(W, b), [*n, n @ p], rtol=1e-6, atol=1e-6)


@oracle("SciPy's search for the point of equal logits closest to the origin")
def closest_point(student, rng):
    W, b = rng.uniform(-5, 5, size=(2, 2)), rng.uniform(1, 5, size=2) * [1, -1]
    found = optimize.minimize(
        lambda x: x @ x,
        [0.1, 0.1],
        constraints={"type": "eq", "fun": lambda x: (W @ x + b)[1] - (W @ x + b)[0]},
        options={"ftol": 1e-14},
    ).x
    # Class 0 has the larger bias, so that the origin is on its side.
    distance = np.hypot(*found)
    outside = [*(found / distance), distance]
    return Agreement(student.boundary_line(W, b), _ours(W, b), outside, rtol=1e-5, atol=1e-5)
