"""Files are written whole or not at all, through no link, and a zip of the same files is the same."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from autograder import files
from autograder.files import write_new, write_output, write_whole, zipped


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", no_room)


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path, umask) -> None:
    write_whole(tmp_path / "deep" / "new.json", "{}")
    assert _mode(tmp_path / "deep" / "new.json") == 0o640


def test_a_file_that_is_there_keeps_its_mode(tmp_path) -> None:
    path = tmp_path / "run.sh"
    path.write_text("old")
    path.chmod(0o750)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert _mode(path) == 0o750


def test_a_planted_link_is_replaced_and_what_it_leads_to_stays(tmp_path) -> None:
    target = tmp_path / "gradebook"
    target.write_text("grades")
    link = tmp_path / "result.json"
    link.symlink_to(target)
    write_whole(link, "result")
    assert target.read_text() == "grades"
    assert not link.is_symlink()
    assert link.read_text() == "result"


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, there) -> None:
    path = tmp_path / "result.json"
    if there:
        path.write_text("old")
    _full_disk(monkeypatch)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == (["result.json"] if there else [])
    assert not there or path.read_text() == "old"


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path) -> None:
    path = tmp_path / ("é" * 127)
    write_whole(path, "text")
    assert path.read_text() == "text"


def test_a_new_file_never_takes_the_place_of_another(tmp_path) -> None:
    taken, link, outside = tmp_path / "work.bak-1", tmp_path / "link", tmp_path / "outside"
    taken.write_text("a student's work")
    link.symlink_to(outside)
    for path in (taken, link):
        with pytest.raises(FileExistsError):
            write_new(path, "other")
    assert taken.read_text() == "a student's work"
    assert not outside.exists()


def test_a_new_file_that_could_not_be_written_whole_is_not_there(tmp_path, monkeypatch) -> None:
    _full_disk(monkeypatch)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "copy", "text")
    assert list(tmp_path.iterdir()) == []


def test_output_goes_through_a_link_that_a_person_made_and_into_a_pipe(tmp_path) -> None:
    target, link = tmp_path / "grades.csv", tmp_path / "latest.csv"
    link.symlink_to(target)
    write_output(link, "a,b\r\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"a,b\r\n"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_output(pipe, "text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)


def test_output_makes_no_folder_that_a_slip_of_the_pen_names(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        write_output(tmp_path / "no" / "such.csv", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_zip_is_the_same_whatever_the_order_and_the_day() -> None:
    made = zipped({"b": b"2", "a": b"1"}, programs=["b"], comment=b"ours")
    assert made == zipped({"a": b"1", "b": b"2"}, programs=["b"], comment=b"ours")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.comment == b"ours"
        assert [info.filename for info in archive.infolist()] == ["a", "b"]
        modes = [info.external_attr >> 16 for info in archive.infolist()]
    assert modes == [stat.S_IFREG | 0o644, stat.S_IFREG | 0o755]


def test_no_module_but_one_writes_files_and_zips_of_its_own() -> None:
    # The demo's class and the sandbox's own folders are theirs; a folder that is made whole is swapped in.
    own = {
        "files.py", "attempts.py", "sandbox_selftest.py", "demo/classroom.py", "nb/publish.py",
        "nb/swap.py", "sandbox/client.py", "sandbox/namespaces.py", "student/checking.py",
        "student/kit_zip.py", "verify/mutants.py", "worker/main.py",
    }  # fmt: skip
    root = Path(files.__file__).parent
    words = (".write_text(", ".write_bytes(", "mkstemp(", 'ZipFile(buffer, "w"', "os.replace(")
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in words)
    }
    assert found <= own
