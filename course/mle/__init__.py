"""Maximum likelihood: densities, the Gaussian linear model, cross-entropy, mixtures, and any other model.

>>> from course import mle
>>> X = [[1, 1], [1, 2], [1, 3], [1, 4]]
>>> fitted = mle.gaussian_mle(X, [5, 7, 8, 12])
>>> fitted.coef.round(3).tolist()
[2.5, 2.2]
>>> round(fitted.sigma, 4), round(fitted.sigma_unbiased, 4)
(0.6708, 0.9487)
"""

from course.mle.density import (
    check_density,
    density_distance,
)
from course.mle.discrete import (
    cross_entropy,
    entropy,
    kl_divergence,
)
from course.mle.gaussian import (
    GaussianMLE,
    gaussian_log_likelihood,
    gaussian_mle,
    gaussian_nll,
)
from course.mle.maximise import (
    LikelihoodError,
    LikelihoodFit,
    LikelihoodRatio,
    likelihood_ratio_test,
    maximise_likelihood,
    profile_interval,
    profile_log_likelihood,
)
from course.mle.mixture import (
    DegenerateMixtureError,
    em_step,
    mixture_density,
    mixture_log_density,
    mixture_predict,
    responsibilities,
)
from course.mle.mixture_choice import (
    ComponentChoice,
    choose_components,
)
from course.mle.mixture_fit import (
    MixtureFit,
    fit_mixture,
    mixture_gradient,
)
from course.mle.mixture_flats import (
    FLAT_COEFS,
    Flats,
    simulate_flats,
)
from course.mle.profile import (
    coef_profile_intervals,
    sigma_profile_interval,
)
from course.mle.spread import (
    HeteroscedasticMLE,
    heteroscedastic_mle,
)
from course.mle.unbiased import (
    SigmaBias,
    SigmaEstimates,
    c4,
    restricted_log_likelihood,
    sigma_estimates,
    simulate_sigma_bias,
)

__all__ = [
    "FLAT_COEFS",
    "ComponentChoice",
    "DegenerateMixtureError",
    "Flats",
    "GaussianMLE",
    "HeteroscedasticMLE",
    "LikelihoodError",
    "LikelihoodFit",
    "LikelihoodRatio",
    "MixtureFit",
    "SigmaBias",
    "SigmaEstimates",
    "c4",
    "check_density",
    "choose_components",
    "coef_profile_intervals",
    "cross_entropy",
    "density_distance",
    "em_step",
    "entropy",
    "fit_mixture",
    "gaussian_log_likelihood",
    "gaussian_mle",
    "gaussian_nll",
    "heteroscedastic_mle",
    "kl_divergence",
    "likelihood_ratio_test",
    "maximise_likelihood",
    "mixture_density",
    "mixture_gradient",
    "mixture_log_density",
    "mixture_predict",
    "profile_interval",
    "profile_log_likelihood",
    "responsibilities",
    "restricted_log_likelihood",
    "sigma_estimates",
    "sigma_profile_interval",
    "simulate_flats",
    "simulate_sigma_bias",
]
