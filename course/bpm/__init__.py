"""Probit classification by expectation propagation: the pieces of the Bayes point machine.

>>> from course import bpm
>>> site = bpm.ep_site_update(0.0, 1.0, 0.0, 0.0, label=+1)
>>> round(site.mean, 4), round(site.variance, 4)
(1.7725, 2.1416)
"""

from course.bpm.factorised import FactorisedResult, fit_factorised, with_threshold
from course.bpm.probit import Tilted, tilted_moments
from course.bpm.site import FLAT, Site, ep_site_update

__all__ = [
    "FLAT",
    "FactorisedResult",
    "Site",
    "Tilted",
    "ep_site_update",
    "fit_factorised",
    "tilted_moments",
    "with_threshold",
]
