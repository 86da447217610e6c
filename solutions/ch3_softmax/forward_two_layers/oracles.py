"""Outside truth for `forward_two_layers`."""

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier

from autograder.authors import Agreement, oracle
from course import softmax


def _network(rng):
    d, h, classes = rng.integers(1, 5), rng.integers(2, 9), rng.integers(3, 6)
    layers = (
        rng.normal(size=(h, d)),
        rng.normal(size=h),
        rng.normal(size=(classes, h)),
        rng.normal(size=classes),
    )
    return rng.normal(size=(7, d)), layers, str(rng.permutation(["tanh", "relu", "sigmoid"])[0])


def _reference(X, layers, activation):
    return softmax.softmax(softmax.mlp_forward(layers, X, activation))


@oracle("scikit-learn's MLPClassifier, with the same weights")
def scikit_learn(student, rng):
    X, (W1, b1, W2, b2), activation = _network(rng)
    theirs = MLPClassifier(
        (len(b1),), activation={"sigmoid": "logistic"}.get(activation, activation), max_iter=1
    )
    theirs.partial_fit(X, np.arange(7) % len(b2), classes=np.arange(len(b2)))
    theirs.coefs_, theirs.intercepts_ = [W1.T, W2.T], [b1, b2]
    return Agreement(
        solution=student.forward_two_layers(X, W1, b1, W2, b2, activation),
        reference=_reference(X, (W1, b1, W2, b2), activation),
        outside=theirs.predict_proba(X),
    )


@oracle("PyTorch's functions, in double precision")
def pytorch(student, rng):
    X, layers, activation = _network(rng)
    x, W1, b1, W2, b2 = (torch.from_numpy(part) for part in (X, *layers))
    hidden = getattr(torch, activation)(torch.nn.functional.linear(x, W1, b1))
    outside = torch.softmax(torch.nn.functional.linear(hidden, W2, b2), dim=1).numpy()
    return Agreement(
        solution=student.forward_two_layers(X, *layers, activation),
        reference=_reference(X, layers, activation),
        outside=outside,
    )
