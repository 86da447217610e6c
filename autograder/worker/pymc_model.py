"""What a check may ask of a student's `pm.Model`: its variables, and its log density at points."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from .reference import Unsuitable


@cache
def _mode() -> Any:
    """Python for each node, and only the rewrites without which a graph cannot run.

    A graph of a few nodes, evaluated a few times: to compile it, or to improve it, would take longer
    than all else, and would need a C compiler on one version of PyTensor and numba on another.
    """
    from pytensor.compile.mode import Mode

    return Mode("py", "minimum_compile")


def accept(value: Any) -> None:
    """Raise `Unsuitable` unless `value` is a `pm.Model`."""
    pymc = sys.modules.get("pymc")
    if pymc is None or not isinstance(value, pymc.Model):
        raise Unsuitable(
            f"returned {_kind(value)}; this exercise asks for a pm.Model{_advice(value)}"
        )


def free_variables(model: Any) -> dict[str, tuple[int, ...]]:
    """Return the name and the shape of each variable that would be sampled."""
    return {rv.name: _shape(rv) for rv in model.free_RVs}


def observed_variables(model: Any) -> dict[str, tuple[int, ...]]:
    """Return the name and the shape of each observed variable."""
    return {rv.name: _shape(rv) for rv in model.observed_RVs}


def log_density(model: Any, points: Sequence[dict[str, Any]]) -> np.ndarray:
    """Return the log of the joint density of parameters and data at each point.

    A point gives each free variable its value in its own units: a standard deviation of 2 is 2,
    whatever transformation the sampler would use, and no Jacobian is added. Potentials count.
    Raises `Unsuitable` where a point's names or shapes are not those of the model, where a
    variable takes whole numbers only, and where the model cannot be computed at a point.
    """
    wanted = free_variables(model)
    for point in points:
        given = {name: tuple(np.shape(value)) for name, value in point.items()}
        if given != wanted:
            raise Unsuitable(_misfit(model, wanted, given))
    if not points:
        return np.empty(0)
    as_sampled = _as_sampled(model)
    function = model.compile_logp(jacobian=False, mode=_mode())
    found = np.empty(len(points))
    for i, point in enumerate(points):
        try:
            found[i] = function(as_sampled(_values(model, point)))
        except Unsuitable:
            raise
        except Exception as error:
            # What follows the first line is PyTensor's account of its own graph.
            said = str(error).strip().partition("\n")[0][:300]
            raise Unsuitable(
                "returned a model whose log density cannot be computed: "
                f"{type(error).__name__}: {said}"
            ) from None
    return found


def _values(model: Any, point: dict[str, Any]) -> dict[str, np.ndarray]:
    values = {}
    for rv in model.free_RVs:
        value = np.asarray(point[rv.name], dtype=float)
        if np.dtype(rv.dtype).kind != "f":
            if not np.equal(np.mod(value, 1), 0).all():
                raise Unsuitable(
                    f"returned a model whose variable {rv.name} takes whole numbers only; asked "
                    "for was one that takes any number"
                )
            value = value.astype(rv.dtype)
        values[rv.name] = value
    return values


def _as_sampled(model: Any) -> Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]]:
    """A function from a point to the same point in the coordinates of the model's own function.

    A transformation may depend on other variables, as the interval of a uniform does: there too
    the point's values are used, not draws.
    """
    import pytensor
    from pytensor.graph.replace import clone_replace

    own = {rv: rv.type(name=rv.name) for rv in model.free_RVs}
    moved = [rv for rv in own if model.rvs_to_transforms[rv] is not None]
    plain = [rv for rv in own if model.rvs_to_transforms[rv] is None]
    forward = [
        model.rvs_to_transforms[rv].forward(own[rv], *clone_replace(rv.owner.inputs, replace=own))
        for rv in moved
    ]
    function = pytensor.function(
        list(own.values()),
        forward,
        mode=_mode(),
        on_unused_input="ignore",
        allow_input_downcast=True,
    )

    def convert(point: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        name = {rv: model.rvs_to_values[rv].name for rv in own}
        found = function(*(point[rv.name] for rv in own)) if moved else []
        return {
            **{name[rv]: point[rv.name] for rv in plain},
            **{name[rv]: value for rv, value in zip(moved, found, strict=True)},
        }

    return convert


def _shape(rv: Any) -> tuple[int, ...]:
    known = rv.type.shape
    return tuple(known if None not in known else (int(n) for n in rv.shape.eval(mode=_mode())))


def _misfit(model: Any, wanted: dict[str, Any], given: dict[str, Any]) -> str:
    there = ", ".join(f"{name} {shape}" for name, shape in sorted(wanted.items())) or "none"
    asked = ", ".join(f"{name} {shape}" for name, shape in sorted(given.items()))
    computed = {rv.name for rv in model.deterministics} & (set(given) - set(wanted))
    note = "".join(
        f"; {name} is there, but computed from others (pm.Deterministic)"
        for name in sorted(computed)
    )
    return (
        f"returned a model whose free variables are {there}; asked for was {asked} "
        f"(name and shape; () is a single number){note}"
    )


def _kind(value: Any) -> str:
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return f"an object of class {type(value).__name__}"


def _advice(value: Any) -> str:
    if isinstance(value, type):
        return ": build one with `with pm.Model() as model:` and return `model`"
    if isinstance(value, tuple):
        return ": return the model alone"
    return ": return the model"
