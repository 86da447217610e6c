"""Work done in the notebook counts here as it counts when it is graded."""

from __future__ import annotations

import json

import pytest

from autograder import student_work
from autograder.registry import read_chapter
from tests.student.conftest import NO_CONSTANT, NORMAL_QUANTILE, RIGHT, STUB_LINE, Kit


def change_cell(kit: Kit, grade_id: str, before: str, after: str) -> None:
    """Edit a cell and save, as JupyterLab would."""
    path = kit.chapter / "ch1_ols.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            source = "".join(cell["source"]) + "\n"
            assert before in source
            cell["source"] = source.replace(before, after).splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")


def test_an_attempt_in_the_notebook_is_checked(kit, course):
    change_cell(kit, "design_matrix", STUB_LINE, RIGHT)
    ran = course("check")
    assert ran.code == 0
    assert "4 of 4 public checks pass" in ran.words
    assert "passes (notebook)" in course("list").words


def test_a_slip_in_the_notebook_is_named_and_its_cell_said(kit, course):
    change_cell(kit, "confidence_interval", STUB_LINE, NORMAL_QUANTILE)
    ran = course("check", "confidence_interval")
    assert "looks like Your half-width" in ran.words
    assert "Edit exercises/ch1_ols/ch1_ols.ipynb (cell 13)" in ran.words


def test_an_error_in_a_cell_shows_the_cell_and_the_line(kit, course):
    change_cell(kit, "design_matrix", STUB_LINE, "    return y1\n")
    assert "at cell 4, line 11, in design_matrix: return y1" in course("check").words


def test_a_cell_that_does_not_parse_shows_its_line(kit, course):
    change_cell(kit, "design_matrix", STUB_LINE, "    retrn y1\n")
    ran = course("check", "design_matrix")
    assert "invalid syntax" in ran.words
    assert "retrn y1" in ran.words


def test_where_both_hold_an_attempt_the_notebook_counts_and_it_is_said(kit, course):
    kit.answer(kit.design_matrix, RIGHT)
    change_cell(kit, "design_matrix", STUB_LINE, NO_CONSTANT)
    ran = course("check")
    assert ran.code == 1
    assert "The attempt in the notebook was checked, and is the one that counts." in ran.words


def test_a_reset_puts_the_cell_back_and_keeps_the_notebook(kit, course):
    course("list")
    path = kit.chapter / "ch1_ols.ipynb"
    before = student_work.read_cells(path)
    change_cell(kit, "design_matrix", STUB_LINE, RIGHT)
    ran = course("reset", "design_matrix")
    assert "ch1_ols.ipynb.bak-1" in ran.words
    assert [c.source.strip() for c in student_work.read_cells(path)] == [
        c.source.strip() for c in before
    ]
    assert "columns.append" in (kit.backups / "ch1_ols.ipynb.bak-1").read_text()


def test_a_notebook_that_cannot_be_read_is_no_work_and_no_fault(kit, course):
    (kit.chapter / "ch1_ols.ipynb").write_text("{")
    assert course("list").code == 0
    kit.answer(kit.design_matrix, RIGHT)
    assert course("check").code == 0


ANOTHER_LAYOUT = "    raise NotAttempted\n"
EDITS = {
    "nothing": ("", ""),
    "the file": (RIGHT, ""),
    "the notebook": ("", RIGHT),
    "both": (RIGHT, NO_CONSTANT),
    "a comment in the file": (ANOTHER_LAYOUT, ""),
    "a comment in the notebook": (RIGHT, ANOTHER_LAYOUT),
    "an import in the notebook": (RIGHT, f"    import math\n{STUB_LINE}"),
    "a file that does not parse": ("    retrn\n", ""),
    "a cell that does not parse": (RIGHT, "    retrn\n"),
}


@pytest.mark.parametrize("edited", EDITS)
def test_the_rule_is_the_graders(kit, edited):
    from autograder.grade.submission import read_submission

    chapter = read_chapter(kit.chapter)
    exercise = chapter.find("design_matrix")
    stubs = {e.stem: (kit.chapter / f"{e.stem}.py").read_text() for e in chapter.exercise}
    in_file, in_notebook = EDITS[edited]
    if in_file:
        kit.answer(kit.design_matrix, in_file)
    if in_notebook:
        change_cell(kit, exercise.stem, STUB_LINE, in_notebook)
    graded = read_submission(kit.chapter, "ada", chapter, stubs)
    cells = student_work.read_cells(kit.chapter / "ch1_ols.ipynb")
    mine = student_work.work_on(exercise, kit.chapter, cells, stubs[exercise.stem])
    assert mine.origin == graded.origin[exercise.stem]
    if mine.origin == "notebook":
        assert mine.label == graded.labels[exercise.stem]
    assert student_work.cells_to_run(cells, chapter) == graded.code_cells(chapter)
