"""Who does what the page for them says, from the first block to the last, gets what it promises."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from .markdown import PROJECT
from .walks import walk, with_free_ports

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


def test_a_page_is_walked_although_its_ports_are_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        walked = with_free_ports(f"serve --port {port}\ncurl http://127.0.0.1:{port}/v1 http://127.0.0.1:1/")
    served, asked, other = re.findall(r"(?:port |1:)(\d+)", walked)
    assert served == asked
    assert len({port, served, other}) == 3


def test_the_first_table_has_a_row_for_every_reader() -> None:
    rows = (PROJECT / "README.md").read_text(encoding="utf-8").partition("## Where to go next")[2]
    assert [reader for reader in PAGES if f"](docs/guide/{reader}.md)" not in rows] == []
    assert "](CONTRIBUTING.md)" in rows


def test_every_guide_is_reached_from_a_reader_s_page() -> None:
    linked = set()
    for page in [*(GUIDE / f"{reader}.md" for reader in PAGES), PROJECT / "CONTRIBUTING.md"]:
        linked |= set(re.findall(r"([\w-]+)\.md[)#]", page.read_text(encoding="utf-8")))
    assert {page.stem for page in GUIDE.glob("*.md")} - linked - PAGES.keys() == set()
