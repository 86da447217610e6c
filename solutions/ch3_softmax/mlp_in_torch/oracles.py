"""Outside truth for `mlp_in_torch`."""

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier

from autograder.authors import Agreement, oracle
from course import softmax


def _network(rng):
    sizes = (int(rng.integers(1, 5)), int(rng.integers(6, 9)), int(rng.integers(3, 6)))
    layers = softmax.Layers(
        rng.normal(size=(sizes[1], sizes[0])),
        rng.normal(size=sizes[1]),
        rng.normal(size=(sizes[2], sizes[1])),
        rng.normal(size=sizes[2]),
    )
    return sizes, layers, rng.normal(size=(7, sizes[0]))


@oracle("scikit-learn's MLPClassifier, with the same weights")
def scikit_learn(student, rng):
    sizes, layers, x = _network(rng)
    theirs = MLPClassifier((sizes[1],), activation="tanh", max_iter=1)
    theirs.partial_fit(x, np.arange(7) % sizes[2], classes=np.arange(sizes[2]))
    theirs.coefs_ = [layers.hidden_weight.T, layers.output_weight.T]
    theirs.intercepts_ = [layers.hidden_bias, layers.output_bias]
    network = student.mlp_in_torch(*sizes)
    network.load(list(layers))
    return Agreement(
        solution=softmax.softmax(network.forward(x)),
        reference=softmax.softmax(softmax.mlp_forward(layers, x)),
        outside=theirs.predict_proba(x),
        rtol=1e-3,
        atol=1e-5,
    )


@oracle("the derivatives of PyTorch's cross_entropy, in double precision")
def autograd(student, rng):
    sizes, layers, x = _network(rng)
    labels = rng.integers(sizes[2], size=7)
    tensors = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in layers]
    hidden = torch.tanh(torch.tensor(x) @ tensors[0].T + tensors[1])
    logits = hidden @ tensors[2].T + tensors[3]
    torch.nn.functional.cross_entropy(logits, torch.tensor(labels)).backward()
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward(layers, x), labels)
    network = student.mlp_in_torch(*sizes)
    network.load(list(layers))

    def flat(gradients):
        return np.concatenate([np.ravel(g) for g in gradients])

    return Agreement(
        solution=flat(network.gradients(x, upstream)),
        reference=flat(softmax.mlp_gradients(layers, x, upstream)),
        outside=flat([t.grad.numpy() for t in tensors]),
        rtol=1e-3,
        atol=1e-4,
    )
