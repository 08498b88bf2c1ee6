"""A graph as one page to explore: sections that fold, a search, and on a click what depends on what."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from ..glyphs import glyph_of
from ..model import DEPENDENCIES, SECTION, Graph, Mark, Node

_PAGE = Path(__file__).parent / "page"
_FEW = 40
"""With more rows than that, sections are folded at first."""
_KINDS: Mapping[str, str] = {
    "◉": "single", "☑": "multi", "▦": "matrix", "≡": "ranking", "±": "maxdiff", "∑": "allocation", "#": "number",
    "▤": "number grid", "↔": "scale", "T": "text", "¶": "long text", "i": "info", "ƒ": "named condition or value",
    "◇": "draw", "■": "end",
}  # fmt: skip
_STATES = ("reached", "partly", "missed")


def draw_html(graph: Graph, marks: Mapping[str, Mark] | None = None) -> str:
    """Return the graph as an HTML page that needs nothing from elsewhere.

    ``marks`` colour nodes and edges by their ids, with a few words each; a report says with them what was reached.
    """
    return "\n".join(_lines(graph, marks or {})) + "\n"


def _lines(graph: Graph, marks: Mapping[str, Mark]) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_safe(graph.language)}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_safe(graph.title)}</title>"
    yield f"<style>\n{_asset('page.css')}</style></head><body>"
    yield from _header(graph, marks)
    yield '<div class="page"><main class="flow" aria-label="The questionnaire, in order">'
    yield '<svg aria-hidden="true"></svg>'
    for node in graph.nodes:
        if node.kind == SECTION:
            yield from _section(graph, node, marks)
        elif not node.section:
            yield f'<div class="alone">{_row(node, marks)}</div>'
    yield "</main>"
    yield from _panel(graph, marks)
    yield "</div>"
    yield f'<script type="application/json" id="graph">{_json(_data(graph, marks))}</script>'
    yield f"<script>\n{_asset('page.js')}</script></body></html>"


def _header(graph: Graph, marks: Mapping[str, Mark]) -> Iterator[str]:
    yield f'<header><h1>{_safe(graph.title)}</h1><div class="tools" role="toolbar" aria-label="Tools">'
    yield '<input type="search" id="search" placeholder="Search ids, texts, conditions ( / )" aria-label="Search">'
    yield '<span id="found" role="status"></span>'
    yield '<button type="button" id="open">Open all</button><button type="button" id="close">Fold all</button>'
    if any(mark.state != "reached" for mark in marks.values()):
        yield '<button type="button" id="missed" aria-pressed="false">Only what was missed</button>'
    yield '<button type="button" id="theme">Dark or light</button></div></header>'


def _section(graph: Graph, section: Node, marks: Mapping[str, Mark]) -> Iterator[str]:
    members = graph.members[section.id]
    questions = sum(node.kind == "question" for node in members)
    count = f"{questions} question{'s' if questions != 1 else ''}"
    body = f"in-{_safe(section.name)}"
    yield '<section class="section"><div class="heading">'
    yield f'<h2><button type="button" class="fold" aria-expanded="true" aria-controls="{body}">'
    yield f"{_safe(section.text)}</button></h2>"
    yield f'{_row(section, marks)}{_badges(members, marks)}<span class="count">{count}</span></div>'
    yield f'<div class="body" id="{body}">'
    yield from (_row(node, marks) for node in members)
    yield "</div></section>"


def _badges(members: tuple[Node, ...], marks: Mapping[str, Mark]) -> str:
    """Return how many rows of a section are not reached, or only partly, to be seen while it is folded."""
    states = Counter(marks[node.id].state for node in members if node.id in marks)
    return "".join(
        f'<span class="badge {state}">{states[state]} {state}</span>' for state in _STATES[1:] if states[state]
    )


def _row(node: Node, marks: Mapping[str, Mark]) -> str:
    mark = marks.get(node.id)
    state = f" {_state(mark)}" if mark else ""
    text = "" if node.kind == SECTION else f'<span class="text">{_safe(node.text)}</span>'
    notes = "".join(f'<span class="note">{_safe(note)}</span>' for note in node.notes)
    badge = f'<span class="badge">{_safe(mark.badge)}</span>' if mark and mark.badge else ""
    sort = f' <span class="sort">{_safe(node.sort)}</span>' if node.sort else ""
    return (
        f'<button type="button" class="row {node.kind}{state}" data-node="{_safe(node.id)}" aria-pressed="false">'
        f'<span class="glyph" aria-hidden="true">{glyph_of(node)}</span>'
        f'<span><span class="name">{_safe(node.name)}</span>{sort}{text}{notes}</span>{badge}</button>'
    )


def _state(mark: Mark) -> str:
    return mark.state if mark.state in _STATES else ""


def _panel(graph: Graph, marks: Mapping[str, Mark]) -> Iterator[str]:
    yield '<aside id="panel" aria-live="polite" aria-label="Details"><h2>What you see</h2>'
    yield "<p>Everything in the order of the survey. Choose a row to see what it depends on, and what depends on it."
    yield "<p><kbd>/</kbd> search · <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> choose · <kbd>Esc</kbd> back</p>"
    used = {glyph_of(node) for node in graph.nodes}
    entries = "".join(f"<dt>{glyph}</dt><dd>{name}</dd>" for glyph, name in _KINDS.items() if glyph in used)
    yield f'<dl class="legend">{entries}</dl>'
    states = Counter(mark.state for id_, mark in marks.items() if id_ in graph.by_id)
    if states:
        yield "<h3>What was reached</h3><p>"
        yield " ".join(
            f'<span class="badge {state}">{states[state]} {state}</span>' for state in _STATES if states[state]
        )
        yield "</p>"
    yield "</aside>"


def _data(graph: Graph, marks: Mapping[str, Mark]) -> dict[str, Any]:
    """Return what the page's script reads."""
    none = Mark("")
    return {
        "kinds": dict(DEPENDENCIES),
        "folded": len(graph.nodes) > _FEW,
        "nodes": [
            {
                "id": node.id, "kind": node.kind, "name": node.name, "sort": node.sort, "text": node.text,
                "notes": node.notes, "state": _state(marks.get(node.id, none)),
                "badge": marks.get(node.id, none).badge, "said": marks.get(node.id, none).notes,
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "source": edge.source, "target": edge.target, "kind": edge.kind, "text": edge.text,
                "state": _state(marks.get(edge.id, none)), "badge": marks.get(edge.id, none).badge,
            }
            for edge in graph.dependencies
        ],
    }  # fmt: skip


def _json(data: Any) -> str:
    """Return JSON that no browser takes for the end of the script or the beginning of markup."""
    text = json.dumps(data, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _safe(text: str) -> str:
    """Return text escaped for HTML; letters that no page may hold become a sign."""
    shown = "".join(letter if letter >= " " or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return escape(shown, quote=True).encode("utf-8", "replace").decode("utf-8")
