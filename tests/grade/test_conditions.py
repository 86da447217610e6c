"""A grade is stale once anything has changed that could change it, and not before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade.conditions import checks_hash


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("conditions") / "checkout"
    for name in ("solutions", "autograder", "course"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "course.toml", copy)
    return copy


@pytest.fixture
def changes(checkout: Path) -> Callable[[str, str], bool]:
    """`changes(file, folder)`: whether an edit of a file makes the grades of a chapter stale."""

    def edit(name: str, folder: str) -> bool:
        path = checkout / name
        before, text = checks_hash(checkout, folder), path.read_bytes()
        try:
            path.write_bytes(text + b"\n# an edit\n")
            return checks_hash(checkout, folder) != before
        finally:
            path.write_bytes(text)

    return edit


@pytest.mark.parametrize(
    "name",
    [
        "solutions/ch2_mle/chapter.toml",
        "solutions/ch2_mle/given.py",
        "solutions/ch2_mle/mle_sigma/exercise.py",
        "solutions/ch2_mle/mle_sigma/test_public.py",
        "solutions/ch2_mle/mle_sigma/test_hidden.py",
        "solutions/ch2_mle/mle_sigma/mistakes.py",
        # The reference, and what it takes from another chapter's.
        "course/__init__.py",
        "course/mle/gaussian.py",
        "course/ols/__init__.py",
        "course/ols/fit.py",
        # What decides beside the checks.
        "autograder/student_work.py",
        "autograder/diagnose.py",
        "autograder/known_answers.py",
        "autograder/registry.py",
        "autograder/build/regions.py",
        "autograder/authors.py",
        "autograder/checks/plugin.py",
        "autograder/checks/expect.py",
        "autograder/checks/density.py",
        "autograder/checks/slips.py",
        "autograder/checks/collection.py",
        "autograder/grade/engine.py",
        "autograder/grade/session.py",
        "autograder/grade/submission.py",
        "autograder/grade/submission_result.py",
        "autograder/grade/limits.py",
        "autograder/grade/bounded.py",
        "autograder/grade/pool.py",
        # What the sandbox shows and how it is made.
        "autograder/worker/main.py",
        "autograder/worker/randomness.py",
        "autograder/worker/torch_module.py",
        "autograder/sandbox/client.py",
        "autograder/sandbox/supervise.py",
        "autograder/sandbox/seccomp.py",
    ],
)
def test_an_edit_of_what_judges_makes_grades_stale(changes, name) -> None:
    if name == "autograder/checks/density.py":
        assert changes(name, "ch4_hierarchical")
    else:
        assert changes(name, "ch2_mle")


@pytest.mark.parametrize(
    "name",
    [
        "course/ab/posterior.py",
        "course/bpm/site.py",
        "solutions/ch1_ols/design_matrix/exercise.py",
        "solutions/ch1_ols/design_matrix/test_hidden.py",
        "solutions/ch6_ab/hdi/mistakes.py",
        "solutions/ch2_mle/mle_sigma/alternatives.py",
        "autograder/report/write.py",
        "autograder/student/cli.py",
    ],
)
def test_an_edit_of_what_does_not_judge_leaves_them(changes, name) -> None:
    assert not changes(name, "ch2_mle")


def test_a_file_that_is_added_to_a_chapter_counts_whatever_it_is(checkout) -> None:
    before = checks_hash(checkout, "ch2_mle")
    for place in ("ch2_mle", "ch2_mle/mle_sigma"):
        path = checkout / "solutions" / place / "data.csv"
        path.write_text("1,2\n")
        assert checks_hash(checkout, "ch2_mle") != before
        path.unlink()
    compiled = checkout / "solutions" / "ch2_mle" / "__pycache__"
    compiled.mkdir()
    (compiled / "given.pyc").write_text("x")
    assert checks_hash(checkout, "ch2_mle") == before
    shutil.rmtree(compiled)


def test_a_data_file_of_a_package_that_is_used_counts(checkout) -> None:
    before = checks_hash(checkout, "ch2_mle")
    for name, counts in (("course/ols/data.csv", True), ("course/ab/data.csv", False)):
        (checkout / name).write_text("1\n")
        assert (checks_hash(checkout, "ch2_mle") != before) is counts
        (checkout / name).unlink()


def test_a_file_that_is_no_python_ends_nothing(checkout) -> None:
    path = checkout / "solutions" / "ch2_mle" / "mle_sigma" / "mistakes.py"
    text = path.read_bytes()
    path.write_bytes(b"def (\xff")
    assert len(checks_hash(checkout, "ch2_mle")) == 64
    path.write_bytes(text)
