"""Typed data across the wall: what a check passes and what a student's function returns.

A value becomes a tree of MessagePack scalars and tagged lists (`["array", dtype, shape, bytes]`),
and is rebuilt from that tree by a decoder that only ever builds plain data. There is no pickle, no
class name that is looked up, no code. Size, depth and count are capped on both sides, because the
far side is not trusted to have kept its caps.

| Python                               | arrives as                     |
|--------------------------------------|--------------------------------|
| None, bool, int, float, complex, str, bytes | the same                |
| list, tuple, dict, set, range        | list, tuple, dict, set, list   |
| NumPy scalar, array                  | NumPy scalar, array (C order)  |
| pandas Series, DataFrame, Index      | Series, DataFrame, array       |
| dataclass instance                   | `Record` with the same fields  |
| torch tensor                         | torch tensor                   |
| InferenceData, DataTree, Dataset     | dict of name -> array          |
"""

from __future__ import annotations

import dataclasses
import math
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

MAX_DEPTH = 40
MAX_NODES = 2_000_000
MAX_BYTES = 64 * 1024 * 1024
# Booleans, integers, floats, complex numbers, fixed-width text and bytes, dates and durations.
_DTYPE_KINDS = frozenset("biufcUSMm")


class CodecError(ValueError):
    """A value that is not data, or more data than the wall lets through."""


class Record:
    """A dataclass result as data: its fields are attributes, its class is only a name."""

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self._name = name
        self.__dict__.update(fields)

    def __repr__(self) -> str:
        inner = ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items() if k != "_name")
        return f"{self._name}({inner})"


def encode(value: Any) -> bytes:
    """Return `value` as MessagePack bytes.

    Raises `CodecError`, in words for the student, for what is not data: a generator, a function,
    an object of an unknown class, a structure that contains itself.
    """
    payload = msgspec.msgpack.encode(_Encoder().tree(value, 0))
    if len(payload) > MAX_BYTES:
        raise CodecError(
            f"returned {len(payload) / 1e6:.0f} MB of data; "
            f"the limit is {MAX_BYTES / 1e6:.0f} MB: return only what the statement asks for"
        )
    return payload


def decode(payload: bytes) -> Any:
    """Return the value that `encode` was given. Raises `CodecError` for bytes it did not write."""
    if len(payload) > MAX_BYTES:
        raise CodecError("more data than the wall lets through")
    _count(payload)
    try:
        return _Decoder().value(msgspec.msgpack.decode(payload), 0)
    except CodecError:
        raise
    except Exception as error:  # bytes from the far side are not trusted: any failure is theirs
        raise CodecError(f"malformed data: {type(error).__name__}: {error}") from None


def copy(value: Any) -> Any:
    """Return `value` as it would arrive on the other side of the wall."""
    return decode(encode(value))


class _Encoder:
    def __init__(self) -> None:
        self.nodes = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise CodecError(
                f"returned a structure nested more than {MAX_DEPTH} deep (does it contain itself?)"
            )
        if self.nodes > MAX_NODES:
            raise CodecError(f"returned more than {MAX_NODES} separate values; return an array")
        kind = type(value)
        if value is None or kind is bool or kind is str or kind is float:
            return value
        if kind is int:
            return value if -(2**63) <= value < 2**63 else ["int", hex(value)]
        if kind is complex:
            return ["complex", value.real, value.imag]
        if kind is bytes or kind is bytearray:
            return ["bytes", bytes(value)]
        return self._container(value, depth)

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, np.generic):
            array = np.asarray(value)
            if array.dtype.kind not in _DTYPE_KINDS:
                raise CodecError(f"returned a NumPy scalar of type {value.dtype}; return a number")
            return ["scalar", _portable(array).dtype.str, _portable(array).tobytes()]
        if isinstance(value, (bool, int, float, complex, str, bytes)):
            return self._plain_base(value, depth)
        if isinstance(value, (list, range)):
            return ["list", [self.tree(v, depth + 1) for v in value]]
        if isinstance(value, tuple):
            return ["tuple", [self.tree(v, depth + 1) for v in value]]
        if isinstance(value, (set, frozenset)):
            return ["set", [self.tree(v, depth + 1) for v in value]]
        if isinstance(value, dict) or type(value).__name__ in ("mappingproxy", "OrderedDict"):
            pairs = [
                [self.tree(k, depth + 1), self.tree(v, depth + 1)] for k, v in dict(value).items()
            ]
            return ["dict", pairs]
        if isinstance(value, Record):
            fields = {k: v for k, v in vars(value).items() if k != "_name"}
            pairs = [[k, self.tree(v, depth + 1)] for k, v in fields.items()]
            return ["record", value._name, pairs]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {
                f.name: getattr(value, f.name)
                for f in dataclasses.fields(value)
                if not f.name.startswith("_")
            }
            return [
                "record",
                type(value).__name__,
                [[k, self.tree(v, depth + 1)] for k, v in fields.items()],
            ]
        return self._library_object(value, depth)

    def _plain_base(self, value: Any, depth: int) -> Any:
        # A subclass of a number or a string crosses as the plain value beneath it, taken by the
        # base class itself, so that no overridden method has a say.
        if isinstance(value, int):
            return self.tree(int.__int__(value), depth)
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, complex):
            return ["complex", complex.real.__get__(value), complex.imag.__get__(value)]
        if isinstance(value, str):
            return str.__str__(value)
        return ["bytes", bytes.__getitem__(value, slice(None))]

    def _array(self, value: np.ndarray, depth: int) -> Any:
        if isinstance(value, np.ma.MaskedArray):
            raise CodecError("returned a masked array; fill the gaps and return a plain array")
        value = np.asarray(value)
        if not _fits(value.shape):
            raise CodecError(f"returned an array of shape {value.shape}, which is too large")
        if value.dtype.kind == "O":
            self.nodes += value.size
            if self.nodes > MAX_NODES:
                raise CodecError("returned a very large array of objects; return one of numbers")
            items = [self.tree(v, depth + 1) for v in value.ravel().tolist()]
            return ["objects", list(value.shape), items]
        if value.dtype.kind == "V" or value.dtype.kind not in _DTYPE_KINDS:
            raise CodecError(f"returned an array of dtype {value.dtype}; return one of numbers")
        value = _portable(value)
        if value.nbytes > MAX_BYTES:
            raise CodecError(
                f"returned an array of shape {value.shape} ({value.nbytes / 1e6:.0f} MB); "
                f"the limit is {MAX_BYTES / 1e6:.0f} MB"
            )
        return ["array", value.dtype.str, list(value.shape), value.tobytes()]

    def _library_object(self, value: Any, depth: int) -> Any:
        pandas = sys.modules.get("pandas")
        if pandas is not None:
            if isinstance(value, pandas.DataFrame):
                columns = [
                    [self.tree(name, depth + 1), self._column(value.iloc[:, j], depth)]
                    for j, name in enumerate(value.columns)
                ]
                return ["frame", self._column(value.index.to_series(), depth), columns]
            if isinstance(value, pandas.Series):
                index = self._column(value.index.to_series(), depth)
                return [
                    "series",
                    self.tree(value.name, depth + 1),
                    index,
                    self._column(value, depth),
                ]
            if isinstance(value, pandas.Index):
                return self._array(np.asarray(value), depth)
            if value is pandas.NA:
                return ["na"]
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return ["tensor", self._array(value.detach().cpu().numpy(), depth)]
        draws = _posterior_draws(value)
        if draws is not None:
            return ["dict", [[k, self._array(v, depth + 1)] for k, v in draws.items()]]
        raise CodecError(_not_data(value))

    def _column(self, series: Any, depth: int) -> Any:
        if str(series.dtype) == "category":
            categories = self._array(np.asarray(series.cat.categories), depth)
            codes = self._array(series.cat.codes.to_numpy(), depth)
            return ["category", codes, categories, bool(series.cat.ordered)]
        values = series.to_numpy()
        if values.dtype.kind not in _DTYPE_KINDS:
            values = values.astype(object)
        return self._array(values, depth)


class _Decoder:
    def __init__(self) -> None:
        self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise CodecError("a structure too deep or with too many values")
        if tree is None or isinstance(tree, (bool, int, float, str)):
            return tree
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise CodecError("malformed data")
        build = getattr(self, f"_{tree[0]}", None) if tree[0] in _TAGS else None
        if build is None:
            raise CodecError(f"unknown kind of data {tree[0]!r}"[:80])
        return build(depth, *tree[1:])

    def _int(self, depth: int, text: str) -> int:
        if len(text) > 10_000:
            raise CodecError("an integer of more than 10 000 digits")
        return int(text, 16)

    def _complex(self, depth: int, real: float, imag: float) -> complex:
        return complex(float(real), float(imag))

    def _bytes(self, depth: int, data: bytes) -> bytes:
        if not isinstance(data, bytes):
            raise CodecError("malformed bytes")
        return data

    def _list(self, depth: int, items: list) -> list:
        return [self.value(v, depth + 1) for v in items]

    def _tuple(self, depth: int, items: list) -> tuple:
        return tuple(self.value(v, depth + 1) for v in items)

    def _set(self, depth: int, items: list) -> set:
        return {self.value(v, depth + 1) for v in items}

    def _dict(self, depth: int, pairs: list) -> dict:
        return {self.value(k, depth + 1): self.value(v, depth + 1) for k, v in pairs}

    def _record(self, depth: int, name: str, fields: list) -> Record:
        for key, _ in fields:
            # A name such as `__array_interface__` would be a pointer into this process for NumPy.
            if not isinstance(key, str) or not key.isidentifier() or key.startswith("_"):
                raise CodecError("a record with a field that no dataclass of data has")
        return Record(str(name)[:80], {k: self.value(v, depth + 1) for k, v in fields})

    def _scalar(self, depth: int, dtype: str, data: bytes) -> Any:
        return np.frombuffer(data, _safe_dtype(dtype), count=1)[0]

    def _array(self, depth: int, dtype: str, shape: list, data: bytes) -> np.ndarray:
        # Copied: the buffer is read-only, and a check may want to write into its array.
        return np.frombuffer(data, _safe_dtype(dtype)).reshape(_safe_shape(shape)).copy()

    def _objects(self, depth: int, shape: list, items: list) -> np.ndarray:
        array = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            array[i] = self.value(item, depth + 1)
        return array.reshape(_safe_shape(shape))

    def _category(self, depth: int, codes: list, categories: list, ordered: bool) -> Any:
        import pandas as pd

        names: Any = list(self.value(categories, depth + 1))
        return pd.Categorical.from_codes(
            self.value(codes, depth + 1), categories=names, ordered=bool(ordered)
        )

    def _series(self, depth: int, name: Any, index: list, values: list) -> Any:
        import pandas as pd

        labels = self.value(index, depth + 1)
        column = _column_of(self.value(values, depth + 1), labels)
        return pd.Series(column, index=pd.Index(labels), name=self.value(name, depth + 1))

    def _frame(self, depth: int, index: list, columns: list) -> Any:
        import pandas as pd

        names = [self.value(name, depth + 1) for name, _ in columns]
        labels = self.value(index, depth + 1)
        data = {
            j: _column_of(self.value(column, depth + 1), labels)
            for j, (_, column) in enumerate(columns)
        }
        frame = pd.DataFrame(data, index=pd.Index(labels))
        frame.columns = pd.Index(names)
        return frame

    def _tensor(self, depth: int, array: list) -> Any:
        import torch

        return torch.from_numpy(self.value(array, depth + 1))

    def _na(self, depth: int) -> Any:
        import pandas as pd

        return pd.NA


_TAGS = frozenset(
    [
        "int",
        "complex",
        "bytes",
        "list",
        "tuple",
        "set",
        "dict",
        "record",
        "scalar",
        "array",
        "objects",
        "category",
        "series",
        "frame",
        "tensor",
        "na",
    ]
)


def _portable(array: np.ndarray) -> np.ndarray:
    """Little-endian, contiguous, and never the platform's long double, whose size varies."""
    if array.dtype == np.longdouble and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    elif array.dtype == np.clongdouble and array.dtype.itemsize > 16:
        array = array.astype(np.complex128)
    # `ascontiguousarray` would turn a 0-d array into a 1-d one.
    return np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")


def _column_of(values: Any, labels: Any) -> Any:
    """A column as long as its table: pandas would repeat a single value for every row."""
    lists = isinstance(labels, np.ndarray) or type(labels).__name__ == "Categorical"
    column = isinstance(values, np.ndarray) or type(values).__name__ == "Categorical"
    if not lists or not column or np.ndim(values) != 1 or len(values) != len(labels):
        raise CodecError("a table whose columns are not as long as its index")
    return values


def _count(payload: bytes) -> None:
    """Raise `CodecError` for more than MAX_NODES values, before any of them is built.

    A byte of MessagePack can be an empty list of 56 bytes here: only the headers are read, and what
    they announce is counted.
    """
    position, left, seen, end = 0, 1, 0, len(payload)
    while left:
        seen += 1
        if seen > MAX_NODES or left > MAX_NODES or position >= end:
            raise CodecError("too many values, or fewer than announced")
        marker = payload[position]
        position += 1
        left -= 1
        if marker < 0x80 or marker >= 0xE0 or marker in (0xC0, 0xC2, 0xC3):
            continue
        if marker < 0x90:
            left += 2 * (marker & 0x0F)
        elif marker < 0xA0:
            left += marker & 0x0F
        elif marker < 0xC0:
            position += marker & 0x1F
        elif marker in _FIXED:
            position += _FIXED[marker]
        elif marker in _SIZED:
            width, kind = _SIZED[marker]
            size = int.from_bytes(payload[position : position + width], "big")
            position += width
            if kind == "body":
                position += size
            else:
                left += size * (2 if kind == "map" else 1)
        else:
            raise CodecError("a kind of data that is not carried")


# MessagePack's markers: how many bytes of a number follow, and how a size is written.
_FIXED = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
_SIZED = {
    **{0xC4: (1, "body"), 0xC5: (2, "body"), 0xC6: (4, "body")},
    **{0xD9: (1, "body"), 0xDA: (2, "body"), 0xDB: (4, "body")},
    **{0xDC: (2, "list"), 0xDD: (4, "list"), 0xDE: (2, "map"), 0xDF: (4, "map")},
}


def _safe_shape(shape: list) -> list[int]:
    # A size of -1 would let NumPy choose one.
    if not all(isinstance(size, int) and size >= 0 for size in shape) or not _fits(shape):
        raise CodecError("malformed shape")
    return shape


def _fits(shape: Sequence[int]) -> bool:
    """An empty array may claim any shape: counted as if no side were empty, it has to be small."""
    return len(shape) <= 32 and math.prod(max(size, 1) for size in shape) <= MAX_BYTES


def _safe_dtype(text: str) -> np.dtype:
    if not isinstance(text, str) or len(text) > 40:
        raise CodecError("malformed dtype")
    dtype = np.dtype(text)
    if dtype.kind not in _DTYPE_KINDS or dtype.hasobject:
        raise CodecError(f"dtype {text!r} is not carried")
    return dtype


def _posterior_draws(value: Any) -> dict[str, np.ndarray] | None:
    """Name -> array for ArviZ InferenceData, xarray DataTree and Dataset; None for other things."""
    xarray = sys.modules.get("xarray")
    if xarray is None:
        return None
    if isinstance(value, xarray.DataArray):
        return {str(value.name or "value"): np.asarray(value)}
    if not isinstance(value, xarray.Dataset):
        posterior = getattr(value, "posterior", None)
        if posterior is None:
            return None
        value = posterior
    try:
        return {str(name): np.asarray(value[name]) for name in value.data_vars}
    except (AttributeError, TypeError, KeyError):
        return None


def _not_data(value: Any) -> str:
    kind = type(value)
    name = kind.__name__
    if name in ("generator", "map", "filter", "zip", "enumerate", "dict_keys", "dict_values"):
        return f"returned a {name}; return a list or an array of its values"
    if isinstance(value, type):
        return f"returned the class {value.__name__} itself; return a value"
    if callable(value) and name in ("function", "method", "builtin_function_or_method"):
        return "returned a function; call it and return its value"
    return (
        f"returned an object of class {kind.__module__}.{name}; "
        "return numbers, strings, arrays, tables, or lists and dictionaries of them"
    )
