"""What MkDocs calls while it builds the site. The work is done in `compute`.

The build imports the checkout it lies in: every number on a page is that of this source.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

HERE = Path(__file__).resolve().parent
for _folder in (str(HERE), str(HERE.parent)):
    if _folder not in sys.path:
        sys.path.insert(0, _folder)

from compute import mathematics, pages  # noqa: E402

from autograder.leaks import leaks_in_tree, secrets_of  # noqa: E402  (found only now)


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Run the page's code and fill in its values."""
    modules = page.meta.get("compute", [])
    try:
        return pages.render(markdown, modules, page.file.src_uri)
    except pages.PageError as error:
        raise PluginError(str(error)) from error


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Turn the page's formulas into MathML, and keep numbers with their units."""
    try:
        return mathematics.replace_formulas(pages.keep_together(html))
    except mathematics.FormulaError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error


def on_post_build(*, config: Any) -> None:
    """Put the font of the formulas beside the style sheet, and look for answers in the site."""
    folder = Path(config["site_dir"])
    mathematics.write_font(folder / "assets" / "math.woff")
    if found := leaks_in_tree(folder, secrets_of(HERE.parent)):
        raise PluginError(
            "The site must not hold an answer, and this one does: " + "; ".join(found)
        )
