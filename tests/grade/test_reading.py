"""A student's files are read within limits: no link, no wait, no more bytes than stated, no surprise."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from autograder import notebooks, parsing, reading, student_work
from autograder.attempts import timestamp
from autograder.grade import places
from autograder.grade.submission import Submission, read_submission
from autograder.registry import Chapter
from tests.grade.helpers import RIGHT, STEM, fill, notebook

OTHER_USER = 12345


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "submitted" / "ada" / "ch1_ols"
    made.mkdir(parents=True)
    (made / f"{STEM}.py").write_text(RIGHT)
    return made


@pytest.fixture
def read(folder, ols_chapter: Chapter):
    stubs = {e.stem: "" for e in ols_chapter.exercise}

    def now() -> Submission:
        return read_submission(folder, "ada", ols_chapter, stubs)

    return now


def said(submission: Submission) -> str:
    return "\n".join(submission.problems)


def test_pipes_sockets_devices_folders_and_links_are_refused_without_waiting(folder, read) -> None:
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "socket.py"))
    (folder / "link.py").symlink_to("/dev/zero")
    (folder / "folder.py").mkdir()
    (folder / "loop.py").symlink_to("loop.py")
    (folder / "round").symlink_to(folder)
    submissions: list[Submission] = []
    reader = threading.Thread(target=lambda: submissions.append(read()), daemon=True)
    reader.start()
    reader.join(60)
    assert submissions, "reading waits"
    told = said(submissions[0])
    for name in ("pipe", "socket", "link", "folder", "loop"):
        assert f"{name}.py is " in told
        assert "not a plain file" in told
    assert "round is a link to a folder" in told
    assert submissions[0].files == {f"{STEM}.py": RIGHT}


def test_what_is_opened_is_what_is_read(tmp_path, monkeypatch) -> None:
    """A file that becomes a link after it was looked at is not followed: nothing is looked at before."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    path = tmp_path / "a.py"
    path.write_text("x = 1")
    true_open = os.open

    def swap_first(name, *args, **kwargs):
        if str(name) == str(path):
            path.unlink()
            path.symlink_to(secret)
        return true_open(name, *args, **kwargs)

    monkeypatch.setattr(os, "open", swap_first)
    with pytest.raises(reading.Refused, match="is a link"):
        reading.read_bytes(path, 100)


def test_sparse_files_cost_nothing_and_are_named(folder, read) -> None:
    for name, size in (("big.py", 600 << 20), ("ch1_ols.ipynb", 3 << 30), ("timestamp.txt", 3 << 30),
                       ("big.zip", 3 << 30)):  # fmt: skip
        with (folder / name).open("wb") as file:
            file.truncate(size)
    told = said(read())
    for words in ("big.py is larger than 2 MB", "ch1_ols.ipynb is larger than 100 MB",
                  "big.zip is larger than 50 MB"):  # fmt: skip
        assert words in told
    assert timestamp(folder) is None


def test_a_file_that_cannot_be_read_costs_that_file(folder, read, root) -> None:
    """As another user than root, whom no mode stops."""
    if os.getuid() != 0:
        (folder / "helper.py").write_text("x = 1")
        (folder / "helper.py").chmod(0)
        assert "helper.py could not be read: Permission denied" in said(read())
        return
    (folder / "helper.py").write_text("x = 1")
    (folder / "helper.py").chmod(0)
    (folder / "inner").mkdir()
    (folder / "inner").chmod(0)
    for above in folder.parents:
        if above.stat().st_uid == 0 and above != Path("/") and not above.stat().st_mode & 0o005:
            above.chmod(above.stat().st_mode | 0o055)
    code = f"""
import os
from pathlib import Path
from autograder.grade.submission import read_submission
from autograder.registry import read_chapter
chapter = read_chapter(Path({str(root)!r}) / "solutions" / "ch1_ols")
stubs = {{e.stem: "" for e in chapter.exercise}}
os.setgroups([]); os.setgid({OTHER_USER}); os.setuid({OTHER_USER})
found = read_submission(Path({str(folder)!r}), "ada", chapter, stubs)
print(sorted(found.files)); print(*found.problems, sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stderr
    assert f"['{STEM}.py']" in done.stdout
    assert "helper.py could not be read: Permission denied" in done.stdout
    assert "inner/ could not be read: Permission denied" in done.stdout


def test_names_that_cannot_be_shown_are_escaped_and_not_read(folder, read) -> None:
    names = [b"na\xefve.py", b"\xff" * 240 + b".py", "n\u202eyp.py".encode(), b"line\nbreak.py",
             b"esc\x1b[31m.py", b"n" * 250 + b".py"]  # fmt: skip
    for name in names:
        (folder / os.fsdecode(name)).write_text("x = 1")
    found = read()
    assert list(found.files) == [f"{STEM}.py"]
    assert len(found.problems) == len(names)
    assert all(map(reading.is_printable, "".join(found.problems)))
    assert all(len(p) < 250 for p in found.problems)


def test_a_hundred_thousand_names_are_not_all_looked_at(folder, read, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MAX_NAMES", 200)
    for i in range(500):
        (folder / f"a{i}.txt").touch()
    found = read()
    assert found.files == {f"{STEM}.py": RIGHT}
    assert "more than 200 names" in said(found)


def test_folders_without_end_are_not_all_looked_at(folder, read) -> None:
    deep = folder
    for _ in range(60):
        deep /= "d"
    deep.mkdir(parents=True)
    for i in range(150):
        (folder / f"w{i}").mkdir()
    told = said(read())
    assert "too deep, or in too many folders" in told
    assert len(told.splitlines()) <= 31


def test_a_vanished_folder_is_a_submission_without_work(folder, read) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert set(read().origin.values()) == {""}


def test_a_hard_link_to_a_neighbours_file_is_said_of_both(tmp_path, folder, read) -> None:
    neighbour = tmp_path / "submitted" / "bo" / "ch1_ols"
    neighbour.mkdir(parents=True)
    os.link(folder / f"{STEM}.py", neighbour / f"{STEM}.py")
    found = read()
    assert f"{STEM}.py is one and the same file on the disk" in said(found)
    assert found.origin[STEM] == "py"


def test_a_hard_link_of_a_backup_is_graded_and_said(tmp_path, folder, read) -> None:
    os.link(folder / f"{STEM}.py", tmp_path / "backup.py")
    found = read()
    assert "has a second name on this disk" in said(found)
    assert found.origin[STEM] == "py"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make another user's file")
def test_a_hard_link_to_another_users_file_is_not_read(tmp_path, folder, read) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text("SECRET = 1")
    os.chown(secret, OTHER_USER, OTHER_USER)
    os.link(secret, folder / "mine.py")
    found = read()
    assert "mine.py is a hard link to a file of another user" in said(found)
    assert "mine.py" not in found.files


def test_a_million_empty_cells_are_refused_and_large_outputs_are_skipped(root) -> None:
    with pytest.raises(notebooks.NotANotebook, match="more than 5000 cells"):
        notebooks.read_notebook(b'{"cells": [' + b"{}," * 999_999 + b"{}]}")
    made = fill(notebook(root), RIGHT)
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"data": {"image/png": "i" * 10**6, "x": [[], {"outputs": ['"\\']}]}}
            ]
    found = notebooks.read_notebook(json.dumps(made).encode())
    assert len(found.text) < 10**5
    assert [c.source for c in found.cells] == [
        "".join(c["source"]) for c in fill(notebook(root), RIGHT)["cells"]
    ]


def test_reading_a_hostile_notebook_takes_little_memory(tmp_path, root) -> None:
    hostile = {
        "cells": b'{"cells": [' + b"{}," * 3_000_000 + b"{}]}",
        "brackets": b'{"cells":' + b"[" * 10_000_000,
        "outputs": b'{"cells": [{"outputs": [' + b'{"a":[]},' * 3_000_000 + b"1]}]}",
        "strings": b'{"cells": [{"source": [' + b'"",' * 5_000_000 + b'""]}]}',
        "quotes": b'{"cells": [{"outputs": ["' + b'\\"' * 10_000_000 + b'"]}]}',
        "backslashes": b'{"cells": ["' + b"\\" * 20_000_000 + b'"]}',
        "digits": b'{"cells": [' + b"9" * 4_000_000 + b"]}",
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    code = f"""
import resource
from pathlib import Path
from autograder.notebooks import read_notebook, NotANotebook
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
for path in sorted(Path({str(tmp_path)!r}).iterdir()):
    data = path.read_bytes()
    try:
        read_notebook(data)
    except NotANotebook as error:
        print(path.name, error)
# Not `ru_maxrss`: it counts the process that started this one, too.
(peak,) = (x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stderr[-500:]
    assert int(done.stdout.splitlines()[-1]) < 300  # MiB, of which the files' own bytes are 40


@pytest.mark.parametrize(
    "text",
    ['{"outputs": "x"}', '["outputs", {"a": "outputs"}]', '{"outputs": [1, "]", {"}": []}], "b": 2}',
     '{"a": "\\\\", "outputs": [], "b": "\\""}', '{"attachments": {"x": [1]}, "b": 1}'],
)  # fmt: skip
def test_only_outputs_are_left_out(text) -> None:
    def without(value):
        if isinstance(value, dict):
            return {
                k: []
                if k in ("outputs", "attachments") and isinstance(v, dict | list)
                else without(v)
                for k, v in value.items()
            }
        return [without(v) for v in value] if isinstance(value, list) else value

    left = notebooks.without_outputs(text.encode())
    assert json.loads(left) == without(json.loads(text))


DEEP = "raise a" + ".b" * 1500


@pytest.mark.parametrize(
    "text",
    [DEEP, f"def f():\n    {DEEP}\n", f"def confidence_interval():\n    {DEEP} # NotAttempted\n",
     "-" * 50_000 + "1", "1" + "+1" * 100_000, "(" * 300, "\0", "x = '" + "\ud800" + "'", "[" * 90,
     "x = " + "9" * 5000, "lambda: " * 3000 + "1", "\x0c\x0c", "def f(:\n"],
)  # fmt: skip
def test_no_source_stops_who_looks_into_it(text) -> None:
    for look in (
        lambda: student_work.same_code(text, "x = 1"),
        lambda: student_work.raises_not_attempted(text, "confidence_interval"),
        lambda: parsing.below_statement(text),
        lambda: reading.hidden_characters(text),
    ):
        look()
    try:
        parsing.defined_names(text)
    except parsing.NotPython as error:
        assert str(error)


def test_a_source_that_is_too_long_is_not_parsed(monkeypatch) -> None:
    monkeypatch.setattr(ast, "parse", lambda *a: pytest.fail("it was parsed"))
    assert not student_work.same_code("#" * (parsing.MAX_PARSED + 1), "x")


def test_code_on_the_statements_own_line_is_shown() -> None:
    shown = parsing.below_statement('"""Statement."""; confidence_interval = print\nx = 1\n')
    assert shown == "confidence_interval = print\nx = 1"
    assert parsing.below_statement('"""A\x0cb\u2028c\n"""\nx = 1\n') == "x = 1"


HIDES = (
    "# coding: raw_unicode_escape\ndef confidence_interval(*a):\n"
    "    # \\u000a    return 7\n    return 0\n"
)


@pytest.mark.parametrize(
    ("first", "refused"),
    [("# coding: raw_unicode_escape", True), ("# -*- coding: unicode_escape -*-", True),
     ("#!/usr/bin/python\n# vim: set fileencoding=utf-7 :", True), ("\x0c # coding:utf_16", True),
     ("# x\r# coding: utf-7", True), ("\r# coding: utf-7", True), ("# coding: rot13", True),
     ("# coding: punycode", True), ("# coding: hz", True), ("# coding: no-such", True),
     ("# coding: utf-8", False), ("# -*- coding: UTF_8 -*-", False), ("# coding: ascii", False),
     ("import os\n# coding: utf-7", False), ("# coding: latin-1", False), ("# my encoding", False),
     ("# coding: cp1252", False), ("\n\n# coding: utf-7", False)],
)  # fmt: skip
def test_an_encoding_in_which_code_hides_is_refused(first, refused) -> None:
    data = f"{first}\nx = 1\n".encode()
    if refused:
        with pytest.raises(reading.Refused, match="save it as UTF-8"):
            reading.decode_source(data)
        return
    text = reading.decode_source(data).text
    # What the sandbox runs, from a file in UTF-8, is the text that a reader sees.
    assert compile(text.encode(), "a.py", "exec")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_hidden_code_is_refused_and_the_instructor_is_told(folder, read, mark) -> None:
    (folder / f"{STEM}.py").write_bytes(mark + HIDES.encode())
    found = read()
    assert found.origin[STEM] == ""
    assert "its encoding is raw_unicode_escape, and was not read" in said(found)


@pytest.mark.parametrize("name", ["latin-1", "cp1252", "iso-8859-15"])
def test_a_western_encoding_is_obeyed_and_the_text_says_utf_8_from_then_on(name) -> None:
    text = reading.decode_source(f"# -*- coding: {name} -*-\nx = 'é€'[0]\n".encode(name, "replace"))
    assert text.text == f"# -*- coding: utf-8 -*-\nx = 'é{'€' if name != 'latin-1' else '?'}'[0]\n"
    assert text.notes == ()


@pytest.mark.parametrize(
    "char", ["\u202e", "\u2066", "\x0c", "\x0b", "\u2028", "\x85", "\x1b", "\x08"]
)
def test_characters_that_deceive_a_reader_are_named(folder, read, char, root) -> None:
    (folder / f"{STEM}.py").write_text(f"# a comment {char}\n" + RIGHT)
    assert f"{STEM}.py holds in line 1 the character U+{ord(char):04X}" in said(read())
    book = fill(notebook(root), f"# a comment {char}\n" + RIGHT)
    (folder / "ch1_ols.ipynb").write_bytes(msgspec.json.encode(book))
    assert f"the character U+{ord(char):04X}" in said(read()).split("ch1_ols.ipynb, cell")[1]


def test_line_ends_are_pythons_in_files_and_cells(folder, read, root) -> None:
    (folder / f"{STEM}.py").write_bytes(b"# a\rx = 1\r\ny = 2\n")
    (folder / "ch1_ols.ipynb").write_bytes(
        msgspec.json.encode(fill(notebook(root), "# a\rx = 1\r\n"))
    )
    found = read()
    assert found.files[f"{STEM}.py"] == "# a\nx = 1\ny = 2\n"
    assert found.cells
    assert "# a\nx = 1\n" in [c.source for c in found.cells]


def test_a_zip_file_is_read_in_memory_and_within_limits(monkeypatch) -> None:
    with pytest.raises(reading.Refused, match="more than 1000 files"):
        list(places.read_zip(b"PK\1\2" * 1001))
