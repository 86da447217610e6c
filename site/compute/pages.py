"""Pages that compute: blocks of code that are run, and values in the text.

A fenced block that begins with ```` ```python exec ```` is run at build time. The blocks of a page
share one namespace, so a reader can copy them in order; what a block prints, or the value of its
last line, follows it as output. ```` ```python exec raises=ValueError ```` shows the error instead,
and must raise it.

`{{ model.sigma:.2f }}` in the text is a format field of Python: a name of the page's code so far,
or of a module that the page lists under `compute` in its front matter. Functions there are called
without arguments and give data, Markdown or a figure.

Whatever goes wrong is a `PageError`, which stops the build.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from inspect import isfunction
from types import ModuleType
from typing import Any

_TOKEN = re.compile(
    r"^```python exec(?: raises=(?P<raises>\w+))?\n(?P<code>.*?)^```$"
    r"|\{\{ (?P<field>[^{}\n]+?) \}\}",
    re.MULTILINE | re.DOTALL,
)


class PageError(Exception):
    """A page cannot be computed. The message names the page and the line."""


class Names(Mapping[str, Any]):
    """The names that a page's text can use: of its code, then of its modules."""

    def __init__(self, modules: Sequence[ModuleType]) -> None:
        self.session: dict[str, Any] = {"__name__": "__page__"}
        self.modules = modules

    def __getitem__(self, name: str) -> Any:
        if name in self.session:
            return self.session[name]
        for module in self.modules:
            if hasattr(module, name) and not name.startswith("_"):
                found = getattr(module, name)
                return found() if isfunction(getattr(found, "__wrapped__", found)) else found
        raise KeyError(f"neither the page's code nor its modules have {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.session)

    def __len__(self) -> int:
        return len(self.session)


def render(markdown: str, modules: str | Sequence[str] = (), page: str = "page") -> str:
    """Return the Markdown of a page with its blocks run and its values filled in, in order."""
    wanted = [modules] if isinstance(modules, str) else modules
    names = Names([importlib.import_module(f"compute.{name}") for name in wanted])

    def replace(match: re.Match[str]) -> str:
        try:
            if match["field"]:
                return _value(match["field"], names)
            return _block(match["code"], match["raises"], names.session)
        except Exception as error:
            line = markdown[: match.start()].count("\n") + 1
            raise PageError(f"{page}, line {line} of the text: {_told(error)}") from error

    return _TOKEN.sub(replace, markdown)


def _value(field: str, names: Names) -> str:
    text = ("{" + field.strip() + "}").format_map(names)
    # 95 % rather than 95%, as everywhere in the course.
    return f"{text[:-1]}\u00a0%" if field.endswith("%") else text


def keep_together(html: str) -> str:
    """Return the HTML of a page in which no line begins with the % of a number."""
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(
        part if i % 2 else re.sub(r"(?<=\d) %", "\u00a0%", part) for i, part in enumerate(parts)
    )


def run(code: str, namespace: dict[str, Any]) -> str:
    """Run code and return what it prints, then the repr of its last line if that has a value."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(tree, "<page>", "exec"), namespace)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<page>", "eval"), namespace)
            if value is not None:
                print(repr(value))
    return printed.getvalue()


def _block(code: str, raises: str | None, namespace: dict[str, Any]) -> str:
    kind = ".output"
    try:
        output = run(code, namespace)
    except Exception as error:
        if type(error).__name__ != raises:
            raise
        output, kind = _told(error), ".output .raised"
    else:
        if raises:
            raise PageError(f"the block was to raise {raises}, and did not")
    shown = f"```python\n{code}```"
    return f"{shown}\n\n``` {{.text {kind}}}\n{output.rstrip()}\n```" if output.strip() else shown


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
