"""The pictures of the documentation show the screens of the program as it is now; if not, run ``make snap``."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from .markdown import PROJECT, links, project_files

IMAGES = PROJECT / "docs/images"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    subprocess.run([sys.executable, IMAGES / "make_images.py", "--into", folder], check=True, timeout=120)
    return folder


def _words(file: Path) -> list[str]:
    """Return what is written in a picture, line by line."""
    return [unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", file.read_text(encoding="utf-8"))]


def test_every_picture_says_what_the_program_shows(drawn: Path) -> None:
    files = sorted(drawn.iterdir())
    assert len(files) >= 9
    assert [file.name for file in files if _words(file) != _words(IMAGES / file.name)] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(link).stem for page in project_files("*.md") for link in links(page.read_text(encoding="utf-8"))}
    assert {file.stem for ending in ("svg", "png") for file in IMAGES.glob(f"*.{ending}")} - shown == set()
