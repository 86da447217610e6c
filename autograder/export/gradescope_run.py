"""What runs inside Gradescope: grade the one submission that is there, write `results.json`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import msgspec

from autograder.errors import UserError
from autograder.export.machine import gradescope_text
from autograder.files import write_whole
from autograder.grade.course_folder import SETTINGS, Course, new_settings
from autograder.grade.grading_run import GradingRun
from autograder.grade.session import CallLimits


class _Settings(msgspec.Struct, frozen=True):
    assignment: str
    seed: int
    allow_no_sandbox: bool = False


class _OneSubmission(Course):
    """A course whose one submission is read where Gradescope put it, and copied nowhere."""

    def __init__(self, folder: Path, submission: Path) -> None:
        super().__init__(folder)
        self._submission = submission

    def submission_folders(self, assignment: str) -> dict[str, Path]:
        """Return the one folder."""
        return {"student": self._submission}


def main(base: Path) -> None:
    """Grade `base/submission` with what lies in `base/source`; always leave a results file."""
    results = base / "results" / "results.json"
    # First what is true if this process is killed: no score, and whom to ask.
    write_whole(results, _no_score("Grading did not finish. Your instructor will look."))
    try:
        text = grade(base)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        text = _no_score(
            "Grading failed on our side and costs you nothing. Your instructor will look."
        )
    write_whole(results, text)


def grade(base: Path) -> str:
    """Return Gradescope's results for the submission."""
    settings = msgspec.toml.decode((base / "source" / SETTINGS).read_bytes(), type=_Settings)
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        checkout = base / "source" / "checkout"
        text = new_settings(checkout, "gradescope", CallLimits(), seed=settings.seed)
        write_whole(course / SETTINGS, text)
        kinds = ["auto", "none"] if settings.allow_no_sandbox else ["auto"]
        for kind in kinds:
            try:
                one = _OneSubmission(course, base / "submission")
                with GradingRun(one, settings.assignment, processes=1, sandbox=kind) as run:
                    graded = next(iter(run.grade()))
            except UserError:
                if kind == kinds[-1]:
                    raise
                continue
            break
        if graded.result is None:
            raise UserError(graded.fault)
        return gradescope_text(graded.result)


def _no_score(why: str) -> str:
    return json.dumps({"output": why, "output_format": "text", "visibility": "visible"}) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
