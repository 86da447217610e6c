"""`autograder verify`: every check proves itself. One file a kind of proof."""

from autograder.verify.exercise import Verified, verify_exercise
from autograder.verify.whole_course import Proof, verify_course

__all__ = ["Proof", "Verified", "verify_course", "verify_exercise"]
