"""The settings that make nbgrader grade through this engine; called from `nbgrader_config.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.build.regions import STUB
from autograder.grade.course_folder import Course
from autograder.nb.guards import guard

PREPARE = "autograder.nb.preprocessors.Grade"
SAVE = "autograder.nb.preprocessors.Save"


def configure(c: Any, root: Path) -> None:
    """Set nbgrader's configuration `c` for the course folder `root`."""
    course = Course(root)
    c.CourseDirectory.root = str(course.folder)
    c.CourseDirectory.course_id = course.course_id
    c.CourseDirectory.db_url = course.db_url
    # The release version's stub is the build's own, to the letter.
    c.ClearSolutions.begin_solution_delimeter = "# BEGIN SOLUTION"
    c.ClearSolutions.end_solution_delimeter = "# END SOLUTION"
    c.ClearSolutions.code_stub = {"python": STUB}
    c.Autograde.sanitize_preprocessors = [PREPARE]
    c.Autograde.autograde_preprocessors = [
        SAVE,
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.AssignLatePenalties.plugin_class = "autograder.late.plugin.CourseLatePolicy"
    # A notebook that is broken JSON still gets its grade: the exporter must not stop at it.
    c.Autograde.exporter_class = "autograder.nb.exporter.ForgivingExporter"
    c.GenerateFeedback.exporter_class = "autograder.nb.feedback_page.FeedbackExporter"
    # nbgrader sets the template of every HTML exporter; what names ours has the last word.
    c.FeedbackExporter.template_name = "autograder_feedback"
    c.FeedbackExporter.extra_template_basedirs = [str(Path(__file__).parent / "templates")]
    c.FeedbackExporter.sanitize_html = True
    c.FeedbackExporter.site_url = course.site_url
    # A page is made from grades that change: one that exists is no reason not to make it.
    c.GenerateFeedback.force = True
    # nbgrader's own does not quote.
    c.ExportApp.plugin_class = "autograder.export.nbgrader_csv.QuotedCsv"
    guard()
