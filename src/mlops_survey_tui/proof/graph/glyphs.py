"""One sign for each kind of node and question, from letters that common fonts have."""

from __future__ import annotations

from collections.abc import Mapping

from .model import DEFINITION, DRAW, END, ROTATION, SECTION, START, Node

_NODES: Mapping[str, str] = {
    START: "▶", SECTION: "§", DEFINITION: "ƒ", DRAW: "◇", ROTATION: "◇", END: "■",
}  # fmt: skip
_QUESTIONS: Mapping[str, str] = {
    "info": "i", "single": "◉", "multi": "☑", "matrix": "▦", "ranking": "≡", "maxdiff": "±", "allocation": "∑",
    "number": "#", "number_grid": "▤", "scale": "↔", "text": "T", "long_text": "¶",
}  # fmt: skip


def glyph_of(node: Node) -> str:
    """Return the sign of a node; a question of an unknown kind has a question mark."""
    return _NODES.get(node.kind) or _QUESTIONS.get(node.sort, "?")
