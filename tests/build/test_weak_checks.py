"""`verify` finds checks that prove too little, answers that know too much, and what is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder import layout
from autograder.checks.check_result import CheckResult
from autograder.checks.collection import Ran
from autograder.checks.outcome import CheckFailure
from autograder.checks.student import Student, calls_of
from autograder.errors import UserError
from autograder.registry import Returns
from autograder.verify import verify_course
from autograder.verify.memorisers import memorisers_of
from autograder.worker import codec
from tests.build.toy import ALTERNATIVES, HIDDEN, INPUTS, PUBLIC, add, verify


def _with_hidden(course: Path, code: str) -> list[str]:
    add(course, HIDDEN, code)
    return list(verify(course).problems)


def test_the_course_as_it_is_has_no_problem(toy_course) -> None:
    found = verify(toy_course, mutants=True)
    assert found.problems == ()
    # One public check of ten of equal weight.
    assert found.by_heart == pytest.approx(1 / 10)


# What knows the public calls by heart

WEAK = {
    "a tautology": "student.spread([3.0, 4.0])\n    expect.that(True, 'wrong')",
    "of no call at all": "expect.that(True, 'wrong')",
    "only its type is asked for": "expect.number(student.spread(rng.normal(size=5)))",
    "only its sign is asked for": "expect.that(student.spread(rng.normal(size=5)) > 0, 'negative')",
    "compared with itself": "x = rng.normal(size=5)\n    one = expect.number(student.spread(x))\n"
    "    expect.close(student.spread(x[::-1]), one)",
    "the public example again": "expect.close(student.spread([1.0, 2.0, 6.0]), 7**0.5)",
    "the same as an array": "expect.close(student.spread(np.array([1, 2, 6])), 7**0.5)",
    "a share of the points": "x = rng.normal(size=5)\n"
    "    off = abs(expect.number(student.spread(x)) - x.std(ddof=1)) > 1e-9\n"
    "    expect.partial(0.5 if off else 1, 'far from it')",
}


@pytest.mark.parametrize("body", WEAK.values(), ids=WEAK)
def test_a_hidden_check_that_the_public_calls_known_by_heart_pass_is_found_out(
    toy_course, body
) -> None:
    problems = _with_hidden(
        toy_course, f'def test_weak(student, expect, rng):\n    """Weak."""\n    {body}\n'
    )
    assert any(p.startswith("hidden test_weak gives points to an answer") for p in problems)
    assert any(p.startswith("knowing the public calls by heart earns") for p in problems)


def test_a_hidden_check_of_refusals_alone_is_found_out(toy_course) -> None:
    solution = toy_course / "solutions/ch1_toy/spread/exercise.py"
    guard = "    if np.size(x) < 2:\n        raise ValueError('too few')\n    # END"
    text = solution.read_text().replace("    # END", guard, 1)
    solution.write_text(text)
    problems = _with_hidden(
        toy_course,
        'def test_weak(student, expect):\n    """Weak."""\n'
        "    expect.raises('ValueError', lambda: student.spread([]))\n",
    )
    assert any("test_weak" in p and "refuses any other call" in p for p in problems)


def test_the_points_known_by_heart_are_said_beside_those_of_the_public_checks(toy_course) -> None:
    problems = _with_hidden(
        toy_course,
        'def test_weak(student, expect):\n    """Weak."""\n    expect.number(student.spread([1, 5]))\n',
    )
    wanted = (
        "knowing the public calls by heart earns 1.82 of 10 points, and the public checks are "
        "worth 0.909"
    )
    assert wanted in problems


def test_an_alternative_that_only_knows_the_checks_is_found_out(toy_course) -> None:
    add(
        toy_course,
        ALTERNATIVES,
        '@alternative("by heart")\ndef by_heart(x):\n'
        "    return 7**0.5 if list(x) == [1.0, 2.0, 6.0] else np.std(x, ddof=1) + (len(x) == 9)\n",
    )
    (problem,) = verify(toy_course).problems
    assert problem.startswith("alternative by_heart disagrees with Python's statistics")


def test_objects_are_remembered_with_all_that_was_said_to_them() -> None:
    returns = Returns("torch_module", ("load", "forward"))
    loaded: dict[int, float] = {}

    def solve(request: dict) -> bytes:
        if request["keep"]:
            loaded[len(loaded)] = 0.0
            return codec.encode({"kept": len(loaded) - 1})
        if request["name"] == "load":
            loaded[request["of"]] = request["args"][0]
            return codec.encode({"value": None})
        return codec.encode({"value": loaded[request["of"]] * request["args"][0]})

    def conversation(student: Student, weight: float, x: np.ndarray) -> np.ndarray:
        made = student.network(3)
        made.load(weight)
        return made.forward(x)

    def solution() -> Student:
        return Student(solve, returns=returns)

    public, x = solution(), np.array([1.0, 2.0])
    conversation(public, 5.0, x)
    conversation(public, 7.0, x)
    result = CheckResult("network", "test", "", False, 1.0, "pass")
    found: dict[str, list[object]] = {}
    for one in memorisers_of([Ran(result, calls_of(public))], returns, solution):
        student = one.make()
        # The same call of `forward`, and it is the weights loaded before it that tell it apart.
        assert conversation(student, 7.0, x).tolist() == [7.0, 14.0]
        assert conversation(student, 5.0, x).tolist() == [5.0, 10.0]
        for weight, at in ((9.0, x), (5.0, np.ones(4))):
            try:
                answer = conversation(student, weight, at).tolist()
            except CheckFailure as failure:
                answer = type(failure).__name__
            found.setdefault(one.does.rpartition(" and ")[2], []).append(answer)
    assert found == {
        "gives any other call the answer to the first": [[5.0, 10.0], [5.0, 10.0]],
        "gives any other call the answer to the nearest": [[5.0, 10.0], [5.0, 10.0]],
        "gives any other call remembered numbers in the right shape": [
            [5.0, 10.0],
            [5.0, 10.0, 5.0, 10.0],
        ],
        "refuses any other call": ["StudentError", "StudentError"],
    }


# Checks that judge nothing

IDLE = {
    "a tautology": "student.spread([3.0, 4.0])\n    expect.that(True, 'wrong')",
    "no call at all": "expect.that(True, 'wrong')",
    "a comparison that holds of anything": "got = expect.number(student.spread([3.0, 4.0]))\n"
    "    expect.that(got is not None, 'wrong')".replace("expect.number", "float"),
}


@pytest.mark.parametrize("body", IDLE.values(), ids=IDLE)
@pytest.mark.parametrize("file", [PUBLIC, HIDDEN], ids=["public", "hidden"])
def test_a_check_that_finds_nothing_wrong_is_found_out(toy_course, file, body) -> None:
    add(toy_course, file, f'def test_idle(student, expect):\n    """Idle."""\n    {body}\n')
    kind = "public" if file == PUBLIC else "hidden"
    assert any(
        p.startswith(f"{kind} test_idle finds nothing wrong") for p in verify(toy_course).problems
    )


# What hidden checks tell

SAID = {
    "an input": 'f"not right for {x[0]:.3g}"',
    "all inputs": 'f"not right for {x}"',
    "an input with many digits": 'f"not right for {x[1]!r}"',
    "the right answer": 'f"should be {want:.4f}"',
    "the right answer in per cent": 'f"should be {want:.1%}"',
    "the right answer as a power": 'f"should be {want:.2e}"',
    "something computed from it": 'f"its square is {want**2:.3f}"',
    "what the student returned": 'f"{got:.4g} is not right"',
    "a whole number among the inputs": 'f"wrong for {int(n)}"',
    "a word among the inputs": 'f"wrong for {name}"',
}
TELLING = '''\
def test_telling(student, expect, rng):
    """Telling."""
    x = rng.normal(50, 8, size=6)
    name, n = "zebra", 137
    x = np.append(x, n)
    want = np.std(x, ddof=1)
    {setup}
    {judge}
'''


HOW = {
    "message": "expect.that(np.isclose(got, want), {said})",
    "hint": 'expect.that(np.isclose(got, want), "wrong", hint={said})',
    "own exception": "if not np.isclose(got, want):\n        raise Wrong({said})",
    "partial": "expect.partial(1.0 if np.isclose(got, want) else 0.3, {said})",
    "what": "expect.close(got, want, what={said})",
}


@pytest.mark.parametrize(
    ("said", "judge"),
    [
        *((said, HOW["message"]) for said in SAID.values()),
        *((SAID["an input"], judge) for judge in HOW.values()),
    ],
    ids=[*SAID, *HOW],
)
def test_a_hidden_message_that_tells_is_found_out(toy_course, said, judge) -> None:
    # A word among the inputs has to be one: the exercise leaves it alone.
    setup = "got = expect.number(student.spread(x))"
    if "name" in said:
        setup = "got = expect.number(student.spread(x, label=name))"
        for file in (layout.STATEMENT, layout.MISTAKES, layout.ALTERNATIVES):
            path = toy_course / "solutions/ch1_toy/spread" / file
            path.write_text(path.read_text().replace("(x):", "(x, label=''):"))
    code = TELLING.format(setup=setup, judge=judge.format(said=said))
    add(toy_course, HIDDEN, "from autograder.checks.outcome import Wrong\n\n\n" + code)
    problems = verify(toy_course, 1).problems
    assert sum(p.startswith("hidden test_telling tells") for p in problems) == 1


MUTANTS_TOLD = '''\
def test_telling(student, expect, rng):
    """Telling."""
    x = rng.normal(size=6)
    got, want = expect.number(student.spread(x)), np.std(x, ddof=1)
    expect.that(abs(got - want * np.sqrt(5 / 4)) > 1e-9, f"not {want:.4f}")
    expect.close(got, want, what="the standard deviation")


'''


def test_a_hidden_message_that_only_a_mutant_gets_is_read_too(toy_course) -> None:
    path = toy_course / PUBLIC
    text = path.read_text().replace(", 7**0.5,", ", 7**0.5, rtol=1,")
    path.write_text(text.replace("(26 / 3) ** 0.5,", "(26 / 3) ** 0.5, rtol=1,"))
    # First in its file: a mutant is looked at no further than the check that kills it.
    path = toy_course / HIDDEN
    path.write_text(path.read_text().replace("def test_random", MUTANTS_TOLD + "def test_random"))
    assert not any("tells" in p for p in verify(toy_course).problems)
    assert any("hidden test_telling tells" in p for p in verify(toy_course, mutants=True).problems)


def test_a_message_of_the_engine_and_plain_words_tell_nothing(toy_course) -> None:
    assert not _with_hidden(
        toy_course,
        'def test_plain(student, expect, rng):\n    """Plain."""\n    x = rng.normal(size=137)\n'
        "    got = expect.array(student.spread(x), ())\n"
        '    expect.that(got > 0, "of 100 samples at most 1 in 20 may be negative")\n'
        '    expect.close(got, np.std(x, ddof=1), what="the standard deviation")\n',
    )


# How many, and what is missing


def test_fewer_than_three_hidden_checks_are_too_few(toy_course) -> None:
    path = toy_course / HIDDEN
    path.write_text(path.read_text().partition("def test_twice")[0])
    inputs = toy_course / INPUTS
    inputs.write_text(inputs.read_text().partition('@kind("two numbers")')[0])
    assert "only 2 hidden checks; at least 3" in verify(toy_course).problems


def test_no_public_check_is_said(toy_course) -> None:
    (toy_course / PUBLIC).write_text('"""None yet."""\n')
    assert any(p.startswith("no public check") for p in verify(toy_course).problems)


ORDER = [
    "solutions/ch1_toy/spread/exercise.py",
    "solutions/ch1_toy/spread/inputs.py",
    "solutions/ch1_toy/spread/test_public.py",
    "solutions/ch1_toy/spread/test_hidden.py",
    "solutions/ch1_toy/spread/mistakes.py",
    "solutions/ch1_toy/spread/alternatives.py",
    "solutions/ch1_toy/spread/oracles.py",
    "exercises/ch1_toy/spread.py",
]


@pytest.mark.parametrize("name", ORDER)
def test_a_missing_file_is_named(toy_course, name) -> None:
    (toy_course / name).unlink()
    problems = verify(toy_course).problems
    assert problems[0].startswith(f"there is no {name}: it holds ")
    if name.startswith("exercises/"):
        assert "autograder build" in problems[0]


def test_an_exercise_that_is_only_entered_is_told_what_to_write_in_order(toy_course) -> None:
    for name in ORDER:
        (toy_course / name).unlink()
    (toy_course / "site/docs/toy.md").write_text("# A toy\n")
    problems = verify(toy_course).problems
    assert [p.split(": ")[0] for p in problems[:-1]] == [f"there is no {name}" for name in ORDER]
    assert problems[-1] == "the page toy.md has no section #spread"


def test_a_name_misspelt_in_the_chapter_is_said_beside_the_file_that_is_there(toy_course) -> None:
    path = toy_course / "solutions/ch1_toy/chapter.toml"
    path.write_text(path.read_text().replace('"spread"', '"spraed"'))
    with pytest.raises(UserError, match="names the exercise 'spraed'") as caught:
        verify(toy_course)
    assert "The folder spread stands there" in str(caught.value)
    assert "solutions/ch1_toy/spraed/exercise.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (HIDDEN, "def test_a(student:\n", "No check could be collected"),
        (HIDDEN, "import nowhere\n", "No check could be collected"),
        ("solutions/ch1_toy/spread/mistakes.py", "import nowhere\n", "cannot be read"),
        (ALTERNATIVES, "def a(:\n", "cannot be read"),
        ("solutions/ch1_toy/spread/oracles.py", "1 / 0\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_of_its_exercise(
    toy_course, name, text, says
) -> None:
    (toy_course / name).write_text(text)
    assert any(says in p for p in verify(toy_course).problems)


def test_the_whole_course_is_looked_at_though_one_exercise_is_not_whole(toy_course) -> None:
    (toy_course / HIDDEN).unlink()
    proof = verify_course(toy_course, jobs=1)
    assert any(f"toy.spread: there is no {HIDDEN}" in p for p in proof.all_problems)
    assert any(p.startswith("nothing can be built: toy.spread") for p in proof.all_problems)
    assert "no file belongs to nothing" in proof.looked_at
