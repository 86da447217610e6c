"""What a student has done, in one small JSON file, keyed by exercise id.

The file outlives kits and versions: what is in it and not understood is kept as it is, and a file
that cannot be read is set aside under another name, never thrown away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.files import write_new, write_whole

FILE = ".course-progress.json"
VERSION = 1


@dataclass(frozen=True)
class Entry:
    """One exercise: the last check of it, and the hints shown. `digest` is of the work checked."""

    passed: int = 0
    of: int = 0
    digest: str = ""
    checked: str = ""
    first_passed: str = ""
    hints: int = 0

    @property
    def passes(self) -> bool:
        """Whether all public checks passed when it was last checked."""
        return self.of > 0 and self.passed == self.of


class State:
    """The progress file of one folder of exercises. Reading never fails; `notes` says what was odd."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE
        self.notes: list[str] = []
        # What a read-only folder or a full disk kept from being written, for this run at least.
        self._unsaved: dict[str, dict[str, Any]] = {}
        self._raw = self._read()

    def entry(self, exercise_id: str) -> Entry:
        """Return what is known of an exercise; an empty entry where nothing is."""
        found = self._exercises().get(exercise_id)
        return _entry(found) if isinstance(found, dict) else Entry()

    def checked(self, exercise_id: str, passed: int, of: int, digest: str) -> None:
        """Remember the outcome of a check."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        changes: dict[str, Any] = {"passed": passed, "of": of, "digest": digest, "checked": now}
        if of and passed == of and not self.entry(exercise_id).first_passed:
            changes["first_passed"] = now
        self._change(exercise_id, changes)

    def hinted(self, exercise_id: str, tier: int) -> None:
        """Remember that the hints up to `tier` were shown."""
        self._change(exercise_id, {"hints": tier})

    def forget_check(self, exercise_id: str) -> None:
        """Forget the last check of an exercise, after a reset. Hints and first success stay."""
        self._change(exercise_id, {"passed": 0, "of": 0, "digest": "", "checked": ""})

    def _exercises(self) -> dict[str, Any]:
        found = self._raw.get("exercises")
        return found if isinstance(found, dict) else {}

    def _change(self, exercise_id: str, changes: dict[str, Any]) -> None:
        # Another `course`, such as a running watch, may have written since: read again first.
        self._raw = self._read()
        self._unsaved.setdefault(exercise_id, {}).update(changes)
        exercises = self._raw.setdefault("exercises", {})
        for key, new in self._unsaved.items():
            entry = exercises.get(key)
            exercises[key] = {**(entry if isinstance(entry, dict) else {}), **new}
        self._raw.setdefault("version", VERSION)
        try:
            write_whole(self.path, json.dumps(self._raw, indent=1, sort_keys=True) + "\n")
            self._unsaved.clear()
        except OSError as error:
            self._note(f"Your progress could not be saved to {self.path.name}: {error.strerror}.")

    def _read(self) -> dict[str, Any]:
        try:
            raw = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._note(f"{self.path.name} could not be read: {error.strerror}.")
            return {}
        except (ValueError, RecursionError):
            return self._set_aside("is not readable")
        if not isinstance(raw, dict) or not isinstance(raw.get("exercises", {}), dict):
            return self._set_aside("is not a progress file")
        version = raw.get("version", VERSION)
        if version != VERSION:
            # Written by a newer course: what it wrote is kept in place, and in a copy as it was.
            copy = self.path.with_name(f"{FILE}.version-{_safe(version)}")
            if not copy.exists():
                self._copy(copy)
                self._note(
                    f"{self.path.name} was written by a newer version of the course. It is used as "
                    f"far as it is understood; a copy is in {copy.name}."
                )
        return raw

    def _set_aside(self, why: str) -> dict[str, Any]:
        kept = free_name(self.path, "broken")
        try:
            self.path.replace(kept)
        except OSError:
            self._note(f"{self.path.name} {why}; progress starts empty.")
            return {}
        self._note(
            f"{self.path.name} {why}. It is kept as {kept.name}, and progress starts empty; your "
            "exercises are as you left them, and `course check` finds out again what passes."
        )
        return {}

    def _copy(self, to: Path) -> None:
        try:
            write_new(to, self.path.read_bytes())
        except OSError as error:
            self._note(f"{to.name} could not be written: {error.strerror}.")

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def free_name(path: Path, word: str) -> Path:
    """Return `path` with `.word-1` behind it, or the first number that is not taken."""
    number = 1
    while True:
        free = path.with_name(f"{path.name}.{word}-{number}")
        if not free.exists() and not free.is_symlink():
            return free
        number += 1


def _entry(raw: dict[str, Any]) -> Entry:
    """Fields of the wrong type, by whatever hand, count as absent."""

    def whole(key: str) -> int:
        value = raw.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0

    def text(key: str) -> str:
        value = raw.get(key)
        return value if isinstance(value, str) else ""

    return Entry(
        passed=whole("passed"),
        of=whole("of"),
        digest=text("digest"),
        checked=text("checked"),
        first_passed=text("first_passed"),
        hints=whole("hints"),
    )


def _safe(version: object) -> str:
    return "".join(c for c in str(version) if c.isalnum())[:12] or "unknown"
