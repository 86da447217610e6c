"""Grading: read a submission, run it in a sandbox, judge it in this process, write one result."""
