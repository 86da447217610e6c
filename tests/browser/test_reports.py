"""The class report and the similarity page as an instructor opens them: two files, no server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.registry import Chapter, read_chapter
from autograder.report import page as report_page
from autograder.report import summarise
from autograder.report.summary import Problem
from autograder.report.trends import chapter_point
from autograder.similar.compare import compare
from autograder.similar.page import page as similar_page
from tests.browser.conftest import Browser
from tests.made_class import NAMES, made_class, slips_in

pytestmark = pytest.mark.browser

ODD = """\
def f(x, y):
    q, r = np.linalg.qr(np.asarray(x, dtype=float), mode="reduced")
    scale = np.sqrt(np.square(r).sum(axis=0)).clip(min=1e-300)
    half = sla.solve_triangular(r / scale, q.T @ np.asarray(y), lower=False)
    return half / scale
"""
# Screens: a desk, a phone, and both in the dark.
SCREENS = [(1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")]
# A page of 42 students and 14 exercises. It was 10 000 and 40 000 pixels high.
HIGHEST = {1280: 6_000, 390: 9_500}


@pytest.fixture(scope="module")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of a class of 42 over two chapters."""
    folder = tmp_path_factory.mktemp("reports")
    chapters: list[tuple[Chapter, Any]] = []
    for name in ("ch1_ols", "ch6_ab"):
        chapter = read_chapter(root / "solutions" / name)
        chapters.append((chapter, made_class(chapter, slips_in(root, chapter))))
    history = [chapter_point(c, results) for c, results in chapters]
    chapter, results = chapters[0]
    roster = [*NAMES, *(f"absent{i}" for i in range(60))]
    odd = [Problem(f"odd{i}", "misplaced", f"`Copy {i} of ch1_ols.ipynb`") for i in range(40)]
    summary = summarise(chapter, results, roster=roster, misplaced=odd, history=history)
    feedback = {"jo": "../feedback/jo/ch1_ols/ch1_ols.html"}
    answers = {
        name: {
            f"e{k}": f"def f(a):\n    return {i} + a.b{k * i} * {i * i} - a[{k}] ** 2 @ a.c\n"
            for k in range(9)
        }
        for i, name in enumerate(NAMES)
    }
    for name in NAMES[:3]:
        answers[name] = {f"e{k}": ODD.replace("half", f"half{k}") for k in range(9)}
    made = {
        "report": report_page(summary, feedback),
        "similar": similar_page(compare("ch1_ols", answers, {})),
    }
    paths = {}
    for name, text in made.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def show(browser: Browser, pages: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Open a page; afterwards, nothing went wrong in it and it asked for nothing."""
    said: list[str] = []

    def opened(name: str, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        page = browser.page(color_scheme=scheme, **options)
        page.context.unroute(
            "**/*"
        )  # a file is no address of this machine; requests are counted instead
        page.on("request", lambda r: said.append(r.url) if not r.url.startswith("file:") else None)
        page.on(
            "console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None
        )
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(pages[name].as_uri())
        return page

    yield opened
    assert said == []
    assert browser.errors == []


def _column(page: Any, table: str, number: int) -> list[str]:
    return page.evaluate(
        "([t, k]) => [...document.querySelector(t).tBodies[0].rows]"
        ".filter(r => !r.hidden).map(r => r.cells[k].dataset.v ?? r.cells[k].textContent)",
        [table, number],
    )


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("name", ["report", "similar"])
def test_no_page_is_wider_than_its_screen_nor_very_high(show, name, width, scheme) -> None:
    page = show(name, width, scheme)
    size = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert size[0] <= width
    assert size[1] <= HIGHEST[width]
    # With every fold open it may be high; it must not become wide.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_total_of_every_student_can_be_seen(show, width, scheme) -> None:
    page = show("report", width, scheme)
    boxes = page.evaluate(
        "[...document.querySelectorAll('#heat .total')].map(c => c.getBoundingClientRect())"
        ".map(b => [b.left, b.right])"
    )
    assert len(boxes) == len(NAMES) + 2
    assert all(0 <= left < right <= width for left, right in boxes)
    # It stays where it is when a phone scrolls through the exercises.
    page.evaluate("document.querySelector('#heat').parentElement.scrollLeft = 500")
    left, right = page.evaluate(
        "(b => [b.left, b.right])(document.querySelector('#heat tbody td.total').getBoundingClientRect())"
    )
    assert 0 <= left < right <= width


def test_a_click_on_a_heading_sorts_and_what_is_open_comes_last(show) -> None:
    page = show("report")
    page.locator("#heat th.total button").click()
    totals = [float(x) for x in _column(page, "#heat", 1)]
    assert totals == sorted(totals, reverse=True)
    page.locator("#heat th.total button").click()
    assert [float(x) for x in _column(page, "#heat", 1)] == sorted(totals)
    assert page.locator("#heat th.total").get_attribute("aria-sort") == "ascending"
    place = next(
        i for i in range(2, 16) if "" in _column(page, "#heat", i)
    )  # an exercise with an open score
    for _ in range(2):
        page.locator(f"#heat thead th:nth-child({place + 1}) button").click()
        scores = _column(page, "#heat", place)
        known = [float(x) for x in scores if x]
        assert scores[len(known) :] == [""] * (len(scores) - len(known))
        assert known in (sorted(known), sorted(known, reverse=True))
    page.locator("#items thead th:nth-child(6) button").click()
    shares = [float(x) for x in _column(page, "#items", 5)]
    assert shares == sorted(shares)


def test_the_filters_show_whom_they_name_and_say_how_many(show) -> None:
    page = show("report")
    tools = page.locator("[data-filters=heat]")
    tools.locator("input").fill("KIM")
    assert _column(page, "#heat", 0) == ["<b>kim"]
    assert tools.locator("output").inner_text() == f"1 of {len(NAMES)} shown"
    tools.locator("input").fill("")
    tools.locator("select").select_option("half")
    totals = [float(x) for x in _column(page, "#heat", 1)]
    assert 0 < len(totals) < len(NAMES)
    assert all(t < 75 for t in totals)
    tools.locator("select").select_option("")
    assert len(_column(page, "#heat", 0)) == len(NAMES)
    assert tools.locator("output").inner_text() == ""
    page.locator("[data-filters=problems] input").fill("copy 33")
    assert len(_column(page, "#problems", 0)) == 1


def test_an_exercise_leads_to_its_checks_and_all_can_be_unfolded(show) -> None:
    page = show("report")
    page.locator("#items a").first.click()
    page.wait_for_function("document.querySelector('#x-design_matrix').open")
    page.locator("button[data-unfold='#all-checks']").click()
    assert page.evaluate("[...document.querySelectorAll('#all-checks details')].every(d => d.open)")


def test_without_a_script_it_is_a_whole_page(show) -> None:
    page = show("report", java_script_enabled=False)
    assert page.locator("#heat tbody tr").count() == len(NAMES)
    for tool in page.locator(".tools").all():
        assert not tool.is_visible() or not tool.locator("input, button").first.is_visible()
    fold = page.locator("#all-slips details").first
    fold.locator("summary").first.click()
    assert page.locator("#heat th.total").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_no_column_is_lost_and_the_names_behind_a_slip_are_there(show, scheme) -> None:
    page = show("report", scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    page.set_viewport_size({"width": 1039, "height": 700})  # A4 across, less its margins
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('th, td')].map(c => c.getBoundingClientRect().right))"
    )
    assert right <= 1039
    names = page.locator("#all-slips details.printed .soft").all()
    assert names
    assert all(n.bounding_box() and n.bounding_box()["height"] > 0 for n in names)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_colours_of_the_heat_map_have_contrast_enough_to_read_in_light_and_dark(show) -> None:
    for scheme in ("light", "dark"):
        page = show("report", scheme=scheme)
        worst = page.evaluate(
            """() => {
              const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => {
                v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const seen = {};
              for (const cell of document.querySelectorAll('#heat tbody td:not(.total), .key span')) {
                const s = getComputedStyle(cell), [a, b] = [light(s.color), light(s.backgroundColor)];
                seen[cell.className] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              }
              return seen;
            }"""
        )
        assert {"full", "high", "mid", "low", "zero", "none"} <= worst.keys()
        assert min(worst.values()) >= 4.5, worst


def test_three_equal_students_are_one_card_and_their_code_unfolds(show) -> None:
    page = show("similar")
    cards = page.locator(".card")
    assert cards.count() == 1
    assert cards.locator("h3").inner_text() == ", ".join(sorted(NAMES[:3]))
    assert not cards.locator("pre").first.is_visible()
    cards.locator("summary").first.click()
    assert "np.linalg.qr" in cards.locator("mark").all_inner_texts()[1]
