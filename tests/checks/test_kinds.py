"""Each kind of permitted input is a check: right answers pass in every form, wrong ones fail somewhere."""

from __future__ import annotations

import types

import numpy as np
import pytest

from autograder.authors import array, asked, kind, number, refused, truth
from autograder.checks.collection import _is_plain, with_checks
from autograder.checks.expect import Expect
from autograder.checks.kinds import Inputs
from autograder.checks.outcome import CheckFailure
from autograder.checks.student import calls_of, from_namespace
from autograder.errors import UserError
from autograder.registry import chapters, check_files


@truth(what="the scaled sum")
def right(x, by=1.0):
    return float(np.sum(x) * by)


@kind("three numbers")
def three(rng):
    return (rng.normal(size=3),)


@kind("whole numbers and a factor")
def whole(rng):
    return asked(np.arange(1.0, 5.0), by=2.0)


@refused("no number at all", names=lambda x: "empty", hint="look at its length")
def none(rng):
    return (np.empty(0),)


def module(**changes):
    parts = {
        "right": right, "three": three, "whole": whole, "none": none,
        "DOMAIN": {"x": array(), "by": number()},
    }  # fmt: skip
    made = types.ModuleType("inputs")
    made.__file__ = "inputs.py"
    made.__dict__.update({**parts, **changes})
    return made


def inputs(**changes):
    return Inputs(module(**changes), "f")


def run(function, which="three", seed=0, **changes):
    made = inputs(**changes)
    marks = {k.name: made.check(k) for k in made.kinds}
    marks |= {r.name: made.refusal(r) for r in made.refused}
    student = from_namespace({"f": function}, [])
    marks[which](student, Expect(), seed)
    return student


def scaled(x, by=1.0):
    x = np.asarray(x, dtype=float)
    if not x.size:
        raise ValueError("x is empty")
    return x.sum() * by


@pytest.mark.parametrize("which", ["three", "whole", "none"])
@pytest.mark.parametrize("seed", range(5))
def test_a_right_answer_passes_every_kind(which, seed) -> None:
    run(scaled, which, seed)


def test_every_form_that_the_domain_permits_is_asked_by_some_kind() -> None:
    words = {form.words for case in inputs().cases(0).values() for form in case.forms}
    assert words == {
        "", "as lists", "as whole numbers", "as pandas objects", "as views that are not contiguous",
        "as arrays that may not be written to", "as NumPy scalars", "by name", "once more",
    }  # fmt: skip


def test_a_form_that_the_domain_does_not_permit_is_not_asked() -> None:
    made = inputs(DOMAIN={"x": array(lists=False, pandas=False, wholes=False), "by": number()})
    words = {form.words for case in made.cases(0).values() for form in case.forms}
    assert not {"as lists", "as pandas objects"} & words


WRONG = {
    "lists": lambda x, by=1.0: scaled(x, by) if isinstance(x, np.ndarray) else 0.0,
    "pandas": lambda x, by=1.0: scaled(x, by) if "pandas" not in type(x).__module__ else x[0],
    "the factor": lambda x, by=1.0: scaled(x),
    "its parameter's name": lambda z, by=1.0: scaled(z, by),
}


@pytest.mark.parametrize("function", WRONG.values(), ids=WRONG)
def test_an_answer_that_is_wrong_in_one_form_fails_some_kind(function) -> None:
    failed = []
    for which in ("three", "whole"):
        try:
            run(function, which)
        except CheckFailure as failure:
            failed.append(failure)
    assert failed


def test_what_is_asked_again_has_to_get_the_same_answer() -> None:
    seen = []

    def remembers(x, by=1.0):
        seen.append(1)
        return scaled(x, by) + (len(seen) == len(inputs().cases(0)["three"].forms))

    with pytest.raises(CheckFailure) as caught:
        run(remembers)
    assert caught.value.hidden_headline.startswith("when the same call is asked again")


def test_the_message_names_the_kind_and_the_form_and_shows_no_input_when_hidden() -> None:
    with pytest.raises(CheckFailure) as caught:
        run(WRONG["lists"])
    assert caught.value.hidden_headline == (
        "for three numbers, given as lists: the scaled sum is not right"
    )


def test_a_refusal_counts_only_beside_a_right_answer() -> None:
    def refuses(x, by=1.0):
        raise ValueError("x is empty")

    with pytest.raises(CheckFailure):
        run(refuses, "none")


def test_a_refusal_has_to_name_what_the_statement_says() -> None:
    def wordless(x, by=1.0):
        if not len(x):
            raise ValueError
        return scaled(x, by)

    with pytest.raises(CheckFailure) as caught:
        run(wordless, "none")
    assert "does not name" in caught.value.headline


def test_the_same_seed_asks_every_student_the_same() -> None:
    one, other = run(scaled), run(scaled)
    for a, b in zip(calls_of(one), calls_of(other), strict=True):
        assert np.array_equal(
            np.asarray(a.args or [*a.kwargs.values()]), np.asarray(b.args or [*b.kwargs.values()])
        )


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"right": None}, "needs one function marked @truth"),
        ({"three": None, "whole": None}, "at least one marked @kind"),
        ({"DOMAIN": {"x": array()}}, "Look at by"),
    ],
)
def test_a_file_of_inputs_that_lacks_a_part_says_which(changes, words) -> None:
    with pytest.raises(UserError, match=words):
        inputs(**changes)


def test_no_check_of_the_course_needs_pytests_protocol(root) -> None:
    """A check that asks for other fixtures than ours costs each student what pytest costs."""
    files = [
        file
        for chapter in chapters(root / "solutions")
        for exercise in chapter.exercise
        for file in check_files(root, chapter, exercise)
    ]
    slow: list[str] = []
    with_checks(files, lambda checks: slow.extend(i.name for i in checks.items if not _is_plain(i)))
    assert slow == []
