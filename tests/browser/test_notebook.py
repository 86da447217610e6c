"""The student's notebook in real JupyterLab: what a check shows, in the light and the dark theme."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.build.notebook import statement_and_code
from autograder.known_answers import mistake_source, mistakes_of
from autograder.registry import Exercise
from tests.browser.conftest import Browser, Server, jupyter

pytestmark = pytest.mark.browser

CH = "ch1_ols"
PATH = f"{CH}.ipynb"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
SETTINGS = {
    # No news and no look for updates: the tests reach nothing outside this machine.
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Every cell is in the page, not only those in sight.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "docmanager-extension/plugin": {"autosave": False},
}
# What each text of the card has as its contrast with what is behind it (WCAG 2, 1 to 21).
CONTRASTS = """
card => {
  const rgba = text => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return [...n.slice(0, 3), n.length > 3 ? n[3] : 1];
  };
  const over = (top, alpha, below) => top.slice(0, 3).map((c, i) => alpha * c + (1 - alpha) * below[i]);
  const light = c => {
    const [r, g, b] = c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const found = [];
  const walk = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    if (!text) continue;
    const chain = [];
    for (let e = walk.currentNode.parentElement; e; e = e.parentElement) chain.push(e);
    let paper = [255, 255, 255], opacity = 1;
    for (const e of chain.slice().reverse()) {
      const style = getComputedStyle(e), back = rgba(style.backgroundColor);
      opacity *= Number(style.opacity);
      paper = over(back, back[3] * opacity, paper);
    }
    const ink = rgba(getComputedStyle(chain[0]).color);
    const a = light(over(ink, ink[3] * opacity, paper)), b = light(paper);
    found.push([text, (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]);
  }
  return found;
}
"""


class Lab(NamedTuple):
    """A running JupyterLab and the folder of its settings, which every new page reads."""

    server: Server
    settings: Path

    def set(self, plugin: str, value: dict[str, Any]) -> None:
        """Set a plugin's settings, as the settings editor would."""
        path = self.settings / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")


@pytest.fixture(scope="module")
def lab(root, chromium, tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab in a copy of the chapter, as it comes to a student."""
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copytree(root / "exercises" / CH, folder / CH)
    settings, workspaces = folder / "settings", folder / "workspaces"
    options = f"--LabApp.user_settings_dir={settings}", f"--LabApp.workspaces_dir={workspaces}"
    with jupyter(folder / CH, folder / "jupyter", *options) as server:
        lab = Lab(server, settings)
        for plugin, value in SETTINGS.items():
            lab.set(plugin, value)
        yield lab


class Notebook:
    """The chapter's notebook, open in a page of JupyterLab."""

    def __init__(self, page: Any, lab: Server) -> None:
        self.page = page
        # The kernel is there before the page: JupyterLab, in a hurry, starts two and drops one.
        reply = page.request.post(
            f"{lab.url}api/sessions",
            headers={"Authorization": f"token {lab.token}"},
            data={"path": PATH, "name": PATH, "type": "notebook", "kernel": {"name": "python3"}},
        )
        assert reply.ok, reply.text()
        page.goto(lab.page(f"lab/tree/{PATH}"))
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        self._idle()

    def cell(self, text: str) -> Any:
        """The code cell whose code contains a text."""
        return self.page.locator(
            ".jp-CodeCell", has=self.page.locator(".cm-content", has_text=text)
        )

    def write(self, exercise: Exercise, code: str) -> None:
        """Type an answer over what is in the cell of an exercise."""
        self.cell(f"def {exercise.name}(").locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def run_all(self) -> None:
        """Run the cells from the first on, as the menu does."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def card(self, exercise: Exercise, text: str) -> Any:
        """The card below the check of an exercise, once it contains a text."""
        cell = self.cell(f'check("{exercise.id}")')
        card = cell.locator(".jp-OutputArea-output div[style*='border-left']", has_text=text)
        card.wait_for()
        self._idle()
        return card

    def _idle(self) -> None:
        # The status bar knows; the notebook's own sign says idle before there is a connection.
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()


@pytest.fixture
def open_notebook(browser: Browser, lab: Lab) -> Iterator[Callable[[str], Notebook]]:
    """Open the notebook in a theme. Afterwards: nothing outside this machine was asked for."""

    def opened(theme: str) -> Notebook:
        lab.set("apputils-extension/themes", {"theme": theme})
        page = browser.page()
        notebook = Notebook(page, lab.server)
        page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
        return notebook

    yield opened
    assert browser.outside == []


def _wrong(root: Path, chapter: Any, exercise: Exercise) -> str:
    name = mistakes_of(root, chapter, exercise)[0].name
    return mistake_source(root, chapter, exercise, name)


def _right(root: Path, exercise: Exercise) -> str:
    source = (root / "solutions" / CH / exercise.name / "exercise.py").read_text(encoding="utf-8")
    return statement_and_code(source)[1]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_first_exercise_from_the_stub_to_the_answer(
    open_notebook, theme, root, ols_chapter, tmp_path
) -> None:
    exercise = ols_chapter.exercise[0]
    notebook = open_notebook(theme)
    notebook.run_all()
    card = notebook.card(exercise, "not attempted yet")
    card.scroll_into_view_if_needed()
    notebook.page.screenshot(path=tmp_path / "1-stub.png")

    notebook.write(exercise, _wrong(root, ols_chapter, exercise))
    notebook.run_all()
    card = notebook.card(exercise, "public checks pass")
    card.scroll_into_view_if_needed()
    notebook.page.screenshot(path=tmp_path / "2-wrong.png")
    assert "This looks like a known slip:" in card.inner_text()
    contrasts = card.evaluate(CONTRASTS)

    notebook.write(exercise, _right(root, exercise))
    notebook.run_all()
    card = notebook.card(exercise, "4 of 4 public checks pass")
    card.scroll_into_view_if_needed()
    notebook.page.screenshot(path=tmp_path / "3-right.png")
    contrasts += card.evaluate(CONTRASTS)
    # What WCAG asks of text, and of a sign that says nothing the text does not say too.
    faint = [(text, ratio) for text, ratio in contrasts if ratio < (3 if len(text) == 1 else 4.5)]
    assert faint == []


def test_prints_hints_lines_and_cells_that_were_not_run(
    open_notebook, root, ols_chapter, tmp_path
) -> None:
    exercise = ols_chapter.exercise[0]
    notebook = open_notebook(LIGHT)
    page = notebook.page

    def run(text: str) -> None:
        notebook.cell(text).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")

    check = f'check("{exercise.id}")'
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Clear Outputs").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    notebook._idle()
    run("from autograder import check, hint")
    notebook._idle()
    run(check)
    card = notebook.card(exercise, "has not been run")
    page.screenshot(path=tmp_path / "1-not-run.png")
    assert card.inner_text().count("has not been run") == 1

    broken = "import numpy as np\n" + f"def {exercise.name}(x1, x2, interaction=False):\n"
    broken += "    print('the lengths are', len(x1), len(x2))\n    return x1.nonsense"
    notebook.write(exercise, broken)
    run(f"def {exercise.name}(")
    notebook._idle()
    run(check)
    card = notebook.card(exercise, "public checks pass")
    page.screenshot(path=tmp_path / "2-broken.png")
    assert "the lengths are 2 2" in card.inner_text()
    # The number is the one beside the cell of the code.
    number = notebook.cell(f"def {exercise.name}(").locator(".jp-InputPrompt").inner_text()
    assert f"Cell In{number.strip().rstrip(':')}, line 4, in {exercise.name}" in card.inner_text()

    notebook.write(exercise, f'hint("{exercise.name}")  # def {exercise.name}(')
    run(f"def {exercise.name}(")
    output = notebook.cell(f"def {exercise.name}(").locator(".jp-RenderedMarkdown")
    output.get_by_text("Hint 1 of 3").wait_for()
    page.screenshot(path=tmp_path / "3-hint.png")
    assert output.locator("strong").first.inner_text() == exercise.title
