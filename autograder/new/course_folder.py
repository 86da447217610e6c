"""`autograder new DIR`: a course of another subject, with one chapter and two exercises."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from autograder.errors import UserError
from autograder.files import write_new
from autograder.settings import engine_distribution
from autograder.version import __version__

TEMPLATES = Path(__file__).resolve().parent / "course"
CHAPTER = "ch1_chance"


def new_course(folder: Path, title: str = "") -> list[Path]:
    """Write a small course into `folder`; return the files, in order.

    Nothing is overwritten. Raises `UserError` where the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder} is there already and is not empty, so nothing was written. Name a new folder."
        )
    name = _name(folder.resolve().name)
    engine = engine_distribution() or "autograder"
    words = {
        "NAME": name,
        "TITLE": title or name.replace("-", " ").replace("_", " ").capitalize(),
        "ENGINE": engine,
        "VERSION": version(engine) if engine_distribution() else __version__,
    }
    written = []
    for source in templates(TEMPLATES):
        target = folder / placed(source.relative_to(TEMPLATES).as_posix())
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        write_new(target, filled(text, words) if source.suffix in _FILLED else text)
        written.append(target)
    return written


# Where words in capitals are filled in: Python code is written as it is.
_FILLED = (".toml", ".md", ".txt")


def templates(folder: Path) -> list[Path]:
    """Return the files below a folder of templates. Raises `UserError` where there are none."""
    found = [p for p in sorted(folder.rglob("*")) if p.is_file() and "__pycache__" not in p.parts]
    if not found:
        raise UserError(
            "This installation came out of a student's kit, which has no templates in it. Install "
            f"{engine_distribution() or 'the autograder'} as an instructor does."
        )
    return found


def placed(name: str) -> str:
    """Return where a template goes: `dot-github/check.yml` is `.github/check.yml`.

    The package holds no file that git or a build would act on, and no chapter.
    """
    parts = [re.sub(r"^dot-", ".", part) for part in PurePosixPath(name).parts]
    return "/".join(CHAPTER if part == "chapter" else part for part in parts)


def filled(text: str, words: dict[str, str]) -> str:
    """Return a template with its words in capitals filled in."""
    return re.sub(rf"\b({'|'.join(words)})\b", lambda match: words[match[1]], text)


def _name(folder: str) -> str:
    """The course's short name, after its folder's."""
    plain = re.sub(r"[^a-z0-9_-]+", "-", folder.lower()).strip("-_")
    plain = re.sub(r"^[^a-z]+", "", plain)
    return plain or "course"
