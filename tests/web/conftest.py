"""A browser for the tests of a file, and a server for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .chromium import Chromium
from .serving import Serving


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A browser without a window."""
    opened = Chromium(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where answers are kept."""
    return tmp_path / "data"


@pytest.fixture
def serve(data: Path) -> Iterator[Callable[..., Serving]]:
    """Starts servers, and ends those that a test leaves."""
    pytest.importorskip("textual_serve")
    started: list[Serving] = []

    def start(*options: str) -> Serving:
        started.append(Serving(data, *options))
        return started[-1]

    yield start
    for one in started:
        one.end()
