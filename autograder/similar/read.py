"""The code of each exercise of each student: solution cells and `.py` files alike, nothing else."""

from __future__ import annotations

import re

from autograder import parsing
from autograder.grade.course_folder import Course
from autograder.grade.submission import Submission, read_submission
from autograder.registry import Exercise

# Characters of a helper module that are compared; a longer one is a copy of some library.
MAX_HELPER = 100_000


def read_answers(
    course: Course, assignment: str
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return student -> exercise -> code, and exercise -> the code of the stub."""
    chapter = course.chapter(assignment)
    folder = course.root_of(assignment) / "exercises" / assignment
    stubs = {
        e.stem: (folder / f"{e.stem}.py").read_text(encoding="utf-8") for e in chapter.exercise
    }
    answers: dict[str, dict[str, str]] = {}
    for student, path in course.submission_folders(assignment).items():
        submission = read_submission(path, student, chapter, stubs)
        found = {e.name: _code(e, submission) for e in chapter.exercise}
        answers[student] = {name: code for name, code in found.items() if code}
    return answers, {e.name: parsing.below_statement(stubs[e.stem]) for e in chapter.exercise}


def _code(exercise: Exercise, submission: Submission) -> str:
    origin = submission.origin[exercise.stem]
    if origin == "py":
        code = parsing.below_statement(submission.files[f"{exercise.stem}.py"])
        return _with_helpers(code, submission)
    label = submission.labels[exercise.stem]
    cells = submission.cells or () if origin == "notebook" else ()
    return next((cell.source for cell in cells if cell.label == label), "")


def _with_helpers(code: str, submission: Submission) -> str:
    """An answer and the student's own modules that it imports: it may be no more than an import."""
    left = {
        name.removesuffix(".py"): text
        for name, text in submission.files.items()
        if name.removesuffix(".py") not in submission.origin and len(text) <= MAX_HELPER
    }
    found = [code]
    for text in found:  # grows while it is gone through
        names = set(re.findall(r"\b(?:import|from)[ \t]+([A-Za-z_]\w*)", text))
        found += [left.pop(name) for name in sorted(names & left.keys())]
    return "\n\n".join(found)
