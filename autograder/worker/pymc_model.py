"""What a check may ask of a student's `pm.Model`: its variables, and its log density at points."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from .kept import Unsuitable

# A graph of a few nodes, evaluated a few times: compiling C for it would take longer than all else.
_MODE = "FAST_COMPILE"


def accept(value: Any) -> None:
    """Raise `Unsuitable` unless `value` is a `pm.Model`."""
    pymc = sys.modules.get("pymc")
    if pymc is None or not isinstance(value, pymc.Model):
        kind = "None (is a `return` missing?)" if value is None else type(value).__name__
        raise Unsuitable(f"returned {kind}; this exercise asks for a pm.Model: return the model")


def free_variables(model: Any) -> dict[str, tuple[int, ...]]:
    """Return the name and the shape of each variable that would be sampled."""
    return {rv.name: tuple(int(n) for n in _evaluate(rv.shape)) for rv in model.free_RVs}


def observed_variables(model: Any) -> dict[str, tuple[int, ...]]:
    """Return the name and the shape of each observed variable."""
    return {rv.name: tuple(int(n) for n in _evaluate(rv.shape)) for rv in model.observed_RVs}


def log_density(model: Any, points: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the log of the joint density of parameters and data at each point.

    A point gives each free variable its value in its own units: a standard deviation of 2 is 2,
    whatever transformation the sampler would use, and no Jacobian is added. Raises `Unsuitable`
    where a point's names or shapes are not those of the model.
    """
    wanted = free_variables(model)
    function = None
    found = np.empty(len(points))
    for i, point in enumerate(points):
        given = {name: tuple(np.shape(value)) for name, value in point.items()}
        if given != wanted:
            raise Unsuitable(_misfit(wanted, given))
        if function is None:
            function = model.compile_logp(jacobian=False, mode=_MODE)
        found[i] = function(_as_sampled(model, point))
    return found


def _as_sampled(model: Any, point: dict[str, Any]) -> dict[str, Any]:
    """The same point in the coordinates in which the model's function takes it."""
    values = {}
    for rv in model.free_RVs:
        value = np.asarray(point[rv.name], dtype=float)
        transform = model.rvs_to_transforms[rv]
        if transform is not None:
            value = _evaluate(transform.forward(value, *rv.owner.inputs))
        values[model.rvs_to_values[rv].name] = value
    return values


def _evaluate(variable: Any) -> Any:
    return variable.eval(mode=_MODE)


def _misfit(wanted: dict[str, Any], given: dict[str, Any]) -> str:
    there = ", ".join(f"{name} {shape}" for name, shape in sorted(wanted.items())) or "none"
    asked = ", ".join(f"{name} {shape}" for name, shape in sorted(given.items()))
    return (
        f"returned a model whose free variables are {there}; asked for was {asked} "
        "(name and shape; () is a single number)"
    )
