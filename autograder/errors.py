"""Errors that a user can cause, each one clear paragraph: what, where, and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Shown as one paragraph, without a traceback. `exit_code` 2: usage or environment; 1: work to do."""

    def __init__(self, message: str, *, exit_code: int = 2) -> None:
        super().__init__(" ".join(message.split()))
        self.exit_code = exit_code

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: in a notebook, too, it is one paragraph.
        return [str(self)]
