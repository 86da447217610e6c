"""Outside truth for `softmax_gradient`."""

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from autograder.authors import Agreement, oracle
from course import softmax


def _reference(W, X, y):
    return softmax.cross_entropy_gradient(X @ W.T, y).T @ X


@oracle("the derivatives of PyTorch's cross_entropy, in double precision")
def autograd(student, rng):
    W, X, y = rng.normal(size=(4, 3)), rng.normal(size=(9, 3)), rng.integers(4, size=9)
    weights = torch.tensor(W, requires_grad=True)
    logits = torch.from_numpy(X) @ weights.T
    torch.nn.functional.cross_entropy(logits, torch.from_numpy(y)).backward()
    return Agreement(student.softmax_gradient(W, X, y), _reference(W, X, y), weights.grad.numpy())


@oracle(
    "the optimum of scikit-learn's LogisticRegression, where the gradient cancels that of its penalty"
)
def scikit_learn(student, rng):
    X, strength = rng.normal(size=(60, 3)), rng.uniform(0.5, 2)
    y = np.concatenate([[0, 1, 2], rng.integers(3, size=57)])
    fitted = LogisticRegression(C=strength, fit_intercept=False, tol=1e-10, max_iter=2000)
    W = fitted.fit(X, y).coef_
    return Agreement(
        solution=student.softmax_gradient(W, X, y),
        reference=_reference(W, X, y),
        outside=-W / (strength * len(X)),
        rtol=1e-4,
        atol=1e-6,
    )
