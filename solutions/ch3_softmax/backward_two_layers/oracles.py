"""Outside truth for `backward_two_layers`."""

import numpy as np
import torch
from scipy import optimize, special

from autograder.authors import Agreement, oracle
from course import softmax


def _case(rng):
    n, d, h, classes = 9, int(rng.integers(1, 5)), int(rng.integers(2, 9)), int(rng.integers(2, 6))
    layers = (
        rng.normal(size=(h, d)),
        rng.normal(size=h),
        rng.normal(size=(classes, h)),
        rng.normal(size=classes),
    )
    return rng.normal(size=(n, d)), rng.integers(classes, size=n), layers


def _flat(parts):
    return np.concatenate([np.ravel(part) for part in parts])


def _reference(X, y, layers, activation):
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward(layers, X, activation), y)
    return _flat(softmax.mlp_gradients(layers, X, upstream, activation))


@oracle("the derivatives of PyTorch's cross_entropy, in double precision, for each activation")
def autograd(student, rng):
    X, y, layers = _case(rng)
    activation = str(rng.permutation(["tanh", "relu", "sigmoid"])[0])
    tensors = [torch.tensor(part, requires_grad=True) for part in layers]
    W1, b1, W2, b2 = tensors
    hidden = getattr(torch, activation)(torch.from_numpy(X) @ W1.T + b1)
    torch.nn.functional.cross_entropy(hidden @ W2.T + b2, torch.from_numpy(y)).backward()
    return Agreement(
        solution=_flat(student.backward_two_layers(X, y, *layers, activation)),
        reference=_reference(X, y, layers, activation),
        outside=_flat([tensor.grad.numpy() for tensor in tensors]),
    )


@oracle("scipy.optimize.approx_fprime of a loss that SciPy's log_softmax computes")
def finite_differences(student, rng):
    X, y, layers = _case(rng)
    shapes = [part.shape for part in layers]
    ends = np.cumsum([part.size for part in layers])[:-1]

    def loss(flat):
        W1, b1, W2, b2 = (
            part.reshape(shape) for part, shape in zip(np.split(flat, ends), shapes, strict=True)
        )
        logs = special.log_softmax(np.tanh(X @ W1.T + b1) @ W2.T + b2, axis=1)
        return -logs[np.arange(len(y)), y].mean()

    return Agreement(
        solution=_flat(student.backward_two_layers(X, y, *layers)),
        reference=_reference(X, y, layers, "tanh"),
        outside=optimize.approx_fprime(_flat(layers), loss),
        rtol=1e-4,
        atol=1e-6,
    )
