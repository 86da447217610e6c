"""Outside truth for `train_step`."""

import numpy as np
import torch
from scipy import optimize, special

from autograder.authors import Agreement, oracle
from course import softmax


def _case(rng):
    d, classes = int(rng.integers(1, 5)), int(rng.integers(2, 6))
    W, b = rng.normal(size=(classes, d)), rng.normal(size=classes)
    X, y = rng.normal(size=(9, d)), rng.integers(classes, size=9)
    rate, decay = rng.uniform(0.05, 1, size=2)
    return W, b, X, y, float(rate), float(decay)


def _flat(parts):
    return np.concatenate([np.ravel(part) for part in parts])


def _reference(W, b, X, y, rate, decay):
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward([W, b], X), y)
    by_W, by_b = softmax.mlp_gradients([W, b], X, upstream)
    return _flat([W - rate * (by_W + decay * W), b - rate * by_b])


@oracle(
    "one step of torch.optim.SGD on a linear layer in double precision, with weight_decay for W alone"
)
def torch_sgd(student, rng):
    W, b, X, y, rate, decay = _case(rng)
    layer = torch.nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(W))
        layer.bias.copy_(torch.from_numpy(b))
    optimiser = torch.optim.SGD(
        [{"params": [layer.weight], "weight_decay": decay}, {"params": [layer.bias]}], lr=rate
    )
    torch.nn.functional.cross_entropy(layer(torch.from_numpy(X)), torch.from_numpy(y)).backward()
    optimiser.step()
    return Agreement(
        solution=_flat(student.train_step(W, b, X, y, rate, decay)),
        reference=_reference(W, b, X, y, rate, decay),
        outside=_flat([layer.weight.detach().numpy(), layer.bias.detach().numpy()]),
    )


@oracle("scipy.optimize.approx_fprime of a loss that SciPy's log_softmax computes")
def finite_differences(student, rng):
    W, b, X, y, rate, decay = _case(rng)

    def penalised(flat):
        weights, biases = flat[: W.size].reshape(W.shape), flat[W.size :]
        logs = special.log_softmax(X @ weights.T + biases, axis=1)
        return -logs[np.arange(len(y)), y].mean() + decay / 2 * np.sum(weights**2)

    start = _flat([W, b])
    return Agreement(
        solution=_flat(student.train_step(W, b, X, y, rate, decay)),
        reference=_reference(W, b, X, y, rate, decay),
        outside=start - rate * optimize.approx_fprime(start, penalised),
        rtol=1e-5,
        atol=1e-6,
    )
