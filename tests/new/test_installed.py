"""From an installed wheel, in an empty folder: the course that `autograder new` writes goes all the way."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from autograder.wheel import build_wheel

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
ANSWERS = {
    "right": {
        "shared_birthday": "import numpy as np\n\ndef shared_birthday(people, days=365):\n"
        "    return 1 - np.prod((days - np.arange(people)) / days)\n",
        "full_album": "import numpy as np\n\ndef full_album(stickers, albums, seed):\n"
        "    rng = np.random.default_rng(seed)\n"
        "    p = np.arange(1, stickers + 1) / stickers\n"
        "    return rng.geometric(p, size=(albums, stickers)).sum(axis=1)\n",
    },
    "slip": {
        "shared_birthday": "def shared_birthday(people, days=365):\n"
        "    return 1 - (1 - 1 / days) ** (people - 1)\n",
    },
    # What is installed, and what lies in the course's folder, must be out of reach.
    "thief": {
        "shared_birthday": "def shared_birthday(people, days=365):\n"
        "    import chance\n\n    return chance.shared_birthday(people, days)\n",
    },
}


@pytest.fixture(scope="module")
def bin_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment in which the engine is installed from its wheel, and nothing else
    of this checkout: the libraries are those of the environment that runs the tests."""
    base = tmp_path_factory.mktemp("installed")
    venv.create(base / "venv", symlinks=True)
    place = {"base": str(base / "venv"), "platbase": str(base / "venv")}
    site = Path(sysconfig.get_path("purelib", "venv", vars=place))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    name, data = build_wheel(root)
    (base / name).write_bytes(data)
    python = base / "venv" / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, "--quiet", str(base / name)], check=True)
    return python.parent


@pytest.fixture(scope="module")
def run(bin_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    """Run a command of that environment in the empty folder, or in one below it."""
    empty = tmp_path_factory.mktemp("empty")

    def command(name: str, *words: str, within: str = ".") -> str:
        environment = {
            k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")
        }
        environment |= {"COLUMNS": "300", "TERM": "dumb"}
        # nbgrader starts alembic by its name, nbconvert finds its templates by their folder, and both
        # lie where the libraries do.
        environment["JUPYTER_PATH"] = str(Path(sys.prefix, "share", "jupyter"))
        environment["PATH"] = os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        done = subprocess.run(
            [str(bin_folder / name), *words],
            cwd=empty / within,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{name} {words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    command.empty = empty  # type: ignore[attr-defined]
    return command


def test_a_new_course_goes_all_the_way_from_an_installed_wheel(run, root) -> None:
    empty: Path = run.empty
    assert "vraisemblance" in run("autograder", "--version")
    run("autograder", "new", "chance")
    where = run("python", "-c", "import autograder; print(autograder.__file__)", within="chance")
    assert str(root) not in where and "site-packages" in where

    run("autograder", "build", within="chance")
    assert "is up to date" in run("autograder", "build", "--check", within="chance")
    proof = empty / "proof.json"
    run("autograder", "verify", "--seeds", "4", "--json", str(proof), within="chance")
    assert [e["problems"] for e in json.loads(proof.read_text())["exercises"]] == [[], []]

    spring = empty / "spring"
    run("autograder", "init", str(spring), within="chance")
    run("autograder", "release", str(spring), within="chance")
    with zipfile.ZipFile(spring / "kit" / "chance-kit.zip") as kit:
        names = kit.namelist()
        kit.extractall(empty)
    (wheel,) = [name for name in names if name.endswith(".whl")]
    with zipfile.ZipFile(empty / wheel) as inner:
        held = inner.namelist()
        record = inner.read(next(n for n in held if n.endswith("RECORD"))).decode()
    assert "autograder/student/cli.py" in held
    assert {line.split(",")[0] for line in record.splitlines()} == set(held)
    assert not [name for name in held if name.startswith("autograder/new/course/")]
    assert not [name for name in held if ".." in name or "__pycache__" in name]

    for student, files in ANSWERS.items():
        folder = spring / "submitted" / student / "ch1_chance"
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text)
    run("autograder", "grade", str(spring), "ch1_chance", "--feedback")
    run("autograder", "report", str(spring))
    with (spring / "reports" / "ch1_chance.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    result = {
        student: json.loads((spring / "results" / "ch1_chance" / f"{student}.json").read_text())
        for student in ANSWERS
    }
    first = {student: found["exercises"][0] for student, found in result.items()}
    assert [e["score"] for e in result["right"]["exercises"]] == [5.0, 10.0]
    assert first["slip"]["slip"]["name"] == "shares_yours"
    assert first["thief"]["score"] == 0
    assert set(rows) >= set(ANSWERS)
    assert (spring / "feedback" / "slip" / "ch1_chance" / "ch1_chance.html").is_file()


def test_a_students_kit_of_the_new_course_works_with_that_wheel(run) -> None:
    empty: Path = run.empty
    kit = empty / "student"
    run("autograder", "new", str(empty / "taught"))
    run("autograder", "build", within="taught")
    kit.mkdir()
    (empty / "taught" / "exercises").rename(kit / "exercises")
    assert "chance.full_album" in run("course", "list", within="student")
    (kit / "exercises/ch1_chance/full_album.py").write_text(ANSWERS["right"]["full_album"])
    assert "chance.full_album" in run("course", "check", "full_album", within="student")
    said = run("course", "read", "full_album", within="student")
    assert "The last sticker alone takes six packs" in " ".join(said.split())
