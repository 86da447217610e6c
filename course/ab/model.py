"""The same model in PyMC, ready to be sampled. PyMC is imported when a model is built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.ab.posterior import posterior

if TYPE_CHECKING:
    import pymc


def rates_model(
    successes: Sequence[int], trials: Sequence[int], prior: tuple[float, float] = (1.0, 1.0)
) -> pymc.Model:
    """Return the model of independent rates with a Beta prior each and binomial counts, as a `pm.Model`.

    The variable `rate` has one entry an arm. Its posterior is that of `posterior`, which needs no sampling:
    the model is there to be held against it, and to be extended. (Rates that share a common distribution
    are the subject of the chapter on hierarchical models.)

    Raises `ValueError` for impossible counts or lists of different lengths, `ImportError` without PyMC.

    >>> model = rates_model([30, 45], [100, 100])
    >>> [v.name for v in model.free_RVs]
    ['rate']
    """
    for s, n in zip(successes, trials, strict=True):
        posterior(s, n, prior)
    import pymc as pm

    with pm.Model(coords={"arm": np.arange(len(successes))}) as model:
        rate = pm.Beta("rate", prior[0], prior[1], dims="arm")
        pm.Binomial("successes", n=np.asarray(trials), p=rate, observed=successes, dims="arm")
    return model
