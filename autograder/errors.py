"""Errors that a user can cause, each one clear paragraph: what, where, and what to do."""

from __future__ import annotations

import errno


class UserError(Exception):
    """Shown as one paragraph, without a traceback. `exit_code` 2: usage or environment; 1: work to do."""

    def __init__(self, message: str, *, exit_code: int = 2) -> None:
        super().__init__(" ".join(message.split()))
        self.exit_code = exit_code

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: in a notebook, too, it is one paragraph.
        return [str(self)]


# A full disk, a used-up quota, a file system that is read-only, a folder that is somebody else's.
_NOT_WRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


def not_writable(error: OSError) -> UserError | None:
    """Return what to tell where the disk refused to be written to; None for any other error."""
    if error.errno not in _NOT_WRITABLE:
        return None
    return UserError(
        f"{error.filename or 'A file'} cannot be written: {error.strerror}. Nothing was half-written, and "
        "what was finished is kept. Make room (or make it writable) and run the same command again."
    )
