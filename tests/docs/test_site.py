"""The documentation as a site: built without a warning, and read in a real browser from the first page to the last link."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag, urlsplit

import pytest

from tests.web.chromium import Chromium, Tab

from .markdown import PROJECT, project_files

pytestmark = pytest.mark.browser
_LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
_NAMES = "[...document.querySelectorAll('[id]')].map(element => element.id)"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with every warning taken for an error: a broken link, or a page that no menu has."""
    pytest.importorskip("sphinx")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", "docs/site"]
    done = subprocess.run(
        [*command, "-d", str(folder / "read"), ".", str(folder / "html")],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def tab(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab with the first page."""
    browser = Chromium(tmp_path_factory.mktemp("browser"))
    opened = browser.open(address)
    opened.wait_until("document.readyState === 'complete'")
    yield opened
    browser.close()


def _go(tab: Tab, address: str) -> None:
    tab.call("Page.navigate", url=address)
    tab.wait_until(f"document.readyState === 'complete' && location.href === {address!r}")


def test_every_page_and_every_link_of_the_site_opens(tab: Tab, address: str, site: Path) -> None:
    waiting, names, wanted = [f"{address}index.html"], dict[str, set[str]](), set[tuple[str, str]]()
    while waiting:
        page = waiting.pop()
        _go(tab, page)
        names[page] = set(tab.evaluate(_NAMES))
        assert tab.evaluate("document.querySelector('h1') !== null && document.images.length >= 0"), page
        assert tab.evaluate("[...document.images].every(one => one.naturalWidth > 0)"), f"a picture of {page}"
        for link in tab.evaluate(_LINKS):
            target, name = urldefrag(link)
            if not target.startswith(address):
                continue
            target = target if target != address else f"{address}index.html"
            assert (site / urlsplit(target).path.lstrip("/")).is_file(), f"{page} leads to {target}"
            if target.endswith(".html"):
                wanted.add((target, name))
                waiting += [target] if target not in names and target not in waiting else []
    assert [f"{page}#{name}" for page, name in wanted if name and name not in names[page]] == []
    pages = [file for file in project_files("*.md") if file.is_relative_to(PROJECT / "docs")]
    assert {f"{address}{file.relative_to(PROJECT).with_suffix('.html').as_posix()}" for file in pages} <= names.keys()
    _nothing_else_was_asked_for(tab, address)


def test_a_search_finds_the_page(tab: Tab, address: str) -> None:
    _go(tab, f"{address}search.html?q={quote('planned missingness')}")
    tab.wait_until("document.querySelectorAll('#search-results li a').length > 0")
    assert any("analyst.html" in link for link in tab.evaluate(_LINKS))
    _nothing_else_was_asked_for(tab, address)


def _nothing_else_was_asked_for(tab: Tab, address: str) -> None:
    tab.text()
    assert tab.complaints == []
    assert tab.requests
    assert [asked for asked in tab.requests if not asked.startswith((address, "data:"))] == []
