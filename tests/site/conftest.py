"""The site's own modules on the path, and the built site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "site"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the site, built once, strictly, and from a foreign working directory."""
    folder = tmp_path_factory.mktemp("site")
    config, public = ROOT / "site" / "mkdocs.yml", folder / "public"
    command = f"mkdocs build --strict -f {config} -d {public}".split(" ")
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "MPLCONFIGDIR": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    return public
