"""Maximum likelihood: the Gaussian linear model, its two standard deviations, and cross-entropy.

>>> from course import mle
>>> X = [[1, 1], [1, 2], [1, 3], [1, 4]]
>>> fitted = mle.gaussian_mle(X, [5, 7, 8, 12])
>>> fitted.coef.round(3).tolist()
[2.5, 2.2]
>>> round(fitted.sigma, 4), round(fitted.sigma_unbiased, 4)
(0.6708, 0.9487)
"""

from course.mle.gaussian import GaussianMLE, gaussian_log_likelihood, gaussian_mle

__all__ = ["GaussianMLE", "gaussian_log_likelihood", "gaussian_mle"]
