"""`autograder verify`: every check proves itself. One file a kind of proof."""

from autograder.verify.course import Proof, verify_course
from autograder.verify.exercise import Verified, verify_exercise

__all__ = ["Proof", "Verified", "verify_course", "verify_exercise"]
