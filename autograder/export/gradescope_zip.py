"""A Gradescope autograder that carries the course: unpacked by Gradescope into /autograder/source."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tomli_w

from autograder.files import write_output, zipped
from autograder.grade.course_folder import SETTINGS, new_seed
from autograder.grade.grading_run import find_chapter
from autograder.registry import Chapter
from autograder.settings import FILE, CourseFile, read_course
from autograder.wheel import wheels

# Everything the engine reads of a checkout, for one chapter.
_SHARED = (FILE, "pyproject.toml", "README.md", "LICENSE")

_SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: what grading ASSIGNMENT needs, and no more.
set -euo pipefail
base="${AUTOGRADER_DIR:-/autograder}"
apt-get update -q
apt-get install -y -q --no-install-recommends python3 python3-venv bubblewrap
python3 -m venv "$base/venv"
"$base/venv/bin/pip" install --quiet INSTALLED
"""

_RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for each submission. Paths can be set for a trial run elsewhere.
set -euo pipefail
base="${AUTOGRADER_DIR:-/autograder}"
python="${AUTOGRADER_PYTHON:-$base/venv/bin/python}"
exec "$python" -m autograder.export.gradescope_run "$base"
"""


def setup_script(chapter: Chapter, course: CourseFile, wheel_names: Iterable[str]) -> str:
    """Return `setup.sh`: of the heavy libraries it installs those that the chapter uses."""
    heavy = [course.libraries[name].extra for name in chapter.libraries]
    extras = ",".join((*course.grader_extras, *filter(None, heavy)))
    first, *others = (f"$base/source/wheels/{name}" for name in wheel_names)
    installed = [f"{first}[{extras}]" if extras else first, *others, *course.requires]
    listed = " ".join(f'"{one}"' for one in installed)
    return _SETUP.replace("ASSIGNMENT", chapter.folder).replace("INSTALLED", listed)


def write_zip(path: Path, root: Path, assignment: str, allow_no_sandbox: bool = False) -> None:
    """Write the zip for one chapter, whole or not at all."""
    chapter = find_chapter(root, assignment)  # an unknown name is one clear error
    course, made = read_course(root), wheels(root)
    # The path is only known where it runs; the seed is drawn once, here.
    settings = {
        "assignment": assignment,
        "seed": new_seed(),
        "allow_no_sandbox": allow_no_sandbox,
    }
    files: dict[str, bytes] = {
        "setup.sh": setup_script(chapter, course, made).encode(),
        "run_autograder": _RUN.encode(),
        **{f"wheels/{name}": data for name, data in made.items()},
        SETTINGS: tomli_w.dumps(settings).encode(),
    }
    folders = [
        root / "solutions" / assignment,
        root / "exercises" / assignment,
        root / "autograder",
        *([root / course.reference] if course.reference else []),
    ]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                files[f"checkout/{file.relative_to(root)}"] = file.read_bytes()
    for name in _SHARED:
        if (root / name).is_file():
            files[f"checkout/{name}"] = (root / name).read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_output(path, zipped(files, programs=("setup.sh", "run_autograder")))
