"""`autograder build`: from the authored solutions to everything that a student gets."""

from autograder.build.files import Built, build_chapter, build_course, differences, write

__all__ = ["Built", "build_chapter", "build_course", "differences", "write"]
