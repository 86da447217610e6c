"""`verify` proves the checks, and finds a check that proves nothing."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from autograder.errors import UserError
from autograder.known_answers import mistakes_of
from autograder.registry import chapters, check_files, read_chapter
from autograder.verify import verify_course, verify_exercise
from autograder.verify.forms import grade_every_form
from autograder.verify.housekeeping import colliding_names, stray_files
from autograder.verify.show import read_proof, write_proof


def _verify(course: Path, name: str):
    chapter = read_chapter(course / "solutions" / "ch1_chance")
    return verify_exercise(course, chapter, chapter.find(name))


def test_an_exercise_as_it_is_has_no_problem(built_chance) -> None:
    assert _verify(built_chance, "shared_birthday").problems == ()


def test_a_check_that_always_passes_is_found_out(chance_course) -> None:
    chapter = read_chapter(chance_course / "solutions" / "ch1_chance")
    exercise = chapter.find("shared_birthday")
    mistake = mistakes_of(chance_course, chapter, exercise)[0]
    for path in check_files(chance_course, chapter, exercise):
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == mistake.caught_by:
                # The check still calls the student, and judges nothing.
                node.body[1:] = ast.parse("student.shared_birthday(3)").body
        path.write_text(ast.unparse(tree))
    problems = _verify(chance_course, "shared_birthday").problems
    assert f"mistake {mistake.name} is not caught by {mistake.caught_by}" in problems


def test_a_mistake_with_the_wrong_name_is_found_out(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/shared_birthday/mistakes.py"
    text = path.read_text()
    # The same wrong answer under a second name, listed first, is what gets named.
    copied = text[text.index("@mistake(") :]
    copied = copied[: copied.index("\n\n\n")]
    name = copied[copied.index("def ") + 4 : copied.index("(", copied.index("def "))]
    first = text.index("@mistake(")
    path.write_text(
        text[:first] + copied.replace(f"def {name}(", "def impostor(") + "\n\n\n" + text[first:]
    )
    problems = _verify(chance_course, "shared_birthday").problems
    # Two slips that give every answer alike: neither can be told from the other.
    assert any(f"mistake {name} is named nothing" in p for p in problems)


def test_a_stub_that_is_not_a_stub_is_found_out(chance_course) -> None:
    shutil.copy(
        chance_course / "solutions/ch1_chance/shared_birthday/exercise.py",
        chance_course / "exercises/ch1_chance/shared_birthday.py",
    )
    problems = _verify(chance_course, "shared_birthday").problems
    assert any(p.startswith("the stub is pass") for p in problems)


def test_a_right_answer_that_a_check_refuses_is_found_out(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/shared_birthday/test_public.py"
    path.write_text(
        path.read_text()
        + "\n\ndef test_too_strict(student, expect):\n"
        + '    """The result is a NumPy array and nothing else."""\n'
        + "    got = student.shared_birthday(3)\n"
        + '    expect.that(type(got).__name__ == "ndarray", "not an array")\n'
    )
    problems = _verify(chance_course, "shared_birthday").problems
    assert any(p.startswith("alternative") and "test_too_strict" in p for p in problems)


def test_a_solution_that_warns_is_found_out(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/shared_birthday/exercise.py"
    path.write_text(
        path.read_text().replace(
            "    # BEGIN SOLUTION\n",
            "    # BEGIN SOLUTION\n    import warnings\n    warnings.warn('careful')\n",
        )
    )
    problems = _verify(chance_course, "shared_birthday").problems
    assert any(p.startswith("the solution is error") and "careful" in p for p in problems)


def test_a_reference_that_disagrees_with_the_outside_is_found_out(chance_course) -> None:
    path = chance_course / "solutions/ch1_chance/shared_birthday/oracles.py"
    path.write_text(
        path.read_text().replace("reference=chance.shared_birthday(people, days)", "reference=0.5")
    )
    problems = _verify(chance_course, "shared_birthday").problems
    assert any(p.startswith("the reference disagrees with SciPy") for p in problems)


def test_an_exercise_without_an_oracle_is_found_out(chance_course) -> None:
    (chance_course / "solutions/ch1_chance/shared_birthday/oracles.py").unlink()
    problems = _verify(chance_course, "shared_birthday").problems
    assert problems[0].startswith("there is no solutions/ch1_chance/shared_birthday/oracles.py")
    assert problems[1:] == ("no outside oracle: nothing shows that the reference is right",)


def test_a_page_without_the_section_is_found_out(chance_course) -> None:
    path = chance_course / "site/docs/chance.md"
    path.write_text(path.read_text().replace("{ #shared-birthday }", ""))
    problems = _verify(chance_course, "shared_birthday").problems
    assert problems == ("the page chance.md has no section #shared-birthday",)


def test_a_stray_file_is_found_out(chance_course) -> None:
    every = chapters(chance_course / "solutions")
    assert stray_files(chance_course, every) == []
    (chance_course / "solutions/ch1_chance/shared_birthday/notes.py").touch()
    (chance_course / "solutions/ch1_chance/card_game").mkdir()
    assert stray_files(chance_course, every) == [
        "solutions/ch1_chance/card_game belongs to no exercise",
        "solutions/ch1_chance/shared_birthday/notes.py belongs to no exercise",
    ]


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_leak_is_found_out_by_the_full_run(chance_course) -> None:
    chapter = read_chapter(chance_course / "solutions" / "ch1_chance")
    secret = "want = before + (1 - before) * people / days"
    hidden = chance_course / "solutions/ch1_chance/shared_birthday/test_hidden.py"
    assert secret in hidden.read_text()
    given = chance_course / "solutions/ch1_chance/given.py"
    given.write_text(given.read_text() + f"\n\ndef helper(before, people, days):\n    {secret}\n")
    ((_, problems),) = grade_every_form(chance_course, [chapter])
    where = "solutions/ch1_chance/shared_birthday/test_hidden.py"
    assert f"given.py holds a line of {where}" in problems[0]


def test_the_proof_is_written_and_read_again(chance_course, tmp_path) -> None:
    told: list[str] = []
    proof = verify_course(chance_course, "chance.shared_birthday", jobs=1, done=told.append)
    assert proof.all_problems == []
    assert told[0] == "chance.shared_birthday"
    write_proof(tmp_path / "deep" / "proof.json", proof)
    assert read_proof(tmp_path / "deep" / "proof.json") == proof


def test_an_unknown_exercise_is_one_clear_error(built_chance) -> None:
    with pytest.raises(UserError, match=r"chance\.full_album"):
        verify_course(built_chance, "chance.nothing")


def test_helpers_that_would_take_each_others_place_in_a_notebook_are_found_out(
    chance_course,
) -> None:
    every = chapters(chance_course / "solutions")
    assert colliding_names(chance_course, every) == []
    for name in ("shared_birthday", "full_album"):
        path = chance_course / "solutions" / "ch1_chance" / name / "mistakes.py"
        path.write_text(path.read_text() + "\n\ndef _half(x):\n    return x / 2\n")
    (problem,) = colliding_names(chance_course, every)
    assert "_half" in problem and "chance.full_album and chance.shared_birthday" in problem


def test_a_mistake_that_calls_another_is_found_out(chance_course) -> None:
    path = chance_course / "solutions" / "ch1_chance" / "shared_birthday" / "mistakes.py"
    text = path.read_text()
    path.write_text(
        text + '\n\n@mistake(says="x", caught_by="y")\ndef again(people, days=365):\n'
        "    return all_differ(people, days)\n"
    )
    (problem,) = colliding_names(chance_course, chapters(chance_course / "solutions"))
    assert "again calls all_differ" in problem
