"""How a file that a student made is read: little of it, through no link, and never waiting for it.

Every place that opens one goes through here. The limits stand here too, so that the manual can name
them. Light to import: the student's own command reads with it as well.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import re
import stat
import tokenize
import unicodedata
from pathlib import Path
from typing import NamedTuple

MIB = 2**20

# One .py file; all of a submission's together, and how many of them.
MAX_SOURCE = 2 * MIB
MAX_SOURCES_TOTAL = 8 * MIB
MAX_SOURCES = 200
# A notebook, with its outputs; what is left of it without them; its cells.
MAX_NOTEBOOK = 100 * MIB
MAX_NOTEBOOK_TEXT = 5 * MIB
MAX_CELLS = 5_000
# Notebooks of one submission that are opened, to look for work.
MAX_NOTEBOOKS = 20
# A zip file, the files in it, and all of them unpacked.
MAX_ZIP = 50 * MIB
MAX_ZIP_FILES = 1_000
MAX_UNZIPPED = 110 * MIB
MAX_ZIPS = 5
# Names in one folder, and folders in folders, that are looked at.
MAX_NAMES = 5_000
MAX_FOLDERS = 100
MAX_DEPTH = 4
# `timestamp.txt` of nbgrader's exchange.
MAX_TIMESTAMP = 1024
# The name of a student's folder or of a file, in bytes.
MAX_NAME = 200

# Where a hidden file system boundary or a device would make an open wait. Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class Refused(Exception):
    """A file that is not read. Says why, in words that go on from the file's name."""


class Taken(NamedTuple):
    """The bytes of a file, and the number of names that it has on the disk (hard links)."""

    data: bytes
    info: os.stat_result


def take(path: Path, limit: int, *, follow: bool = False) -> Taken:
    """Return a plain file's bytes. Raises `Refused` for anything else, and above `limit` bytes.

    What is looked at is what is read: the file is opened first, without following a link (unless
    `follow`, on the student's own machine) and without waiting for a pipe, and only then examined.
    """
    try:
        handle = os.open(path, _FLAGS | _BINARY | (0 if follow else _NO_LINKS))
    except FileNotFoundError:
        raise Refused("does not exist") from None
    except (OSError, ValueError) as error:
        raise Refused(_why_not_opened(path, error)) from None
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise Refused(f"is {_kind(info.st_mode)}, not a plain file, and was not read")
        if not follow and not _NO_LINKS and path.is_symlink():
            raise Refused("is a link, not a plain file, and was not read")
        if info.st_size > limit:
            raise Refused(f"is larger than {size(limit)}, and was not read")
        with os.fdopen(handle, "rb") as file:
            handle = -1
            # A file may grow while it is read, and some have no size at all.
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"could not be read: {error.strerror or type(error).__name__}") from None
    finally:
        if handle >= 0:
            with contextlib.suppress(OSError):
                os.close(handle)
    if len(data) > limit:
        raise Refused(f"is larger than {size(limit)}, and was not read")
    return Taken(data, info)


def read_bytes(path: Path, limit: int, *, follow: bool = False) -> bytes:
    """Return a plain file's bytes. Raises `Refused`, as `take` does."""
    return take(path, limit, follow=follow).data


def _why_not_opened(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ELOOP, getattr(errno, "EMLINK", -1)):
        return "is a link, not a plain file, and was not read"
    if isinstance(error, OSError) and error.errno == errno.ENXIO:  # a socket, a pipe with no writer
        return "is not a plain file, and was not read"
    with contextlib.suppress(OSError, ValueError):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return f"is {_kind(mode)}, not a plain file, and was not read"
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"could not be read: {reason}"


def _kind(mode: int) -> str:
    for test, word in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISLNK, "a link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    ):
        if test(mode):
            return word
    return "a device"


def size(limit: int) -> str:
    """Return a limit in words: `2 MB`."""
    return f"{limit // MIB} MB" if limit >= MIB else f"{limit} bytes"


def shown(name: str, longest: int = 100) -> str:
    """Return a name as it can be shown anywhere: what is not printable is escaped, what is long is cut."""
    safe = printable(name)
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"


def printable(text: str) -> str:
    """Return a text on one line, with what is not printable escaped: `\\x1b`."""
    return "".join(c if is_printable(c) else c.encode("unicode_escape").decode() for c in text)


def is_printable(char: str) -> bool:
    """Return whether a character shows itself: no control, no direction mark, no half a character.

    Blanks of other scripts do, and the joiners that Persian, Hindi and emoji are written with.
    """
    return char.isprintable() or char in _PRINTED


# Blanks, and the two joiners, which `str.isprintable` counts out.
_PRINTED = frozenset("\u00a0\u1680\u202f\u205f\u3000\u200c\u200d") | frozenset(
    map(chr, range(0x2000, 0x200B))
)


def same_name(name: str) -> str:
    """Return a name as it compares: macOS writes an accent as a character of its own."""
    return unicodedata.normalize("NFC", name)


class Text(NamedTuple):
    """A file's text, with line ends as Python reads them, and what has to be said of it."""

    text: str
    notes: tuple[str, ...] = ()


_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = ("utf-8", "utf8", "u8", "ascii", "us-ascii", "utf-8-sig")
# What editors of western Europe wrote before UTF-8. Each byte is one character: nothing can hide.
_BYTEWISE = {
    "latin-1": "latin-1", "latin1": "latin-1", "iso-8859-1": "latin-1", "iso8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15", "iso8859-15": "iso-8859-15", "latin-9": "iso-8859-15",
    "cp1252": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


def decode(data: bytes) -> Text:
    """Return bytes as text, whatever editor wrote them: UTF-8, UTF-16, UTF-32 or Windows-1252."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    for mark, name in _BOMS:
        if data.startswith(mark):
            with contextlib.suppress(UnicodeDecodeError):
                return Text(data.decode(name), (_as(name.upper()),))
    # Text in UTF-16 without its mark: each second byte of plain letters is zero.
    if len(data) >= 4 and len(data) % 2 == 0 and b"\0" in data[:4]:
        name = "utf-16-le" if data[1] == 0 else "utf-16-be"
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(name)
            if "\0" not in text:
                return Text(text, (_as("UTF-16"),))
    with contextlib.suppress(UnicodeDecodeError):
        return Text(data.decode("utf-8"))
    with contextlib.suppress(UnicodeDecodeError):
        return Text(data.decode("cp1252"), (_as("Windows-1252"),))
    return Text(data.decode("latin-1"), (_as("Latin-1"),))


def _as(name: str) -> str:
    return f"is not UTF-8 text; it was read as {name}. Save it as UTF-8"


_COOKIE = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)([-\w.]+)", re.ASCII)
_BLANK = re.compile(r"^[ \t\f]*(?:#.*)?$", re.DOTALL)


def decode_source(data: bytes) -> Text:
    """Return the text of a Python file, so that what a reader sees is what Python runs.

    A line such as `# coding: latin-1` is obeyed for encodings in which a byte is a character, and
    then says utf-8, which is what the text is from here on. Any other is `Refused`: under
    `raw_unicode_escape` a comment can hold code that no reader sees.
    """
    text, notes = decode(data)
    declared = _declared(text)
    if declared is not None:
        line, name = declared
        known = name.lower().replace("_", "-")
        if known in _BYTEWISE and not any("read as UTF" in note for note in notes):
            if not data.startswith(codecs.BOM_UTF8):
                with contextlib.suppress(UnicodeDecodeError):
                    text, notes = data.decode(_BYTEWISE[known]), ()
        elif not (known in _UTF8 or known.startswith("utf-8-")):
            raise Refused(
                f"says in line {line} that its encoding is {shown(name, 40)}, and was not read: "
                "save it as UTF-8 and delete that line"
            )
    # Python ends lines at \r as well; a reader's program may not, and shows what follows as comment.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    declared = _declared(text)
    if declared is not None and declared[1].lower().replace("_", "-") != "utf-8":
        lines = text.split("\n")
        lines[declared[0] - 1] = _COOKIE.sub(r"\1utf-8", lines[declared[0] - 1], count=1)
        text = "\n".join(lines)
    if not _is_utf8_to_python(text):
        raise Refused("declares an encoding other than UTF-8, and was not read: save it as UTF-8")
    return Text(text, notes)


def _declared(text: str) -> tuple[int, str] | None:
    """The line and the name of the encoding that Python's rule (PEP 263) finds."""
    head = text[:4096].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:2]
    for number, line in enumerate(head, start=1):
        found = _COOKIE.match(line)
        if found:
            return number, found[2]
        if not _BLANK.match(line):
            return None
    return None


def _is_utf8_to_python(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0] in ("utf-8", "utf-8-sig")
    except SyntaxError:
        # Bytes that no text can have; Python will say so where it runs, and nothing is hidden.
        return b"coding" not in b"\n".join(data.split(b"\n", 2)[:2])


# What makes code read otherwise than it runs: marks that turn the direction, and characters that
# editors take for the end of a line and Python does not.
_HIDING = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\u200b\u2060\ufeff\U000e0000-\U000e007f]"
)


def hidden_characters(text: str) -> str:
    """Say which characters of a source a reader does not see, and where the first is; or nothing."""
    found = _HIDING.search(text)
    if found is None:
        return ""
    line = text.count("\n", 0, found.start()) + 1
    return (
        f"holds in line {line} the character U+{ord(found[0]):04X}, which cannot be seen and can "
        "make code look other than it runs: delete it"
    )
