"""`autograder demo`: a class whose grades are known beforehand."""
