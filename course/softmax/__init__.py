"""Softmax classification: probabilities from logits, cross-entropy, and dense networks in NumPy.

Nothing here imports PyTorch: these are the numbers that a network in PyTorch is held against. What needs it
is imported by name, as in `from course.softmax import training`.

>>> from course import softmax
>>> softmax.softmax([1.0, -3.0, 10.0, 1.0]).round(4).tolist()
[0.0001, 0.0, 0.9998, 0.0001]
"""

from course.softmax.functions import (
    cross_entropy,
    cross_entropy_gradient,
    log_softmax,
    log_sum_exp,
    softmax,
)
from course.softmax.network import Layers, layer_sizes, mlp_forward, mlp_gradients, random_layers
from course.softmax.regression import SoftmaxRegression, softmax_regression
from course.softmax.separation import Separation, separation

__all__ = [
    "Layers",
    "Separation",
    "SoftmaxRegression",
    "cross_entropy",
    "cross_entropy_gradient",
    "layer_sizes",
    "log_softmax",
    "log_sum_exp",
    "mlp_forward",
    "mlp_gradients",
    "random_layers",
    "separation",
    "softmax",
    "softmax_regression",
]
