"""Typed data across the wall: what a check passes and what a student's function returns.

A value becomes a tree of MessagePack scalars and tagged lists (`["array", dtype, shape, bytes]`),
and is rebuilt from that tree by a decoder that only ever builds plain data. There is no pickle, no
class name that is looked up, no code. Size, depth and count are capped on both sides, because the
far side is not trusted to have kept its caps: see `Caps`.

| Python                               | arrives as                     |
|--------------------------------------|--------------------------------|
| None, bool, int, float, complex, str, bytes | the same                |
| list, tuple, dict, set, range        | list, tuple, dict, set, list   |
| NumPy scalar, array                  | NumPy scalar, array (C order; an argument as it lay)  |
| pandas Series, DataFrame, Index      | Series, DataFrame, array       |
| dataclass instance                   | `Record` with the same fields  |
| torch tensor                         | torch tensor                   |
| InferenceData, DataTree, Dataset     | dict of name -> array          |
"""

from __future__ import annotations

import collections
import dataclasses
import importlib
import re
import sys
import types
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

MAX_DEPTH = 40
MAX_DIMENSIONS = 32
# Python writes out an integer of 4 300 digits and refuses a longer one. This one it always writes.
MAX_BITS = 4_096
# A key of a set or a dictionary is a number, a text, or a tuple of some of them.
KEY_PARTS = 8
# Booleans, integers, floats, complex numbers, fixed-width text and bytes, dates and durations.
_DTYPE_KINDS = frozenset("biufcUSMm")
_DTYPE = re.compile(r"[|<](b1|[iu][1248]|f[248]|c8|c16|[SU][1-9]\d{0,8}|[mM]8(\[\w{1,20}\])?)")


class CodecError(ValueError):
    """A value that is not data, or more data than the wall lets through."""


class Caps(NamedTuple):
    """How much data the wall lets through.

    size     bytes of the message, and of each array in it as if no side of it were empty
    values   numbers, texts and containers; an array counts as its entries, an empty side as one
    hashed   what Python keeps by its hash: keys, elements of sets, labels of rows, categories, and
             integers beyond 64 bits. Unequal numbers with one hash are easily made, and to tell n
             of them apart takes n² steps.
    columns  tables and columns of tables, each of which costs pandas a thousand times its size
    stored   characters, if every value had the width of the widest text: so NumPy would store them
    layout   whether an array arrives as it lay in memory: by columns, in steps, not to be written to
    """

    size: int
    values: int
    hashed: int
    columns: int
    stored: int
    layout: bool = False


def answer_caps(megabytes: float = 1.0) -> Caps:
    """Return the caps of a student's answer: a megabyte unless its exercise says more."""
    size = int(megabytes * 2**20)
    return Caps(size, int(megabytes * 100_000), hashed=2_000, columns=1_000, stored=16 * size)


ANSWER = answer_caps()
# What a check passes to a student's function: trusted to be meant, but never without an end.
ARGUMENTS = Caps(64 * 2**20, 2_000_000, hashed=200_000, columns=10_000, stored=2**62, layout=True)


class Record:
    """A dataclass result as data: its fields are attributes, its class is only a name."""

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self._name = name
        self.__dict__.update(fields)

    def __repr__(self) -> str:
        inner = ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items() if k != "_name")
        return f"{self._name}({inner})"


def encode(value: Any, caps: Caps = ANSWER) -> bytes:
    """Return `value` as MessagePack bytes.

    Raises `CodecError`, in words for the student, for what is not data: a generator, a function,
    an object of an unknown class, a structure that contains itself; and for more than `caps`.
    """
    encoder = _Encoder(caps)
    payload = msgspec.msgpack.encode(encoder.tree(value, 0))
    if len(payload) > caps.size:
        raise CodecError(_too_large(len(payload), caps))
    encoder.quota.settle()
    return payload


def decode(payload: bytes, caps: Caps = ANSWER) -> Any:
    """Return the value that `encode` was given. Raises `CodecError` for bytes it did not write.

    Time and memory are bounded by `caps`, whatever the bytes are, and what is returned is of the
    types in the table above and of no others.
    """
    if len(payload) > caps.size:
        raise CodecError("more data than the wall lets through")
    _count(payload, caps.values * 5 + 100)
    decoder = _Decoder(caps)
    try:
        found = decoder.value(msgspec.msgpack.decode(payload), 0)
        decoder.quota.settle()
        return found
    except CodecError:
        raise
    except Exception as error:  # bytes from the far side are not trusted: any failure is theirs
        raise CodecError(f"malformed data: {type(error).__name__}") from None


def copy(value: Any, caps: Caps = ARGUMENTS) -> Any:
    """Return `value` as it would arrive on the other side of the wall."""
    return decode(encode(value, caps), caps)


class _Quota:
    """What of the caps is used up. Both sides count in the same way."""

    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        self.values = self.hashed = self.columns = 0
        self.widest = 1

    def take(self, values: int = 1, depth: int = 0) -> None:
        self.values += values
        if depth > MAX_DEPTH:
            raise CodecError(
                f"returned a structure nested more than {MAX_DEPTH} deep (does it contain itself?)"
            )
        if self.values > self.caps.values:
            raise CodecError(
                f"returned more than {self.caps.values} values; "
                "return only what the statement asks for"
            )

    def take_hashed(self, number: int, of: str) -> None:
        self.hashed += number
        if self.hashed > self.caps.hashed:
            raise CodecError(
                f"returned more than {self.caps.hashed} {of}; "
                "return an array, or only what the statement asks for"
            )

    def take_columns(self, number: int) -> None:
        self.columns += number
        if self.columns > self.caps.columns:
            raise CodecError(f"returned tables of more than {self.caps.columns} columns")

    def take_int(self, bits: int) -> None:
        if bits > MAX_BITS:
            raise CodecError(f"returned an integer of more than {MAX_BITS} bits")
        if bits > 64:
            self.take_hashed(1, "integers of more than 64 bits")

    def take_text(self, length: int) -> None:
        self.widest = max(self.widest, length)

    def take_array(self, dtype: np.dtype, shape: Sequence[int]) -> None:
        """Every side counts, an empty one as 1: what is listed row by row may have no columns."""
        size = 1
        for side in shape:
            size *= max(side, 1)
        if len(shape) > MAX_DIMENSIONS or max(size * dtype.itemsize, size) > self.caps.size:
            raise CodecError(
                f"returned an array of {_said(shape)} and type {dtype.kind!r}, which is too large; "
                "return only what the statement asks for"
            )
        self.take(size + len(shape))
        if dtype.kind in "US":
            self.take_text(dtype.itemsize // (4 if dtype.kind == "U" else 1))

    def settle(self) -> None:
        """A list of one long text and many short ones would be an array of gigabytes."""
        if self.widest * self.values > self.caps.stored:
            raise CodecError("returned a very long text among many values")


def _said(shape: Sequence[int]) -> str:
    return f"shape {tuple(shape)}" if len(shape) <= 8 else f"{len(shape)} dimensions"


def _too_large(size: int, caps: Caps) -> str:
    return (
        f"returned {size / 1e6:.1f} MB of data; "
        f"the limit is {caps.size / 1e6:.0f} MB: return only what the statement asks for"
    )


class _Encoder:
    """Reads a value through the methods of the base classes: a subclass's own have no say."""

    def __init__(self, caps: Caps) -> None:
        self.quota = _Quota(caps)

    def tree(self, value: Any, depth: int) -> Any:
        self.quota.take(1, depth)
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if kind is str:
            return self._text(value)
        if kind is int:
            self.quota.take_int(value.bit_length())
            return value if -(2**63) <= value < 2**63 else ["int", hex(value)]
        if kind is complex:
            return ["complex", value.real, value.imag]
        if kind is bytes or kind is bytearray:
            self._fits_text(len(value))
            return ["bytes", bytes(value)]
        return self._container(value, kind, depth)

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        # By what the type is, not by what the object says of its class.
        if issubclass(kind, np.ndarray):
            return self._array(value, depth)
        if issubclass(kind, np.generic):
            return self._scalar(value)
        if issubclass(kind, (int, float, complex, str, bytes)):
            return self._plain_base(value, kind, depth)
        if issubclass(kind, list):
            return ["list", self._items(list.__len__(value), list.__iter__(value), depth)]
        if kind is range:
            return ["list", self._items(len(value), value, depth)]
        if issubclass(kind, tuple):
            return ["tuple", self._items(tuple.__len__(value), tuple.__iter__(value), depth)]
        for base in (set, frozenset):
            if issubclass(kind, base):
                self.quota.take_hashed(base.__len__(value), "elements of sets")
                return ["set", [self._key(v, depth + 1) for v in base.__iter__(value)]]
        if kind is types.MappingProxyType:
            return self._dict(dict(value), dict, depth)
        if issubclass(kind, collections.OrderedDict):
            return self._dict(value, collections.OrderedDict, depth)
        if issubclass(kind, dict):
            return self._dict(value, dict, depth)
        if kind is Record:
            fields = [(k, v) for k, v in vars(value).items() if k != "_name"]
            return self._record(value._name, fields, depth)
        if dataclasses.is_dataclass(kind):
            names = [f.name for f in dataclasses.fields(kind) if not f.name.startswith("_")]
            fields = [(name, getattr(value, name)) for name in names]
            return self._record(kind.__name__, fields, depth)
        return self._library_object(value, kind, depth)

    def _items(self, length: int, items: Iterable[Any], depth: int) -> list[Any]:
        # Before the first is read: nothing is built of what cannot be sent.
        if self.quota.values + length > self.quota.caps.values:
            self.quota.take(length)
        return [self.tree(v, depth + 1) for v in items]

    def _key(self, key: Any, depth: int) -> Any:
        tree = self.tree(key, depth)
        _check_key(key)
        return tree

    def _dict(self, value: Any, base: type[dict], depth: int) -> Any:
        self.quota.take_hashed(base.__len__(value), "keys of dictionaries")
        pairs = [[self._key(k, depth + 1), self.tree(v, depth + 1)] for k, v in base.items(value)]
        return ["dict", pairs]

    def _record(self, name: str, fields: list[tuple[str, Any]], depth: int) -> Any:
        self.quota.take_hashed(len(fields), "fields of dataclasses")
        pairs = [[self._text(k), self.tree(v, depth + 1)] for k, v in fields]
        return ["record", self._text(name[:80]), pairs]

    def _text(self, text: str) -> str:
        self._fits_text(len(text))
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise CodecError("returned text with a character that does not exist") from None
        return text

    def _fits_text(self, length: int) -> None:
        if length > self.quota.caps.size:
            raise CodecError(_too_large(length, self.quota.caps))
        self.quota.take_text(length)

    def _plain_base(self, value: Any, kind: type, depth: int) -> Any:
        # A subclass of a number or a string crosses as the plain value beneath it, taken by the
        # base class itself, so that no overridden method has a say.
        if issubclass(kind, int):
            return self.tree(int.__int__(value), depth)
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, complex):
            return ["complex", complex.real.__get__(value), complex.imag.__get__(value)]
        if issubclass(kind, str):
            return self._text(str.__str__(value))
        return self.tree(bytes.__getitem__(value, slice(None)), depth)

    def _scalar(self, value: Any) -> Any:
        array = np.asarray(value)
        if array.dtype.kind not in _DTYPE_KINDS:
            raise CodecError("returned a NumPy scalar that is no number; return a number")
        if array.dtype.itemsize == 0:
            array = array.astype(f"{array.dtype.kind}1")
        self.quota.take_array(array.dtype, ())
        _check_text(array)
        array = _portable(array)
        return ["scalar", array.dtype.str, array.tobytes()]

    def _array(self, value: np.ndarray, depth: int) -> Any:
        if issubclass(type(value), np.ma.MaskedArray):
            raise CodecError("returned a masked array; fill the gaps and return a plain array")
        value = np.asarray(value)
        if value.dtype.kind == "O":
            self.quota.take_array(value.dtype, value.shape)
            items = [self.tree(v, depth + 1) for v in value.ravel().tolist()]
            return ["objects", list(value.shape), items]
        if value.dtype.kind not in _DTYPE_KINDS:
            raise CodecError(
                f"returned an array of dtype {str(value.dtype)[:80]}; return one of numbers"
            )
        if value.dtype.itemsize == 0:
            value = value.astype(f"{value.dtype.kind}1")
        self.quota.take_array(value.dtype, value.shape)
        layout = _layout(value) if self.quota.caps.layout else ""
        value = _portable(value)
        _check_text(value)
        tree = ["array", value.dtype.str, list(value.shape), value.tobytes()]
        return [*tree, layout] if layout else tree

    def _library_object(self, value: Any, kind: type, depth: int) -> Any:
        pandas = sys.modules.get("pandas")
        if pandas is not None:
            if issubclass(kind, pandas.DataFrame):
                return self._frame(pandas.DataFrame(value), depth)
            if issubclass(kind, pandas.Series):
                value = pandas.Series(value)
                self.quota.take_columns(2)
                name = self._key(value.name, depth + 1)
                return ["series", name, self._index(value.index, depth), self._column(value, depth)]
            if issubclass(kind, pandas.Index):
                return self._array(np.asarray(value), depth)
            if value is pandas.NA:
                return ["na"]
        torch = sys.modules.get("torch")
        if torch is not None and issubclass(kind, torch.Tensor):
            return ["tensor", self._array(value.detach().cpu().numpy(), depth)]
        draws = _posterior_draws(value)
        if draws is not None:
            self.quota.take_hashed(len(draws), "names of variables")
            return ["dict", [[self._text(k), self._array(v, depth + 1)] for k, v in draws.items()]]
        raise CodecError(_not_data(value))

    def _frame(self, frame: Any, depth: int) -> Any:
        # Before anything of it is copied.
        self.quota.take_columns(1 + frame.shape[1])
        if frame.size > self.quota.caps.values:
            self.quota.take(frame.size)
        columns = [
            [self._key(name, depth + 1), self._column(frame.iloc[:, j], depth)]
            for j, name in enumerate(frame.columns)
        ]
        return ["frame", self._index(frame.index, depth), columns]

    def _index(self, index: Any, depth: int) -> Any:
        found = self._column(index.to_series(), depth)
        if found[0] == "objects":
            self.quota.take_hashed(len(found[2]), "labels of rows")
        return found

    def _column(self, series: Any, depth: int) -> Any:
        if str(series.dtype) == "category":
            categories = self._array(np.asarray(series.cat.categories), depth)
            self.quota.take_hashed(len(series.cat.categories), "categories")
            codes = self._array(series.cat.codes.to_numpy(), depth)
            return ["category", codes, categories, bool(series.cat.ordered)]
        values = series.to_numpy()
        if values.dtype.kind not in _DTYPE_KINDS:
            values = values.astype(object)
        return self._array(values, depth)


class _Decoder:
    def __init__(self, caps: Caps) -> None:
        self.quota = _Quota(caps)

    def value(self, tree: Any, depth: int) -> Any:
        self.quota.take(1, depth)
        kind = type(tree)
        if tree is None or kind is bool or kind is float:
            return tree
        if kind is int:
            self.quota.take_int(tree.bit_length())
            return tree
        if kind is str:
            self.quota.take_text(len(tree))
            return tree
        if kind is not list or not tree or type(tree[0]) is not str:
            raise CodecError("malformed data")
        if tree[0] not in _TAGS:
            raise CodecError("an unknown kind of data")
        return getattr(self, f"_{tree[0]}")(depth, *tree[1:])

    def _int(self, depth: int, text: str) -> int:
        if len(_exact(text, str)) > MAX_BITS // 4 + 4:
            raise CodecError(f"an integer of more than {MAX_BITS} bits")
        found = int(text, 16)
        self.quota.take_int(found.bit_length())
        return found

    def _complex(self, depth: int, real: float, imag: float) -> complex:
        return complex(_exact(real, float), _exact(imag, float))

    def _bytes(self, depth: int, data: bytes) -> bytes:
        self.quota.take_text(len(_exact(data, bytes)))
        return data

    def _list(self, depth: int, items: list) -> list:
        return [self.value(v, depth + 1) for v in _exact(items, list)]

    def _tuple(self, depth: int, items: list) -> tuple:
        return tuple([self.value(v, depth + 1) for v in _exact(items, list)])

    def _set(self, depth: int, items: list) -> set:
        self.quota.take_hashed(len(_exact(items, list)), "elements of sets")
        return {self.key(v, depth + 1) for v in items}

    def _dict(self, depth: int, pairs: list) -> dict:
        self.quota.take_hashed(len(_exact(pairs, list)), "keys of dictionaries")
        return {self.key(k, depth + 1): self.value(v, depth + 1) for k, v in pairs}

    def key(self, tree: Any, depth: int) -> Any:
        """A key of a dictionary, an element of a set, or a name of a column."""
        found = self.value(tree, depth)
        _check_key(found)
        return found

    def _record(self, depth: int, name: str, fields: list) -> Record:
        self.quota.take_hashed(len(_exact(fields, list)), "fields of dataclasses")
        for key, _ in fields:
            # A name such as `__array_interface__` would be a pointer into this process for NumPy.
            if not _exact(key, str).isidentifier() or key.startswith("_") or len(key) > 200:
                raise CodecError("a record with a field that no dataclass of data has")
        return Record(_exact(name, str)[:80], {k: self.value(v, depth + 1) for k, v in fields})

    def _scalar(self, depth: int, dtype: str, data: bytes) -> Any:
        safe = _safe_dtype(dtype)
        self.quota.take_array(safe, ())
        array = np.frombuffer(_exact(data, bytes), safe)
        if array.shape != (1,):
            raise CodecError("a scalar that is not one")
        _check_text(array)
        return array[0]

    def _array(
        self, depth: int, dtype: str, shape: list, data: bytes, layout: str = ""
    ) -> np.ndarray:
        if layout and not self.quota.caps.layout:
            raise CodecError("malformed data")
        safe = _safe_dtype(dtype)
        self.quota.take_array(safe, _safe_shape(shape))
        # Copied: the buffer is read-only, and a check may want to write into its array.
        array = np.frombuffer(_exact(data, bytes), safe).reshape(shape).copy()
        _check_text(array)
        return _laid(array, _exact(layout, str))

    def _objects(self, depth: int, shape: list, items: list) -> np.ndarray:
        self.quota.take_array(np.dtype(object), _safe_shape(shape))
        array = np.empty(len(_exact(items, list)), dtype=object)
        for i, item in enumerate(items):
            array[i] = self.value(item, depth + 1)
        return array.reshape(shape)

    def _category(self, depth: int, codes: list, categories: list, ordered: bool) -> Any:
        import pandas as pd

        names: Any = self.value(categories, depth + 1)
        if type(names) is not np.ndarray or names.ndim != 1:
            raise CodecError("categories that are no list")
        self.quota.take_hashed(len(names), "categories")
        labels: Any = list(names)
        for label in labels:
            _check_key(label)
        numbers = self.value(codes, depth + 1)
        if type(numbers) is not np.ndarray or numbers.ndim != 1 or numbers.dtype.kind != "i":
            raise CodecError("codes that are no whole numbers")
        return pd.Categorical.from_codes(numbers, categories=labels, ordered=_exact(ordered, bool))

    def _series(self, depth: int, name: Any, index: list, values: list) -> Any:
        import pandas as pd

        self.quota.take_columns(2)
        labels = self._labels(index, depth)
        column = _column_of(self.value(values, depth + 1), labels)
        return pd.Series(column, index=pd.Index(labels), name=self.key(name, depth + 1))

    def _frame(self, depth: int, index: list, columns: list) -> Any:
        import pandas as pd

        self.quota.take_columns(1 + len(_exact(columns, list)))
        names = [self.key(name, depth + 1) for name, _ in columns]
        labels = self._labels(index, depth)
        data = {
            j: _column_of(self.value(column, depth + 1), labels)
            for j, (_, column) in enumerate(columns)
        }
        frame = pd.DataFrame(data, index=pd.Index(labels))
        frame.columns = pd.Index(names)
        return frame

    def _labels(self, tree: list, depth: int) -> Any:
        """The labels of a table's rows: those that are objects are few, and can be keys."""
        labels = self.value(tree, depth + 1)
        if type(labels) is np.ndarray and labels.dtype.kind == "O":
            self.quota.take_hashed(labels.size, "labels of rows")
            for label in labels.ravel().tolist():
                _check_key(label)
        return labels

    def _tensor(self, depth: int, array: list) -> Any:
        values = self.value(array, depth + 1)
        if type(values) is not np.ndarray or values.dtype.kind not in "biufc":
            raise CodecError("a tensor that holds no numbers")
        # An answer is no reason to load a library of gigabytes: where it is not in use, an array.
        torch = sys.modules.get("torch")
        if torch is None and self.quota.caps == ARGUMENTS:
            torch = importlib.import_module("torch")
        return values if torch is None else torch.from_numpy(values)

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


def _exact(value: Any, kind: type) -> Any:
    """Return `value`. Raises `CodecError` unless it is of this very type."""
    if type(value) is not kind:
        raise CodecError(f"malformed data: no {kind.__name__} where one belongs")
    return value


def _check_key(key: Any) -> None:
    """Raise `CodecError` unless `key` is what a dictionary or a table is asked by."""
    if _parts(key) > KEY_PARTS:
        raise CodecError(
            "returned a key that is no number, text or short tuple of them; "
            "return a list or an array"
        )


def _parts(key: Any) -> int:
    """Of how many numbers and texts a key is made; too many where it is made of anything else."""
    kind = type(key)
    if issubclass(kind, tuple):
        if tuple.__len__(key) > KEY_PARTS:
            return KEY_PARTS + 1
        return 1 + sum(map(_parts, tuple.__iter__(key)))
    plain = (int, float, complex, str, bytes, np.generic, type(None))
    return 1 if issubclass(kind, plain) or kind.__name__ == "NAType" else KEY_PARTS + 1


def _check_text(array: np.ndarray) -> None:
    """Raise `CodecError` for text that holds numbers that stand for no character."""
    if array.dtype.kind == "U":
        codes = np.frombuffer(np.ascontiguousarray(array).tobytes(), np.uint32)
        if ((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF))).any():
            raise CodecError("returned text with a character that does not exist")


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


def _count(payload: bytes, most: int) -> None:
    """Raise `CodecError` for more than `most` values, before any of them is built.

    A byte of MessagePack can be an empty list of 56 bytes here: only the headers are read, and what
    they announce is counted. A map of the wire format is not something that `encode` writes, and
    its keys would be hashed before anyone had counted them.
    """
    position, left, seen, end = 0, 1, 0, len(payload)
    while left:
        seen += 1
        if seen > most or left > most or position >= end:
            raise CodecError("too many values, or fewer than announced")
        marker = payload[position]
        position += 1
        left -= 1
        if marker < 0x80 or marker >= 0xE0 or marker in (0xC0, 0xC2, 0xC3):
            continue
        if 0x90 <= marker < 0xA0:
            left += marker & 0x0F
        elif 0xA0 <= marker < 0xC0:
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
                left += size
        else:
            raise CodecError("a kind of data that is not carried")


# MessagePack's markers: how many bytes of a number follow, and how a size is written.
_FIXED = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
_SIZED = {
    **{0xC4: (1, "body"), 0xC5: (2, "body"), 0xC6: (4, "body")},
    **{0xD9: (1, "body"), 0xDA: (2, "body"), 0xDB: (4, "body")},
    **{0xDC: (2, "list"), 0xDD: (4, "list")},
}


def _layout(array: np.ndarray) -> str:
    """How an array lies in memory, in letters; "" for rows one after the other, free to be written."""
    lies = "" if array.flags.c_contiguous else "F" if array.flags.f_contiguous else "S"
    return lies + ("" if array.flags.writeable else "R")


def _laid(array: np.ndarray, layout: str) -> np.ndarray:
    """Return the array laid out as `_layout` says."""
    if "F" in layout:
        array = np.asfortranarray(array)
    elif "S" in layout and array.ndim:
        wide = np.empty((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        wide[..., ::2] = array
        wide[..., 1::2] = np.zeros((), array.dtype)
        array = wide[..., ::2]
    if "R" in layout:
        array.flags.writeable = False
    return array


def _safe_shape(shape: list) -> list[int]:
    # A size of -1 would let NumPy choose one.
    if len(_exact(shape, list)) > MAX_DIMENSIONS or not all(
        type(side) is int and 0 <= side < 2**62 for side in shape
    ):
        raise CodecError("malformed shape")
    return shape


def _safe_dtype(text: str) -> np.dtype:
    if not _DTYPE.fullmatch(_exact(text, str)):
        raise CodecError("a dtype that is not carried")
    return np.dtype(text)


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
