"""Where everything of a course's source lies: the only place that joins its paths.

    solutions/ch1_chance/chapter.toml, given.py, proof.json
    solutions/ch1_chance/full_album/exercise.toml, exercise.py, inputs.py, test_public.py,
                                    test_hidden.py, mistakes.py, alternatives.py, oracles.py
    exercises/ch1_chance/              generated: what a student gets

An exercise is its folder, and the folder's name is its name.
"""

from __future__ import annotations

from pathlib import Path

STATEMENT, SETTINGS = "exercise.py", "exercise.toml"
# The permitted inputs, kind by kind: each is a hidden check.
INPUTS = "inputs.py"
PUBLIC, HIDDEN = "test_public.py", "test_hidden.py"
MISTAKES, ALTERNATIVES, ORACLES = "mistakes.py", "alternatives.py", "oracles.py"
CHAPTER, GIVEN, RECORD = "chapter.toml", "given.py", "proof.json"
# Everything that one exercise's folder holds, in the order in which one would write it.
FILES = (SETTINGS, STATEMENT, INPUTS, PUBLIC, HIDDEN, MISTAKES, ALTERNATIVES, ORACLES)
# What of them holds hidden checks, and what no student may see.
JUDGING = (HIDDEN, INPUTS)
SECRET = (INPUTS, HIDDEN, MISTAKES, ALTERNATIVES, ORACLES)


class ExerciseFiles:
    """The files of one exercise's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / SETTINGS
        self.statement = folder / STATEMENT
        self.inputs = folder / INPUTS
        self.public = folder / PUBLIC
        self.hidden = folder / HIDDEN
        self.mistakes = folder / MISTAKES
        self.alternatives = folder / ALTERNATIVES
        self.oracles = folder / ORACLES

    @property
    def checks(self) -> list[Path]:
        """The public and the hidden check file, and the permitted inputs where they are written."""
        return [self.public, self.hidden, *([self.inputs] if self.inputs.is_file() else [])]


class ChapterFiles:
    """The files of one chapter: its source below `solutions/`, and what is generated from it."""

    def __init__(self, root: Path, folder: str) -> None:
        self.folder = root / "solutions" / folder
        self.settings = self.folder / CHAPTER
        self.given = self.folder / GIVEN
        # What `autograder verify` has proven of the exercises.
        self.record = self.folder / RECORD
        # What students get.
        self.built = root / "exercises" / folder

    def exercise(self, name: str) -> ExerciseFiles:
        """Return the files of the exercise of this name."""
        return ExerciseFiles(self.folder / name)

    def stub(self, name: str) -> Path:
        """Return where the generated stub of an exercise lies."""
        return self.built / f"{name}.py"


def source_label(folder: str, name: str, file: str = STATEMENT) -> str:
    """Return how messages name a file of an exercise: `solutions/ch1_chance/full_album/exercise.py`."""
    return f"solutions/{folder}/{name}/{file}"
