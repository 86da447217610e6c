"""Find the solution regions of an authored exercise, with Python's own tokenizer and parser.

A region runs from a comment `# BEGIN SOLUTION` to a comment `# END SOLUTION`, each alone on its
line and indented like the statements between them. Anything that only looks like a marker is an
error: a solution that is not recognised would be published.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import NamedTuple

from autograder.errors import UserError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
STUB = "raise NotAttempted  # replace this line with your code"
# Anything within a few letters of a marker, in any case, with or without the space.
_LOOKALIKE = re.compile(r"\b(begin|end|start|stop)\W{0,3}sol\w*|\bsol\w*\W{0,3}(begin|end)\b", re.I)


class Region(NamedTuple):
    """The lines (from 1, inclusive) of a region, markers and all, and its indentation."""

    first: int
    last: int
    indent: str


def find_regions(source: str, filename: str) -> list[Region]:
    """Return the solution regions of a file, in order.

    Raises `UserError`, with file and line, for a marker that is unmatched, nested, indented unlike
    its statements, cuts a statement in two, leaves a function, hides in a string, or is misspelt.
    """
    tree = _parse(source, filename)
    markers = _markers(source, filename)
    regions: list[Region] = []
    open_line, open_indent = 0, ""
    for line, indent, text in markers:
        if text == BEGIN:
            if open_line:
                raise _error(filename, line, f"a {BEGIN!r} inside the one on line {open_line}")
            open_line, open_indent = line, indent
        elif not open_line:
            raise _error(filename, line, f"an {END!r} with no {BEGIN!r} before it")
        else:
            if indent != open_indent:
                raise _error(
                    filename, line, f"an {END!r} that is not indented like line {open_line}"
                )
            regions.append(Region(open_line, line, indent))
            open_line = 0
    if open_line:
        raise _error(filename, open_line, f"a {BEGIN!r} with no {END!r} after it")
    for region in regions:
        _check_statements(tree, region, filename)
    return regions


def strip(source: str, filename: str) -> str:
    """Return the stub: every region replaced by one line that raises `NotAttempted`.

    Raises `UserError` where there is no region, or where a line of a solution would survive.
    """
    regions = find_regions(source, filename)
    if not regions:
        raise UserError(f"{filename} has no solution region: mark it with {BEGIN} and {END}.")
    lines = source.splitlines()
    kept: list[str] = []
    removed: list[str] = []
    position = 0
    for region in regions:
        kept += lines[position : region.first - 1]
        kept.append(region.indent + STUB)
        removed += lines[region.first : region.last - 1]
        position = region.last
    kept += lines[position:]
    _no_survivor(kept, removed, filename)
    stub = "\n".join(kept) + "\n"
    _parse(stub, filename)
    return stub


def solution_lines(source: str, filename: str) -> list[str]:
    """Return the lines inside the regions, stripped, that say enough to be recognised elsewhere."""
    lines = source.splitlines()
    found = []
    for region in find_regions(source, filename):
        found += [line.strip() for line in lines[region.first : region.last - 1]]
    return [line for line in found if is_telling(line)]


def is_telling(line: str) -> bool:
    """Return whether a line of code would give something away, unlike `)` or `return`."""
    return len(re.sub(r"\W", "", line)) >= 12


def _markers(source: str, filename: str) -> list[tuple[int, str, str]]:
    found = []
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.COMMENT:
            text = token.string.rstrip()
            if text in (BEGIN, END):
                before = lines[line - 1][: token.start[1]]
                if before.strip():
                    raise _error(filename, line, "a marker that shares its line with code")
                found.append((line, before, text))
            elif _LOOKALIKE.search(text):
                raise _error(filename, line, f"a comment {text!r} that is almost a marker")
        elif token.type in _STRINGS and _LOOKALIKE.search(token.string):
            raise _error(filename, line, "a marker inside a string")
    return found


# From Python 3.12 on, the text of an f-string is a token of its own.
_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)}


def _check_statements(tree: ast.Module, region: Region, filename: str) -> None:
    """The region must hold whole statements of one block, inside one function, at its indentation."""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and region.first < node.lineno < region.last
    ]
    if not inside:
        raise _error(filename, region.first, "a solution region with no statement in it")
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or node.end_lineno is None:
            continue
        starts_in = region.first < node.lineno < region.last
        ends_in = region.first < node.end_lineno < region.last
        if starts_in != ends_in and (starts_in or not _encloses(node, region)):
            raise _error(
                filename, region.first, f"a region that cuts the statement on {node.lineno}"
            )
    column = min(node.col_offset for node in inside)
    if column != len(region.indent.expandtabs()):
        raise _error(filename, region.first, "markers that are not indented like their statements")
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _encloses(node, region)
    ]
    if not functions:
        raise _error(filename, region.first, "a solution region outside every function")
    owner = max(functions, key=lambda node: node.lineno)
    if column <= owner.col_offset:
        raise _error(filename, region.first, f"a region that runs out of {owner.name}()")


def _encloses(node: ast.stmt, region: Region) -> bool:
    return node.lineno <= region.first and (node.end_lineno or 0) >= region.last - 1


def _no_survivor(kept: list[str], removed: list[str], filename: str) -> None:
    visible = {line.strip() for line in kept}
    for line in removed:
        if is_telling(line) and line.strip() in visible:
            raise UserError(
                f"{filename}: the solution's line {line.strip()!r} also stands outside its region, "
                "and would be published. Move it, or write it otherwise."
            )


def _parse(source: str, filename: str) -> ast.Module:
    try:
        return ast.parse(source, filename)
    except SyntaxError as error:
        raise UserError(f"{filename}, line {error.lineno}: {error.msg}") from None


def _error(filename: str, line: int, what: str) -> UserError:
    return UserError(
        f"{filename}, line {line}: {what}. A solution stands between {BEGIN} and {END}, each alone "
        "on its line, indented like the statements between them, inside one function."
    )
