"""The checks: how a student's code is called, judged and told about."""

# Seconds that one call of a student's code may take, in each of the student's seats, as in the
# grader; loading libraries and the checks' own computing get more.
CALL_S = 10.0
