"""Ordinary least squares: fits, intervals, printed summaries and design matrices.

>>> from course import ols
>>> data = ols.simulate(100, noise_sd=10, rng=4)
>>> model = ols.fit(ols.design_matrix(data, ["x1", "x2"]), data["y"])
>>> model.names
('const', 'x1', 'x2')
>>> model.conf_int().shape
(3, 2)
"""

from course.ols.design import design_matrix, levels_of
from course.ols.fit import fit
from course.ols.result import OLSResult
from course.ols.simulate import simulate

__all__ = ["OLSResult", "design_matrix", "fit", "levels_of", "simulate"]
