"""The built site: whole, self-contained, and without a dead link."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from fontTools.ttLib import TTFont

from autograder.registry import read_chapter

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# What a browser fetches by itself, as opposed to what a reader may follow.
LOADED = {"script": ("src",), "img": ("src",), "iframe": ("src",), "source": ("src",)}
LOADING_LINKS = {"stylesheet", "icon", "preload", "preconnect", "manifest", "modulepreload"}


class Page(HTMLParser):
    """The identifiers, the links, the loaded addresses, and the elements of one page."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loads, self.elements = [], [], [], []
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        self.loads += [found[a] for a in LOADED.get(tag, ()) if found.get(a)]
        if tag == "link" and LOADING_LINKS & set((found.get("rel") or "").split()):
            self.loads.append(found["href"])


@pytest.fixture(scope="module")
def pages(built):
    return {path.relative_to(built): Page(path) for path in sorted(built.rglob("*.html"))}


def test_every_page_of_the_sources_is_there(pages):
    docs = ROOT / "site" / "docs"
    wanted = {p.relative_to(docs).with_suffix(".html") for p in docs.rglob("*.md")}
    assert wanted | {Path("404.html")} == set(pages)


def test_the_anchors_of_every_chapter_are_there(pages):
    for folder in (ROOT / "solutions").glob("ch*_*"):
        chapter = read_chapter(folder)
        for place in [chapter.page, *(e.page for e in chapter.exercise)]:
            name, _, anchor = place.partition("#")
            page = pages[Path(name).with_suffix(".html")]
            assert not anchor or anchor in page.ids, place


def test_nothing_is_loaded_from_elsewhere(built, pages):
    for name, page in pages.items():
        for address in page.loads:
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc, (name, address)
            if name != Path("404.html"):
                assert (built / name.parent / unquote(parts.path)).exists(), (name, address)
    for sheet in built.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(http" not in text and "url(//" not in text and "@import" not in text


def test_every_link_leads_somewhere(built, pages):
    for name, page in pages.items():
        if name == Path("404.html"):
            continue  # its addresses are for the root of a server
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (built / name.parent / unquote(parts.path)).resolve() if parts.path else None
            assert target is None or target.is_file(), (name, link)
            to = page if target is None else pages[target.relative_to(built.resolve())]
            assert not parts.fragment or unquote(parts.fragment) in to.ids, (name, link)


def test_identifiers_are_unique(pages):
    for name, page in pages.items():
        twice = {i for i in page.ids if page.ids.count(i) > 1}
        assert not twice, (name, twice)


def test_nothing_is_left_to_compute_or_to_typeset(pages):
    for name, page in pages.items():
        body = page.text.split("<article", 1)[-1]
        assert "{{ " not in body and "arithmatex" not in body and "python exec" not in body, name


def test_every_figure_has_a_text_for_those_who_cannot_see_it(pages):
    figures = [attrs for page in pages.values() for tag, attrs in page.elements if tag == "figure"]
    drawn = [
        attrs
        for page in pages.values()
        for tag, attrs in page.elements
        if tag == "svg" and attrs.get("role") == "img"
    ]
    assert len(figures) == len(drawn) >= 3
    assert all(attrs["aria-label"].strip() for attrs in drawn)


def test_figures_take_the_colours_of_the_page(pages):
    text = pages[Path("ols.html")].text
    for stand_in in ("#010101", "#020202", "#030303", "#040404"):
        assert stand_in not in text
    assert "currentColor" in text and "var(--figure-red)" in text


def test_the_font_of_the_formulas_can_set_them(built):
    font = TTFont(built / "assets" / "math.woff")
    characters = font.getBestCmap()
    assert "MATH" in font
    assert all(ord(c) in characters for c in "∑√−±‖⊤𝑋𝛽𝜎𝒩(")
    assert "Open Font License" in font["name"].getDebugName(13)


def test_search_works_without_a_server(built, pages):
    assert (built / "search" / "search_index.js").exists()
    scripts = [a.get("src") for tag, a in pages[Path("index.html")].elements if tag == "script"]
    assert any(s and s.endswith("assets/iframe-worker.js") for s in scripts)


def test_no_hidden_check_or_solution_is_published(built):
    """The wrong answer of the student's page differs from the solution, and no check is quoted."""
    from autograder.leaks import leaks_in_tree, secrets_of

    assert leaks_in_tree(built, secrets_of(ROOT)) == []
