"""`verify` finds permitted inputs that no check visits, and checks that do not judge what they visit."""

from __future__ import annotations

import pytest

from tests.build.toy import HIDDEN, INPUTS, PUBLIC, add, verify


def _change(course, old: str, new: str) -> list[str]:
    path = course / INPUTS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return list(verify(course).problems)


def test_the_permitted_inputs_of_the_course_as_it_is_are_all_visited(toy_course) -> None:
    found = verify(toy_course)
    assert found.problems == ()
    assert found.coverage is not None
    assert (found.coverage.kinds, found.coverage.careless) == (6, 4)
    assert found.by_nothing <= 0.1


@pytest.mark.parametrize(
    "old, new, feature",
    [
        ("size=1100", "size=900", "x: more than 1000 entries"),
        ("[0.0, 5.0, 5.0,", "[0.5, 5.0, 6.0,", "x: a zero"),
        ("array(least=2)", "array(least=1)", "x: 1 entry, the fewest"),
        ("* 1e7", "* 1", "x: large values"),
        ("* 1e-7", "* 1", "x: small values"),
    ],
)
def test_a_permitted_feature_that_no_check_visits_is_named(toy_course, old, new, feature) -> None:
    assert any(
        f"asks spread with {feature}: add a kind" in p for p in _change(toy_course, old, new)
    )


def test_a_visit_that_nobody_judges_is_none(toy_course) -> None:
    problems = _change(
        toy_course,
        '@truth(what="the standard deviation", atol=0)',
        '@truth(what="the standard deviation", judge=lambda expect, got, want: None)',
    )
    assert any("slightly wrong with x: more than 1000 entries" in p for p in problems)


def test_a_loose_comparison_lets_a_rounded_answer_pass_and_is_found_out(toy_course) -> None:
    loose = 'what="the standard deviation", rtol=1e-2)'
    for name in (HIDDEN, PUBLIC):
        path = toy_course / name
        path.write_text(path.read_text().replace('what="the standard deviation")', loose))
    problems = _change(toy_course, "atol=0", "rtol=1e-2, atol=1e-2")
    assert any("is rounded to 3 digits passes every check" in p for p in problems)


def test_inputs_that_nobody_wrote_are_missed(toy_course) -> None:
    (toy_course / INPUTS).unlink()
    problems = verify(toy_course).problems
    assert any("there is no solutions/ch1_toy/spread/inputs.py" in p for p in problems)


def test_a_check_that_pays_for_knowing_nothing_is_found_out(toy_course) -> None:
    add(
        toy_course,
        "solutions/ch1_toy/spread/test_public.py",
        'def test_equal_numbers(student, expect):\n    """Equal numbers."""\n'
        "    expect.close(student.spread([2.0, 2.0]), 0.0)\n\n\n"
        'def test_more_equal_numbers(student, expect):\n    """More of them."""\n'
        "    expect.close(student.spread([3.0, 3.0, 3.0]), 0.0)\n",
    )
    problems = verify(toy_course).problems
    assert any("returns zeros in the right shape earns" in p for p in problems)


def test_a_slip_that_the_public_checks_cannot_tell_is_not_to_be_named_at_home(toy_course) -> None:
    add(
        toy_course,
        "solutions/ch1_toy/spread/mistakes.py",
        '@mistake(says="You rounded the variance.", caught_by="test_ordinary")\n'
        "def rounded(x):\n    return np.sqrt(np.round(np.var(x, ddof=1), 1) + 0.5)\n\n\n"
        '@mistake(says="You did it with more digits.", caught_by="test_ordinary")\n'
        "def rounded_later(x):\n"
        "    few = len(x) == 4\n"
        "    return np.sqrt(np.round(np.var(x, ddof=1), 1 if few else 2) + 0.5)\n",
    )
    problems = verify(toy_course).problems
    assert any("mistake rounded is not named at home" in p for p in problems)
