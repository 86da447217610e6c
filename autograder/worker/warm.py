"""Imports that cost seconds, and first uses that do: done once in the warmed parent of all children.

Nothing here may start a thread: a process with threads cannot be forked safely.
"""

from __future__ import annotations

import warnings


def torch() -> None:
    """Import PyTorch, and take the first gradient step that any optimiser takes so long over."""
    import torch

    # Without this, autograd starts a thread for the backward pass, which no fork survives.
    torch.set_num_threads(1)
    with torch.autograd.set_multithreading_enabled(False):
        layer = torch.nn.Linear(2, 2)
        optimiser = torch.optim.SGD(layer.parameters(), lr=0.1)
        torch.nn.functional.cross_entropy(layer(torch.ones(1, 2)), torch.tensor([1])).backward()
        optimiser.step()


def pymc() -> None:
    """Import PyMC, and build the first log density, whose rewrites PyTensor loads on demand."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import numpy as np
        import pymc as pm

        from . import pymc_model

        with pm.Model() as small:
            scale = pm.HalfNormal("scale", 1.0)
            level = pm.Normal("level", 0.0, scale, shape=2)
            pm.Normal("seen", level[np.array([0, 1])], scale, observed=np.zeros(2))
        pymc_model.log_density(small, [{"scale": 1.0, "level": np.zeros(2)}])
