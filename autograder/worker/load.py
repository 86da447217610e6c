"""Load a student's code, from `.py` files or from the cells of a notebook, and call it by name.

The same code loads a submission inside the sandbox and a student's own files on the student's own
machine, so that both seats see the same thing.
"""

from __future__ import annotations

import ast
import codecs
import contextlib
import importlib.util
import io
import linecache
import re
import signal
import sys
import tokenize
import traceback
import types
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from . import codec
from .reference import Changed, Reference, Unsuitable

MAX_MESSAGE = 2_000
MAX_LINES = 12


class Missing(Exception):
    """The submission has no such file, or no such name in it."""


@contextlib.contextmanager
def chapter_folder(folder: Path) -> Iterator[None]:
    """Within it, `import given` and a student's own helper modules resolve to this chapter's."""
    given = sys.modules.pop("given", None)
    path = str(folder)
    sys.path.insert(0, path)
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(path)
        sys.modules.pop("given", None)
        if given is not None:
            sys.modules["given"] = given


def load_file(path: Path) -> types.ModuleType:
    """Return the module made by running `path`. Raises what the student's code raises."""
    linecache.checkcache(str(path))
    _refuse_other_encodings(path)
    spec = importlib.util.spec_from_file_location(f"student_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise Missing(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses and typing look their module up by name.
    sys.modules[spec.name] = module
    with quiet():
        spec.loader.exec_module(module)
    return module


def _refuse_other_encodings(path: Path) -> None:
    """Python's own message for a file that is not UTF-8 names neither the line nor a way out."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        raise _badly_saved(path, 1, "", "UTF-16")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        encoding = "utf-8"  # what a declaration names and Python does not know, Python says itself
        if re.search(rb"coding[:=]", b"".join(data.splitlines(True)[:2])):
            return
    if not encoding.startswith("utf-8"):
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.splitlines()[line - 1].decode("cp1252", "replace")
        raise _badly_saved(path, line, text, "another encoding") from None


def _badly_saved(path: Path, line: int, text: str, encoding: str) -> SyntaxError:
    said = (
        f"this file is saved in {encoding}, and Python reads UTF-8. Save it as UTF-8 in your editor"
    )
    return SyntaxError(said, (str(path), line, 1, text))


class CellFailed(Exception):
    """The cell that should define a function raised before it got there."""

    def __init__(self, failure: dict[str, Any]) -> None:
        super().__init__(f"{failure['type']}: {failure['message']}")
        self.failure = failure


class CellTimeout(BaseException):
    """A cell ran past its limit. Not an `Exception`, so that `except Exception` lets it through."""


class Cells:
    """The code cells of a notebook, run in order in one namespace.

    A cell that fails is remembered, and costs only what depends on it: the cells after it still run.
    """

    def __init__(self, cells: Sequence[tuple[str, str]], cell_s: float = 10.0) -> None:
        self.cell_s = cell_s
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
        self.failures: dict[str, dict[str, Any]] = {}
        # Functions and classes ask their module for its dictionary.
        module = types.ModuleType("__main__")
        module.__dict__.update(self.namespace)
        self.namespace = module.__dict__
        sys.modules["__main__"] = module
        self.namespace["get_ipython"] = _NoIPython
        for label, source in cells:
            self._run(label, source)

    def _run(self, label: str, source: str) -> None:
        filename = f"<{label}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        try:
            code = _compile_cell(source, filename)
            with quiet(), _time_limit(self.cell_s):
                exec(code, self.namespace)
        except BaseException as error:
            self.failures[label] = describe(error, [filename])


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt a cell that runs too long, so that the cells after it still get their turn.

    A courtesy, not a wall: code that swallows the interruption runs into the sandbox's own limit.
    """

    def stop(signum: int, frame: object) -> None:
        raise CellTimeout(f"this cell ran for more than {seconds:g} seconds")

    if not hasattr(signal, "SIGALRM"):  # Windows, where a student's own cells run unlimited
        yield
        return
    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _compile_cell(source: str, filename: str) -> types.CodeType:
    try:
        tree = ast.parse(source, filename)
    except SyntaxError as plain_error:
        # Magics and `!` lines are not Python. IPython turns them into calls of `get_ipython()`.
        try:
            from IPython.core.inputtransformer2 import TransformerManager
        except ImportError:
            raise plain_error from None
        try:
            tree = ast.parse(TransformerManager().transform_cell(source), filename)
        except SyntaxError:
            raise plain_error from None
    # Top-level `await` is legal in a notebook; nothing here runs it, so it is left to fail.
    return compile(tree, filename, "exec")


class _NoIPython:
    """Stands in for `get_ipython()`: magics and shell lines do nothing where code is graded."""

    def __getattr__(self, name: str) -> Any:
        def ignored(*args: object, **kwargs: object) -> None:
            # A cell magic such as %%time carries the cell: run what it carries.
            if (
                name == "run_cell_magic"
                and len(args) == 3
                and args[0] in ("time", "timeit", "capture")
            ):
                frame = sys._getframe(1)
                exec(compile(str(args[2]), frame.f_code.co_filename, "exec"), frame.f_globals)

        return ignored


_ACTION: Literal["ignore", "error"] = "ignore"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """A student's warnings never cost a point, whatever filters the caller has set."""
    with warnings.catch_warnings():
        warnings.simplefilter(_ACTION)
        yield


@contextlib.contextmanager
def warnings_are_errors() -> Iterator[None]:
    """Within it, code that warns fails: our own solutions have to be without a warning."""
    global _ACTION
    _ACTION = "error"
    try:
        yield
    finally:
        _ACTION = "ignore"


def lookup(namespace: dict[str, Any], name: str, where: str) -> Any:
    """Return the object called `name`. Raises `Missing` in words for the student."""
    try:
        return namespace[name]
    except KeyError:
        raise Missing(f"{where} defines no function called {name}; was it renamed?") from None


def call(function: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Return what the student's function returns for these arguments."""
    if not callable(function):
        raise TypeError(f"expected a function, found {type(function).__name__}")
    with quiet():
        return function(*args, **kwargs)


def outcome_of(action: Any, own_files: Sequence[str], caps: codec.Caps = codec.ANSWER) -> bytes:
    """Run `action()` and return, encoded, `{"value": ...}` or what went wrong with it.

    The keys are `value`, `kept` (the number of an object that stays), `raised`, `missing`,
    `not_attempted`, `uncarriable`, `changed` (which argument was written to) and `out_of_memory`; one
    is present.
    """
    try:
        value = action()
    except Unsuitable as error:
        return codec.encode({"uncarriable": _words(error)})
    except Changed as error:
        return codec.encode({"changed": error.which})
    except Missing as error:
        return codec.encode({"missing": _words(error)})
    except MemoryError:
        return codec.encode({"out_of_memory": True})
    except BaseException as error:
        if isinstance(error, CellFailed):
            described = error.failure
        else:
            described = describe(error, own_files)
        if described["type"] == "NotAttempted":
            return codec.encode({"not_attempted": True})
        return codec.encode({"raised": described})
    try:
        if isinstance(value, Reference):
            return codec.encode({"kept": value.number})
        return codec.encode({"value": value}, caps)
    except codec.CodecError as error:
        return codec.encode({"uncarriable": _words(error)})
    except MemoryError:
        return codec.encode({"out_of_memory": True})
    except BaseException as error:  # a returned object's own methods ran, and failed
        text = f"returned an object that cannot be read: {_words(type(error).__name__)}"
        return codec.encode({"uncarriable": text})


def describe(error: BaseException, own_files: Sequence[str]) -> dict[str, Any]:
    """Return an exception as data: its type, its message, and the student's own lines only."""
    message = _words(error)
    lines = []
    if isinstance(error, SyntaxError) and error.filename and is_own(error.filename, own_files):
        code = _words(error.text or "", 200).strip()
        lines.append([_words(Path(error.filename).name), error.lineno or 0, "", code])
        message = _words(error.msg)
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if is_own(frame.filename, own_files):
                name, function = _words(Path(frame.filename).name), _words(frame.name, 80)
                lines.append([name, frame.lineno or 0, function, _words(frame.line or "", 200)])
    return {
        "type": _words(type(error).__name__, 80),
        "bases": [_words(c.__name__, 80) for c in type(error).__mro__ if c is not object][:12],
        "message": message,
        "lines": lines[-MAX_LINES:],
    }


def _words(said: object, most: int = MAX_MESSAGE) -> str:
    """What an object says of itself, as text that can be sent: cut, and without half characters."""
    try:
        text = str.__str__(str(said))
    except BaseException:
        return "(its message could not be read)"
    return text[:most].encode("utf-8", "replace").decode("utf-8")


def is_own(filename: str, own_files: Sequence[str]) -> bool:
    return any(filename == own or filename.startswith(own.rstrip("/") + "/") for own in own_files)
