"""Ordinary least squares: fits, intervals, printed summaries, design matrices, and designs.

>>> from course import ols
>>> data = ols.simulate(100, noise_sd=10, rng=4)
>>> model = ols.fit(ols.design_matrix(data, ["x1", "x2"]), data["y"])
>>> model.names
('const', 'x1', 'x2')
>>> model.conf_int().shape
(3, 2)
"""

from course.ols.collinear import estimator_correlation, variance_inflation
from course.ols.combination import Combination, linear_combination
from course.ols.coverage import RULES, coverage
from course.ols.curvature import LackOfFit, lack_of_fit
from course.ols.design import design_matrix, levels_of
from course.ols.experiment import (
    Optimality,
    design_std_error,
    efficiency,
    extremes,
    factorial_design,
    full_factorial,
    optimality,
    sample_size,
)
from course.ols.fit import fit
from course.ols.result import OLSResult
from course.ols.simulate import simulate

__all__ = [
    "RULES",
    "Combination",
    "LackOfFit",
    "OLSResult",
    "Optimality",
    "coverage",
    "design_matrix",
    "design_std_error",
    "efficiency",
    "estimator_correlation",
    "extremes",
    "factorial_design",
    "fit",
    "full_factorial",
    "lack_of_fit",
    "levels_of",
    "linear_combination",
    "optimality",
    "sample_size",
    "simulate",
    "variance_inflation",
]
