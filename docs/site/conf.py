"""The documentation as a site, made by Sphinx from the very Markdown files that a repository shows.

    sphinx-build -W -b html -c docs/site . site

Run from the root of the checkout. Nothing is loaded from elsewhere: no font, no script, no picture. The menu is written
here, so that no page needs a word that only Sphinx understands.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "MLOps Community Survey"
html_title = project
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/*/*.md", "responses/README.md"]
myst_heading_anchors = 4
highlight_language = "none"
html_theme = "furo"
html_favicon = "icon.svg"
html_copy_source = False
html_show_copyright = False
html_use_index = False
html_last_updated_fmt = None

MENU = {
    "For you": [
        "docs/guide/respondent", "docs/guide/moderator", "docs/guide/tester", "docs/guide/author", "docs/guide/steward",
        "docs/guide/analyst", "docs/guide/operator", "CONTRIBUTING",
    ],
    "In detail": ["docs/guide/*"],
    "Reference": ["docs/reference/*"],
    "The survey": ["docs/survey/*", "responses/README"],
    "The program": ["ARCHITECTURE", "docs/*", "docs/decisions/README", "docs/decisions/*", "CHANGELOG"],
}  # fmt: skip
"""Headings of the menu, with the pages below each; a star stands for the rest of a folder."""


def with_menu(app: Sphinx, name: str, source: list[str]) -> None:
    """Put the menu behind the first page: as trees of contents that are not shown on the page itself."""
    if name != root_doc:
        return
    taken: set[str] = set()
    for heading, patterns in MENU.items():
        names = [one for pattern in patterns for one in _pages(app, pattern) if one not in taken | {root_doc}]
        names = list(dict.fromkeys(names))
        taken.update(names)
        source[0] += "\n".join(["", "```{toctree}", ":hidden:", f":caption: {heading}", "", *names, "```", ""])


def _pages(app: Sphinx, pattern: str) -> list[str]:
    """Return the pages of a pattern; those that are named elsewhere in the menu are none of a star."""
    named = {one for patterns in MENU.values() for one in patterns}
    if not pattern.endswith("*"):
        return [pattern] if pattern in app.env.found_docs else []
    folder = Path(pattern).parent
    return sorted(one for one in app.env.found_docs if Path(one).parent == folder and one not in named)


def as_index(app: Sphinx, error: Exception | None) -> None:
    """Let the first page be what a folder of a site shows."""
    if error is None and app.builder.format == "html":
        shutil.copyfile(app.outdir / f"{root_doc}.html", app.outdir / "index.html")


def setup(app: Sphinx) -> None:
    """Connect both to Sphinx, and show the language that its highlighter does not know as it is."""
    app.add_lexer("spss", TextLexer)
    app.connect("source-read", with_menu)
    app.connect("build-finished", as_index)
