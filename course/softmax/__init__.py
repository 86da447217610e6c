"""Softmax classification: probabilities from logits, cross-entropy, and a small network in NumPy.

Nothing here imports PyTorch: these are the numbers that a network in PyTorch is held against.

>>> from course import softmax
>>> softmax.softmax([1.0, -3.0, 10.0, 1.0]).round(4).tolist()
[0.0001, 0.0, 0.9998, 0.0001]
"""

from course.softmax.functions import cross_entropy, cross_entropy_gradient, log_softmax, softmax
from course.softmax.network import Layers, mlp_forward, mlp_gradients

__all__ = [
    "Layers",
    "cross_entropy",
    "cross_entropy_gradient",
    "log_softmax",
    "mlp_forward",
    "mlp_gradients",
    "softmax",
]
