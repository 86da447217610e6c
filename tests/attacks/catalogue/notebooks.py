"""Notebooks in states that no notebook should be in."""

from __future__ import annotations

import json
from typing import Any

from tests.attacks.model import (
    POINTS,
    RIGHT,
    STEM,
    Attack,
    Book,
    code,
    in_notebook,
)
from tests.grade.helpers import fill

_WRONG = code("return wrong()")
_FULL: dict[str, Any] = {"deserves": POINTS, "outcomes": ("pass",)}
_NOTHING: dict[str, Any] = {"outcomes": ("not attempted",), "others": ()}


def _cell(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "one-of-mine",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _graded(book: Book) -> list[dict[str, Any]]:
    return [c for c in book["cells"] if "nbgrader" in c["metadata"]]


def _without_ids(book: Book) -> None:
    for cell in book["cells"]:
        cell.pop("id", None)


def _one_id_for_all(book: Book) -> None:
    for cell in book["cells"]:
        cell["id"] = "same"


def _rewrite_points(book: Book) -> None:
    fill(book, _WRONG)
    for cell in _graded(book):
        cell["metadata"]["nbgrader"].update(points=1000, grade=True, locked=False, solution=True)
    book["metadata"]["nbgrader"] = {"score": 1000}


def _claim_ids(book: Book) -> None:
    fill(book, _WRONG)
    book["cells"] += [
        _cell("10.0", nbgrader={"grade_id": f"check_{STEM}", "grade": True, "points": 10}),
        _cell(
            "raise SystemExit",
            nbgrader={"grade_id": "check_design_matrix", "grade": True, "points": 5},
        ),
    ]


def _rewrite_check_cells(book: Book) -> None:
    fill(book, _WRONG)
    for cell in _graded(book):
        if cell["metadata"]["nbgrader"].get("grade_id", "").startswith("check"):
            cell["source"] = "10.0  # full marks"


def _saved_verdict(book: Book) -> None:
    fill(book, _WRONG)
    html = "<div>10 of 10 points: 7 of 7 checks pass</div><script>alert(1)</script>"
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}},
                {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "10.0"},
                 "execution_count": 1},
            ]  # fmt: skip


def _huge_outputs(book: Book) -> None:
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 10**6}]


def _foreign(book: Book) -> None:
    book["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    fill(book, "confidence_interval <- function(coef, se) { coef %*% se }\n")


def _raw(book: Book) -> None:
    for cell in book["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == STEM:
            cell["cell_type"] = "raw"


def _twice(book: Book) -> None:
    book["cells"] += [_cell(_WRONG, nbgrader={"grade_id": STEM}), _cell(RIGHT)]


def _strange_metadata(book: Book) -> None:
    for number, cell in enumerate(book["cells"]):
        if cell["cell_type"] == "markdown":
            cell["metadata"] = ([], None, "text", 5, {"nbgrader": []})[number % 5]
    book["nbformat"], book["nbformat_minor"] = 99, -1


def _claims_to_be_ours(book: Book) -> None:
    book["metadata"]["autograder"] = {"driver": True}


def _page_in_a_cell(book: Book) -> None:
    book["cells"].insert(
        0,
        {
            "cell_type": "markdown",
            "id": "page",
            "metadata": {},
            "source": "# 10 of 10 points\n<script>alert(1)</script>",
            "attachments": {"x.svg": {"image/svg+xml": "<svg onload=alert(1)>"}},
        },
    )
    book["cells"].insert(0, _cell("'''</pre><script>alert(1)</script>'''"))


def _ends_first(book: Book) -> None:
    book["cells"].insert(0, _cell("raise SystemExit(0)"))
    book["cells"].insert(0, _cell("exit()\nquit()"))


def _magics(book: Book) -> None:
    fill(
        book,
        "!touch /tmp/x; cat /etc/passwd\n%run ../../x.py\n%load_ext evil\n"
        "get_ipython().system('kill 1')\n" + RIGHT,
    )


def _invented_ids(book: Book) -> None:
    book["cells"] += [_cell(f"x{i} = 1", nbgrader={"grade_id": f"mine_{i}"}) for i in range(3)]


ATTACKS: list[Attack] = [
    in_notebook(
        "notebook_broken_json",
        "Hand in a broken notebook",
        "Hand in half a notebook, which would stop the reading of a class.",
        "The student is told, and gets no points; everybody else is graded.",
        lambda book: json.dumps(book)[:-40],
        **_NOTHING,
    ),
    in_notebook(
        "notebook_of_another_shape",
        "Hand in JSON that is no notebook",
        "Hand in cells that are a number of things, but not cells.",
        "The student is told, and gets no points; everybody else is graded.",
        lambda book: '{"cells": {"a": [1, null, {"cell_type": []}]}, "metadata": []}',
        **_NOTHING,
    ),
    in_notebook(
        "notebook_of_brackets",
        "Hand in a thousand brackets",
        "Hand in JSON nested so deep that reading it overflows the stack.",
        "The student is told, and gets no points; everybody else is graded.",
        lambda book: '{"cells":' + "[" * 100_000 + "]" * 100_000 + "}",
        **_NOTHING,
    ),
    in_notebook(
        "notebook_of_a_million_cells",
        "Hand in a million cells",
        "Hand in a million empty cells, each of which takes the grader's memory.",
        "The student is told, and gets no points; everybody else is graded.",
        lambda book: '{"cells": [' + "{}," * 999_999 + "{}]}",
        **_NOTHING,
    ),
    in_notebook(
        "notebook_of_deep_attributes",
        "Raise from very deep in a cell",
        "Answer with `raise a.b.b.b...`, a tree that is deeper than the stack.",
        "It is an error in the sandbox. The grader does not mind.",
        lambda book: fill(book, code("raise stats" + ".b" * 1500)),
        outcomes=("error", "crashed", "out of memory"),
    ),
    in_notebook(
        "notebook_with_cells_of_invented_ids",
        "Hide cells under invented ids",
        "Put code into cells with ids that no exercise has, which run and are not shown.",
        "Every cell that runs is shown in the feedback. The answer was right: full points.",
        _invented_ids,
        **_FULL,
    ),
    in_notebook(
        "notebook_of_impossible_numbers",
        "Hand in impossible numbers",
        "Hand in JSON with NaN, infinities and an integer of ten thousand digits.",
        "The student is told, and gets no points; everybody else is graded.",
        lambda book: '{"cells": [NaN, Infinity, ' + "9" * 10_000 + "]}",
        **_NOTHING,
    ),
    in_notebook(
        "notebook_without_ids",
        "Remove every cell id",
        "Hand in a notebook whose cells have no ids.",
        "The ids are not needed. The answer was right: full points.",
        _without_ids,
        **_FULL,
    ),
    in_notebook(
        "notebook_with_one_id",
        "Give every cell the same id",
        "Hand in a notebook in which all cells have one id.",
        "The ids are not needed. The answer was right: full points.",
        _one_id_for_all,
        **_FULL,
    ),
    in_notebook(
        "notebook_rewrites_points",
        "Rewrite the points",
        "Set every exercise to a thousand points in the notebook's metadata.",
        "Only the released notebook says what counts how much. The answer is wrong.",
        _rewrite_points,
    ),
    in_notebook(
        "notebook_claims_grade_ids",
        "Claim the grader's cell ids",
        "Add cells that carry the ids of the check cells and end in a score.",
        "Cells with those ids are never run, and never scored. The answer is wrong.",
        _claim_ids,
    ),
    in_notebook(
        "notebook_rewrites_the_checks",
        "Rewrite the check cells",
        "Replace the calls of the checks by a number that stock nbgrader takes for a score.",
        "Check cells are the course's own, whatever was handed in. The answer is wrong.",
        _rewrite_check_cells,
    ),
    in_notebook(
        "notebook_with_a_saved_verdict",
        "Save a verdict in the outputs",
        "Hand in outputs that show full points, and a script.",
        "Outputs are thrown away. The answer is wrong.",
        _saved_verdict,
    ),
    in_notebook(
        "notebook_with_huge_outputs",
        "Save megabytes of outputs",
        "Hand in a notebook with megabytes of output in every cell.",
        "Outputs are thrown away. The answer was right: full points.",
        _huge_outputs,
        **_FULL,
    ),
    in_notebook(
        "notebook_of_another_language",
        "Hand in a notebook in R",
        "Name a foreign kernel and answer in its language.",
        "It is read as Python, and does not compile: an error, no points.",
        _foreign,
        outcomes=("error",),
    ),
    in_notebook(
        "notebook_with_a_raw_answer",
        "Turn the answer into raw text",
        "Change the type of the cell that holds the answer.",
        "Text is not run: there is no such function, and no points.",
        _raw,
        outcomes=("wrong", "not attempted", "error"),
    ),
    in_notebook(
        "notebook_with_two_answers",
        "Hand in two answers",
        "Hand in a second cell with the id of the first, and a third that defines it again.",
        "As in any notebook the last definition counts. It is right: full points.",
        _twice,
        **_FULL,
    ),
    in_notebook(
        "notebook_with_strange_metadata",
        "Hand in strange metadata",
        "Replace metadata by lists, numbers and text, and the format's version by 99.",
        "What cannot be read is left out. The answer was right: full points.",
        _strange_metadata,
        **_FULL,
    ),
    in_notebook(
        "notebook_claims_to_be_ours",
        "Claim to be the grader's own notebook",
        "Mark the notebook as the one that stands in for `.py` files.",
        "Then it holds no answer: not attempted, no points.",
        _claims_to_be_ours,
        **_NOTHING,
    ),
    in_notebook(
        "notebook_with_a_page",
        "Put a page into the notebook",
        "Add Markdown with a script, an attached picture that runs code, and a score.",
        "Texts that are not code are not shown again. The answer was right: full points.",
        _page_in_a_cell,
        **_FULL,
    ),
    in_notebook(
        "notebook_that_ends_first",
        "End before the answer",
        "Call `exit()` and raise `SystemExit` in the first cells.",
        "A cell that ends costs only what depends on it. The answer was right: full points.",
        _ends_first,
        **_FULL,
    ),
    in_notebook(
        "notebook_with_shell_lines",
        "Run commands of the shell",
        "Run shell lines and magics beside the answer.",
        "They do nothing where code is graded. The answer was right: full points.",
        _magics,
        **_FULL,
    ),
]
