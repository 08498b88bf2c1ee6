"""A graph as one picture: cards with rows on the left, and on the right a lane for each thing that others depend on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..glyphs import glyph_of
from ..layout import CARD, LEFT, PADDING, Box, Card, Lane, Layout, layout_of
from ..model import DEPENDENCIES, SECTION, Graph

HUES = ("#2563a8", "#b4530a", "#1d7a3a", "#8a3ab9", "#b3261e", "#0f766e", "#6b5b00", "#a3246e")
"""Colours of lanes, told apart by people with common forms of colour blindness as far as eight can be."""
_DASHES = {"piping": "1 3", "check": "1 3", "jump": "6 3", "end": "6 3"}

_STYLE = """
.paper{fill:#fff}.card{fill:#f7f8fa;stroke:#c9ced6}.head{fill:#e6eaf0}.rule{stroke:#e1e5ea}.single{fill:#eef2f7;stroke:#c9ced6}
.title{font:600 15px system-ui,sans-serif;fill:#16202c}.name{font:600 12px ui-monospace,monospace;fill:#16202c}
.text{font:12px system-ui,sans-serif;fill:#28323e}.note{font:11px ui-monospace,monospace;fill:#4a5766}
.glyph{font:14px system-ui,sans-serif;fill:#2563a8;text-anchor:middle}
.big{font:600 20px system-ui,sans-serif;fill:#16202c}.lane{fill:none;stroke-width:1.6}
@media (prefers-color-scheme:dark){
.paper{fill:#14181d}.card{fill:#1c2229;stroke:#3b4552}.head{fill:#27303a}.rule{stroke:#2d3640}.single{fill:#222a33;stroke:#3b4552}
.title,.name,.big{fill:#eef2f6}.text{fill:#d3dae2}.note{fill:#a3b0be}.glyph{fill:#7fb4ee}
.lane{filter:brightness(1.6)}}
""".strip()


def draw_svg(graph: Graph) -> str:
    """Return the graph as an SVG document."""
    return "\n".join(_lines(graph, layout_of(graph))) + "\n"


def _lines(graph: Graph, layout: Layout) -> Iterator[str]:
    size = f'width="{layout.width:g}" height="{layout.height:g}" viewBox="0 0 {layout.width:g} {layout.height:g}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title">'
    yield f'<title id="title">{_safe(graph.title)}</title>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{layout.width:g}" height="{layout.height:g}"/>'
    yield from _heading(graph)
    yield from (_card(card) for card in layout.cards)
    for box in layout.boxes:
        yield from _box(box)
    for lane in layout.lanes:
        yield from _lane(lane)
    yield "</svg>"


def _heading(graph: Graph) -> Iterator[str]:
    yield f'<text class="big" x="{LEFT:g}" y="40">{_safe(_shortened(graph.title, 64))}</text>'
    yield _text(
        "text", LEFT, 62, "Read down: sections in order, and in them questions, ƒ named conditions and ◇ draws."
    )
    yield _text("text", LEFT, 80, "Beside: a lane starts at a dot, and its arrows end at what depends on it.")
    x = LEFT
    for dash, words in (("", "condition, carried, drawn"), ("6 3", "skips or ends"), ("1 3", "wording, remark")):
        yield f'<path class="lane" stroke="{HUES[0]}" d="M{x:g} 94h28" stroke-dasharray="{dash or "none"}"/>'
        yield _text("note", x + 34, 98, words)
        x += 220


def _card(card: Card) -> str:
    place = f'x="{card.x:g}" y="{card.y:g}" width="{card.width:g}" height="{card.height:g}"'
    return f'<rect class="card" rx="6" {place}/>'


def _box(box: Box) -> Iterator[str]:
    node = box.node
    yield f'<g data-node="{_safe(node.id)}">'
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
    if node.kind == SECTION:
        yield f'<rect class="head" rx="6" {place}/>'
    elif not node.section:
        yield f'<rect class="single" rx="6" {place}/>'
    else:
        yield f'<path class="rule" d="M{box.x:g} {box.y:g}h{box.width:g}"/>'
    if node.kind != SECTION:
        yield _text("glyph", box.x + PADDING + 8, box.lines[0].y + 1 if box.lines else box.y + 16, glyph_of(node))
    for line in box.lines:
        yield _text(line.style.name, line.x, line.y, line.text)
    yield "</g>"


def _lane(lane: Lane) -> Iterator[str]:
    color = HUES[lane.number % len(HUES)]
    edge = LEFT + CARD
    yield f"<g><title>{_safe(lane.source.name)}</title>"
    levels = [lane.y, *(stub.y for stub in lane.stubs)]
    yield f'<path class="lane" stroke="{color}" d="M{edge:g} {lane.y:g}H{lane.x:g}"/>'
    yield f'<path class="lane" stroke="{color}" d="M{lane.x:g} {min(levels):g}V{max(levels):g}"/>'
    yield f'<circle cx="{edge:g}" cy="{lane.y:g}" r="3" fill="{color}"/>'
    for stub in lane.stubs:
        dash = f' stroke-dasharray="{_DASHES[stub.edge.kind]}"' if stub.edge.kind in _DASHES else ""
        said = f"{lane.source.name} {DEPENDENCIES[stub.edge.kind]}: {stub.edge.text}"
        yield f'<g data-edge="{_safe(stub.edge.id)}"><title>{_safe(said)}</title>'
        yield f'<path class="lane" stroke="{color}"{dash} d="M{lane.x:g} {stub.y:g}H{edge + 6:g}"/>'
        yield f'<path fill="{color}" d="M{edge:g} {stub.y:g}l7 -3.2v6.4z"/></g>'
    yield "</g>"


def _text(style: str, x: float, y: float, text: str) -> str:
    return f'<text class="{style}" x="{x:g}" y="{y:g}">{_safe(text)}</text>'


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _safe(text: str) -> str:
    """Return text escaped for XML, with a sign in place of letters that no XML document may hold."""
    kept = "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return escape(kept, quote=True)
