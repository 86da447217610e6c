"""Short, exact renderings of calls and values for the messages that students read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

WIDTH = 300
# The longest side of an array, or length of a list, that a message says in figures.
LONGEST = 999


def value(x: Any, width: int = WIDTH) -> str:
    """Return `x` as a student would write it, numbers to six figures, cut to `width` characters."""
    text = _plain(x)
    return text if len(text) <= width else text[: width - 1] + "…"


def shape(x: Any) -> str:
    """Return what kind of thing `x` is, without a single one of its values."""
    if x is None:
        return "None (is a `return` missing?)"
    if isinstance(x, np.ndarray):
        return f"an array of {size(x.shape)}, dtype {x.dtype}"
    if isinstance(x, np.generic):
        return f"a number of type {x.dtype}"
    kind = type(x).__name__
    if kind in ("DataFrame", "Series", "Tensor"):
        return f"a {kind} of {size(tuple(x.shape))}"
    if kind == "Handle":
        return repr(x)
    if isinstance(x, (list, tuple, dict, set, str, bytes)):
        return f"a {kind} of length {len(x)}" if len(x) <= LONGEST else f"a very long {kind}"
    return f"a {kind}"


def size(shape: tuple[int, ...]) -> str:
    """Return `shape (9, 2)`; a shape that no check asks for is not told, as it could be a message."""
    told = len(shape) <= 3 and all(n <= LONGEST for n in shape)
    return f"shape {shape}" if told else "a shape far from what was asked for"


def call(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return the call as one line of Python, long arguments cut."""
    parts = [value(a, 90) for a in args] + [f"{k}={value(v, 90)}" for k, v in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def call_hidden(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return the call without its inputs: the name, and which arguments were given by keyword."""
    parts = ["…" for _ in args] + [f"{k}=…" for k in kwargs]
    return f"{name}({', '.join(parts)})"


def page(link: str) -> str:
    """Return where on the site `ols.md#standard-errors` is, in words: ols, section standard errors."""
    name, _, anchor = link.partition("#")
    name = name.removesuffix(".md")
    if not anchor:
        return name
    # The address of the site is not known here; the kit carries the section's text.
    return (
        f"`course read {anchor}` (on the course's site: {name}, section {anchor.replace('-', ' ')})"
    )


def _plain(x: Any) -> str:
    if isinstance(x, np.ndarray):
        if x.size > 60:
            edge = ", ".join(_plain(v) for v in x.ravel()[:6])
            return f"[{edge}, …] (array of shape {x.shape})"
        return _plain(x.tolist())
    if isinstance(x, np.generic):
        return _plain(x.item())
    if isinstance(x, bool) or x is None:
        return repr(x)
    if isinstance(x, int) and x.bit_length() > 200:
        return f"an integer of {x.bit_length()} bits"
    if isinstance(x, float):
        return format(x, ".6g")
    if isinstance(x, (list, tuple)):
        if len(x) > 12 and not isinstance(x[0], (list, tuple)):
            head = ", ".join(_plain(v) for v in x[:8])
            return f"[{head}, …] ({len(x)} values)"
        inner = ", ".join(_plain(v) for v in x)
        if isinstance(x, tuple):
            return f"({inner},)" if len(x) == 1 else f"({inner})"
        return f"[{inner}]"
    if isinstance(x, dict):
        return "{" + ", ".join(f"{_plain(k)}: {_plain(v)}" for k, v in x.items()) + "}"
    if type(x).__name__ in ("DataFrame", "Series"):
        return f"{type(x).__name__} {_plain(x.to_dict('list') if x.ndim == 2 else x.tolist())}"
    return repr(x)
