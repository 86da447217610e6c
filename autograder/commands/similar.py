"""`autograder similar`: students whose answers share what others do not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.console import escape, out


def similar(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    keep: Annotated[
        int, typer.Option("--pairs", min=1, help="How many of the pairs in no group to list.")
    ] = 50,
) -> None:
    """Compare the answers of a class. Similarity is not proof.

    Writes a page and a JSON file: students whose work is one text, groups whose answers stand out
    from the class, and the other pairs that share most. It reads what was handed in; grading first is
    not needed.

    **Example**

        autograder similar ~/teaching/spring {chapter}
    """
    import msgspec

    from autograder.errors import UserError
    from autograder.files import write_whole
    from autograder.grade.course_folder import Course
    from autograder.report.html import shown
    from autograder.similar.compare import compare
    from autograder.similar.page import page
    from autograder.similar.read import read_answers

    course = Course(folder)
    answers, starters = read_answers(course, assignment)
    written = sorted(name for name, work in answers.items() if work)
    if len(written) < 2:
        found = f"only {shown(written[0])} has" if written else "nobody has"
        raise UserError(
            f"There is nothing to compare: of {len(answers)} submission(s) of {assignment}, {found} "
            f"an answer in it. Collect the work into {course.folder}/submitted/STUDENT/{assignment}/ "
            "and run the command again. Nothing was written.",
            exit_code=1,
        )
    result = compare(assignment, {name: answers[name] for name in written}, starters, keep=keep)
    target = course.folder / "reports" / f"{assignment}-similar.html"
    write_whole(target, page(result), sync=False)
    data = msgspec.json.format(msgspec.json.encode(result), indent=1)
    write_whole(target.with_suffix(".json"), data + b"\n", sync=False)
    for group in result.groups:
        names = ", ".join(map(shown, group.students))
        out.print(f"{group.highest:5.0%}  {escape(names)}")
    for same in result.same_text:
        names = ", ".join(map(shown, same))
        out.print(f"word for word the same, {len(same)} students: {escape(names)}", soft_wrap=True)
    if not result.groups:
        out.print("No pair stands out from the class by what few others write.")
    out.print(f"A typical pair shares {result.typical:.0%}. {result.note}")
    out.print(escape(str(target)))
