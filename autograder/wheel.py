"""The wheels that go into a student's kit: built from a checkout, or packed again as installed."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlparse

import msgspec

from autograder.errors import UserError
from autograder.files import zipped
from autograder.settings import CourseFile, engine_distribution, read_course

# Wheels carry dates; one that never changes makes the same wheel from the same files.
_EPOCH = "1767225600"
_TEMPLATES = ("autograder/new/course/", "autograder/new/exercise/")
# What an installer notes beside a distribution, and a wheel does not hold.
_NOTES = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


def wheels(root: Path) -> dict[str, bytes]:
    """Return file name -> wheel of all that a student of the course installs, the course's own first.

    Raises `UserError` where one cannot be made.
    """
    course, engine = read_course(root), engine_distribution()
    names = dict.fromkeys(_plain(n) for n in (course.distribution, engine) if n)
    return {name: _for_students(data) for name, data in (_wheel_of(n, root) for n in names)}


def requirements(course: CourseFile, made: dict[str, bytes], folder: str) -> list[str]:
    """Return what `pip install` is told, so that a student can work: wheels in `folder`, and more."""
    extras = f"[{','.join(course.student_extras)}]" if course.student_extras else ""
    first, *others = made
    return [f"{folder}{first}{extras}", *(f"{folder}{name}" for name in others), *course.requires]


def build_wheel(checkout: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the wheel of a checkout with a `pyproject.toml`."""
    try:
        from hatchling import build
    except ImportError:
        raise UserError(
            "The kit carries the course as a wheel, and building one needs hatchling: "
            "pip install hatchling"
        ) from None
    with tempfile.TemporaryDirectory() as folder, _inside(checkout), _fixed_date():
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            name = build.build_wheel(folder)
        return name, (Path(folder) / name).read_bytes()


def _wheel_of(distribution: str, root: Path) -> tuple[str, bytes]:
    for checkout in (root, _editable(distribution)):
        if checkout is not None and _project(checkout) == distribution:
            return build_wheel(checkout)
    return packed_again(distribution)


def packed_again(distribution: str) -> tuple[str, bytes]:
    """Return the wheel that an installed distribution came from, made of the files it left."""
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        raise UserError(
            f"The student kit needs a wheel of {distribution}, which is not installed. Install it "
            "(pip install), or correct the distribution in course.toml."
        ) from None
    info = f"{_plain(distribution)}-{found.version}.dist-info"
    files: dict[str, bytes] = {}
    for path in found.files or ():
        name = path.as_posix()
        note = name.startswith(info) and path.name in _NOTES
        # Scripts lie outside, and are made anew from the entry points.
        if not note and ".." not in path.parts and "__pycache__" not in path.parts:
            files[name] = path.read_binary()
    tag = re.search(r"^Tag: *(\S+)", files.get(f"{info}/WHEEL", b"").decode(), re.M)
    if tag is None:
        raise UserError(f"{distribution} is not installed as a wheel: install it again with pip.")
    record = "".join(f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return f"{_plain(distribution)}-{found.version}-{tag[1]}.whl", zipped(files)


def installed_with_the_engine() -> list[Path]:
    """Return the Python files that are installed with the engine: a course's library, for one."""
    distribution = engine_distribution()
    checkout = _editable(distribution)
    if checkout is not None:
        reference = read_course(checkout).reference
        return sorted((checkout / reference).rglob("*.py")) if reference else []
    try:
        found = metadata.distribution(distribution).files or ()
    except (metadata.PackageNotFoundError, ValueError):
        return []
    return [Path(str(file.locate())).resolve() for file in found if file.suffix == ".py"]


def _for_students(wheel: bytes) -> bytes:
    """The wheel without the templates of `autograder new`, which hold the answers to two exercises."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        files = {n: archive.read(n) for n in archive.namelist() if not n.startswith(_TEMPLATES)}
    (record,) = (name for name in files if name.endswith(".dist-info/RECORD"))
    lines = files[record].decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(_TEMPLATES)]
    return wheel if kept == lines else zipped({**files, record: "".join(kept).encode()})


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def _editable(distribution: str) -> Path | None:
    """The checkout that a distribution is installed from, where it is (pip install -e)."""
    try:
        text = metadata.distribution(distribution).read_text("direct_url.json")
        found = msgspec.json.decode(text or "{}")
    except (metadata.PackageNotFoundError, msgspec.DecodeError):
        return None
    editable = found.get("dir_info", {}).get("editable")
    return Path(unquote(urlparse(found["url"]).path)) if editable else None


def _project(checkout: Path) -> str:
    try:
        text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
        return _plain(str(tomllib.loads(text)["project"]["name"]))
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError):
        return ""


def _plain(name: str) -> str:
    """A distribution's name as it stands in the names of files."""
    return re.sub(r"[-_.]+", "_", name).lower()


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _fixed_date() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
