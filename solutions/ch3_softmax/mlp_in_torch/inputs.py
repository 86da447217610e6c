"""What may be asked of `mlp_in_torch`, kind by kind.

A check finds a module's parameters by their shapes. So that it finds them however they are laid out,
no two sizes are equal and none is 1.
"""

import numpy as np

from autograder.authors import kind, truth, whole_number
from course import softmax

DOMAIN = {"n_inputs": whole_number(2), "n_hidden": whole_number(2), "n_classes": whole_number(2)}


def network_of(n_inputs, n_hidden, n_classes):
    """Weights for a network of these sizes, and inputs: the same each time."""
    rng = np.random.default_rng([n_inputs, n_hidden, n_classes])
    layers = softmax.Layers(
        rng.normal(scale=1.2 / np.sqrt(n_inputs), size=(n_hidden, n_inputs)),
        rng.normal(scale=0.5, size=n_hidden),
        rng.normal(scale=1.2 / np.sqrt(n_hidden), size=(n_classes, n_hidden)),
        rng.normal(scale=0.5, size=n_classes),
    )
    return layers, rng.normal(scale=1.5, size=(6, n_inputs))


def logits_of(student, *args, **kwargs):
    """The logits of a student's network with these weights."""
    network = student.mlp_in_torch(*args, **kwargs)
    layers, x = network_of(*args, *(kwargs[k] for k in DOMAIN if k in kwargs))
    network.load(list(layers))
    return network.forward(x)


# PyTorch computes in single precision.
@truth(what="the array of logits", rtol=2e-3, atol=2e-4, ask=logits_of)
def right(n_inputs, n_hidden, n_classes):
    return softmax.mlp_forward(*network_of(n_inputs, n_hidden, n_classes))


@kind("more hidden units than inputs and classes", weight=2)
def many_hidden(rng):
    return int(rng.integers(3, 5)), int(rng.integers(8, 12)), int(rng.integers(5, 8))


@kind("more inputs than hidden units and classes")
def more_inputs(rng):
    return int(rng.integers(8, 12)), int(rng.integers(3, 5)), int(rng.integers(5, 8))


@kind("two inputs")
def two_inputs(rng):
    return 2, int(rng.integers(6, 9)), int(rng.integers(3, 6))


@kind("two hidden units")
def two_hidden(rng):
    return int(rng.integers(6, 9)), 2, int(rng.integers(3, 6))


@kind("two classes")
def two_classes(rng):
    return int(rng.integers(3, 6)), int(rng.integers(6, 9)), 2


@kind("more than a thousand inputs")
def thousand_inputs(rng):
    return int(rng.integers(1001, 1100)), 6, 4


@kind("more than a thousand hidden units")
def thousand_hidden(rng):
    return 4, int(rng.integers(1001, 1100)), 3


@kind("more than a thousand classes")
def thousand_classes(rng):
    return 3, 5, int(rng.integers(1001, 1100))
