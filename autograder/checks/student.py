"""The fixture `student`: the student's functions, called by name, data in and data out.

Which code answers is the difference between the seats: the student's own file, the cells of a live
notebook, or a sandboxed process. A check cannot tell, and need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from autograder.checks.outcome import (
    CheckFailure,
    Crashed,
    Frame,
    Missing,
    NotAttempted,
    OutOfMemory,
    StudentError,
    Uncarriable,
)
from autograder.worker import codec, load


class Call(NamedTuple):
    """One call a check made: what was asked and, unless it failed, what came back."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any
    failure: CheckFailure | None


class Student:
    """Any attribute is a function of the student's. `student.fit(X, y)` calls the student's `fit`."""

    def __init__(
        self,
        invoke: Callable[[str, tuple[Any, ...], dict[str, Any]], bytes],
        sources: Mapping[str, str] | None = None,
    ) -> None:
        # One underscore name each, so that every public name is the student's.
        self._invoke = invoke
        # Where given, lines of a traceback are taken from here and not from what the sandbox says.
        self._sources = sources
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def function(*args: Any, **kwargs: Any) -> Any:
            try:
                result = unpack(self._invoke(name, args, kwargs))
            except CheckFailure as failure:
                if isinstance(failure, StudentError) and self._sources is not None:
                    failure.lines = tuple(_as_handed_in(failure.frames, self._sources))
                self._calls.append(Call(name, args, kwargs, None, failure))
                raise
            self._calls.append(Call(name, args, kwargs, result, None))
            return result

        function.__name__ = name
        return function


def _as_handed_in(frames: tuple[Frame, ...], sources: Mapping[str, str]) -> Iterator[str]:
    """The lines of the student's files that a traceback names, as the student wrote them.

    The sandbox's own words could hold a hidden check's inputs; which line of theirs failed cannot.
    """
    for frame in frames:
        lines = sources.get(frame.file, "").splitlines()
        if 1 <= frame.line <= len(lines):
            known = re.search(rf"\bdef\s+{re.escape(frame.function)}\b", sources[frame.file])
            function = frame.function if frame.function and known else ""
            code = lines[frame.line - 1].strip()[:200]
            yield str(Frame(frame.file, frame.line, function, code))


def calls_of(student: Student) -> list[Call]:
    """Return the calls made through `student` so far."""
    return student._calls


def unpack(payload: bytes) -> Any:
    """Return the value in a worker's reply, or raise the `CheckFailure` that it stands for."""
    try:
        reply = codec.decode(payload)
    except codec.CodecError as error:
        raise Crashed(
            f"the program that ran your code sent back something unreadable: {error}"
        ) from None
    if isinstance(reply, dict) and len(reply) == 1:
        ((kind, content),) = reply.items()
        if kind == "value":
            return content
        if kind == "not_attempted":
            raise NotAttempted
        if kind == "missing":
            raise Missing(str(content))
        if kind == "uncarriable":
            raise Uncarriable(str(content))
        if kind == "out_of_memory":
            raise OutOfMemory("your code asked for more memory than it may have")
        if kind == "raised" and isinstance(content, dict):
            raised = StudentError(content)
            if "MemoryError" in raised.bases:
                raise OutOfMemory("your code asked for more memory than it may have")
            raise raised
    raise Crashed("the program that ran your code sent back something unreadable")


def from_file(folder: Path, stem: str) -> Student:
    """Return the student whose functions are in `folder/stem.py`, loaded on the first call."""
    loaded: list[Any] = []

    def function(name: str) -> Any:
        path = folder / f"{stem}.py"
        if not loaded:
            if not path.exists():
                raise load.Missing(f"there is no file {path.name}")
            loaded.append(load.load_file(path))
        return load.lookup(vars(loaded[0]), name, path.name)

    def invoke(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        sent_args, sent_kwargs = codec.copy(args), codec.copy(kwargs)
        with load.chapter_folder(folder):
            return load.outcome_of(
                lambda: load.call(function(name), sent_args, sent_kwargs), [str(folder)]
            )

    return Student(invoke)


def from_namespace(
    namespace: Mapping[str, Any], own_files: list[str], where: str = "the notebook"
) -> Student:
    """Return the student whose functions are in `namespace`, such as a live notebook's."""

    def invoke(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        sent_args, sent_kwargs = codec.copy(args), codec.copy(kwargs)
        return load.outcome_of(
            lambda: load.call(load.lookup(dict(namespace), name, where), sent_args, sent_kwargs),
            own_files,
        )

    return Student(invoke)
