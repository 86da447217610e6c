"""Bayesian A/B tests: posteriors of rates, what follows from them, sample size and stopping.

>>> from course import ab
>>> control, treatment = ab.posterior(30, 100), ab.posterior(45, 100)
>>> round(ab.prob_better(control, treatment), 4)
0.9855
"""

from course.ab.better import prob_better, prob_better_gaussian
from course.ab.frequentist import ZTest, barnard_test, compare_tests, fisher_test, z_test
from course.ab.lift import Lift, lift
from course.ab.loss import expected_loss, expected_losses, prob_best
from course.ab.model import rates_model
from course.ab.posterior import BetaPosterior, posterior
from course.ab.power import least_successes, power, power_curve, probability_curve, sample_size
from course.ab.spending import spending_boundaries
from course.ab.stopping import (
    CountRule,
    EvidenceRule,
    PosteriorRule,
    SpendingRule,
    exact_looks,
    simulate_looks,
)
from course.ab.trials import ASPIRIN, BNT162B2, Trial, VaccineEfficacy, vaccine_efficacy

__all__ = [
    "ASPIRIN",
    "BNT162B2",
    "BetaPosterior",
    "CountRule",
    "EvidenceRule",
    "Lift",
    "PosteriorRule",
    "SpendingRule",
    "Trial",
    "VaccineEfficacy",
    "ZTest",
    "barnard_test",
    "compare_tests",
    "exact_looks",
    "expected_loss",
    "expected_losses",
    "fisher_test",
    "least_successes",
    "lift",
    "posterior",
    "power",
    "power_curve",
    "prob_best",
    "prob_better",
    "prob_better_gaussian",
    "probability_curve",
    "rates_model",
    "sample_size",
    "simulate_looks",
    "spending_boundaries",
    "vaccine_efficacy",
    "z_test",
]
