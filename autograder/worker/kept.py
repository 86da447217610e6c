"""Objects that are not data, kept on the student's side of the wall and used by name.

Where an exercise asks for a torch module or a PyMC model, the object stays here and a check gets a
number that stands for it. The check may then call the few methods that the exercise declares;
their arguments and results are data again. What each method does is written in a file of ours, one
for each kind of object, so that every right answer is used in the same way.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from . import codec, load
from .reference import Changed, Reference, Unsuitable

# Kind of object -> the module beside this one whose functions are its methods.
KINDS = {"torch_module": "torch_module", "pymc_model": "pymc_model"}
MAX_KEPT = 1_000


class Kept:
    """The objects that one submission has returned, numbered from `generation * MAX_KEPT`.

    The generation counts the processes that a submission has had, so that the number of an object
    which went with its process is never mistaken for another's.
    """

    def __init__(self, generation: int = 0) -> None:
        self._objects: dict[int, tuple[str, Any]] = {}
        self._first = generation * MAX_KEPT

    def answer(
        self, request: dict[str, Any], find: Callable[[str], Any], own_files: Sequence[str]
    ) -> bytes:
        """Return the encoded outcome of one request: see `load.outcome_of`.

        `find(name)` returns the student's function of that name, or raises `load.Missing`.
        """
        caps = codec.answer_caps(request.get("answer_mb", 1.0))
        return load.outcome_of(lambda: self._run(request, find), own_files, caps)

    def _run(self, request: dict[str, Any], find: Callable[[str], Any]) -> Any:
        name, args, kwargs = request["name"], request["args"], request["kwargs"]
        if request["of"] is not None:
            kind, value = self._objects[request["of"]]
            method = getattr(_methods(kind), name)
            with load.quiet():
                return method(value, *args, **kwargs)
        given = [*enumerate(args), *kwargs.items()]
        before = [_seen(v) for _, v in given]
        value = load.call(find(name), args, kwargs)
        for (which, argument), was in zip(given, before, strict=True):
            if _seen(argument) != was:
                raise Changed(which)
        kind = request["keep"]
        if not kind:
            return value
        _methods(kind).accept(value)
        if len(self._objects) >= MAX_KEPT:
            raise Unsuitable(f"more than {MAX_KEPT} objects were returned")
        number = self._first + len(self._objects)
        self._objects[number] = (kind, value)
        return Reference(number)


def arrived(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request as it would arrive across the wall: its arguments are copies."""
    sent = {"args": codec.copy(list(request["args"])), "kwargs": codec.copy(request["kwargs"])}
    return {**request, **sent}


def _seen(argument: Any) -> bytes | None:
    """What an argument holds; None where something was put into it that is no data."""
    try:
        return codec.encode(argument, codec.ARGUMENTS)
    except codec.CodecError:
        return None


def _methods(kind: str) -> Any:
    return importlib.import_module(f".{KINDS[kind]}", __package__)
