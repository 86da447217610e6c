"""What a check may ask of a student's `torch.nn.Module`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from .kept import Unsuitable


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
    """Set the trainable parameters to `values`, matched by shape, also where one is transposed.

    Raises `Unsuitable` where a value fits no parameter, or a parameter is left over.
    """
    import torch

    free = [p for p in module.parameters() if p.requires_grad]
    found = []
    for value in values:
        turned = np.asarray(value).T
        for candidate in (np.asarray(value), turned):
            match = next((p for p in free if tuple(p.shape) == candidate.shape), None)
            if match is not None:
                break
        else:
            raise Unsuitable(_misfit(module, values))
        free = [p for p in free if p is not match]
        found.append((match, candidate is turned and np.ndim(value) > 1))
        with torch.no_grad():
            match.copy_(torch.as_tensor(np.ascontiguousarray(candidate), dtype=match.dtype))
    if free:
        raise Unsuitable(_misfit(module, values))
    # Kept beside the module, not on it: a module may refuse new attributes.
    _LOADED[id(module)] = found


def forward(module: Any, x: np.ndarray, training: bool = False) -> np.ndarray:
    """Return the module's output for the rows of `x`."""
    import torch

    module.train(training)
    with torch.no_grad():
        return _numbers(module(_input(module, x)))


def gradients(module: Any, x: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Return the gradients of sum(output * weights) by the values last given to `load`, in order."""
    import torch

    module.train(True)
    module.zero_grad()
    output = module(_input(module, x))
    _numbers(output)
    if not output.requires_grad:
        raise Unsuitable("returned a module whose output does not depend on its parameters")
    (output * torch.as_tensor(np.asarray(weights), dtype=output.dtype)).sum().backward()
    found = []
    for parameter, turned in _LOADED[id(module)]:
        gradient = parameter.grad
        values = torch.zeros_like(parameter) if gradient is None else gradient
        array = values.detach().cpu().numpy()
        found.append(array.T if turned else array)
    return found


_LOADED: dict[int, list[tuple[Any, bool]]] = {}


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
    return (
        f"returned a module with trainable parameters of shapes {there}; asked for was {wanted}, "
        "each once. Parameters in a plain list are invisible to PyTorch: use nn.ModuleList or "
        "nn.Sequential"
    )


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return "None" if value is None else f"an object of class {type(value).__name__}"
