"""Unusual right answers to `softmax`."""

import math
import warnings

import numpy as np
import torch
from scipy import special

from autograder.alternatives import alternative


@alternative("plain Python: a function that calls itself for each axis, and returns lists")
def plain_python(logits):
    if not isinstance(logits[0], (int, float, np.integer, np.floating)):
        return [plain_python(row) for row in logits]
    top = max(logits)
    weights = [math.exp(z - top) for z in logits]
    print("largest score", top)
    return [w / math.fsum(weights) for w in weights]


@alternative("through the logarithm: SciPy's log-sum-exp, with a warning on the way")
def by_log_sum_exp(logits: np.ndarray) -> np.ndarray:
    warnings.warn("this is only a warning", stacklevel=1)
    z = np.asarray(logits, dtype=float)
    return np.exp(z - special.logsumexp(z, axis=-1, keepdims=True))


@alternative("one over the sum of the exponentials of all differences")
def by_differences(logits):
    z = np.asarray(logits, dtype=float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


@alternative("PyTorch, in double precision, and a tensor back")
def by_torch(logits):
    return torch.softmax(torch.as_tensor(np.asarray(logits, dtype=float)), dim=-1)
