"""The gradebook on PostgreSQL: a real server of this test's own, and the same numbers as SQLite."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.export.grades import read_grades
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.nb.commands import nbgrader
from autograder.nb.publish import Publisher
from autograder.nb.release import release
from tests.grade.helpers import RIGHT, hand_in_py

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.sandbox,
    pytest.mark.skipif(not BINARIES, reason="no PostgreSQL server here: install postgresql"),
]


@pytest.fixture
def server() -> Iterator[str]:
    """The `db_url` of a fresh server, run by an ordinary user in a folder of its own."""
    programs = BINARIES[-1].parent
    account = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    # A short path: a Unix socket's name must fit into 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), *arguments],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder, stdin=subprocess.DEVNULL, capture_output=program != "pg_ctl", text=True,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "grader", "--auth=trust", "--encoding=UTF8")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -p {port} -F"
        run("pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            run("createdb", "-h", str(folder), "-p", str(port), "-U", "grader", "gradebook")
            yield f"postgresql+psycopg://grader@/gradebook?host={folder}&port={port}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def test_release_grade_ingest_and_export_on_postgresql_equal_sqlite(course, server) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_py(course, "bo", RIGHT.replace("(1 + level) / 2", "level"))
    (course.folder / "submitted" / "chen" / "ch1_ols").mkdir(parents=True)
    found = []
    for db_url in ("", server):
        settings = course.folder / "autograder.toml"
        text = settings.read_text()
        settings.write_text(f'db_url = "{db_url}"\n' + text)
        there = Course(course.folder)
        assert (there.db_url == server) is bool(db_url)
        release(there, ["ch1_ols"])
        with GradingRun(there, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
            for graded in run.grade():
                publisher.publish(graded.result)
        nbgrader(there.folder, "export")
        exported = (there.folder / "grades.csv").read_text()
        found.append((read_grades(there, "ch1_ols"), sorted(exported.splitlines())))
        settings.write_text(text)
    assert found[0] == found[1]
    assert found[0][0][0].score == 10
    assert len(found[0][0]) == 3
