"""What a check may ask of a student's `torch.nn.Module`."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np

from .reference import Unsuitable


def accept(value: Any) -> None:
    """Raise `Unsuitable` unless `value` is a `torch.nn.Module`."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.nn.Module):
        raise Unsuitable(
            f"returned {_kind(value)}; this exercise asks for a torch.nn.Module"
            + (": return an instance, not the class" if isinstance(value, type) else "")
        )


def shapes(module: Any) -> list[tuple[int, ...]]:
    """Return the shapes of the trainable parameters, in the order of registration."""
    return [tuple(p.shape) for p in module.parameters() if p.requires_grad]


def load(module: Any, values: Sequence[np.ndarray]) -> None:
    """Set the trainable parameters to `values`, matched by shape.

    The same shape is looked for first, then the transposed one, then one that differs by axes of
    length 1, as where a bias is kept as a row. Raises `Unsuitable` where a value fits no parameter,
    or a parameter is left over.
    """
    import torch

    free = [p for p in module.parameters() if p.requires_grad]
    found: dict[int, tuple[Any, np.ndarray, bool]] = {}
    arrays = [np.asarray(value) for value in values]
    for fits in (_same, _turned, _but_for_ones):
        for place, array in enumerate(arrays):
            match = next((p for p in free if fits(tuple(p.shape), array.shape)), None)
            if place not in found and match is not None:
                found[place] = (match, array, fits is _turned)
                free = [p for p in free if p is not match]
    if free or len(found) < len(arrays):
        raise Unsuitable(_misfit(module, values))
    loaded = [found[place] for place in range(len(arrays))]
    with torch.no_grad():
        for match, array, turned in loaded:
            there = (array.T if turned else array).reshape(tuple(match.shape))
            match.copy_(torch.as_tensor(np.ascontiguousarray(there), dtype=match.dtype))
    # Kept beside the module, not on it: a module may refuse new attributes. Gone when it goes: its
    # number may then be another's.
    if id(module) not in _LOADED:
        weakref.finalize(module, _LOADED.pop, id(module), None)
    _LOADED[id(module)] = [(match, array.shape, turned) for match, array, turned in loaded]


def _same(there: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return there == wanted


def _turned(there: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return len(wanted) > 1 and there == wanted[::-1]


def _but_for_ones(there: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return [n for n in there if n != 1] == [n for n in wanted if n != 1]


def forward(module: Any, x: np.ndarray, training: bool = False) -> np.ndarray:
    """Return the module's output for the rows of `x`."""
    import torch

    module.train(training)
    with torch.no_grad():
        return _numbers(module(_input(module, x)))


def gradients(module: Any, x: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Return the gradients of sum(output * weights) by the values last given to `load`, in order."""
    import torch

    if id(module) not in _LOADED:
        raise Unsuitable("gradients are those by the values given to `load`: nothing was loaded")
    module.train(True)
    module.zero_grad()
    output = module(_input(module, x))
    _numbers(output)
    if not output.requires_grad:
        raise Unsuitable("returned a module whose output does not depend on its parameters")
    (output * torch.as_tensor(np.asarray(weights), dtype=output.dtype)).sum().backward()
    found = []
    for parameter, shape, turned in _LOADED[id(module)]:
        gradient = parameter.grad
        values = torch.zeros_like(parameter) if gradient is None else gradient
        array = values.detach().cpu().numpy()
        found.append(array.T if turned else array.reshape(shape))
    return found


# By the module's id: each parameter with the shape of its value, and whether it is kept transposed.
_LOADED: dict[int, list[tuple[Any, tuple[int, ...], bool]]] = {}


def _input(module: Any, x: np.ndarray) -> Any:
    import torch

    first = next(iter(module.parameters()), None)
    dtype = torch.float32 if first is None else first.dtype
    device = None if first is None else first.device
    return torch.as_tensor(np.asarray(x), dtype=dtype, device=device)


def _numbers(output: Any) -> np.ndarray:
    import torch

    if not isinstance(output, torch.Tensor):
        raise Unsuitable(f"returned a module whose output is {_kind(output)}, not one tensor")
    return np.asarray(output.detach().cpu().numpy())


def _misfit(module: Any, values: Sequence[np.ndarray]) -> str:
    wanted = ", ".join(str(np.shape(v)) for v in values)
    there = ", ".join(map(str, shapes(module))) or "none"
    if any(not p.requires_grad for p in module.parameters()):
        advice = ". Some parameters are frozen: leave requires_grad as it is"
    elif there == "none":
        advice = (
            ". Parameters in a plain list are invisible to PyTorch: use nn.ModuleList or "
            "nn.Sequential"
        )
    elif len(shapes(module)) < len(values):
        advice = (
            ". Is a layer without its bias, or kept in a plain list where PyTorch does not look?"
        )
    else:
        advice = ""
    return (
        f"returned a module with trainable parameters of shapes {there}; asked for was {wanted}, "
        f"each once{advice}"
    )


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return "None" if value is None else f"an object of class {type(value).__name__}"
