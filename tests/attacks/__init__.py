"""Attacks on the grader, each run against our own engine in its own sandbox."""
