"""What runs inside the sandbox, and nothing that a student may not read.

This folder is the only part of the engine that is mounted where student code runs. It knows how to
load a submission, call a function by name and send data back; it knows no check, no solution, no
expected value. It imports nothing from the rest of `autograder`.
"""
