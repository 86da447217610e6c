"""Bayesian A/B tests: posteriors of two rates, and the probability that one is the better.

>>> from course import ab
>>> control, treatment = ab.posterior(30, 100), ab.posterior(45, 100)
>>> round(ab.prob_better(control, treatment), 4)
0.9855
"""

from course.ab.better import prob_better, prob_better_gaussian
from course.ab.posterior import BetaPosterior, posterior

__all__ = ["BetaPosterior", "posterior", "prob_better", "prob_better_gaussian"]
