"""Outside truth for `mlp_in_torch`."""

import numpy as np
from scipy import optimize
from sklearn.neural_network import MLPClassifier

from autograder.oracles import Agreement, oracle
from course import softmax


def _layers(rng, d, h, k):
    return softmax.Layers(
        rng.normal(size=(h, d)), rng.normal(size=h), rng.normal(size=(k, h)), rng.normal(size=k)
    )


@oracle("scikit-learn's MLPClassifier with the same parameters: its class probabilities")
def sklearn_network(student, rng):
    layers, x = _layers(rng, 5, 8, 3), rng.normal(size=(10, 5))
    net = student.mlp_in_torch(5, 8, 3)
    net.load(list(layers))
    theirs = MLPClassifier((8,), activation="tanh", solver="sgd")
    theirs.partial_fit(x[:3], [0, 1, 2], classes=[0, 1, 2])
    theirs.coefs_ = [layers.hidden_weight.T, layers.output_weight.T]
    theirs.intercepts_ = [layers.hidden_bias, layers.output_bias]
    return Agreement(
        solution=softmax.softmax(net.forward(x)),
        reference=softmax.softmax(softmax.mlp_forward(layers, x)),
        outside=theirs.predict_proba(x),
        rtol=1e-4,
        atol=1e-6,
    )


@oracle("scipy.optimize.approx_fprime: differences of the logits in place of derivatives")
def finite_differences(student, rng):
    layers, x = _layers(rng, 2, 3, 4), rng.normal(size=(3, 2))
    weights = rng.normal(size=(3, 4))
    net = student.mlp_in_torch(2, 3, 4)
    net.load(list(layers))
    ends = np.cumsum([part.size for part in layers])[:-1]

    def value(flat):
        parts = [p.reshape(o.shape) for p, o in zip(np.split(flat, ends), layers, strict=True)]
        hidden = np.tanh(x @ parts[0].T + parts[1])
        return np.sum((hidden @ parts[2].T + parts[3]) * weights)

    def flat(arrays):
        return np.concatenate([np.ravel(a) for a in arrays])

    return Agreement(
        solution=flat(net.gradients(x, weights)),
        reference=flat(softmax.mlp_gradients(layers, x, weights)),
        outside=optimize.approx_fprime(flat(layers), value, 1e-6),
        rtol=1e-4,
        atol=1e-4,
    )
