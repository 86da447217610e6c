"""However the project is installed, the sandbox shows none of it but the worker."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PROBE

pytestmark = pytest.mark.sandbox
REPO = Path(__file__).resolve().parents[2]

_SCRIPT = """
import json, sys
from pathlib import Path
from autograder.sandbox import SandboxUnavailable, Zygote
probe, kind, repo, site = sys.argv[1:]
inside = '''
import os
def under(path):
    return sorted(os.path.join(f, n) for f, _, names in os.walk(path) for n in names)
try:
    import course
except ImportError as error:
    failed = type(error).__name__
else:
    failed = None
out = [failed, under(%r + "/course"), under(%r + "/autograder"),
       [p for p in under(%r) if "secret" in p], os.path.exists(%r + "/other.py")]
''' % (site, site, repo, site)
try:
    zygote = Zygote(Path(probe), "probe.main:serve", preload=[], kind=kind, packages=["course"])
except SandboxUnavailable as error:
    print(json.dumps(str(error)))
    sys.exit()
with zygote, zygote.spawn() as job:
    job.sock.sendall(inside.encode("unicode_escape") + b"\\n")
    text = job.sock.makefile().readline().strip()
print(json.dumps(text))
"""


@pytest.mark.parametrize("kind", ["namespaces", "bubblewrap"])
@pytest.mark.parametrize("place", [".venv", "."])
def test_a_plain_install_is_hidden_and_the_repo_around_it_too(
    kind: str, place: str, tmp_path: Path
) -> None:
    repo = tmp_path / "repo"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(repo / place)], check=True
    )
    site = next((repo / place).resolve().glob("lib/python3*/site-packages"))
    shutil.copytree(REPO / "autograder/sandbox", site / "autograder/sandbox")
    for path in ("autograder/__init__.py", "autograder/hidden/secret.py", "course/__init__.py",
                 "course/secret.py", "other.py"):  # fmt: skip
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("")
    (repo / "secret.txt").write_text("x")
    (repo / "exercises").mkdir()
    (repo / "exercises/secret.py").write_text("x")
    python = (repo / place).resolve() / "bin/python"
    told = subprocess.run(
        [python, "-I", "-c", _SCRIPT, str(PROBE), kind, str(repo.resolve()), str(site)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    text = json.loads(told.stdout)
    if text.startswith("No sandbox"):
        pytest.skip(text)
    assert text == "['ModuleNotFoundError', [], [], [], True]"
