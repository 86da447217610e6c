"""The fixture `student`: the student's functions, called by name, data in and data out.

An exercise that asks for an object which is not data, such as a torch module, says so in its
`chapter.toml` (`returns`). The object then stays where the student's code runs, and the check holds
a `Handle`: the methods that the exercise names, data in and data out again.

Which code answers is the difference between the seats: the student's own file, the cells of a live
notebook, or a sandboxed process. A check cannot tell, and need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from autograder import layout
from autograder.checks import libraries
from autograder.checks.limit import Limit
from autograder.checks.outcome import (
    ChangedArgument,
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
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, Returns, kit_file, read_chapter
from autograder.worker import codec, kept, load
from autograder.worker.reference import Reference

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
        answer_mb: float = 1.0,
        own: str = "",
    ) -> None:
        # One underscore name each, so that every public name is the student's.
        self._invoke = invoke
        # Where given, lines of a traceback are taken from here and not from what the sandbox says.
        self._sources = sources
        self._returns = returns
        self._answer_mb = answer_mb
        # The file, or cell, of this exercise: the one whose line a hidden check may name.
        self._own = own
        # Whether the check is one that only the grader has: said to the seat, not to the student.
        self._hidden = False
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
        request = {
            **{"name": name, "args": args, "kwargs": kwargs, "keep": keep, "of": number},
            "answer_mb": self._answer_mb,
            "hidden": self._hidden,
        }
        try:
            result = unpack(self._invoke(request), codec.answer_caps(self._answer_mb), kwargs)
            if isinstance(result, Reference) != bool(keep):
                raise Crashed(_UNREADABLE)
            if isinstance(result, Reference):
                assert self._returns is not None
                result = Handle(self, result.number, len(self._calls), self._returns)
        except CheckFailure as failure:
            if isinstance(failure, StudentError) and self._sources is not None:
                failure = Forbidden.seen_in(failure) or failure
                failure.lines = tuple(map(str, _as_handed_in(failure.frames, self._sources)))
                failure.hidden_line = _innermost(failure.frames, self._sources, self._own)
            self._calls.append(Call(name, args, kwargs, None, failure, of))
            raise failure from None
        self._calls.append(Call(name, args, kwargs, result, None, of))
        return result


def _as_handed_in(frames: tuple[Frame, ...], sources: Mapping[str, str]) -> Iterator[Frame]:
    """The lines of the student's files that a traceback names, as the student wrote them."""
    for frame in frames:
        source = sources.get(frame.file)
        if source is None:
            continue
        lines = _LINE_END.split(source)
        if 1 <= frame.line <= len(lines):
            known = re.search(rf"\bdef\s+{re.escape(frame.function)}\b", source)
            function = frame.function if frame.function and known else ""
            code = lines[frame.line - 1].strip()[:200]
            yield Frame(frame.file, frame.line, function, code)


# Where Python ends a line. A form feed, at which `splitlines` ends one too, is within a line.
_LINE_END = re.compile(r"\r\n|\r|\n")
# Which line of a file failed is something that a student's code can choose, and so a way to carry
# an input out: see "What a hidden check tells" in the instructor's guide.
LAST_LINE_TOLD = 999


def _innermost(frames: tuple[Frame, ...], sources: Mapping[str, str], own: str) -> str:
    """The student's own line at which an error arose, for a hidden check; "" where it is not told.

    One line, of the exercise's own file or cell: which of several files, which function and which
    way through them are as good a message as a line is.
    """
    for frame in _as_handed_in(frames[::-1], sources):
        if frame.file == own:
            told = frame.line <= LAST_LINE_TOLD
            return str(frame._replace(function="")) if told else ""
    return ""


def calls_of(student: Student) -> list[Call]:
    """Return the calls made through `student` so far."""
    return student._calls


_UNREADABLE = "the program that ran your code sent back something unreadable"


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def unpack(payload: bytes, caps: codec.Caps = codec.ANSWER, names: Collection[str] = ()) -> Any:
    """Return the value in a worker's reply, or raise the `CheckFailure` that it stands for.

    `names` are those of the arguments that were given by name: no other may be said to have changed.

    The reply may be forged: its parts are taken where they have the very type that they should
    have, and whatever else arrives is `Crashed`.
    """
    try:
        reply = codec.decode(payload, caps)
    except codec.CodecError as error:
        raise Crashed(f"{_UNREADABLE}: {error}") from None
    if type(reply) is dict and len(reply) == 1:
        ((kind, content),) = reply.items()
        match kind if type(kind) is str else "", content:
            case "value", _:
                return content
            case "kept", int() if type(content) is int and 0 <= content < 2**53:
                return Reference(content)
            case "not_attempted", True:
                raise NotAttempted
            case "missing", str() if type(content) is str:
                raise Missing(content)
            case "uncarriable", str() if type(content) is str:
                raise Uncarriable(content)
            case "changed", int() if type(content) is int and 0 <= content < len(_ORDINALS):
                raise ChangedArgument(f"its {_ORDINALS[content]} argument")
            case "changed", str() if type(content) is str and content in names:
                raise ChangedArgument(f"its argument `{content}`")
            case "out_of_memory", True:
                raise OutOfMemory("your code asked for more memory than it may have")
            case "raised", dict():
                raised = StudentError(content)
                if "MemoryError" in raised.bases:
                    raise OutOfMemory("your code asked for more memory than it may have")
                raise raised
    raise Crashed(_UNREADABLE)


def from_file(folder: Path, stem: str, limit: Limit | None = None) -> Student:
    """Return the student whose functions are in `folder/stem.py`, loaded on the first call.

    Each call may take what `limit` says; None: any time, where somebody else keeps it.
    """
    returns, answer_mb = answers_in(folder, stem)
    return from_path(folder / f"{stem}.py", folder, returns, limit, answer_mb)


def from_solution(root: Path, chapter: Chapter, exercise: Exercise) -> Student:
    """Return the student who hands in the solution of the course's source."""
    files = ChapterFiles(root, chapter.folder)
    statement = files.exercise(exercise.name).statement
    return from_path(statement, files.folder, exercise.returns, answer_mb=exercise.answer_mb)


def from_path(
    path: Path,
    folder: Path,
    returns: Returns | None = None,
    limit: Limit | None = None,
    answer_mb: float = 1.0,
) -> Student:
    """Return the student whose functions are in the file `path`; `given` is the one of `folder`."""
    loaded: list[Any] = []
    objects = kept.Kept()

    def function(name: str) -> Any:
        if not loaded:
            if not path.exists():
                raise load.Missing(
                    f"there is no file {path.name}; `course reset {path.stem}` brings it "
                    "back as it was handed out"
                )
            loaded.append(load.load_file(path))
        return load.lookup(vars(loaded[0]), name, path.name)

    def invoke(request: dict[str, Any]) -> bytes:
        sent = kept.arrived(request)
        own = [str(folder)]
        with load.chapter_folder(folder):
            if not loaded and limit is not None:
                libraries.import_first(path.parent, path.name)
            return _within(limit, lambda: objects.answer(sent, function, own), own)

    return Student(invoke, returns=returns, answer_mb=answer_mb)


def from_namespace(
    namespace: Mapping[str, Any],
    own_files: list[str],
    where: str = "the notebook",
    returns: Returns | None = None,
    limit: Limit | None = None,
    answer_mb: float = 1.0,
) -> Student:
    """Return the student whose functions are in `namespace`, such as a live notebook's."""
    objects = kept.Kept()

    def invoke(request: dict[str, Any]) -> bytes:
        sent = kept.arrived(request)
        find = partial(load.lookup, dict(namespace), where=where)
        return _within(limit, lambda: objects.answer(sent, find, own_files), own_files)

    return Student(invoke, returns=returns, answer_mb=answer_mb)


def _within(limit: Limit | None, action: Callable[[], bytes], own_files: Sequence[str]) -> bytes:
    return action() if limit is None else limit.run(action, own_files)


def from_function(exercise: Exercise, function: Callable[..., Any]) -> Student:
    """Return the student whose answer to `exercise` is this function."""
    return from_namespace(
        {exercise.name: function}, [], returns=exercise.returns, answer_mb=exercise.answer_mb
    )


def answers_in(folder: Path, stem: str) -> tuple[Returns | None, float]:
    """Return what the chapter in `folder` says of this exercise's answers: objects, megabytes."""
    if (folder / layout.CHAPTER).exists() or kit_file(folder, "chapter.json").exists():
        for exercise in read_chapter(folder).exercise:
            if exercise.stem == stem:
                return exercise.returns, exercise.answer_mb
    return None, 1.0
