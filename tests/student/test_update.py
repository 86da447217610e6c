"""`course update`: new exercises come in, and no work is lost."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.student.conftest import NO_CONSTANT, NORMAL_QUANTILE, RIGHT, ROOT, STUB_LINE

EXERCISES = ROOT / "exercises" / "ch1_ols"
Edit = Callable[[dict[str, bytes]], None]


def make_kit(path: Path, edit: Edit | None = None, top: str = "vraisemblance/") -> Path:
    """Write a kit with the chapter as it is, changed by `edit`."""
    files = {
        f"{top}exercises/ch1_ols/{p.relative_to(EXERCISES).as_posix()}": p.read_bytes()
        for p in EXERCISES.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    files[f"{top}README.md"] = b"# new readme\n"
    files[f"{top}pyproject.toml"] = b"[project]\n"
    files[f"{top}wheels/vraisemblance-9.9-py3-none-any.whl"] = b"a wheel"
    if edit:
        edit(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def in_chapter(name: str) -> str:
    return f"vraisemblance/exercises/ch1_ols/{name}"


def newer(files: dict[str, bytes]) -> None:
    """Every file of the chapter that has words in it has other words now."""
    for name in list(files):
        if name.endswith((".py", ".ipynb", "originals.json")):
            files[name] = files[name].replace(b"ground floor", b"street floor")
            files[name] = files[name].replace(b"public checks of", b"open checks of")
            files[name] = files[name].replace(b"A colleague reports", b"A neighbour reports")


def test_work_stays_and_everything_else_is_new(kit, course, tmp_path):
    course("list")
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")
    course("hint", "confidence_interval")
    mine = kit.design_matrix.read_text()
    ran = course("update", make_kit(tmp_path / "kit.zip", newer))
    assert ran.code == 0
    assert kit.design_matrix.read_text() == mine
    assert "street floor" in (kit.chapter / "design_matrix.py.new").read_text()
    assert "design_matrix.py.new" in ran.out
    assert "A neighbour reports" in kit.confidence_interval.read_text()
    assert "open checks of" in (kit.chapter / "test_design_matrix.py").read_text()
    assert "street floor" in (kit.chapter / "ch1_ols.ipynb").read_text()
    assert "version 9.9" in ran.words
    # Progress and hints are those of before.
    assert "✓ ols.design_matrix" in course("list").words
    assert "Hint 2 of 3" in course("hint", "confidence_interval").out


def test_a_second_update_with_the_same_kit_does_nothing(kit, course, tmp_path):
    zip_file = make_kit(tmp_path / "kit.zip", newer)
    kit.answer(kit.design_matrix, RIGHT)
    course("update", zip_file)
    before = {p: p.read_bytes() for p in kit.root.rglob("*") if p.is_file()}
    ran = course("update", zip_file)
    assert "Nothing in the kit was newer" in ran.words
    assert {p: p.read_bytes() for p in kit.root.rglob("*") if p.is_file()} == before


def test_a_reset_after_an_update_gives_the_new_stub(kit, course, tmp_path):
    course("list")
    kit.answer(kit.design_matrix, NO_CONSTANT)
    course("update", make_kit(tmp_path / "kit.zip", newer))
    course("reset", "design_matrix")
    assert "street floor" in kit.design_matrix.read_text()
    assert STUB_LINE in kit.design_matrix.read_text()


def test_a_comment_in_a_stub_is_work_too(kit, course, tmp_path):
    course("list")
    kit.design_matrix.write_text(kit.design_matrix.read_text() + "# my thoughts\n")
    course("update", make_kit(tmp_path / "kit.zip", newer))
    assert "# my thoughts" in kit.design_matrix.read_text()


def test_a_notebook_with_work_stays_and_the_new_one_lies_beside(kit, course, tmp_path):
    course("list")
    notebook = kit.chapter / "ch1_ols.ipynb"
    notebook.write_text(notebook.read_text().replace("raise NotAttempted", "return 1", 1))
    course("update", make_kit(tmp_path / "kit.zip", newer))
    assert "return 1" in notebook.read_text()
    assert "street floor" in (kit.chapter / "ch1_ols.new.ipynb").read_text()


def test_a_notebook_that_was_only_run_is_replaced(kit, course, tmp_path):
    course("list")
    notebook = kit.chapter / "ch1_ols.ipynb"
    saved = json.loads(notebook.read_text())
    saved["cells"][1]["execution_count"] = 3
    notebook.write_text(json.dumps(saved))
    course("update", make_kit(tmp_path / "kit.zip", newer))
    assert "street floor" in notebook.read_text()


def test_a_changed_file_of_the_courses_own_is_replaced_and_kept_in_a_copy(kit, course, tmp_path):
    course("list")
    given = kit.chapter / "given.py"
    given.write_text(given.read_text() + "MINE = 1\n")

    def edit(files: dict[str, bytes]) -> None:
        files[in_chapter("given.py")] += b"NEW = 1\n"

    ran = course("update", make_kit(tmp_path / "kit.zip", edit))
    assert "NEW = 1" in given.read_text()
    assert "MINE = 1" in (kit.backups / "given.py.bak-1").read_text()
    assert "given.py.bak-1" in ran.words


def test_a_new_exercise_in_front_leaves_the_others_where_they_are(kit, course, tmp_path):
    course("list")
    kit.answer(kit.design_matrix, RIGHT)
    course("check", "design_matrix")

    def edit(files: dict[str, bytes]) -> None:
        chapter = json.loads(files[in_chapter(".course/chapter.json")])
        first = dict(chapter["exercise"][0], name="warm_up", title="Warm up")
        chapter["exercise"] = [first, *chapter["exercise"]]
        files[in_chapter(".course/chapter.json")] = json.dumps(chapter).encode()
        stub = files[in_chapter("design_matrix.py")].replace(b"design_matrix", b"warm_up")
        files[in_chapter("warm_up.py")] = stub
        files[in_chapter("test_warm_up.py")] = (
            b"def test_x(student, expect):\n    student.warm_up()\n"
        )

    ran = course("update", make_kit(tmp_path / "kit.zip", edit))
    assert "warm_up.py" in ran.words
    assert "columns.append" in kit.design_matrix.read_text()
    listed = course("list").words
    assert "ols.warm_up" in listed
    assert "✓ ols.design_matrix" in listed
    assert course("check", "design_matrix").code == 0


def test_a_test_that_went_missing_comes_back(kit, course, tmp_path):
    course("list")
    test = kit.chapter / "test_design_matrix.py"
    test.unlink()
    assert "test_design_matrix.py" in course("update", make_kit(tmp_path / "kit.zip")).out
    assert test.exists()


def test_a_new_chapter_comes_in(kit, course, tmp_path):
    def edit(files: dict[str, bytes]) -> None:
        for name in [n for n in files if "/ch1_ols/" in n]:
            copy = name.replace("/ch1_ols/ch1_ols", "/ch2_mle/ch2_mle").replace(
                "ch1_ols", "ch2_mle"
            )
            files[copy] = files[name].replace(b'"ols"', b'"mle"')

    course("update", make_kit(tmp_path / "kit.zip", edit))
    assert "mle.design_matrix" in course("list").out
    assert course("hint", "design_matrix").code == 2  # two chapters have one
    assert course("hint", "mle.design_matrix").code == 0


def test_a_kit_without_its_top_folder_works_too(kit, course, tmp_path):
    zip_file = make_kit(tmp_path / "kit.zip", top="")
    assert course("update", zip_file).code == 0


def unsafe(name: str) -> Edit:
    def edit(files: dict[str, bytes]) -> None:
        files[name] = b"x"

    return edit


@pytest.mark.parametrize(
    "name",
    [
        "vraisemblance/exercises/ch1_ols/../../../../escaped.py",
        "../escaped.py",
        "/tmp/escaped.py",
        "vraisemblance\\..\\escaped.py",
        "C:/escaped.py",
    ],
)
def test_a_zip_that_reaches_outside_is_refused_whole(kit, course, tmp_path, name):
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    ran = course("update", make_kit(tmp_path / "kit.zip", unsafe(name)))
    assert ran.code == 2
    assert "outside its folder" in ran.words
    after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert {p for p in set(after) - set(before) if ".course" not in str(p)} == {
        tmp_path / "kit.zip"
    }


def test_a_link_in_a_zip_is_refused(kit, course, tmp_path):
    zip_file = make_kit(tmp_path / "kit.zip")
    with zipfile.ZipFile(zip_file, "a") as archive:
        info = zipfile.ZipInfo("vraisemblance/exercises/ch1_ols/link.py")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    ran = course("update", zip_file)
    assert ran.code == 2
    assert "a link" in ran.words


def test_a_zip_that_swells_is_refused(kit, course, tmp_path, monkeypatch):
    from autograder.student import kit_zip

    monkeypatch.setattr(kit_zip, "MAX_TOTAL", 1000)
    ran = course("update", make_kit(tmp_path / "kit.zip"))
    assert ran.code == 2
    assert "larger than a kit can be" in ran.words
    monkeypatch.setattr(kit_zip, "MAX_FILES", 2)
    assert "it is no kit" in course("update", tmp_path / "kit.zip").words


def test_what_is_no_kit_is_said(kit, course, tmp_path):
    assert "There is no file" in course("update", tmp_path / "none.zip").words
    (tmp_path / "text.zip").write_text("hello")
    assert "cannot be read as a zip file" in course("update", tmp_path / "text.zip").words
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("thesis/chapter.txt", "x")
    ran = course("update", tmp_path / "other.zip")
    assert ran.code == 2
    assert "is not a kit of this course" in ran.words


def test_a_cut_or_damaged_zip_changes_nothing(kit, course, tmp_path):
    whole = make_kit(tmp_path / "kit.zip", newer).read_bytes()
    broken = bytearray(whole)
    broken[len(whole) // 3] ^= 0xFF
    for name, data in (("cut.zip", whole[: len(whole) // 2]), ("bad.zip", bytes(broken))):
        (tmp_path / name).write_bytes(data)
        stub = kit.confidence_interval.read_text()
        assert course("update", tmp_path / name).code == 2
        assert kit.confidence_interval.read_text() == stub


def test_a_kit_for_a_newer_course_says_what_to_install(kit, course, tmp_path):
    def edit(files: dict[str, bytes]) -> None:
        name = in_chapter(".course/chapter.json")
        files[name] = files[name].replace(b'"slug"', b'"mood": 1, "slug"')

    ran = course("update", make_kit(tmp_path / "kit.zip", edit))
    assert ran.code == 2
    assert "another version of the course" in ran.words
    assert "vraisemblance-9.9-py3-none-any.whl" in ran.words


def test_a_checkout_of_the_course_is_not_updated_from_a_kit(course, monkeypatch, tmp_path):
    from autograder.student import stubs

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(stubs, "remember", lambda place: None)
    ran = course("update", make_kit(tmp_path / "kit.zip"))
    assert ran.code == 2
    assert "git pull" in ran.words


def test_the_kit_that_the_course_makes_can_be_read(tmp_path, monkeypatch):
    from autograder import kit as making
    from autograder.build.files import Built
    from autograder.registry import read_chapter
    from autograder.student.kit_zip import read_kit

    # Building a real wheel takes seconds, and is tested elsewhere.
    wheel = ("vraisemblance-0.1.0-py3-none-any.whl", b"a wheel")
    monkeypatch.setattr(making, "wheels", lambda root: dict([wheel]))
    files = {
        p.relative_to(EXERCISES).as_posix(): p.read_text(encoding="utf-8")
        for p in EXERCISES.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    built = Built(read_chapter(EXERCISES), files, "")
    making.write_kit(tmp_path / "kit.zip", ROOT, [built])
    found = read_kit(tmp_path / "kit.zip")
    assert [c.chapter.slug for c in found.chapters] == ["ols"]
    assert found.wheels == {wheel[0]: wheel[1]}
    assert set(found.others) == {"README.md", "pyproject.toml"}
    assert set(found.chapters[0].files) == set(files)


def _as_it_used_to_be(folder: Path) -> None:
    """Make of a chapter's folder what a kit held before there was a hidden folder."""
    for name in ("chapter.json", "slips.json"):
        (folder / ".course" / name).rename(folder / name)
    shutil.rmtree(folder / ".course")


def test_an_older_kit_works_as_it_is(kit, course):
    _as_it_used_to_be(kit.chapter)
    kit.answer(kit.confidence_interval, NORMAL_QUANTILE)
    ran = course("check", "confidence_interval")
    assert "normal quantile" in ran.words  # slips.json is found beside the exercises
    assert "originals" not in ran.words


def test_an_older_kit_is_brought_up_to_date_and_keeps_everything(kit, course, tmp_path):
    _as_it_used_to_be(kit.chapter)
    course("list")
    kit.answer(kit.design_matrix, RIGHT)
    mine = kit.design_matrix.read_text()
    old_copy = kit.chapter / "design_matrix.py.bak-1"
    old_copy.write_text("my first try")
    ran = course("update", make_kit(tmp_path / "kit.zip", newer))
    assert ran.code == 0
    assert kit.design_matrix.read_text() == mine
    assert old_copy.read_text() == "my first try"
    assert (
        "A neighbour reports" in kit.confidence_interval.read_text()
    )  # an untouched stub is replaced
    shown = {p.name for p in kit.chapter.iterdir() if not p.name.startswith(".")}
    assert not shown & {"chapter.json", "slips.json"}
    assert (kit.chapter / ".course" / "slips.json").is_file()
    course("reset", "design_matrix")
    assert (kit.backups / "design_matrix.py.bak-2").read_text() == mine
    assert old_copy.read_text() == "my first try"


def test_what_somebody_changed_in_an_older_kits_files_is_kept(kit, course, tmp_path):
    _as_it_used_to_be(kit.chapter)
    course("list")
    slips = kit.chapter / "slips.json"
    slips.write_text(slips.read_text() + "\n\n")
    ran = course("update", make_kit(tmp_path / "kit.zip"))
    assert "slips.json" in ran.words
    assert not slips.exists()
    assert (kit.backups / "slips.json.bak-1").read_text().endswith("\n\n")


def test_a_kit_made_before_there_was_a_hidden_folder_can_still_be_read(kit, course, tmp_path):
    def edit(files: dict[str, bytes]) -> None:
        for name in ("chapter.json", "slips.json"):
            files[in_chapter(name)] = files.pop(in_chapter(f".course/{name}"))
        del files[in_chapter(".course/originals.json")]
        newer(files)

    assert course("update", make_kit(tmp_path / "kit.zip", edit)).code == 0
    assert "street floor" in kit.design_matrix.read_text()
    assert not (kit.chapter / "chapter.json").exists()


def test_a_file_that_was_changed_before_the_command_saw_it_is_still_told_from_a_stub(
    kit, course, tmp_path
):
    kit.answer(kit.design_matrix, RIGHT)
    course("update", make_kit(tmp_path / "kit.zip"))
    assert not (kit.chapter / "design_matrix.py.new").exists()  # the kit has no other version
    assert course("reset", "design_matrix").code == 0
    assert STUB_LINE in kit.design_matrix.read_text()
