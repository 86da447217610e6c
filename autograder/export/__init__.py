"""Grades for other systems: Moodle, Canvas, Gradescope, JUnit XML, plain CSV."""
