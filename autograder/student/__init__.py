"""The student's seat: the command `course`, on plain files, with no network."""
