"""`autograder new`: a small course that is right from the first minute, and the folder of an exercise.

What is written lies beside this file as it is: `course/` and `exercise/`. Words in capitals are filled
in. Neither goes into a student's kit.
"""

from autograder.new.course_folder import new_course
from autograder.new.exercise_folder import new_exercise

__all__ = ["new_course", "new_exercise"]
