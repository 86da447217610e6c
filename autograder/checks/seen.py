"""What plain pytest should say beside its results, from the files in a chapter's folder."""

from __future__ import annotations

from pathlib import Path

from autograder import registry, student_work
from autograder.checks import intact
from autograder.errors import UserError


def notes(test: Path, not_attempted: bool) -> list[str]:
    """Return whole sentences about an exercise, or none. `not_attempted`: some check said so."""
    stem = registry.stem_of(test)
    folder = test.parent
    # In the course's source there is nothing that was handed out.
    if stem is None or not registry.kit_file(folder, "chapter.json").is_file():
        return []
    found = intact.warnings(folder, stem)
    try:
        chapter = registry.read_chapter(folder)
        exercise = chapter.find(stem)
    except UserError as error:
        return [*found, str(error)]
    if not not_attempted:
        return found
    notebook = student_work.notebook_file(folder, chapter)
    stub = intact.originals(folder).get(f"{stem}.py")
    done = student_work.work_on(exercise, folder, student_work.read_cells(notebook), stub)
    if done.origin == "notebook" and done.attempted:
        found.append(
            f"Your work on {exercise.id} is in {notebook.name} ({done.label}), and pytest looks at the "
            f".py files alone. `course check {exercise.name}` checks the notebook, as its own check "
            "cell does."
        )
    elif done.left and done.origin == "py":
        found.append(
            f"Line {done.left} of {stem}.py still says `raise NotAttempted`: delete that line, so that "
            "your code runs."
        )
    return found
