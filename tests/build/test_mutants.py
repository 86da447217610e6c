"""Mutants: what is changed, what is left alone, and that a survivor is found out."""

from __future__ import annotations

import ast

import pytest

from autograder.registry import read_chapter
from autograder.verify import verify_exercise
from autograder.verify.mutate import mutants_of

_FRAME = '''\
"""Statement."""
import numpy as np


def f(x, y, level=0.95):
    """Return something."""
    # BEGIN SOLUTION
{body}
    # END SOLUTION
'''


def _becomes(*lines: str) -> set[str]:
    source = _FRAME.format(body="\n".join(f"    {line}" for line in lines))
    found = mutants_of(source, "f.py")
    for mutant in found:
        compile(mutant.source, "f.py", "exec")
    assert len({m.source for m in found}) == len(found)
    return {m.becomes for m in found}


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("return x + y", "return x - y"),
        ("return x + y", "return x"),
        ("return x - y", "return y"),
        ("return x * y", "return x / y"),
        ("return np.sqrt(x)", "return x"),
        ("return x.sum(axis=0)", "return x.sum(axis=1)"),
        ("return x.sum(axis=0)", "return x.sum()"),
        ("return x.std(ddof=1)", "return x.std()"),
        ("return x.std(ddof=1)", "return x.std(ddof=0)"),
        ("return np.subtract(x, y)", "return np.subtract(y, x)"),
        ("return x < y", "return x <= y"),
        ("return x if y else -x", "return x"),
        ("return x[1:]", "return x[2:]"),
        ("return x.T @ y", "return x @ y"),
        ("return x.T @ y", "return y @ x.T"),
        ("return not x", "return x"),
        ("return x and y", "return x or y"),
        ("return 0.5 * x", "return 0.625 * x"),
        ("return max(x, y)", "return min(x, y)"),
    ],
)
def test_a_typical_slip_is_among_the_mutants(line, slip) -> None:
    assert slip in _becomes(line)


def test_a_guard_is_left_out_and_its_error_changed() -> None:
    found = _becomes("if x < 0:", '    raise ValueError(f"{x} is below {0}")', "return x")
    assert "(left out)" in found
    assert "raise RuntimeError(f'{x} is below {0}')" in found
    # The words of an error are not mutated: no check may depend on them to the letter.
    assert not any("below {1}" in text for text in found)


def test_only_what_the_student_writes_is_mutated() -> None:
    source = _FRAME.format(body="    return x").replace("0.95", "0.5")
    assert mutants_of(source, "f.py") == []
    for mutant in mutants_of(_FRAME.format(body="    return x + 1"), "f.py"):
        (function,) = [n for n in ast.parse(mutant.source).body if isinstance(n, ast.FunctionDef)]
        assert ast.unparse(function.args) == "x, y, level=0.95"


def _verify(course, name: str, folder: str = "ch1_chance"):
    chapter = read_chapter(course / "solutions" / folder)
    return verify_exercise(course, chapter, chapter.find(name), mutants=True)


def test_every_mutant_of_an_exercise_is_killed_or_explained(root) -> None:
    found = _verify(root, "design_matrix", "ch1_ols").mutation
    assert found is not None
    assert found.problems == ()
    assert found.killed + found.equivalent == found.mutants
    assert found.equivalent > 0


def test_a_mutant_that_no_check_kills_is_found_out(chance_course) -> None:
    (chance_course / "solutions/ch1_chance/shared_birthday/inputs.py").unlink()
    path = chance_course / "solutions/ch1_chance/shared_birthday/test_hidden.py"
    path.write_text(
        'def test_nothing(student):\n    """Nothing."""\n    student.shared_birthday(3)\n'
    )
    path = chance_course / "solutions/ch1_chance/shared_birthday/test_public.py"
    path.write_text(path.read_text().replace("expect.close", "(lambda *a, **k: None)"))
    problems = _verify(chance_course, "shared_birthday").problems
    assert any("a mutant passes every check" in p and "np.prod" in p for p in problems)


def test_a_mutant_that_never_ends_is_killed(chance_course, monkeypatch) -> None:
    monkeypatch.setattr("autograder.verify.patience.PATIENCE_S", 0.5)
    path = chance_course / "solutions/ch1_chance/shared_birthday/exercise.py"
    path.write_text(
        path.read_text().replace(
            "    # BEGIN SOLUTION\n",
            "    # BEGIN SOLUTION\n    k = 9\n    while k > 0:\n        k -= 3\n",
        )
    )
    found = _verify(chance_course, "shared_birthday").mutation
    assert found is not None
    assert not any("k += 3" in p for p in found.problems)


def test_an_equivalent_that_no_mutant_needs_is_found_out(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/shared_birthday/exercise.toml"
    path.write_text(
        path.read_text() + '\n[[equivalent]]\nbecomes = "return 7"\nreason = "Because."\n'
    )
    found = _verify(chance_course, "shared_birthday").mutation
    assert found is not None
    assert found.problems == ("recorded as equivalent, but no such mutant survives: return 7",)
