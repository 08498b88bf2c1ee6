"""The formats of a comparison by name: lines for a terminal, JSON for an analysis, a page in Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from .editions import Comparison
from .reporting import comparison_data, comparison_lines, comparison_markdown


def _json(comparison: Comparison) -> Iterator[str]:
    yield json.dumps(comparison_data(comparison), ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Comparison], Iterable[str]]] = {
    "terminal": comparison_lines,
    "json": _json,
    "md": comparison_markdown,
}
"""How a comparison can be printed, as lines; a new format is one function and one line here."""
