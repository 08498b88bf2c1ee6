"""Who does what the page for them says, from the first block to the last, gets what it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .markdown import PROJECT
from .walks import walk

GUIDE = PROJECT / "docs/guide"
PAGES = {
    "respondent": 1,
    "moderator": 1,
    "tester": 4,
    "author": 15,
    "steward": 2,
    "analyst": 8,
    "operator": 3,
}
"""The page of each reader, and how many of its blocks are run at least."""


@pytest.mark.parametrize("reader", PAGES)
def test_the_page_of_a_reader_can_be_walked(reader: str, tmp_path: Path) -> None:
    assert walk((GUIDE / f"{reader}.md").read_text(encoding="utf-8"), tmp_path) >= PAGES[reader]


def test_the_first_table_has_a_row_for_every_reader() -> None:
    rows = (PROJECT / "README.md").read_text(encoding="utf-8").partition("## Where to go next")[2]
    assert [reader for reader in PAGES if f"](docs/guide/{reader}.md)" not in rows] == []
    assert "](CONTRIBUTING.md)" in rows


def test_every_guide_is_reached_from_a_reader_s_page() -> None:
    linked = set()
    for page in [*(GUIDE / f"{reader}.md" for reader in PAGES), PROJECT / "CONTRIBUTING.md"]:
        linked |= set(re.findall(r"([\w-]+)\.md[)#]", page.read_text(encoding="utf-8")))
    assert {page.stem for page in GUIDE.glob("*.md")} - linked - PAGES.keys() == set()
