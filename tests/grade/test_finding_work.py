"""Work that is not where it should be is found where there is no doubt, and never in silence."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder import marks, parsing
from autograder.export.gradescope_run import _OneSubmission
from autograder.grade.course_folder import Course
from autograder.grade.intake import MAX_PARSED_TOTAL
from autograder.grade.submission import Submission, read_submission
from autograder.registry import Chapter
from autograder.similar.read import read_answers
from tests.grade.helpers import EXERCISE, RIGHT, STEM, fill, notebook

OTHER = RIGHT.replace("(1 + level) / 2", "level")
FIRST = "import numpy as np\n\ndef design_matrix(x1, x2, interaction=False):\n    return 0\n"
OLD = {
    "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "ch1_ols"},
    "worksheets": [{"cells": [
        {"cell_type": "heading", "level": 1, "source": ["Mine"]},
        {"cell_type": "code", "input": RIGHT.splitlines(True), "outputs": [], "language": "python"},
    ]}],
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The student's own folder in `submitted/`."""
    folder = tmp_path / "submitted" / "ada"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def read(home, ols_chapter: Chapter, root):
    """Read what was handed in, as the grader does."""
    stubs = {
        e.stem: (root / "exercises" / "ch1_ols" / f"{e.stem}.py").read_text()
        for e in ols_chapter.exercise
    }

    def now(folder: Path = home / "ch1_ols") -> Submission:
        return read_submission(folder, "ada", ols_chapter, stubs)

    return now


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def book(root: Path, code: str = RIGHT) -> str:
    return json.dumps(fill(notebook(root), code))


def zipped(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def said(submission: Submission) -> str:
    return "\n".join(submission.problems)


def assert_graded_from(submission: Submission, where: str, code: str = RIGHT) -> None:
    """The answer is graded, in a notebook or a file, and it is said where it was."""
    if submission.origin[STEM] == "py":
        assert submission.files[f"{STEM}.py"].strip() == code.strip()
    else:
        label = submission.labels[STEM]
        assert submission.cells
        assert next(c for c in submission.cells if c.label == label).source.strip() == code.strip()
    told = [p for p in submission.problems if "graded from" in p]
    assert len(told) == 1, submission.problems
    assert where in told[0]
    assert "hand" in told[0]


NOTEBOOKS = [
    "ch1_ols/ch1_ols (1).ipynb",
    "ch1_ols/Copy of ch1_ols.ipynb",
    "ch1_ols/Ch1_OLS.ipynb",
    "ch1_ols/ch1_ols-checkpoint.ipynb",
    "ch1_ols/ch1_ols_final.ipynb",
    "ch1_ols/CH1_OLS.IPYNB",
    "ch1_ols/ch1_ols.ipynb.txt",
    "ch1_ols/ch1_ols.ipynb.json",
    "ch1_ols/ch1_ols.json",
    "ch1_ols/ch1_ols/ch1_ols.ipynb",
    "ch1_ols/My work/Week 1/ch1_ols.ipynb",
    "ch1-ols/ch1_ols.ipynb",
    "CH1_OLS/ch1_ols.ipynb",
    "ols/homework.ipynb",
    "ch1_ols.ipynb",
]


@pytest.mark.parametrize("where", NOTEBOOKS)
def test_a_notebook_elsewhere_is_graded_and_it_is_said(home, read, root, where) -> None:
    put(home / where, book(root))
    assert_graded_from(read(), Path(where).name)


@pytest.mark.parametrize("where", NOTEBOOKS)
def test_it_is_graded_beside_the_untouched_one_too(home, read, root, where) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", json.dumps(notebook(root)))
    put(home / where, book(root))
    assert_graded_from(read(), Path(where).name)


FILES = [
    "ch1_ols/e04.py",
    "ch1_ols/confidence.py",
    "ch1_ols/E04_Confidence_Interval.py",
    "ch1_ols/confidence_interval (1).py",
    "ch1_ols/Copy of e04-confidence-interval.PY",
    "ch1_ols/confidence_interval.py.txt",
    "ch1_ols/ch1_ols/confidence_interval.py",
    "ch1_ols/a/b/c/confidence_interval.py",
    "ols/confidence_interval.py",
    "confidence_interval.py",
]


@pytest.mark.parametrize("where", FILES)
def test_a_file_elsewhere_is_graded_and_it_is_said(home, read, where) -> None:
    put(home / where, RIGHT)
    found = read()
    where_told = f"{Path(where).parent.name}/" if where.endswith(f"/{STEM}.py") else ""
    where_told = where_told or ("ada/" if where == f"{STEM}.py" else Path(where).name)
    assert_graded_from(found, where_told)


def test_one_file_with_several_answers_is_graded_for_each(home, read) -> None:
    put(home / "ch1_ols" / "homework.py", FIRST + "\n" + RIGHT)
    found = read()
    (told,) = found.problems
    assert told.startswith("design_matrix and confidence_interval were graded from homework.py;")
    assert found.origin["design_matrix"] == found.origin[STEM] == "py"
    assert found.origin["least_squares"] == ""


def test_all_answers_in_the_file_of_the_first_exercise_are_graded(home, read) -> None:
    put(home / "ch1_ols" / "design_matrix.py", FIRST + "\n" + RIGHT)
    assert_graded_from(read(), "design_matrix.py", FIRST + "\n" + RIGHT)


def test_a_helper_in_another_exercises_file_is_no_answer_where_the_stub_was_left(
    home, read, root
) -> None:
    put(home / "ch1_ols" / "design_matrix.py", FIRST + "\n" + RIGHT)
    stub = (root / "exercises" / "ch1_ols" / f"{STEM}.py").read_text()
    put(home / "ch1_ols" / f"{STEM}.py", stub)
    found = read()
    assert found.files[f"{STEM}.py"] == stub
    assert found.problems == ()


def test_what_a_found_file_imports_comes_with_it(home, read) -> None:
    put(home / "ch1_ols" / "mine" / f"{STEM}.py", f"from tools import {EXERCISE}\n")
    put(home / "ch1_ols" / "mine" / "tools.py", RIGHT)
    found = read()
    # Two files define the function, and one of them bears its name: without it, nobody could tell.
    assert "tools.py" in said(found)
    put(home / "ch1_ols" / "mine" / "tools.py", "def half(): return 0.5\n")
    put(home / "ch1_ols" / "mine" / f"{STEM}.py", f"from tools import half\n{RIGHT}")
    assert read().files["tools.py"].startswith("def half")


@pytest.mark.parametrize("inside", ["", "ch1_ols/", "Ada Lovelace/ch1 ols/"])
def test_a_zip_of_the_work_is_graded(home, read, root, inside) -> None:
    noise: dict[str, str | bytes] = {
        "__MACOSX/._ch1_ols.ipynb": b"\0\5\x16\7",
        f"{inside}.ipynb_checkpoints/ch1_ols-checkpoint.ipynb": book(root, OTHER),
        f"{inside}desktop.ini": "[.ShellClassInfo]",
    }
    put(home / "ch1_ols" / "work.zip", zipped({f"{inside}ch1_ols.ipynb": book(root), **noise}))
    assert_graded_from(read(), "work.zip")


def test_a_zip_of_files_beside_the_assignments_folder_is_graded(home, read) -> None:
    put(home / "ch1_ols.zip", zipped({"ch1_ols\\confidence_interval.py": RIGHT}))
    assert_graded_from(read(), "ada/ch1_ols.zip/ch1_ols/")


def test_two_candidates_that_differ_are_listed_and_neither_is_guessed_at(home, read, root) -> None:
    put(home / "ch1_ols" / "ch1_ols (1).ipynb", book(root))
    put(home / "ch1_ols" / "ch1_ols (2).ipynb", book(root, OTHER))
    found = read()
    assert set(found.origin.values()) == {""}
    assert "ch1_ols (1).ipynb and ch1_ols (2).ipynb hold different work" in said(found)


def test_two_files_that_differ_are_listed_and_neither_is_guessed_at(home, read) -> None:
    put(home / "ch1_ols" / "a.py", RIGHT)
    put(home / "ch1_ols" / "b.py", OTHER)
    found = read()
    assert found.origin[STEM] == ""
    assert "a.py and b.py hold different answers to confidence_interval" in said(found)


def test_two_copies_of_the_same_work_are_no_doubt(home, read, root) -> None:
    put(home / "ch1_ols" / "ch1_ols (1).ipynb", book(root))
    put(home / "ch1_ols" / "backup" / "ch1_ols.ipynb", book(root))
    assert_graded_from(read(), "ch1_ols (1).ipynb")


def test_work_at_its_place_counts_and_other_work_is_listed(home, read, root) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", book(root))
    put(home / "ch1_ols" / "ch1_ols_old.ipynb", book(root, OTHER))
    put(home / "ch1_ols" / "work.zip", zipped({"confidence_interval.py": OTHER}))
    found = read()
    assert found.origin[STEM] == "notebook"
    assert found.cells
    assert OTHER not in [c.source for c in found.cells]
    assert "ch1_ols_old.ipynb holds other work than ch1_ols.ipynb and was not graded" in said(found)
    assert "work.zip/confidence_interval.py holds an answer" in said(found)


def test_an_answer_in_a_file_is_not_overruled_by_a_notebook_elsewhere(home, read, root) -> None:
    put(home / "ch1_ols" / f"{STEM}.py", RIGHT)
    put(home / "ch1_ols" / "ch1_ols (1).ipynb", book(root, OTHER))
    found = read()
    assert found.origin[STEM] == "py"
    assert "ch1_ols (1).ipynb was not graded, because confidence_interval is answered" in said(
        found
    )


def test_answers_in_both_forms_say_which_counts(home, read, root) -> None:
    put(home / "ch1_ols" / f"{STEM}.py", OTHER)
    put(home / "ch1_ols" / "ch1_ols.ipynb", book(root))
    assert "the notebook counts" in said(read())


def test_an_automatic_copy_is_never_graded_but_named_where_there_is_nothing_else(
    home, read, root
) -> None:
    put(home / "ch1_ols" / ".ipynb_checkpoints" / "ch1_ols-checkpoint.ipynb", book(root))
    found = read()
    assert set(found.origin.values()) == {""}
    assert "ch1_ols-checkpoint.ipynb (an automatic copy, which is never graded)" in said(found)


def test_an_empty_looking_submission_names_the_files_in_it(home, read) -> None:
    for name in ("solution.pdf", "answers.docx", "work.rar", "notes.py"):
        put(home / "ch1_ols" / name, "x = 1\n")
    told = said(read())
    for name in ("solution.pdf", "answers.docx", "work.rar", "notes.py"):
        assert name in told


def test_an_empty_folder_says_so_and_untouched_stubs_say_nothing(home, read, root) -> None:
    (home / "ch1_ols").mkdir()
    assert "Nothing was handed in" in said(read())
    put(home / "ch1_ols" / "ch1_ols.ipynb", json.dumps(notebook(root)))
    assert read().problems == ()


def test_a_notebook_without_any_of_the_functions_says_so(home, read, root) -> None:
    own = json.loads(book(root))
    own["cells"] = [{"cell_type": "code", "source": "mean = 3", "metadata": {}, "outputs": []}]
    put(home / "ch1_ols" / "ch1_ols.ipynb", json.dumps(own))
    (told,) = read().problems
    assert told.startswith("ch1_ols.ipynb holds no answer")
    assert "design_matrix" in told
    own["metadata"][marks.KEY] = {"chapter": "mle"}
    put(home / "ch1_ols" / "ch1_ols.ipynb", json.dumps(own))
    (told,) = read().problems
    assert told == "ch1_ols.ipynb is the notebook of another chapter (mle)."


def test_what_is_parsed_to_find_answers_is_bounded(home, read, ols_chapter, monkeypatch) -> None:
    parsed = []
    parse = parsing.parse
    monkeypatch.setattr(parsing, "parse", lambda text: (parsed.append(len(text)), parse(text))[1])
    names = " ".join(e.name for e in ols_chapter.exercise)
    for number in range(20):
        text = f"# {names} {number}\n" + "a=1;" * 9_000 + "\n"
        put(home / "ch1_ols" / f"data{number}.py", text)
    put(home / "ch1_ols" / "zz.py", RIGHT)
    found = read()
    assert found.origin[STEM] == "py"
    assert sum(parsed) <= 2 * MAX_PARSED_TOTAL


def test_a_zip_with_no_work_in_it_is_named(home, read) -> None:
    put(home / "ch1_ols" / "work.zip", zipped({"notes/": ""}))
    assert "work.zip (with no work in it)" in said(read())


def test_many_files_under_other_names_are_said_in_one_line(home, read, ols_chapter) -> None:
    names = [e.name for e in ols_chapter.exercise][:5]
    for name in names:
        put(home / "ch1_ols" / f"E01_{name}.py", f"def {name}(*args):\n    return 0\n")
    found = read()
    (told,) = found.problems
    assert told.startswith(
        "5 answers were graded from files with other names: design_matrix from E01_"
    )
    assert told.endswith("the first as design_matrix.py.")
    assert all(found.origin[name] == "py" for name in names)


def test_what_systems_and_editors_leave_is_not_mentioned(home, read, root) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", book(root))
    for name in ("._ch1_ols.ipynb", "desktop.ini", ".DS_Store", "Thumbs.db", "timestamp.txt"):
        put(home / "ch1_ols" / name, b"\0\5")
    put(home / "ch1_ols" / "__MACOSX" / "._ch1_ols.ipynb", b"\0\5")
    put(home / "ch1_ols" / ".ipynb_checkpoints" / "ch1_ols-checkpoint.ipynb", book(root, OTHER))
    put(home / "ch1_ols" / "data.csv", "x\n1\n")
    assert read().problems == ()


def test_the_work_of_another_assignment_is_not_taken(home, read, root) -> None:
    put(home / "ch2_mle" / "confidence_interval.py", RIGHT)
    (home / "ch1_ols").mkdir()
    assert read().origin[STEM] == ""
    other = json.loads(book(root))
    other["metadata"]["autograder"] = {"chapter": "mle"}
    put(home / "ch1_ols" / "ch2_mle.ipynb", json.dumps(other))
    found = read()
    assert found.origin[STEM] == ""
    assert "is the notebook of another chapter (mle)" in said(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_notebook_in_any_encoding_is_read(home, read, root, encoding) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", book(root).encode(encoding))
    assert read().origin[STEM] == "notebook"


def test_a_notebook_of_the_old_format_is_read(home, read) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", json.dumps(OLD))
    found = read()
    assert found.origin[STEM] == "notebook"
    assert found.cells
    assert found.cells[1].source == RIGHT


def test_a_broken_notebook_is_named_and_a_whole_copy_is_graded(home, read, root) -> None:
    put(home / "ch1_ols" / "ch1_ols.ipynb", book(root)[:-40])
    assert "ch1_ols.ipynb is not a readable notebook" in said(read())
    put(home / "ch1_ols" / "ch1_ols (1).ipynb", book(root))
    assert_graded_from(read(), "ch1_ols (1).ipynb")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_file_in_any_encoding_is_read(home, read, encoding) -> None:
    put(home / "ch1_ols" / f"{STEM}.py", ("# Müller\n" + RIGHT).encode(encoding))
    found = read()
    assert found.files[f"{STEM}.py"].startswith("# Müller\n")
    assert ("UTF-8" in said(found)) == (encoding != "utf-8-sig")


ZIPS = {
    "climbs": ({"../../confidence_interval.py": RIGHT}, "lead out of it"),
    "absolute": ({"/tmp/confidence_interval.py": RIGHT}, "lead out of it"),
    "drive": ({"C:\\confidence_interval.py": RIGHT}, "lead out of it"),
    "one name twice": ({"a/E04.py": RIGHT, "a/e04.py": OTHER}, "one name twice"),
    "many": ({f"{i}.py": "" for i in range(1001)}, "more than 1000 files"),
    "nested": ({"inner.zip": zipped({f"{STEM}.py": RIGHT})}, "a zip file in a zip file"),
    "bomb": ({f"{STEM}.py": "#" * (3 << 20)}, "larger than 2 MB"),
}


@pytest.mark.parametrize("kind", ZIPS)
def test_a_zip_that_is_no_zip_of_work_is_refused_in_words(home, read, kind) -> None:
    files, words = ZIPS[kind]
    put(home / "ch1_ols" / "work.zip", zipped(files))
    found = read()
    assert found.origin[STEM] == ""
    assert words in said(found)


def test_links_passwords_and_damage_in_a_zip_are_refused_in_words(home, read) -> None:
    link = zipfile.ZipInfo(f"{STEM}.py")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    put(home / "ch1_ols" / "work.zip", made.getvalue())
    assert "holds links" in said(read())
    locked = bytearray(zipped({f"{STEM}.py": RIGHT}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(mark) + offset] |= 1
    put(home / "ch1_ols" / "work.zip", bytes(locked))
    assert "password" in said(read())
    whole = zipped({f"{STEM}.py": RIGHT})
    for damaged in (whole[:-30], b"PK\3\4../../x", whole.replace(b"def ", b"xxx "), whole[:40]):
        put(home / "ch1_ols" / "work.zip", damaged)
        assert "work.zip" in said(read())
    middle = len(whole) // 3
    put(home / "ch1_ols" / "work.zip", whole[:middle] + b"\xff\0\xff" + whole[middle + 3 :])
    assert "damaged" in said(read())


def test_reading_what_was_kept_gives_the_same_submission(home, read, root, tmp_path) -> None:
    """The copy in `attempts/` holds work under its right names, and is the same work."""
    put(home / "ols" / "work.zip", zipped({"ch1_ols (1).ipynb": book(root)}))
    put(home / "ols" / "all.py", FIRST)
    first = read()
    kept = tmp_path / "submitted" / "bo" / "ch1_ols"
    kept.mkdir(parents=True)
    for name, text in first.files.items():
        (kept / name).write_text(text)
    assert first.notebook is not None
    (kept / "ch1_ols.ipynb").write_bytes(first.notebook)
    again = read(kept)
    assert again.hash == first.hash
    assert not [p for p in again.problems if "graded from" in p]


def test_an_answer_that_is_only_an_import_is_compared_with_what_it_imports(
    empty_course, tmp_path
) -> None:
    shutil.copytree(empty_course, tmp_path / "spring")
    course = Course(tmp_path / "spring")
    folder = course.folder / "submitted" / "ada" / "ch1_ols"
    put(folder / f"{STEM}.py", f"from mine import {EXERCISE}\n")
    put(folder / "mine.py", f"import other\n{RIGHT}")
    put(folder / "other.py", "deep = 1\n")
    put(folder / "unused.py", "unused = 1\n")
    code = read_answers(course, "ch1_ols")[0]["ada"][EXERCISE]
    assert RIGHT.strip() in code
    assert "deep = 1" in code
    assert "unused" not in code


def test_gradescopes_folder_is_read_where_it_lies(empty_course, tmp_path, ols_chapter) -> None:
    submission = tmp_path / "submission"
    put(submission / "ch1_ols" / "inner" / f"{STEM}.py", RIGHT)
    one = _OneSubmission(empty_course, submission)
    assert one.submission_folders("ch1_ols") == {"student": submission}
    found = read_submission(
        submission, "student", ols_chapter, {e.stem: "" for e in ols_chapter.exercise}
    )
    assert found.origin[STEM] == "py"
    assert "graded from ch1_ols/inner/" in said(found)


def test_students_are_listed_by_what_they_handed_in(empty_course, tmp_path, root) -> None:
    shutil.copytree(empty_course, tmp_path / "spring")
    course = Course(tmp_path / "spring")
    submitted = course.folder / "submitted"
    put(submitted / "exact" / "ch1_ols" / f"{STEM}.py", RIGHT)
    put(submitted / "renamed" / "ch1-ols" / f"{STEM}.py", RIGHT)
    put(submitted / "direct" / "ch1_ols.ipynb", book(root))
    put(submitted / "nothing" / "notes.txt", "later")
    put(submitted / "other" / "ch2_mle" / "x.py", "x = 1")
    put(submitted / "loose.ipynb", book(root))
    put(submitted / "new\nline" / "ch1_ols" / f"{STEM}.py", RIGHT)
    put(submitted / "esc\x1b[2J" / "ch1_ols" / f"{STEM}.py", RIGHT)
    put(submitted / "\u202eevil" / "ch1_ols" / f"{STEM}.py", RIGHT)
    put(submitted / "李 ‌ Ö'Brien 👩\u200d🔬" / "ch1_ols" / f"{STEM}.py", RIGHT)
    (submitted / "linked").symlink_to(submitted / "exact")
    (submitted / "inner").mkdir()
    (submitted / "inner" / "ch1_ols").symlink_to(submitted / "exact" / "ch1_ols")
    assert list(course.submission_folders("ch1_ols")) == [
        "direct", "exact", "renamed", "李 ‌ Ö'Brien 👩\u200d🔬",
    ]  # fmt: skip
    assert course.empty_handed("ch1_ols") == ["nothing", "other"]
    told = "\n".join(course.unusable_folders("ch1_ols"))
    for words in ("linked is a link", "inner/ch1_ols is a link", "loose.ipynb is a file",
                  r"new\nline: the", r"esc\x1b[2J: the", r"\u202eevil: the"):  # fmt: skip
        assert words in told
    assert told.count("\n") == 5
