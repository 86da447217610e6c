"""Mutants of a solution: each one small, mechanical change, of the kind that a student makes by slip.

A pass over the syntax tree rather than a general mutation tool: the changes that matter here are a
statistician's (a dropped term, a missing root, the other axis, another ddof, arguments exchanged),
and the mutants run inside one pytest session, hundreds in the time that one process takes to start.

Only what the student writes is mutated: the statements between the solution markers.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

from autograder.build.regions import find_regions

_BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
# A term or a factor left out.
_DROPPABLE = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
# f(x) becomes x.
# fmt: off
_UNWRAPPED = frozenset((
    "sqrt", "exp", "log", "log1p", "expm1", "log_ndtr", "abs", "absolute", "square", "sort",
    "sorted", "cumsum", "cumprod", "tanh", "relu", "softmax", "log_softmax", "reversed", "set",
    "unique", "transpose",
))
# fmt: on
# f(x) becomes g(x).
_RENAMED = {
    "sum": "mean",
    "mean": "sum",
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "argmax": "argmin",
    "argmin": "argmax",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "ppf": "cdf",
    "isf": "ppf",
    "cdf": "sf",
    "sf": "cdf",
    "std": "var",
    "var": "std",
    "log": "log10",
    "zeros": "ones",
    "ones": "zeros",
}


_LEFT_OUT = (ast.AugAssign, ast.Expr, ast.Continue, ast.Break)


class Mutant(NamedTuple):
    """One changed solution. `was` and `becomes` are the statement before and after; they name it."""

    line: int
    was: str
    becomes: str
    source: str


def mutants_of(source: str, filename: str) -> list[Mutant]:
    """Return every mutant of the solution regions of a file, without duplicates."""
    tree = ast.parse(source)
    spans = [(r.first, r.last) for r in find_regions(source, filename)]
    found: dict[str, Mutant] = {}
    for statement in _statements(tree, spans):
        was = _text(statement)
        for changed in _changed(statement):
            whole = _replaced(tree, statement, changed)
            text = ast.unparse(whole)
            becomes = "; ".join(_text(node) for node in changed) or "(left out)"
            if becomes != was:
                found.setdefault(text, Mutant(statement.lineno, was, becomes, text))
    return list(found.values())


def _statements(tree: ast.Module, spans: list[tuple[int, int]]) -> Iterator[ast.stmt]:
    """The statements inside the regions, those inside others included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and any(a < node.lineno < b for a, b in spans):
            yield node


def _text(node: ast.AST) -> str:
    """The statement on one line, without the statements inside it."""
    if hasattr(node, "body") and isinstance(node, ast.stmt):
        head = copy.deepcopy(node)
        head.body = [ast.Expr(ast.Constant(...))]  # type: ignore[attr-defined]
        if hasattr(head, "orelse"):
            head.orelse = []
        return ast.unparse(head).splitlines()[0]
    return ast.unparse(node)


def _replaced(tree: ast.Module, statement: ast.stmt, changed: list[ast.stmt]) -> ast.Module:
    # The tree is changed in place, written out, and put back: copying it would lose identity.
    holder = _holder(tree, statement)
    before = list(holder)
    place = next(i for i, item in enumerate(holder) if item is statement)
    holder[place : place + 1] = changed or [ast.Pass()]
    result = copy.deepcopy(tree)
    holder[:] = before
    return ast.fix_missing_locations(result)


def _holder(tree: ast.Module, statement: ast.stmt) -> list[ast.stmt]:
    """The list of statements that this one stands in."""
    for node in ast.walk(tree):
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and any(item is statement for item in value):
                return value
    raise LookupError("the statement is not in the tree")


def _changed(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Each way to change one statement, as the statements that take its place."""
    if isinstance(statement, ast.If):
        yield []
        if statement.orelse:
            yield statement.body
            yield statement.orelse
    elif isinstance(statement, _LEFT_OUT) and not _is_text(statement):
        yield []
    if isinstance(statement, ast.Raise):
        yield from _other_error(statement)
        return  # the words of an error are not a matter of right and wrong
    # Only the statement's own expressions: the statements inside it have their turn.
    inner = {id(n) for child in _blocks(statement) for n in ast.walk(child)}
    nodes = [n for n in ast.walk(statement) if id(n) not in inner]
    for place, node in enumerate(nodes):
        if _inside_text(statement, node):
            continue
        for new in _variants(node):
            twin = copy.deepcopy(statement)
            twin_inner = {id(n) for child in _blocks(twin) for n in ast.walk(child)}
            target = [n for n in ast.walk(twin) if id(n) not in twin_inner][place]
            yield [_swap(twin, target, new)]


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    for field in ("body", "orelse", "finalbody"):
        value = getattr(statement, field, [])
        found += value if isinstance(value, list) else []
    for handler in getattr(statement, "handlers", []):
        found += handler.body
    return found


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _inside_text(statement: ast.stmt, node: ast.AST) -> bool:
    """Whether a node is part of a formatted string or of a type annotation."""
    for outer in ast.walk(statement):
        if isinstance(outer, ast.JoinedStr) and any(n is node for n in ast.walk(outer)):
            return True
        note = getattr(outer, "annotation", None) or getattr(outer, "returns", None)
        if isinstance(note, ast.AST) and any(n is node for n in ast.walk(note)):
            return True
    return False


def _other_error(statement: ast.Raise) -> Iterator[list[ast.stmt]]:
    error = statement.exc
    if isinstance(error, ast.Call) and isinstance(error.func, ast.Name):
        twin = copy.deepcopy(statement)
        assert isinstance(twin.exc, ast.Call)
        twin.exc.func = ast.Name("RuntimeError", ast.Load())
        yield [twin]


def _variants(node: ast.AST) -> Iterator[ast.expr]:
    """Each expression that may stand in for this one."""
    if isinstance(node, ast.BinOp):
        for other in _BINARY.get(type(node.op), ()):
            yield ast.BinOp(node.left, other(), node.right)
        if isinstance(node.op, _DROPPABLE):
            yield node.left
            if not isinstance(node.op, (ast.Div, ast.Pow)):
                yield node.right
        if isinstance(node.op, ast.MatMult):
            yield ast.BinOp(node.right, node.op, node.left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        yield node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for kind in _COMPARE.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [kind()], node.comparators)
        yield from _looser(node)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for i in range(len(node.values)):
            rest = node.values[:i] + node.values[i + 1 :]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.Constant):
        yield from _constants(node.value)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse


def _looser(node: ast.Compare) -> Iterator[ast.expr]:
    """A test that takes more for the same: zero and empty for missing, nearly equal for equal."""
    other = node.comparators[0]
    if isinstance(other, ast.Constant) and other.value is None:
        if isinstance(node.ops[0], ast.Is):
            yield ast.UnaryOp(ast.Not(), node.left)
        elif isinstance(node.ops[0], ast.IsNot):
            yield ast.Call(ast.Name("bool", ast.Load()), [node.left], [])
    elif isinstance(node.ops[0], ast.Eq):
        close = ast.Attribute(ast.Name("np", ast.Load()), "isclose", ast.Load())
        yield ast.Call(close, [node.left, other], [])


def _normal_above(node: ast.Call) -> Iterator[ast.expr]:
    """Student's quantile, exchanged for the normal one above 30 degrees of freedom."""
    function = node.func
    owner = function.value if isinstance(function, ast.Attribute) else None
    is_t = isinstance(owner, ast.Attribute) and owner.attr == "t"
    if is_t and len(node.args) == 2 and isinstance(function, ast.Attribute):
        assert isinstance(owner, ast.Attribute)
        normal = ast.Attribute(
            ast.Attribute(owner.value, "norm", ast.Load()), function.attr, ast.Load()
        )
        many = ast.Compare(node.args[1], [ast.Gt()], [ast.Constant(30)])
        yield ast.IfExp(many, ast.Call(normal, node.args[:1], []), node)


def _constants(value: object) -> Iterator[ast.expr]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 1.25 if value else 1.0)


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    if len(node.args) >= 2 and not any(isinstance(a, ast.Starred) for a in node.args[:2]):
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    for i, keyword in enumerate(node.keywords):
        # A dtype left out is no slip: it changes how numbers are held, not which they are.
        if keyword.arg not in (None, "dtype"):
            rest = node.keywords[:i] + node.keywords[i + 1 :]
            yield ast.Call(node.func, node.args, rest)
    yield from _normal_above(node)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    name = node.func.id if isinstance(node.func, ast.Name) else name
    if name in _UNWRAPPED:
        if node.args:
            yield node.args[0]
        elif isinstance(node.func, ast.Attribute):
            yield node.func.value
    if name in _RENAMED:
        func = copy.deepcopy(node.func)
        if isinstance(func, ast.Attribute):
            func.attr = _RENAMED[name]
            yield ast.Call(func, node.args, node.keywords)
        elif isinstance(func, ast.Name) and _RENAMED[name] in ("min", "max", "any", "all"):
            func.id = _RENAMED[name]
            yield ast.Call(func, node.args, node.keywords)


def _swap(tree: ast.stmt, old: ast.AST, new: ast.expr) -> ast.stmt:
    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return copy.deepcopy(new) if node is old else super().visit(node)

    swapped = Swap().visit(tree)
    assert isinstance(swapped, ast.stmt)
    return swapped
