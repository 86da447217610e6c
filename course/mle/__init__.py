"""Maximum likelihood: the Gaussian linear model, its two standard deviations, and cross-entropy.

>>> from course import mle
>>> X = [[1, 1], [1, 2], [1, 3], [1, 4]]
>>> fitted = mle.gaussian_mle(X, [5, 7, 8, 12])
>>> fitted.coef.round(3).tolist()
[2.5, 2.2]
>>> round(fitted.sigma, 4), round(fitted.sigma_unbiased, 4)
(0.6708, 0.9487)
"""

from course.mle.discrete import cross_entropy, entropy, kl_divergence
from course.mle.gaussian import (
    GaussianMLE,
    gaussian_log_likelihood,
    gaussian_mle,
    gaussian_nll,
)
from course.mle.profile import coef_profile_intervals, sigma_profile_interval
from course.mle.unbiased import (
    SigmaBias,
    SigmaEstimates,
    c4,
    restricted_log_likelihood,
    sigma_estimates,
    simulate_sigma_bias,
)

__all__ = [
    "GaussianMLE",
    "SigmaBias",
    "SigmaEstimates",
    "c4",
    "coef_profile_intervals",
    "cross_entropy",
    "entropy",
    "gaussian_log_likelihood",
    "gaussian_mle",
    "gaussian_nll",
    "kl_divergence",
    "restricted_log_likelihood",
    "sigma_estimates",
    "sigma_profile_interval",
    "simulate_sigma_bias",
]
