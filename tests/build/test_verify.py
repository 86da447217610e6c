"""`verify` proves the checks, and finds a check that proves nothing."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from autograder.registry import read_chapter
from autograder.variants import mistakes_of
from autograder.verify import check_files, verify_exercise


def _verify(checkout: Path, name: str):
    chapter = read_chapter(checkout / "solutions" / "ch1_ols")
    return verify_exercise(checkout, chapter, chapter.find(name))


def test_an_exercise_as_it_is_has_no_problem(root) -> None:
    assert _verify(root, "confidence_interval").problems == ()


def test_a_check_that_always_passes_is_found_out(checkout) -> None:
    chapter = read_chapter(checkout / "solutions" / "ch1_ols")
    exercise = chapter.find("confidence_interval")
    mistake = mistakes_of(checkout, chapter, exercise)[0]
    for path in check_files(checkout, chapter, exercise):
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == mistake.caught_by:
                # The check still calls the student, and judges nothing.
                node.body[1:] = ast.parse("student.confidence_interval([1.0], [1.0], 3)").body
        path.write_text(ast.unparse(tree))
    problems = _verify(checkout, "confidence_interval").problems
    assert f"mistake {mistake.name} is not caught by {mistake.caught_by}" in problems


def test_a_mistake_with_the_wrong_name_is_found_out(checkout) -> None:
    path = checkout / "autograder/mistakes/ch1_ols/e04_confidence_interval.py"
    text = path.read_text()
    # The same wrong answer under a second name, listed first, is what gets named.
    copied = text[text.index("@mistake(") :]
    copied = copied[: copied.index("\n\n\n")]
    name = copied[copied.index("def ") + 4 : copied.index("(", copied.index("def "))]
    first = text.index("@mistake(")
    path.write_text(
        text[:first] + copied.replace(f"def {name}(", "def impostor(") + "\n\n\n" + text[first:]
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(f"mistake {name} is named impostor" in p for p in problems)


def test_a_stub_that_is_not_a_stub_is_found_out(checkout) -> None:
    shutil.copy(
        checkout / "solutions/ch1_ols/e04_confidence_interval.py",
        checkout / "exercises/ch1_ols/e04_confidence_interval.py",
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("the stub is pass") for p in problems)


def test_a_right_answer_that_a_check_refuses_is_found_out(checkout) -> None:
    path = checkout / "solutions/ch1_ols/test_e04_confidence_interval.py"
    path.write_text(
        path.read_text()
        + "\n\ndef test_too_strict(student, expect):\n"
        + '    """The result is a NumPy array and nothing else."""\n'
        + "    got = student.confidence_interval([1.0], [1.0], 3)\n"
        + '    expect.that(type(got).__name__ == "ndarray", "not an array")\n'
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("alternative") and "test_too_strict" in p for p in problems)
