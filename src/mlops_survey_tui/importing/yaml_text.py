"""YAML as authors write it: blocks, options on one line each, quotes where another reader would misread."""

from __future__ import annotations

import re
from typing import Any

import yaml

WIDTH, FOLD, LONG = 116, 92, 72
"""Columns that a line may have, columns behind which the next space ends it, and the length of a long text."""
_STRING = "tag:yaml.org,2002:str"
_UNFIT = re.compile(r"[ \t]\n|\t|  |[^\n\x20-\ufffd]")
_MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"})
_ONE_LINE = frozenset({"options", "rows", "columns", "extra_rows", "checks", "over", "source", "loop", "draws"})
"""Fields whose entries stand on one line where they fit."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Line(dict[str, Any]):
    """A mapping that stands on one line."""


class _Row(list[Any]):
    """A sequence that stands on one line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    quotes = '"' if _needs_quotes(text) else None
    style = "|" if _is_block(text) else ">" if _is_long(text) else quotes
    return dumper.represent_scalar(_STRING, text, style=style)


def _is_block(text: str) -> bool:
    """Whether a text can stand line by line as it is."""
    lines = text.split("\n")
    short = len(lines) > 1 and max(map(len, lines)) < FOLD
    return short and text == text.strip() and not _UNFIT.search(text)


def _is_long(text: str) -> bool:
    """Whether a text fills several lines and can be broken between any two words."""
    return len(text) > LONG and "\n" not in text and text == text.strip() and not _UNFIT.search(text)


def _needs_quotes(text: str) -> bool:
    """Whether some YAML reader would take a text for a number, a date, a yes or a no."""
    return text.lower() in _MISREAD or not text or not (text[0].isalpha() or text[0] == "(") or text != text.strip()


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Line, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=True))
_Dumper.add_representer(_Row, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))
_Dumper.add_representer(dict, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v.items(), flow_style=False))


def yaml_text(data: dict[str, Any]) -> str:
    """Return the text of one file."""
    text: str = yaml.dump(_arranged(data, 0), Dumper=_Dumper, allow_unicode=True, width=FOLD, sort_keys=False)
    return text


def _arranged(value: Any, depth: int, field: str = "") -> Any:
    """Return the data with what fits on one line marked so."""
    if isinstance(value, dict):
        if field in _ONE_LINE and _fits(value, depth):
            return _Line(_inner(value))
        return {key: _arranged(item, depth + 1, key) for key, item in value.items()}
    if isinstance(value, list):
        if all(isinstance(item, str | int | float) for item in value) and _fits(value, depth):
            return _Row(value)
        return [_arranged(item, depth + 1, field) for item in value]
    return value


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return _Line({key: _inner(item) for key, item in value.items()})
    return _Row([_inner(item) for item in value]) if isinstance(value, list) else value


def _fits(value: Any, depth: int) -> bool:
    return "\n" not in str(value) and _length(value) + 2 * depth + 4 <= WIDTH


def _length(value: Any) -> int:
    if isinstance(value, dict):
        return 2 + sum(len(key) + 4 + _length(item) for key, item in value.items())
    if isinstance(value, list):
        return 2 + sum(2 + _length(item) for item in value)
    return len(str(value)) + 2
