"""A real Jupyter server on this machine, and a headless Chromium that can reach nothing else."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Longer than anything takes; a condition that does not come true fails here.
PATIENCE_S = 60.0


class Server(NamedTuple):
    """A running Jupyter server: its address with a slash at the end, its token, and its log."""

    url: str
    token: str
    log: Path

    def page(self, path: str) -> str:
        """The address of a page, with the token."""
        return f"{self.url}{path}?token={self.token}"


@contextmanager
def jupyter(folder: Path, scratch: Path, *options: str) -> Iterator[Server]:
    """A Jupyter server in `folder` whose settings, runtime files and kernels are its own."""
    token, runtime, log = secrets.token_hex(16), scratch / "runtime", scratch / "server.log"
    own = ("config", "data", "runtime", "ipython", "home")
    for name in own:
        (scratch / name).mkdir(parents=True)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")},
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "HOME": str(scratch / "home"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "IPYTHONDIR": str(scratch / "ipython"),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={token}",
        "--ServerApp.quit_button=False",
        *options,
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Server(_address(process, runtime, log), token, log)
        finally:
            process.terminate()  # one SIGTERM: the server shuts its kernels down and leaves
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """The address from the file that the server writes when it listens."""
    said = runtime / f"jpserver-{process.pid}.json"
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            return str(json.loads(said.read_text(encoding="utf-8"))["url"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise AssertionError(f"the Jupyter server did not start:\n{log.read_text()[-3000:]}")


class Browser:
    """Pages that reach this machine only; whatever else they ask for is refused and noted."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._contexts: list[Any] = []

    def page(self, **options: Any) -> Any:
        """A new page with an empty cookie jar."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(PATIENCE_S * 1000)
        context.route("**/*", self._route)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()

    def _route(self, route: Any) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("data", "blob") or address.hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt install chromium)")
    reason = "needs the Python package playwright (pip install playwright; no browser download)"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Browser]:
    """The browser, with pages of this test's own."""
    ours = Browser(chromium)
    yield ours
    ours.close()
