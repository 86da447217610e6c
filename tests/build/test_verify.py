"""`verify` proves the checks, and finds a check that proves nothing."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.registry import chapters, check_files, read_chapter
from autograder.variants import mistakes_of
from autograder.verify import verify_course, verify_exercise
from autograder.verify.forms import grade_every_form
from autograder.verify.housekeeping import colliding_names, stray_files
from autograder.verify.show import read_proof, write_proof


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
    path = checkout / "solutions/ch1_ols/confidence_interval/mistakes.py"
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
        checkout / "solutions/ch1_ols/confidence_interval/exercise.py",
        checkout / "exercises/ch1_ols/confidence_interval.py",
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("the stub is pass") for p in problems)


def test_a_right_answer_that_a_check_refuses_is_found_out(checkout) -> None:
    path = checkout / "solutions/ch1_ols/confidence_interval/test_public.py"
    path.write_text(
        path.read_text()
        + "\n\ndef test_too_strict(student, expect):\n"
        + '    """The result is a NumPy array and nothing else."""\n'
        + "    got = student.confidence_interval([1.0], [1.0], 3)\n"
        + '    expect.that(type(got).__name__ == "ndarray", "not an array")\n'
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("alternative") and "test_too_strict" in p for p in problems)


def test_a_solution_that_warns_is_found_out(checkout) -> None:
    path = checkout / "solutions/ch1_ols/confidence_interval/exercise.py"
    path.write_text(
        path.read_text().replace(
            "    # BEGIN SOLUTION\n",
            "    # BEGIN SOLUTION\n    import warnings\n    warnings.warn('careful')\n",
        )
    )
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("the solution is error") and "careful" in p for p in problems)


def test_a_reference_that_disagrees_with_the_outside_is_found_out(checkout) -> None:
    path = checkout / "solutions/ch1_ols/confidence_interval/oracles.py"
    path.write_text(path.read_text().replace("level=level)", "level=0.5)"))
    problems = _verify(checkout, "confidence_interval").problems
    assert any(p.startswith("the reference disagrees with scipy") for p in problems)


def test_an_exercise_without_an_oracle_is_found_out(checkout) -> None:
    (checkout / "solutions/ch1_ols/confidence_interval/oracles.py").unlink()
    problems = _verify(checkout, "confidence_interval").problems
    assert problems[0].startswith("there is no solutions/ch1_ols/confidence_interval/oracles.py")
    assert problems[1:] == ("no outside oracle: nothing shows that the reference is right",)


def test_a_page_without_the_section_is_found_out(checkout) -> None:
    path = checkout / "site/docs/ols.md"
    path.write_text(path.read_text().replace("{ #confidence-intervals }", ""))
    problems = _verify(checkout, "confidence_interval").problems
    assert problems == ("the page ols.md has no section #confidence-intervals",)


def test_a_stray_file_is_found_out(checkout) -> None:
    every = chapters(checkout / "solutions")
    assert stray_files(checkout, every) == []
    (checkout / "solutions/ch1_ols/confidence_interval/notes.py").touch()
    (checkout / "solutions/ch1_ols/leverage").mkdir()
    assert stray_files(checkout, every) == [
        "solutions/ch1_ols/confidence_interval/notes.py belongs to no exercise",
        "solutions/ch1_ols/leverage belongs to no exercise",
    ]


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_leak_is_found_out_by_the_full_run(checkout, root) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, checkout / name)
    for name in ("course", "autograder"):
        shutil.copytree(root / name, checkout / name, dirs_exist_ok=True)
    chapter = read_chapter(checkout / "solutions" / "ch1_ols")
    secret = "share = np.mean((got[:, 0] <= 0) & (got[:, 1] >= 0))"
    assert secret in (checkout / "solutions/ch1_ols/confidence_interval/test_hidden.py").read_text()
    given = checkout / "solutions/ch1_ols/given.py"
    given.write_text(given.read_text() + f"\n\ndef helper():\n    {secret}\n")
    ((_, problems),) = grade_every_form(checkout, [chapter])
    assert (
        "given.py holds a line of solutions/ch1_ols/confidence_interval/test_hidden.py"
        in problems[0]
    )


def test_the_proof_is_written_and_read_again(toy_course, tmp_path) -> None:
    told: list[str] = []
    proof = verify_course(toy_course, "toy.spread", jobs=1, done=told.append)
    assert proof.all_problems == []
    assert told[0] == "toy.spread"
    write_proof(tmp_path / "deep" / "proof.json", proof)
    assert read_proof(tmp_path / "deep" / "proof.json") == proof


def test_an_unknown_exercise_is_one_clear_error(root) -> None:
    with pytest.raises(UserError, match=r"ols\.r_squared"):
        verify_course(root, "ols.nothing")


def test_helpers_that_would_take_each_others_place_in_a_notebook_are_found_out(checkout) -> None:
    every = chapters(checkout / "solutions")
    assert colliding_names(checkout, every) == []
    for name in ("confidence_interval", "r_squared"):
        path = checkout / "solutions" / "ch1_ols" / name / "mistakes.py"
        path.write_text(path.read_text() + "\n\ndef _half(x):\n    return x / 2\n")
    (problem,) = colliding_names(checkout, every)
    assert "_half" in problem and "ols.confidence_interval and ols.r_squared" in problem


def test_a_mistake_that_calls_another_is_found_out(checkout) -> None:
    path = checkout / "solutions" / "ch1_ols" / "confidence_interval" / "mistakes.py"
    text = path.read_text()
    path.write_text(
        text + '\n\n@mistake(says="x", caught_by="y")\ndef again(c, s, d, level=0.95):\n'
        "    return normal_quantile(c, s, d, level)\n"
    )
    (problem,) = colliding_names(checkout, chapters(checkout / "solutions"))
    assert "again calls normal_quantile" in problem
