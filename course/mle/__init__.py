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
from course.mle.mixture import (
    DegenerateMixtureError,
    em_step,
    mixture_density,
    mixture_log_density,
    mixture_predict,
    responsibilities,
)
from course.mle.mixture_choice import ComponentChoice, choose_components
from course.mle.mixture_fit import MixtureFit, fit_mixture, mixture_gradient
from course.mle.mixture_flats import FLAT_COEFS, Flats, simulate_flats

__all__ = [
    "FLAT_COEFS",
    "ComponentChoice",
    "DegenerateMixtureError",
    "Flats",
    "GaussianMLE",
    "MixtureFit",
    "choose_components",
    "em_step",
    "fit_mixture",
    "gaussian_log_likelihood",
    "gaussian_mle",
    "mixture_density",
    "mixture_gradient",
    "mixture_log_density",
    "mixture_predict",
    "responsibilities",
    "simulate_flats",
]
