"""The reference library of the course: one module or package for each chapter.

``import course`` reads nothing but this file. A chapter, with whatever it needs (NumPy, PyTorch,
PyMC), is imported the first time it is named, as in ``course.ols.fit(X, y)``.
"""

import importlib
import pkgutil
from types import ModuleType

__version__ = "0.1.0"


def _chapters() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def __getattr__(name: str) -> ModuleType:
    if name in _chapters():
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_chapters()])
