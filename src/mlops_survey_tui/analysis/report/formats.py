"""The formats of a report by name: how each is written and what its file is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .results import Report


@dataclass(frozen=True, slots=True)
class Written:
    """A format: the ending of its file, and the function that writes it."""

    ending: str
    render: Callable[[Report], str]


def _html(report: Report) -> str:
    from .pages import render

    return render(report)


def _json(report: Report) -> str:
    from .json import render

    return render(report)


def _markdown(report: Report) -> str:
    from .markdown import render

    return render(report)


def _terminal(report: Report) -> str:
    from .terminal import render

    return render(report)


FORMATS: Mapping[str, Written] = {
    "html": Written("html", _html),
    "md": Written("md", _markdown),
    "terminal": Written("txt", _terminal),
    "json": Written("json", _json),
}
"""A new format is one function and one line."""
