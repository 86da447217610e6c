"""`course progress --html`: one page that a student can print."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from string import Template

from autograder import work
from autograder.files import write_output
from autograder.registry import Chapter
from autograder.student import screen, stubs
from autograder.student.place import Place
from autograder.student.state import State

_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>My progress</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .2rem; }
p { margin: .2rem 0; }
.small { opacity: .75; font-size: .9rem; }
.bar { height: .5rem; border-radius: .25rem; background: #8884; margin: .4rem 0 .6rem; }
.bar div { height: 100%; border-radius: .25rem; background: #2e7d32; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid #8884; }
th { font-weight: 600; font-size: .85rem; opacity: .75; }
td.number, th.number { text-align: right; padding-right: 1rem; }
td.stars { white-space: nowrap; letter-spacing: .1em; }
.passes { color: #2e7d32; } .wrong { color: #c62828; } .changed { color: #8a6d00; }
@media (prefers-color-scheme: dark) {
  .passes { color: #81c784; } .wrong { color: #ef9a9a; } .changed { color: #ffd54f; }
}
@media print {
  :root { color-scheme: light; }
  body { margin: 0; max-width: none; font-size: 11pt; }
  .bar, .bar div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { break-inside: avoid; }
}
</style>
</head>
<body>
<h1>My progress</h1>
<p>$summary</p>
<p class="small">$day. These are the public checks; more run when the work is graded.</p>
$chapters
</body>
</html>
""")

_CHAPTER = Template("""\
<section>
<h2>$number. $title</h2>
<p class="small">$summary</p>
<div class="bar" role="img" aria-label="$summary"><div style="width: $percent%"></div></div>
<div class="scroll"><table>
<thead><tr><th><span hidden>mark</span></th><th>exercise</th><th class="number">points</th>
<th>difficulty</th><th class="number">minutes</th><th>state</th><th class="number">hints</th></tr></thead>
<tbody>
$rows
</tbody>
</table></div>
</section>
""")

_CLASS = {screen.PASSES: "passes", screen.WRONG: "wrong", screen.CHANGED: "changed"}


def page(place: Place, state: State, day: date) -> str:
    """Return the page."""
    sections, passing, total = [], 0, 0
    for chapter in place.chapters:
        section, done = _chapter(chapter, stubs.works(place, chapter), state)
        sections.append(section)
        passing += done
        total += len(chapter.exercise)
    return _PAGE.substitute(
        summary=f"{passing} of {total} exercises pass their public checks.",
        day=f"{day.day} {day:%B %Y}",
        chapters="\n".join(sections),
    )


def write_page(path: Path, place: Place, state: State) -> None:
    """Write the page to `path`, whole or not at all."""
    write_output(path, page(place, state, date.today()))


def _chapter(chapter: Chapter, works: dict[str, work.Work], state: State) -> tuple[str, int]:
    rows, passing = [], 0
    for exercise in chapter.exercise:
        entry = state.entry(exercise.id)
        sign, words = screen.standing(entry, works[exercise.id])
        passing += sign == screen.PASSES
        if entry.first_passed and sign == screen.PASSES:
            words += f"; first on {entry.first_passed[:10]}"
        kind = _CLASS.get(sign, "")
        rows.append(
            f'<tr><td class="{kind}">{escape(sign)}</td><td>{escape(exercise.title)}'
            f'<br><span class="small">{escape(exercise.id)}</span></td>'
            f'<td class="number">{exercise.points:g}</td>'
            f'<td class="stars" title="{exercise.difficulty} of 5">'
            f"{screen.stars(exercise.difficulty)}</td>"
            f'<td class="number">{exercise.minutes}</td>'
            f'<td class="{kind}">{escape(words).replace("-", "&#8209;")}</td>'
            f'<td class="number">{entry.hints}</td></tr>'
        )
    total = len(chapter.exercise)
    text = _CHAPTER.substitute(
        number=chapter.number,
        title=escape(chapter.title),
        summary=f"{passing} of {total} pass · {chapter.points:g} points in all",
        percent=round(100 * passing / total) if total else 0,
        rows="\n".join(rows),
    )
    return text, passing
