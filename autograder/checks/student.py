"""The fixture `student`: the student's functions, called by name, data in and data out.

An exercise that asks for an object which is not data, such as a torch module, says so in its
`chapter.toml` (`returns`). The object then stays where the student's code runs, and the check holds
a `Handle`: the methods that the exercise names, data in and data out again.

Which code answers is the difference between the seats: the student's own file, the cells of a live
notebook, or a sandboxed process. A check cannot tell, and need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from autograder.checks import libraries
from autograder.checks.limit import Limit
from autograder.checks.outcome import (
    CheckFailure,
    Crashed,
    Forbidden,
    Frame,
    Missing,
    NotAttempted,
    OutOfMemory,
    StudentError,
    Uncarriable,
)
from autograder.registry import Exercise, Returns, function_name, kit_file, read_chapter
from autograder.worker import codec, kept, load

# A request (what is called, with what, whose) -> the encoded outcome.
Invoke = Callable[[dict[str, Any]], bytes]


class Call(NamedTuple):
    """One call a check made: what was asked and, unless it failed, what came back.

    `of` is the place, among the calls, of the one that returned the object whose method this is.
    """

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    result: Any
    failure: CheckFailure | None
    of: int | None = None

    @property
    def short(self) -> str:
        """What was called, without arguments."""
        return self.name if self.of is None else f"the returned object's {self.name}"


class Handle:
    """An object that stayed with the student's code. `handle.forward(x)` uses it by name."""

    def __init__(self, student: Student, number: int, made_by: int, returns: Returns) -> None:
        self._student, self._number, self._made_by = student, number, made_by
        self._returns = returns

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._returns.methods:
            raise AttributeError(f"the exercise's `returns` names no method {name!r}")
        return lambda *args, **kwargs: self._student._ask(name, args, kwargs, self)

    def __repr__(self) -> str:
        return f"a {self._returns.object.replace('_', ' ')}"


class Student:
    """Any attribute is a function of the student's. `student.fit(X, y)` calls the student's `fit`."""

    def __init__(
        self,
        invoke: Invoke,
        sources: Mapping[str, str] | None = None,
        returns: Returns | None = None,
    ) -> None:
        # One underscore name each, so that every public name is the student's.
        self._invoke = invoke
        # Where given, lines of a traceback are taken from here and not from what the sandbox says.
        self._sources = sources
        self._returns = returns
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def function(*args: Any, **kwargs: Any) -> Any:
            return self._ask(name, args, kwargs, None)

        function.__name__ = name
        return function

    def _ask(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], handle: Handle | None
    ) -> Any:
        keep = self._returns.object if self._returns is not None and handle is None else ""
        of = None if handle is None else handle._made_by
        number = None if handle is None else handle._number
        request = {"name": name, "args": args, "kwargs": kwargs, "keep": keep, "of": number}
        try:
            result = unpack(self._invoke(request))
            if isinstance(result, kept.Reference) != bool(keep):
                raise Crashed("the program that ran your code sent back something unreadable")
            if isinstance(result, kept.Reference):
                assert self._returns is not None
                result = Handle(self, result.number, len(self._calls), self._returns)
        except CheckFailure as failure:
            if isinstance(failure, StudentError) and self._sources is not None:
                failure = Forbidden.seen_in(failure) or failure
                failure.lines = tuple(_as_handed_in(failure.frames, self._sources))
            self._calls.append(Call(name, args, kwargs, None, failure, of))
            raise failure from None
        self._calls.append(Call(name, args, kwargs, result, None, of))
        return result


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
        if kind == "kept" and type(content) is int and content >= 0:
            return kept.Reference(content)
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


def from_file(folder: Path, stem: str, limit: Limit | None = None) -> Student:
    """Return the student whose functions are in `folder/stem.py`, loaded on the first call.

    Each call may take what `limit` says; None: any time, where somebody else keeps it.
    """
    loaded: list[Any] = []
    objects = kept.Kept()

    def function(name: str) -> Any:
        path = folder / f"{stem}.py"
        if not loaded:
            if not path.exists():
                raise load.Missing(
                    f"there is no file {path.name}; `course reset {function_name(stem)}` brings it "
                    "back as it was handed out"
                )
            loaded.append(load.load_file(path))
        return load.lookup(vars(loaded[0]), name, path.name)

    def invoke(request: dict[str, Any]) -> bytes:
        sent = kept.arrived(request)
        own = [str(folder)]
        with load.chapter_folder(folder):
            if not loaded and limit is not None:
                libraries.import_first(folder, f"{stem}.py")
            return _within(limit, lambda: objects.answer(sent, function, own), own)

    return Student(invoke, returns=returns_in(folder, stem))


def from_namespace(
    namespace: Mapping[str, Any],
    own_files: list[str],
    where: str = "the notebook",
    returns: Returns | None = None,
    limit: Limit | None = None,
) -> Student:
    """Return the student whose functions are in `namespace`, such as a live notebook's."""
    objects = kept.Kept()

    def invoke(request: dict[str, Any]) -> bytes:
        sent = kept.arrived(request)
        find = partial(load.lookup, dict(namespace), where=where)
        return _within(limit, lambda: objects.answer(sent, find, own_files), own_files)

    return Student(invoke, returns=returns)


def _within(limit: Limit | None, action: Callable[[], bytes], own_files: Sequence[str]) -> bytes:
    return action() if limit is None else limit.run(action, own_files)


def from_function(exercise: Exercise, function: Callable[..., Any]) -> Student:
    """Return the student whose answer to `exercise` is this function."""
    return from_namespace({exercise.name: function}, [], returns=exercise.returns)


def returns_in(folder: Path, stem: str) -> Returns | None:
    """Return what the chapter in `folder` says of the objects that this exercise returns."""
    if not (folder / "chapter.toml").exists() and not kit_file(folder, "chapter.json").exists():
        return None
    for exercise in read_chapter(folder).exercise:
        if exercise.stem == stem:
            return exercise.returns
    return None
