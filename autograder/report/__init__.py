"""The class report: where the class stands, and what to explain on Monday."""

from autograder.report.html import page
from autograder.report.summary import ClassSummary, summarise
from autograder.report.table import write_csv

__all__ = ["ClassSummary", "page", "summarise", "write_csv"]
