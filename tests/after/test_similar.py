"""Similar answers: a copy stands out from a class that writes alike, whatever it is renamed to."""

from __future__ import annotations

import json

from autograder.similar.compare import compare
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
    first = found.pairs[0]
    assert (first.left, first.right, first.share) == ("ada", "bo", 1.0)
    assert first.rare > max((p.rare for p in found.pairs[1:]), default=0)
    assert all(len(m.left) and len(m.right) for m in first.matches)


def test_when_everyone_writes_the_same_nobody_is_suspect() -> None:
    assert compare("ch", CLASS, {}).pairs == ()


def test_released_code_does_not_count() -> None:
    answers = {"ada": {"f": ODD}, "bo": {"f": ODD}}
    assert compare("ch", answers, {"f": ODD}).pairs == ()
    assert compare("ch", answers, {}).pairs[0].share == 1


def test_code_that_is_no_python_counts_up_to_where_it_breaks() -> None:
    assert set(fingerprints(ODD + "\n    ((((")) >= set(list(fingerprints(ODD))[:3])


def test_a_notebook_and_a_file_with_the_same_answer_are_alike(course, root) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_notebook(course, "bo", fill(notebook(root), RIGHT))
    answers, starters = read_answers(course, "ch1_ols")
    (pair,) = compare("ch1_ols", answers, starters).pairs
    assert [m.exercise for m in pair.matches] == [EXERCISE]
    assert pair.share == 1


def test_the_page_says_that_it_is_no_proof_and_escapes_what_students_wrote() -> None:
    code = ODD + "    assert '<script>alert(1)</script>' != x.a.b.c.d.e.f.g.h(1)\n"
    text = page(compare("ch", {"<b>": {"f": code}, "bo": {"f": code}}, {}))
    assert "Similarity is not proof" in text
    assert "<script>" not in text
    assert "&lt;b&gt; and bo" in text
    assert json.dumps(text)
