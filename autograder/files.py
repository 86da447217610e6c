"""Files written whole or not at all, and zips that are the same from the same content."""

from __future__ import annotations

import io
import os
import secrets
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

# Zip files carry dates; one that never changes makes the same zip from the same files.
_DATE = (2026, 1, 1, 0, 0, 0)


def write_whole(path: Path, content: str | bytes, *, sync: bool = True) -> None:
    """Write a file whole or not at all: a full disk or a pulled plug leaves the old one.

    A file that is there keeps its mode; a new one has what the umask leaves. A link in its place is
    replaced and never followed: whoever made it does not choose where we write. `sync=False` is for
    what can be made again: it does not wait for the disk. Raises `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # "x" fails where anything of that name is there, a link too, and honours the umask.
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(_as_bytes(content))
            file.flush()
            if sync:
                os.fsync(file.fileno())
        mode = _mode_of(path)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet, and leave nothing where that fails.

    Raises `FileExistsError` where the name is taken meanwhile, by a link too, and `OSError`.
    """
    with path.open("xb") as file:
        try:
            file.write(_as_bytes(content))
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def write_output(path: Path, content: str | bytes) -> None:
    """Write what a person wants at a path that they named: whole or not at all where it is a file.

    What a link leads to, a device such as `/dev/stdout` or a pipe is written as it is. A folder that
    is not there may be a slip of the pen: none is made. Raises `OSError`.
    """
    path.parent.stat()
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.write_bytes(_as_bytes(content))
    else:
        write_whole(path, content, sync=False)


def zipped(
    files: Mapping[str, bytes], programs: Collection[str] = (), *, comment: bytes = b""
) -> bytes:
    """Return a zip of these files, name -> content; `programs` are the names that can be run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = (stat.S_IFREG | (0o755 if name in programs else 0o644)) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same zip on every system
            archive.writestr(info, files[name])
    return buffer.getvalue()


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _mode_of(path: Path) -> int | None:
    """The permissions of a plain file; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) & 0o777 if stat.S_ISREG(found.st_mode) else None
