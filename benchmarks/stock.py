"""A stock nbgrader assignment with our checks in it: what `benchmarks.grading` compares with."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from autograder.build import build_course
from autograder.nb.commands import nbgrader
from autograder.registry import Chapter, Exercise, check_files

ROOT = Path(__file__).resolve().parents[1]

EXPECT = '''\
# Shared by all tests.
import numpy as np


class expect:
    @staticmethod
    def array(got, shape=None, *, what="", finite=True):
        a = np.asarray(got, dtype=float)
        if shape is not None:
            assert len(a.shape) == len(shape), f"{what}: shape {a.shape}"
            assert all(n in (m, None) for n, m in zip(shape, a.shape)), f"{what}: shape {a.shape}"
        assert not finite or np.isfinite(a).all(), what
        return a

    @staticmethod
    def number(got, *, what=""):
        a = expect.array(got, what=what)
        assert a.size == 1, what
        return float(a.reshape(()))

    @staticmethod
    def close(got, want, *, rtol=1e-6, atol=1e-9, what="", hint=""):
        a = expect.array(got, np.shape(want), what=what)
        np.testing.assert_allclose(a, np.asarray(want, dtype=float), rtol, atol, err_msg=what)
        return a

    @staticmethod
    def that(condition, message, *, got=None, hint=""):
        assert np.all(condition), message

    @staticmethod
    def equal(got, want, *, what="", hint=""):
        assert got == want, what

    @staticmethod
    def raises(kind, action, *, names="", hint=""):
        try:
            action()
        except kind as error:
            assert names.lower() in str(error).lower(), hint
        else:
            raise AssertionError(hint)


class student:
    """The functions of this notebook."""

    def __getattr__(self, name):
        return globals()[name]


student = student()
'''

OLS_REFERENCE = '''\
from types import SimpleNamespace
from scipy import stats


class ols:
    """The reference solution."""

    @staticmethod
    def fit(X, y):
        n, p = X.shape
        coef = np.linalg.lstsq(X, y, rcond=None)[0]
        fitted = X @ coef
        rss, tss = ((y - fitted) ** 2).sum(), ((y - y.mean()) ** 2).sum()
        se = np.sqrt(np.diag(np.linalg.inv(X.T @ X)) * rss / (n - p)) if n > p else None

        def conf_int(level):
            half = stats.t.ppf((1 + level) / 2, n - p) * se
            return np.column_stack([coef - half, coef + half])

        return SimpleNamespace(
            coef=coef, std_error=se, fitted=fitted, df_resid=n - p, conf_int=conf_int,
            r2=1 - rss / tss, r2_adj=1 - rss / tss * (n - 1) / (n - p) if n > p else None,
        )

    @staticmethod
    def design_matrix(data, terms, base=None):
        if base is not None:
            (name,) = terms
            values = np.array(data[name])
            levels = [v for v in sorted(set(data[name])) if v != base[name]]
            dummies = np.column_stack([values == v for v in levels]).astype(float)
            return SimpleNamespace(drop=lambda columns: dummies)
        first = np.asarray(data[terms[0]])
        columns = [np.prod([data[part] for part in t.split(":")], axis=0) for t in terms]
        return np.column_stack([np.ones(len(first)), *columns])
'''


class Compared(NamedTuple):
    """A chapter to compare: its folder, what its imports are, and the reference of stock's tests.

    `reference` is the code that an instructor would put before the hidden tests of a stock
    assignment; where it is empty, the tests import the course's own, as ours do. `handle` is the
    file with the methods of an object that is not data.
    """

    folder: str
    kind: str
    reference: str = ""
    handle: str = ""


CHAPTERS = [
    Compared("ch1_ols", "NumPy", OLS_REFERENCE),
    Compared("ch3_softmax", "torch", handle="torch_module"),
    Compared("ch4_hierarchical", "PyMC", handle="pymc_model"),
]

# The check's handle, as an instructor would write it without a wall: the same methods, called at once.
HANDLE = """\
_methods = {"__name__": "methods"}
exec(METHODS, _methods)


class Handle:
    def __init__(self, value):
        _methods["accept"](value)
        self.value = value

    def __getattr__(self, name):
        return lambda *args, **options: _methods[name](self.value, *args, **options)


class student(type(student)):
    def __getattr__(self, name):
        function = globals()[name]
        if name != RETURNS:
            return function
        return lambda *args, **options: Handle(function(*args, **options))


student = student()
"""


class Check(NamedTuple):
    """One check of ours as plain code: what it needs, its function, and its weight."""

    name: str
    needs: str
    code: str
    weight: float
    hidden: bool


def checks_of(chapter: Chapter, exercise: Exercise, own_reference: bool) -> list[Check]:
    """Return the public and the hidden checks of an exercise, as code for a notebook's cell."""
    found = []
    for hidden, path in enumerate(check_files(ROOT, chapter, exercise)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tests = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[:5] == "test_"]
        left_out = ("pytest", "course") if own_reference else ("pytest",)
        others = [n for n in tree.body[1:] if n not in tests and not _imports(n, left_out)]
        needs = "\n".join(ast.unparse(n) for n in others)
        for test in tests:
            weight = sum(_weight(d) for d in test.decorator_list) or 1.0
            test.decorator_list = []
            code = (
                f"{ast.unparse(test)}\n\n{test.name}({', '.join(map(_argument, test.args.args))})"
            )
            found.append(Check(test.name, needs, code, weight, bool(hidden)))
    return found


def _imports(node: ast.stmt, modules: tuple[str, ...]) -> bool:
    """pytest is not used in a cell, and a reference of stock's own stands in for the course's."""
    if isinstance(node, ast.ImportFrom):
        return node.module in modules
    return isinstance(node, ast.Import) and node.names[0].name in modules


def _weight(decorator: ast.expr) -> float:
    if isinstance(decorator, ast.Call) and isinstance(decorator.args[0], ast.Constant):
        return float(str(decorator.args[0].value))
    raise ValueError(f"a decorator that stock's cells cannot take: {ast.unparse(decorator)}")


def _argument(argument: ast.arg) -> str:
    known = {"student": "student", "expect": "expect", "rng": "np.random.default_rng(7)"}
    return known[argument.arg]


def stock_notebook(ours: str, chapter: Chapter, compared: Compared, per_check: bool) -> str:
    """Return our instructor's notebook with stock's test cells in the place of our check cells."""
    notebook = json.loads(ours)
    exercises = {e.check_cell: e for e in chapter.exercise}
    cells = []
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id == chapter.setup_cell:
            cell["source"] = EXPECT + _handle(chapter, compared)
        if grade_id in exercises:
            cells += list(
                _test_cells(cell, exercises[grade_id], chapter, compared.reference, per_check)
            )
        else:
            cells.append(cell)
    notebook["cells"] = cells
    return json.dumps(notebook)


def _handle(chapter: Chapter, compared: Compared) -> str:
    if not compared.handle:
        return ""
    path = ROOT / "autograder" / "worker" / f"{compared.handle}.py"
    methods = path.read_text(encoding="utf-8").replace(
        "from .kept import Unsuitable", "class Unsuitable(Exception): pass"
    )
    (name,) = [e.name for e in chapter.exercise if e.returns is not None]
    return f"\n\nRETURNS = {name!r}\nMETHODS = {methods!r}\n{HANDLE}"


def _test_cells(
    cell: dict[str, Any], exercise: Exercise, chapter: Chapter, reference: str, per_check: bool
) -> Iterator[dict[str, Any]]:
    checks = checks_of(chapter, exercise, bool(reference))
    whole = sum(c.weight for c in checks)
    groups = [[c] for c in checks] if per_check else [checks]
    first = next(e for e in chapter.exercise) is exercise
    for number, group in enumerate(groups):
        public = [c for c in group if not c.hidden]
        hidden = [c for c in group if c.hidden]
        parts = [_code(public)]
        if hidden:
            # The reference is defined once, before the first hidden test of the notebook.
            earlier = any(c.hidden for g in groups[:number] for c in g)
            begin = reference + "\n" if first and not earlier else ""
            parts += ["### BEGIN HIDDEN TESTS", begin + _code(hidden), "### END HIDDEN TESTS"]
        name = f"{exercise.check_cell}_{number}"
        meta = cell["metadata"]["nbgrader"] | {
            "grade_id": name,
            "points": exercise.points * sum(c.weight for c in group) / whole,
        }
        yield cell | {
            "id": name.replace("_", "-")[:64],
            "metadata": {"nbgrader": meta},
            "source": "\n".join(p for p in parts if p),
        }


def _code(checks: list[Check]) -> str:
    needs = dict.fromkeys(c.needs for c in checks)
    return "\n\n".join([*needs, *(c.code for c in checks)]).strip()


def make_stock(folder: Path, chapter: Chapter, compared: Compared, per_check: bool) -> None:
    """Make a stock nbgrader course with the chapter's assignment, and release it."""
    source = folder / "source" / chapter.folder
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "stock"\n', encoding="utf-8"
    )
    built = next(b for b in build_course(ROOT) if b.chapter.folder == chapter.folder)
    text = stock_notebook(built.instructor_notebook, chapter, compared, per_check)
    (source / f"{chapter.folder}.ipynb").write_text(text, encoding="utf-8")
    (source / "given.py").write_text(built.files["given.py"], encoding="utf-8")
    nbgrader(folder, "generate_assignment", chapter.folder)
