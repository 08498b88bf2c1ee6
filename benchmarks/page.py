"""The page of the documentation that shows the reference run, and its plots."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.docs.blocks import with_block

from .plots import plot
from .record import REFERENCE
from .report import tables
from .surroundings import PROJECT

PAGE = "docs/performance.md"
_PLOTS = "images/performance"
"""Folder of the plots, seen from the page."""


def plots() -> Mapping[str, str]:
    """Return the plots of the reference run by their paths in the project."""
    return {f"docs/{_place(name)}": plot(group["results"]) for name, group in _groups().items()}


def measurements() -> str:
    """Return the reference run as tables in Markdown, with links to the plots."""
    return tables({"groups": _groups()}, {name: _place(name) for name in _groups()})


def write() -> None:
    """Write the plots, and the measurements into their block of the page."""
    for name, text in plots().items():
        file = PROJECT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    page = PROJECT / PAGE
    page.write_text(with_block(page.read_text(encoding="utf-8"), "measurements", measurements()), encoding="utf-8")


def _place(group: str) -> str:
    return f"{_PLOTS}/{group}.svg"


def _groups() -> Mapping[str, Any]:
    groups: Mapping[str, Any] = json.loads(REFERENCE.read_text(encoding="utf-8"))["groups"]
    return groups
