"""The table of attacks for the site: what is tried and what happens, from the catalogue."""

from __future__ import annotations

from tests.attacks.catalogue import ATTACKS, THEMES
from tests.attacks.model import POINTS, Attack


def markdown() -> str:
    """Return the table as Markdown: a sentence, then one section and table for each theme."""
    lines = [
        f"Each of these {len(ATTACKS)} submissions is sent to the grader by the test suite, in one "
        "class with two honest students. Every attacker answers two other exercises right. "
        "Points are those of the attacked exercise, "
        f"out of {POINTS:g}."
    ]
    for theme, attacks in THEMES.items():
        lines += ["", f"## {theme}", "", "| What is tried | What happens | Points |"]
        lines += ["|---|---|---:|", *map(_row, attacks)]
    return "\n".join(lines) + "\n"


def _row(attack: Attack) -> str:
    what = f"**{_cell(attack.title)}.** {_cell(attack.tried)}"
    return f"| {what} | {_cell(attack.happens)} | {attack.deserves:.4g} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


if __name__ == "__main__":
    print(markdown(), end="")
