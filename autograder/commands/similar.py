"""`autograder similar`: pairs of students whose answers share what others do not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.console import escape, out


def similar(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    keep: Annotated[int, typer.Option("--pairs", min=1, help="How many pairs to show.")] = 50,
) -> None:
    """Compare the answers of a class. Similarity is not proof.

    Writes a page and a JSON file.

    **Example**

        autograder similar ~/teaching/spring ch1_ols
    """
    import msgspec

    from autograder.grade.course import Course
    from autograder.similar.compare import compare
    from autograder.similar.page import page
    from autograder.similar.read import read_answers

    course = Course(folder)
    found = compare(assignment, *read_answers(course, assignment), keep=keep)
    target = course.folder / "reports" / f"{assignment}-similar.html"
    target.parent.mkdir(exist_ok=True)
    target.write_text(page(found), encoding="utf-8")
    data = msgspec.json.format(msgspec.json.encode(found), indent=1)
    target.with_suffix(".json").write_bytes(data + b"\n")
    for pair in found.pairs[:10]:
        out.print(f"{pair.share:5.0%}  {escape(pair.left)}, {escape(pair.right)}")
    out.print(f"A typical pair shares {found.typical:.0%}. {found.note}")
    out.print(escape(str(target)))
