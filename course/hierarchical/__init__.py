"""Hierarchical models with measurement error: groups that share what they know, and noisy inputs.

>>> from course import hierarchical
>>> study = hierarchical.simulate(rng=1)
>>> study.data.shape
(200, 3)
>>> hierarchical.reliability(0.5)
0.8
"""

from course.hierarchical.density import (
    PRIORS,
    Priors,
    marginal_log_density,
    marginal_log_likelihood,
    reliability,
)
from course.hierarchical.model import marginal_model
from course.hierarchical.simulate import Simulated, simulate

__all__ = [
    "PRIORS",
    "Priors",
    "Simulated",
    "marginal_log_density",
    "marginal_log_likelihood",
    "marginal_model",
    "reliability",
    "simulate",
]
