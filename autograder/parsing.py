"""Parsing a student's source on the trusted side: bounded, and with one error for all that can fail."""

from __future__ import annotations

import ast
import warnings

# Characters. What is longer is graded all the same; it is only not looked into.
MAX_PARSED = 400_000


class NotPython(ValueError):
    """The text cannot be parsed; says why."""


def parse(text: str) -> ast.Module:
    """Return the syntax tree of a source. Raises `NotPython`, and nothing else."""
    if len(text) > MAX_PARSED:
        raise NotPython(f"more than {MAX_PARSED} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NotPython(str(error) or type(error).__name__) from None


def dump(tree: ast.AST) -> str:
    """Return a tree as text, to compare it. Raises `NotPython` where it is too deep."""
    try:
        return ast.dump(tree)
    except (MemoryError, RecursionError, ValueError) as error:
        raise NotPython(type(error).__name__) from None


def defined_names(text: str) -> set[str]:
    """Return the names of functions, classes and values that a source defines at its top level."""
    found: set[str] = set()
    for node in parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found.add(node.target.id)
    return found


def below_statement(text: str) -> str:
    """Return a source without the statement at its top; all of it where it cannot be parsed."""
    try:
        body = parse(text).body
    except NotPython:
        return text
    first = body[0] if body else None
    if not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)):
        return text
    if not isinstance(first.value.value, str):
        return text
    # Lines as Python counts them; code may follow on the statement's own last line.
    lines = text.split("\n")
    end = first.end_lineno or 0
    last = lines[end - 1].encode("utf-8", "surrogatepass")[first.end_col_offset or 0 :]
    rest = last.decode("utf-8", "replace").lstrip(" \t\f;")
    kept = [rest] if rest and not rest.startswith("#") else []
    return "\n".join([*kept, *lines[end:]]).strip("\n")
