"""Similar answers: a copy stands out from a class that writes alike, whatever it is renamed to."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.commands.similar import similar
from autograder.errors import UserError
from autograder.similar.compare import compare, limit_of
from autograder.similar.fingerprint import fingerprints
from autograder.similar.page import page
from autograder.similar.read import read_answers
from tests.grade.helpers import EXERCISE, RIGHT, fill, hand_in_notebook, hand_in_py, notebook

USUAL = """\
def f(x, y):
    n, p = x.shape
    beta = np.linalg.solve(x.T @ x, x.T @ y)
    return beta
"""
ODD = """\
def f(x, y):
    q, r = np.linalg.qr(np.asarray(x, dtype=float), mode="reduced")
    scale = np.sqrt(np.square(r).sum(axis=0)).clip(min=1e-300)
    half = sla.solve_triangular(r / scale, q.T @ np.asarray(y), lower=False)
    return half / scale
"""
RENAMED = (
    ODD.replace("scale", "size").replace("half", "answer").replace("    q", "    # mine\n    q")
)
CLASS = {f"s{i}": {"f": USUAL.replace("beta", f"b{i}") + f"    # {i}\n"} for i in range(8)}


def test_names_comments_and_layout_do_not_hide_a_copy() -> None:
    assert set(fingerprints(ODD)) == set(fingerprints(RENAMED))
    assert set(fingerprints(ODD)) != set(fingerprints(ODD.replace("sum", "max")))


def test_a_copy_comes_first_and_the_usual_answer_says_next_to_nothing() -> None:
    found = compare(
        "ch", {**CLASS, "ada": {"f": ODD}, "bo": {"f": RENAMED}}, {"f": "def f(x, y):\n"}
    )
    (group,) = found.groups
    assert (group.students, group.lowest) == (("ada", "bo"), 1.0)
    (alike,) = group.exercises
    assert [v.students for v in alike.versions] == [("ada",), ("bo",)]
    for version in alike.versions:
        assert [line.number for line in version.lines] == list(range(1, len(version.lines) + 1))
        assert sum(line.shared for line in version.lines) >= 4
        assert not version.lines[0].shared  # the released line


def test_three_equal_students_are_one_group_and_not_three_pairs() -> None:
    copies = {name: {"f": ODD} for name in ("ada", "bo", "chen")}
    found = compare("ch", {**CLASS, **copies, "dana": {"f": RENAMED}}, {})
    (group,) = found.groups
    assert group.students == ("ada", "bo", "chen", "dana")
    (alike,) = group.exercises
    assert [v.students for v in alike.versions] == [("ada", "bo", "chen"), ("dana",)]
    assert not {"ada", "bo", "chen", "dana"} & {n for p in found.pairs for n in (p.left, p.right)}
    assert sum(k for *_, k in found.histogram) == 6
    assert sum(n for _, _, n, _ in found.histogram) == found.compared == 12 * 11 / 2


def test_students_are_connected_through_others_and_the_page_says_how_little_two_may_share() -> None:
    other = "def f(a):\n    return [chr(ord(c) ^ 3) for c in a[::-1] if c not in {'q', 'r'}] * 2\n"
    answers = {"ada": {"f": ODD}, "bo": {"f": ODD, "g": other}, "chen": {"g": other}}
    (group,) = compare("ch", {**CLASS, **answers}, {}).groups
    assert group.students == ("ada", "bo", "chen")
    assert (group.lowest, group.highest) == (0.0, 1.0)
    assert "two of them share from 0 % to 100 %" in page(compare("ch", {**CLASS, **answers}, {}))


def test_one_usual_answer_to_one_exercise_makes_no_group_of_those_who_wrote_more() -> None:
    rng = np.random.default_rng(0)
    words = ["a + b", "a @ b", "a[0] * 2", "np.dot(a, b)", "a.sum()", "b ** 2 - a", "max(a, b)"]

    def own() -> str:
        lines = (
            f"    x{i} = {words[k]} + {rng.integers(999)}"
            for i, k in enumerate(rng.integers(7, size=30))
        )
        return "def g(a, b):\n" + "\n".join(lines) + "\n    return x0\n"

    # A third of the class writes the first exercise in one way; two of them wrote nothing else.
    answers = {f"s{i}": {"f": ODD if i % 3 == 0 else USUAL, "g": own()} for i in range(24)}
    answers |= {"short": {"f": ODD}, "brief": {"f": ODD}}
    found = compare("ch", answers, {})
    assert found.groups == ()


def test_the_limit_is_far_outside_of_what_the_class_shares() -> None:
    assert limit_of(np.full(100, 0.1)) == 0.3
    assert limit_of(np.linspace(0.2, 0.4, 100)) == pytest.approx(0.35 + 0.3, abs=0.01)
    assert limit_of(np.ones(100)) == 0.95
    assert limit_of(np.array([0.1, 1.0])) == 0.5


def test_when_everyone_writes_the_same_nobody_is_suspect() -> None:
    found = compare("ch", CLASS, {})
    assert (found.pairs, found.groups) == ((), ())
    assert "No pair stands out" in page(found)


def test_an_answer_of_many_lines_is_shown_in_part_and_the_page_stays_short() -> None:
    long = "\n".join(f"x = {i} + y.z" + " " * 5000 for i in range(3000)) + "\n" + ODD
    found = compare("ch", {**CLASS, "ada": {"f": long}, "bo": {"f": ODD}}, {})
    (group,) = found.groups
    shown = next(v for v in group.exercises[0].versions if v.students == ("ada",))
    assert len(shown.lines) < 20
    assert "qr(np.asarray" in " ".join(line.text for line in shown.lines)
    assert len(page(found)) < 100_000


def test_released_code_does_not_count() -> None:
    answers = {"ada": {"f": ODD}, "bo": {"f": ODD}}
    assert compare("ch", answers, {"f": ODD}).pairs == ()
    assert compare("ch", answers, {}).groups[0].lowest == 1


def test_code_that_is_no_python_counts_up_to_where_it_breaks() -> None:
    assert set(fingerprints(ODD + "\n    ((((")) >= set(list(fingerprints(ODD))[:3])


def test_a_notebook_and_a_file_with_the_same_answer_are_alike(course, root) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_notebook(course, "bo", fill(notebook(root), RIGHT))
    answers, starters = read_answers(course, "ch1_ols")
    (group,) = compare("ch1_ols", answers, starters).groups
    assert [e.exercise for e in group.exercises] == [EXERCISE]
    assert group.lowest == 1


def test_the_page_says_that_it_is_no_proof_and_escapes_what_students_wrote() -> None:
    code = ODD + "    assert '<script>alert(1)</script>' != x.a.b.c.d.e.f.g.h(1)  # \u202e\n"
    text = page(compare("ch", {"<b>": {"f": code}, "bo": {"f": code + "#"}}, {}))
    assert "Similarity is not proof" in text
    assert "<script>alert" not in text
    assert "<bdi>&lt;b&gt;</bdi>, <bdi>bo</bdi>" in text
    assert "\u202e" not in text
    assert "\\u202e" in text
    assert "released" in text and "comments" in text  # what is left out
    assert "href=" not in text and "http:" not in text and "https:" not in text


def test_the_page_is_folded_and_marks_what_is_shared() -> None:
    made = page(compare("ch", {**CLASS, "ada": {"f": ODD}, "bo": {"f": RENAMED}}, {}))
    assert "<details" in made and "<details open" not in made
    assert made.count("<mark>") >= 8


@pytest.mark.parametrize("who", [[], ["ada"]])
def test_with_nothing_to_compare_it_says_what_to_do_and_writes_nothing(course, who) -> None:
    for student in who:
        hand_in_py(course, student, RIGHT)
    (course.folder / "submitted" / "bo" / "ch1_ols").mkdir(parents=True)  # handed in, and empty
    with pytest.raises(UserError, match=r"nothing to compare.*submitted/STUDENT/ch1_ols"):
        similar(course.folder, "ch1_ols", 50)
    assert not (course.folder / "reports").exists()
