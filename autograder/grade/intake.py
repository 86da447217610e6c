"""Find a student's work: where it belongs, or elsewhere where there is no doubt; and list the rest.

The rule. Work at its right place counts. Where an exercise has none there, and exactly one answer to
it lies elsewhere (in a folder within the folder, in a zip file, under another name, in one file with
others), that one is graded, and it is said. Where two answers differ, neither is guessed at: both are
listed, for the student and for the instructor.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from autograder import parsing, reading, student_work
from autograder.grade.places import Book, Everything, Place, Source, read_everything
from autograder.registry import Chapter, Exercise
from autograder.student_work import Cell

# Lines to read of one submission, for people.
MAX_PROBLEMS = 30
# Characters of one submission that are parsed to find answers in it; what is beyond is searched as text.
MAX_PARSED_TOTAL = 2_000_000
_BLANKS = re.compile(r"[\W_]+")


class Intake(NamedTuple):
    """The work as the sandbox gets it, under its right names, and all that is to be said of it.

    `notebook` are the bytes to keep of the notebook; `holds_work` says that something for this
    chapter was found, be it in doubt.
    """

    files: dict[str, str]
    cells: tuple[Cell, ...] | None
    notebook: bytes | None
    problems: tuple[str, ...]
    holds_work: bool


def find_work(folder: Path, chapter: Chapter, stubs: Mapping[str, str]) -> Intake:
    """Return the work in `folder`, and beside it where that is `submitted/STUDENT/CHAPTER`.

    `stubs` maps a stem to its untouched file. Never raises for what a student can do.
    """
    return _Search(read_everything(folder, chapter), chapter, stubs).result()


class _Search:
    def __init__(self, found: Everything, chapter: Chapter, stubs: Mapping[str, str]) -> None:
        self.found = found
        self.chapter = chapter
        self.stubs = stubs
        self.right = found.places[0]
        self.notes: list[str] = []
        self.files = {n: s.text for n, s in self.right.sources.items() if n.endswith(".py")}
        self.in_doubt = False
        self._parsed = 0
        # Names that a source defines; None: it is searched as text.
        self._defined: dict[Source, set[str] | None] = {}
        # Where each answer that was found elsewhere came from.
        self._adopted: dict[Source, list[Exercise]] = {}

    def result(self) -> Intake:
        book, in_book = self._choose_notebook()
        for exercise in self.chapter.exercise:
            self._choose_file(exercise, exercise.name in in_book)
        self._say_what_was_adopted()
        cells = student_work.cells_of(book.notebook) if book is not None else ()
        attempted = bool(in_book) or any(
            self._attempted(self.files.get(f"{e.stem}.py"), e) for e in self.chapter.exercise
        )
        if not attempted:
            self._say_why_nothing(book)
        problems = [_sentence(note) for note in (*self.notes, *self.found.problems)]
        if len(problems) > MAX_PROBLEMS:
            more = len(problems) - MAX_PROBLEMS
            problems = [*problems[:MAX_PROBLEMS], f"And {more} more such lines."]
        return Intake(
            files=self.files,
            cells=cells or None,
            notebook=book.kept if book is not None and cells else None,
            problems=tuple(problems),
            holds_work=attempted or self.in_doubt,
        )

    # The notebook

    def _choose_notebook(self) -> tuple[Book | None, dict[str, str]]:
        """The notebook to grade, and the attempts in it."""
        name = f"{self.chapter.folder}.ipynb"
        right = self.right.books.get(name)
        if right is not None and right.notebook.driver:
            right = None
        in_right = self._attempts(right) if right is not None else {}
        if right is not None and not in_right:
            self._is_of_this_chapter(right)  # saved under our name: say whose it is
        others = [
            (book, attempts)
            for place in self.found.places
            for book in place.books.values()
            if book is not right and self._is_of_this_chapter(book)
            if (attempts := self._attempts(book))
        ]
        if in_right and right is not None:
            for book, _ in others:
                if _code(book) != _code(right):
                    self.notes.append(
                        f"{book.where} holds other work than {name} and was not graded, because "
                        f"{name} is what counts"
                    )
            return right, in_right
        if not others:
            return right, in_right
        first, attempts = others[0]
        if len({_code(book) for book, _ in others}) > 1:
            names = _and(book.where for book, _ in others)
            self.notes.append(
                f"{names} hold different work, and none of them was graded. Hand in one, as {name}"
            )
            self.in_doubt = True
            return right, in_right
        in_files = [
            e.name
            for e in self.chapter.exercise
            if e.name in attempts and self._attempted(self.files.get(f"{e.stem}.py"), e)
        ]
        if in_files:
            self.notes.append(
                f"{first.where} was not graded, because {_and(in_files)} "
                "is answered in a .py file too. Hand in one of the two"
            )
            self.in_doubt = True
            return right, in_right
        self.notes.append(f"The notebook was graded from {first.where}; hand it in as {name}")
        return first, attempts

    def _is_of_this_chapter(self, book: Book) -> bool:
        if book.notebook.driver:
            return False
        if book.notebook.chapter not in ("", self.chapter.slug):
            other = reading.shown(book.notebook.chapter, 30)
            self.notes.append(f"{book.where} is the notebook of another chapter ({other})")
            return False
        return True

    def _attempts(self, book: Book) -> dict[str, str]:
        cells = student_work.cells_of(book.notebook)
        return {
            exercise.name: cell.source
            for exercise in self.chapter.exercise
            if (cell := student_work.defining_cell(cells, exercise)) is not None
            and self._attempted(cell.source, exercise)
        }

    # The files

    def _choose_file(self, exercise: Exercise, in_book: bool) -> None:
        name = f"{exercise.stem}.py"
        own = self.right.sources.get(name)
        at_place = own is not None and self._attempted(own.text, exercise)
        strong = self._candidates(exercise, own)
        if in_book or at_place:
            counts = "the notebook" if in_book else name
            for source in strong:
                if own is None or source.text.strip() != own.text.strip():
                    self.notes.append(
                        f"{source.where} holds an answer to {exercise.name} too and was not graded, "
                        f"because {counts} is what counts"
                    )
            if in_book and at_place:
                self.notes.append(
                    f"{exercise.name} is answered in the notebook and in {name}; the notebook counts"
                )
            return
        # The file of another exercise may define this one as a helper; only if nothing else does.
        found = strong or ([] if own is not None else self._weak_candidates(exercise))
        if len({source.text.strip() for source in found}) > 1:
            names = _and(source.where for source in found)
            self.notes.append(
                f"{names} hold different answers to {exercise.name}, and none was graded. "
                f"Hand in one, as {name}"
            )
            self.in_doubt = True
        elif found:
            self._adopt(exercise, found[0])

    def _candidates(self, exercise: Exercise, own: Source | None) -> list[Source]:
        """Files elsewhere, or under another name, with an answer to this exercise."""
        return [
            source
            for source in self._sources()
            if source is not own
            and self._stem_of(source) in ("", exercise.stem)
            and (self._stem_of(source) == exercise.stem or self._defines(source, exercise.name))
            and self._attempted(source.text, exercise)
        ]

    def _weak_candidates(self, exercise: Exercise) -> list[Source]:
        return [
            source
            for source in self._sources()
            if self._stem_of(source) not in ("", exercise.stem)
            and self._defines(source, exercise.name)
            and self._attempted(source.text, exercise)
        ]

    def _sources(self) -> Iterator[Source]:
        for place in self.found.places:
            yield from place.sources.values()

    def _stem_of(self, source: Source) -> str:
        """The exercise whose file this is called after: `E04_Confidence-interval (1).py`."""
        name = _BLANKS.sub("_", source.name.casefold())
        return next((e.stem for e in self.chapter.exercise if e.stem in name), "")

    def _adopt(self, exercise: Exercise, source: Source) -> None:
        total = sum(map(len, self.files.values())) + len(source.text)
        if total > reading.MAX_SOURCES_TOTAL:
            self.notes.append(f"{source.where} is too large to be graded from")
            return
        self.files[f"{exercise.stem}.py"] = source.text
        self._adopted.setdefault(source, []).append(exercise)
        # What it imports lies beside it.
        place = self._place_of(source)
        for name, other in place.sources.items() if place is not self.right else ():
            if name.endswith(".py") and not self._stem_of(other):
                self.files.setdefault(name, other.text)

    def _place_of(self, source: Source) -> Place:
        return next(p for p in self.found.places if source in p.sources.values())

    def _say_what_was_adopted(self) -> None:
        by_folder: dict[str, list[str]] = {}
        renamed: list[tuple[str, str, str]] = []
        for source, exercises in self._adopted.items():
            first = f"{exercises[0].stem}.py"
            names = [e.name for e in exercises]
            place = self._place_of(source)
            if place is not self.right and [source.name] == [first] and len(exercises) == 1:
                by_folder.setdefault(place.where, []).extend(names)
            elif len(exercises) == 1:
                renamed.append((names[0], source.where, first))
            else:
                self.notes.append(
                    f"{_and(names)} were graded from {source.where}; hand in a file for each, the "
                    f"first as {first}"
                )
        if len(renamed) > 3:
            pairs = _and(f"{name} from {where}" for name, where, _ in renamed)
            self.notes.append(
                f"{len(renamed)} answers were graded from files with other names: {pairs}; hand each "
                f"in under its own name, the first as {renamed[0][2]}"
            )
        else:
            for name, where, wanted in renamed:
                self.notes.append(f"{name} was graded from {where}; hand it in as {wanted}")
        for where, names in by_folder.items():
            were = "was" if len(names) == 1 else "were"
            self.notes.append(
                f"{_and(names)} {were} graded from {where}; hand in the files themselves, in "
                f"{self.chapter.folder}/ and in no folder or zip file within it"
            )

    def _attempted(self, text: str | None, exercise: Exercise) -> bool:
        if text is None:
            return False
        stub = self.stubs.get(exercise.stem)
        if not self._may_parse(text):
            return text.strip() != (stub or "").strip()
        return not student_work.untouched(text, stub, exercise)

    def _may_parse(self, text: str) -> bool:
        """Whether there is time for it; what is parsed counts, however often it is."""
        self._parsed += len(text)
        return self._parsed <= MAX_PARSED_TOTAL

    def _defines(self, source: Source, name: str) -> bool:
        """Whether a source defines this name at its top level, as far as it can be read."""
        if name not in source.text:
            return False
        if source not in self._defined:
            self._defined[source] = None
            if self._may_parse(source.text):
                with contextlib.suppress(parsing.NotPython):
                    self._defined[source] = parsing.defined_names(source.text)
        names = self._defined[source]
        if names is not None:
            return name in names
        pattern = rf"^(?:async[ \t]+)?(?:def|class)[ \t]+{name}\b|^{name}[ \t]*="
        return re.search(pattern, source.text, re.M) is not None

    def _say_why_nothing(self, book: Book | None) -> None:
        others = [s.where for s in self._sources() if not self._stem_of(s)]
        unknown = [*others, *self.found.unknown]
        handed_in = any(p.sources or p.books for p in self.found.places)
        if unknown:
            self.notes.append(
                "No exercise is answered in what was handed in, and these files are not known: "
                f"{_and(unknown)}"
            )
        elif not handed_in and not self.notes and not self.found.problems:
            self.notes.append(
                "Nothing was handed in: there is no notebook and no .py file in the folder"
            )
        elif book is not None and not self.notes and not self._defines_any(book):
            names = _and(e.name for e in self.chapter.exercise)
            self.notes.append(
                f"{book.where} holds no answer: no cell of it defines a function that is asked for "
                f"({names}). Work in the notebook that was handed out, and keep the functions' names"
            )

    def _defines_any(self, book: Book) -> bool:
        cells = student_work.cells_of(book.notebook)
        return any(student_work.defining_cell(cells, e) is not None for e in self.chapter.exercise)


def _code(book: Book) -> tuple[str, ...]:
    cells = (c.source.strip() for c in book.notebook.cells if c.kind == "code")
    return tuple(source for source in cells if source)


def _and(names: Iterable[str]) -> str:
    """`a, b and c`; a long list is cut."""
    listed = list(dict.fromkeys(names))
    if len(listed) > 8:
        listed = [*listed[:7], f"{len(listed) - 7} more"]
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def _sentence(note: str) -> str:
    return note if note.endswith(".") else f"{note}."
