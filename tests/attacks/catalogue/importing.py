"""Importing the answer."""

from tests.attacks.model import Attack, answer

_NOT_THERE = "The reference is not in the sandbox, wherever it is installed: an error, no points."

ATTACKS: list[Attack] = [
    answer(
        "imports_the_reference",
        "Import the answer from the course",
        "Answer with the course's own reference library.",
        _NOT_THERE,
        "from course.ols import fit\nreturn fit",
        outcomes=("forbidden",),
    ),
    answer(
        "imports_the_checks",
        "Import the checks",
        "Import the hidden checks, the known mistakes and the other right answers.",
        _NOT_THERE,
        """
        import importlib
        for name in ("autograder.hidden", "autograder.mistakes", "autograder.alternatives.ch1_ols",
                     "autograder.checks.expect", "solutions.ch1_ols", "hidden", "course"):
            try:
                importlib.import_module(name)
            except ImportError:
                continue
            return "found " + name
        raise ImportError("nothing")
        """,
        "import sys\nsys.modules.pop('autograder', None)\n",
        outcomes=("error",),
    ),
    answer(
        "imports_by_path",
        "Import by path",
        "Put likely folders on the path and look up the package's own files by its metadata.",
        _NOT_THERE,
        """
        import importlib.metadata, importlib.util, sys
        sys.modules.pop("autograder", None)
        sys.path[:0] = ["/", "/opt", "/opt/autograder", "..", "../..", "/srv", "/app", "/src"]
        for name in ("vraisemblance", "course"):
            try:
                paths = [str(f.locate()) for f in importlib.metadata.files(name) or ()]
            except importlib.metadata.PackageNotFoundError:
                paths = []
            for path in paths:
                try:
                    text = open(path).read()
                except OSError:
                    continue
                if path.endswith(".py") and "def " in text:
                    return "found " + path
        import course.ols
        """,
        outcomes=("forbidden",),
    ),
    answer(
        "imports_the_worker",
        "Import what runs it",
        "Import the worker's modules and look for answers in them.",
        "The worker is there to be read: it knows no check and no answer. The answer is wrong.",
        """
        from worker import codec, frames, load, main
        for module in (codec, frames, load, main):
            for name in vars(module):
                if "expect" in name or "solution" in name:
                    return getattr(module, name)
        return wrong()
        """,
    ),
]
