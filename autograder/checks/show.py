"""Short, exact renderings of calls and values for the messages that students read.

Two ways to write a value: `value` for the eye, numbers to six figures, and `pasted` for the
keyboard: Python that makes the same value again. Whatever the value is, both are short, take no
longer for a large one, and raise nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

WIDTH = 300
# One argument, and all arguments, of a call. What is longer is cut between values.
ARGUMENT = 320
CALL = 900
# The longest side of an array that a message says in figures.
LONGEST = 999
# How many entries are read at all: a student's answer may have a hundred thousand.
_ENTRIES = 60
_DEEPEST = 6
_UNSHOWN = "(a value that cannot be shown)"


def value(x: Any, width: int = WIDTH) -> str:
    """Return `x` as a student would write it, numbers to six figures, cut to `width` characters."""
    text = _safely(lambda: _plain(x, 0))
    return text if len(text) <= width else text[: width - 1] + "…"


def shape(x: Any) -> str:
    """Return what kind of thing `x` is, for a hidden check: no value, no length, no size.

    Whatever a student may choose among many is a way to carry an input out: of an array it says
    how many axes it has, up to three, and which of a few kinds its entries are.
    """
    return _safely(lambda: _kind(x))


def size(shape: tuple[int, ...]) -> str:
    """Return `shape (9, 2)`; one that no check asks for is not told, as it could be a message."""
    told = len(shape) <= 3 and all(n <= LONGEST for n in shape)
    return f"shape {shape}" if told else "a shape far from what was asked for"


def call(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return the call as one line of Python that can be pasted.

    Where a value is too long for that, `...` stands for what is left out, and Python will say that
    it does not understand: a call that ran with other values than the check's would mislead.
    """
    parts, left = [], CALL
    named = [("", a) for a in args] + [(f"{k}=", v) for k, v in kwargs.items()]
    for prefix, given in named:
        text = prefix + pasted(given, min(ARGUMENT, max(left, 40)))
        left -= len(text)
        parts.append(text)
    return f"{name}({', '.join(parts)})"


def call_hidden(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return the call without its inputs: the name, and which arguments were given by keyword."""
    parts = ["…" for _ in args] + [f"{k}=…" for k in kwargs]
    return f"{name}({', '.join(parts)})"


def page(link: str) -> str:
    """Return where on the site `chance.md#full-album` is, in words: chance, section full album."""
    name, _, anchor = link.partition("#")
    name = name.removesuffix(".md")
    if not anchor:
        return name
    # The address of the site is not known here; the kit carries the section's text.
    return (
        f"`course read {anchor}` (on the course's site: {name}, section {anchor.replace('-', ' ')})"
    )


def pasted(x: Any, width: int = ARGUMENT) -> str:
    """Return Python that makes `x`, with `np`, `pd` and `torch` imported; `... 12 more` if cut."""
    for entries in (_ENTRIES, 6, 1):
        text = _safely(lambda n=entries: _python(x, n, 0))  # type: ignore[misc]
        # What has to be cut at all is cut short.
        if len(text) <= width and (entries < _ENTRIES or "... " not in text):
            return text
    return f"... {shape(x)}"


def _safely(write: Callable[[], str]) -> str:
    """What `write` returns, as text that can be sent and printed; a value may refuse to be shown."""
    try:
        return write().encode("utf-8", "backslashreplace").decode("utf-8")
    except Exception:
        return _UNSHOWN


_ENTRY_KINDS = {
    **{"f": "floats", "i": "integers", "u": "integers"},
    **{"b": "booleans", "c": "complex numbers"},
}


def _kind(x: Any) -> str:
    if x is None:
        return "None (is a `return` missing?)"
    kind = type(x).__name__
    if isinstance(x, np.ndarray):
        axes = "no axis" if x.ndim == 0 else "one axis" if x.ndim == 1 else f"{x.ndim} axes"
        axes = axes if x.ndim <= 3 else "more than three axes"
        return f"an array with {axes}, {_entries(x)}"
    if isinstance(x, np.generic):
        return f"a single value, {_entries(x)}"
    if kind == "Handle":
        return repr(x)
    if kind in _KINDS:
        article = "an" if kind[0] in "aeiou" else "a"
        return f"{article} {kind}"
    return "another kind of value"


def _entries(x: Any) -> str:
    kind = _ENTRY_KINDS.get(x.dtype.kind)
    return f"of {kind}" if kind else "not of numbers"


_KINDS = frozenset(
    {"DataFrame", "Series", "Tensor", "Categorical", "Record", "list", "tuple", "dict", "set"}
    | {"str", "bytes", "bool", "int", "float", "complex"}
)


def _plain(x: Any, depth: int) -> str:
    def inner(v: Any) -> str:
        return _plain(v, depth + 1)

    if depth > _DEEPEST:
        return "…"
    if isinstance(x, np.ndarray):
        if x.size > _ENTRIES:
            edge = ", ".join(inner(v) for v in x.flat[:6])
            told = f"shape {x.shape}" if x.ndim <= 3 else f"{x.ndim} axes"
            return f"[{edge}, …] (array of {told})"
        if x.size == 0 and x.shape != (0,):
            return f"an empty array of {size(x.shape)}"
        return _plain(x.tolist(), depth)
    if isinstance(x, np.generic):
        return inner(x.item()) if not isinstance(x.item(), np.generic) else str(x)
    if isinstance(x, bool) or x is None:
        return repr(x)
    if isinstance(x, int):
        return repr(x) if x.bit_length() <= 200 else f"an integer of {x.bit_length()} bits"
    if isinstance(x, float):
        return format(x, ".6g")
    if isinstance(x, (str, bytes)):
        return repr(x if len(x) <= WIDTH else x[:WIDTH])
    if isinstance(x, (list, tuple)):
        if len(x) > 12 and not isinstance(x[0], (list, tuple)):
            head = ", ".join(inner(v) for v in x[:8])
            return f"[{head}, …] ({len(x)} values)"
        text = _joined(x, inner)
        if isinstance(x, tuple):
            return f"({text},)" if len(x) == 1 else f"({text})"
        return f"[{text}]"
    if isinstance(x, dict):
        return "{" + _joined(x.items(), lambda kv: f"{inner(kv[0])}: {inner(kv[1])}") + "}"
    if isinstance(x, (set, frozenset)):
        return "{" + _joined(x, inner) + "}" if x else "set()"
    if type(x).__name__ == "DataFrame":
        columns = _joined(x.items(), lambda kv: f"{inner(kv[0])}: {inner(np.asarray(kv[1]))}")
        return f"DataFrame {{{columns}}}"
    if type(x).__name__ in ("Series", "Tensor", "Categorical"):
        return f"{type(x).__name__} {inner(np.asarray(x))}"
    if type(x).__name__ == "Record":
        fields = [(k, v) for k, v in vars(x).items() if k != "_name"]
        return f"{x._name}({_joined(fields, lambda kv: f'{kv[0]}={inner(kv[1])}')})"
    return repr(x)[:WIDTH]


def _joined(items: Iterable[Any], write: Callable[[Any], str]) -> str:
    """As many items as a message has room for: the others are not even looked at."""
    parts: list[str] = []
    length = 0
    for item in items:
        if length > WIDTH:
            parts.append("…")
            break
        parts.append(write(item))
        length += len(parts[-1]) + 2
    return ", ".join(parts)


def _python(x: Any, entries: int, depth: int) -> str:
    """Python that makes `x`, or stops with `... 12 more` after so many entries."""

    def inner(v: Any) -> str:
        return _python(v, entries, depth + 1)

    if depth > _DEEPEST:
        return "..."
    kind = type(x).__name__
    if isinstance(x, np.ndarray):
        return _array(x, entries)
    if isinstance(x, np.generic):
        odd = x.dtype.kind in "fc" and not np.isfinite(x)
        return f"np.{x.dtype.name}({inner(x.item())})" if odd else repr(x)
    if isinstance(x, float):
        return {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}.get(repr(x)) or repr(x)
    if isinstance(x, complex):
        return repr(x) if np.isfinite(x) else f"complex({inner(x.real)}, {inner(x.imag)})"
    if isinstance(x, (str, bytes)) and len(x) > 4 * entries:
        return f"{x[: 4 * entries]!r}... {len(x) - 4 * entries} more"
    if isinstance(x, list):
        return f"[{_cut(x, len(x), entries, inner)}]"
    if isinstance(x, tuple):
        text = _cut(x, len(x), entries, inner)
        return f"({text},)" if len(x) == 1 else f"({text})"
    if isinstance(x, dict):
        pairs = _cut(x.items(), len(x), entries, lambda kv: f"{inner(kv[0])}: {inner(kv[1])}")
        return "{" + pairs + "}"
    if isinstance(x, (set, frozenset)):
        return "{" + _cut(x, len(x), entries, inner) + "}" if x else "set()"
    if kind == "DataFrame":
        return _frame(x, entries)
    if kind == "Series":
        more = "" if x.name is None else f", name={inner(x.name)}"
        return f"pd.Series({_column(x, entries)}{_index(x.index, entries)}{more})"
    if kind == "Tensor":
        dtype = str(x.dtype)
        more = "" if dtype in ("torch.float32", "torch.int64", "torch.bool") else f", dtype={dtype}"
        return f"torch.tensor({_rows(x.detach().cpu().numpy(), entries)}{more})"
    if kind == "Record":
        fields = [(k, v) for k, v in vars(x).items() if k != "_name"]
        inside = _cut(fields, len(fields), entries, lambda kv: f"{kv[0]}={inner(kv[1])}")
        return f"{x._name}({inside})"
    return repr(x)


def _cut(items: Iterable[Any], length: int, most: int, write: Callable[[Any], str]) -> str:
    parts = [write(item) for item in islice(items, most)]
    return ", ".join(parts) + (f", ... {length - most} more" if length > most else "")


def _array(x: np.ndarray, entries: int) -> str:
    usual = x.dtype in (np.float64, np.int64, np.bool_, np.complex128) or x.dtype.kind in "US"
    dtype = "" if usual else f", dtype={x.dtype.name!r}"
    if x.size == 0:
        dtype = "" if x.dtype == np.float64 else f", dtype={x.dtype.name!r}"
        return f"np.array([]{dtype})" if x.shape == (0,) else f"np.zeros({x.shape}{dtype})"
    return f"np.array({_rows(x, entries)}{dtype})"


def _rows(x: np.ndarray, entries: int) -> str:
    """An array's entries as nested lists, cut along every axis."""
    if x.ndim == 0:
        return _entry(x[()])
    most = max(1, entries * len(x) // max(x.size, 1))
    parts = [_rows(row, entries) if x.ndim > 1 else _entry(row) for row in x[:most]]
    left = f", ... {len(x) - most} more" if len(x) > most else ""
    return f"[{', '.join(parts)}{left}]"


def _entry(x: Any) -> str:
    """One entry of an array: what its dtype says of it is said once, for all."""
    if not isinstance(x, np.generic):
        return _python(x, _ENTRIES, 1)
    if x.dtype.kind in "mM":
        return repr(str(x))
    return _float(x) if x.dtype.kind == "f" and np.isfinite(x) else _python(x.item(), 1, 1)


def _float(x: Any) -> str:
    """As few digits as make the same float of this width."""
    if x == 0 or 1e-4 <= abs(x) < 1e16:
        return np.format_float_positional(x, trim="0")
    return np.format_float_scientific(x, trim="-")


def _frame(x: Any, entries: int) -> str:
    names = list(x.columns)
    columns = [
        f"{_python(n, entries, 1)}: {_column(x.iloc[:, j], entries)}"
        for j, n in enumerate(names[:entries])
    ]
    if len(names) > entries:
        columns.append(f"... {len(names) - entries} more")
    return f"pd.DataFrame({{{', '.join(columns)}}}{_index(x.index, entries)})"


def _column(x: Any, entries: int) -> str:
    values = x.array
    if type(values).__name__ == "Categorical":
        labels = _rows(np.asarray(values.categories), entries)
        more = ", ordered=True" if values.ordered else ""
        return f"pd.Categorical({_rows(np.asarray(values), entries)}, {labels}{more})"
    array = np.asarray(x)
    usual = array.dtype in (np.float64, np.int64, np.bool_, object)
    return _rows(array, entries) if usual and array.size else _array(array, entries)


def _index(x: Any, entries: int) -> str:
    usual = type(x).__name__ == "RangeIndex" or x.dtype == np.int64
    if usual and np.array_equal(np.asarray(x), np.arange(len(x))):
        return ""
    return f", index={_rows(np.asarray(x), entries)}"
