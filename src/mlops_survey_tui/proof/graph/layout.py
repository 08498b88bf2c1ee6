"""Where everything of a graph stands: sections as cards below one another, dependencies as lanes beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .measuring import width_of, wrapped
from .model import DEFINITION, DRAW, QUESTION, SECTION, Edge, Graph, Node

LEFT, TOP, CARD, GAP, PADDING = 24.0, 112.0, 680.0, 22.0, 12.0
"""Margins, the width of cards, what is between them, and what is left free inside them, in pixels."""
GLYPHS = 30.0
"""Room for a glyph before the text of a row."""
LANE, FIRST_LANE = 11.0, 26.0
"""Between two lanes, and from the cards to the first of them."""
SLOT = 7.0
"""Between two lines that end at one row."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a sort of line is set: its class, size, and height."""

    name: str
    size: float
    height: float
    mono: bool = False


TITLE, NAME, TEXT, NOTE = (
    Style("title", 15, 20), Style("name", 12, 16, mono=True), Style("text", 12, 16), Style("note", 11, 15, mono=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its left end and its base line."""

    x: float
    y: float
    text: str
    style: Style

    @property
    def width(self) -> float:
        """How wide the line is at most."""
        return width_of(self.text, self.style.size, self.style.mono)


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a node: a row of a card, or a card of its own; and its lines of text."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A section with its rows."""

    section: Node
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stub:
    """The end of a lane at a node that depends on its source."""

    edge: Edge
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """All that depends on one node: a vertical line at ``x``, and a stub to each of them; ``number`` tells it apart."""

    source: Node
    x: float
    y: float
    stubs: tuple[Stub, ...]
    number: int


@dataclass(slots=True)
class Layout:
    """Everything in its place."""

    width: float = 0.0
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)


def layout_of(graph: Graph) -> Layout:
    """Place a graph: cards in the order of the survey, and lanes so that none runs over another."""
    layout = Layout()
    y = TOP
    for node in graph.nodes:
        if node.kind == SECTION:
            y = _section(graph, node, y, layout) + GAP
        elif not node.section:
            box = _box(node, LEFT, y, CARD)
            layout.boxes.append(box)
            y += box.height + GAP
    _lanes(graph, layout)
    count = 1 + max((lane.number for lane in layout.lanes), default=0)
    layout.width = LEFT + CARD + FIRST_LANE + count * LANE + LEFT
    layout.height = y
    return layout


def _section(graph: Graph, section: Node, y: float, layout: Layout) -> float:
    """Place a section and its rows; return where it ends."""
    top = y
    for node in (section, *graph.members[section.id]):
        box = _box(node, LEFT, y, CARD)
        layout.boxes.append(box)
        y += box.height
    layout.cards.append(Card(section, LEFT, top, CARD, y - top))
    return y


def _box(node: Node, x: float, y: float, width: float) -> Box:
    indent = GLYPHS if node.kind != SECTION else 0.0
    left = x + PADDING + indent
    room = width - 2 * PADDING - indent
    lines: list[Line] = []
    bottom = y + 5
    for text, style in _texts(node):
        for part in wrapped(text, style.size, room, style.mono):
            bottom += style.height
            lines.append(Line(left, bottom - 4, part, style))
    return Box(node, x, y, width, bottom + 6 - y, tuple(lines))


def _texts(node: Node) -> Iterator[tuple[str, Style]]:
    """Yield what is written in a node's box."""
    if node.kind == SECTION:
        yield f"{node.text}", TITLE
        yield node.name + (f" · {node.sort}" if node.sort else ""), NOTE
    elif node.kind in (QUESTION, DEFINITION, DRAW):
        yield node.name + (f" · {node.sort}" if node.sort else ""), NAME
        if node.text:
            yield node.text, NOTE if node.kind == DEFINITION else TEXT
    else:
        yield node.text, TEXT
    for note in node.notes:
        yield note, NOTE


def _lanes(graph: Graph, layout: Layout) -> None:
    """Give each node that others depend on a lane; lanes that would meet stand side by side."""
    boxes = {box.node.id: box for box in layout.boxes}
    ends = _ends(graph.dependencies, boxes)
    spans: list[tuple[float, float, str, list[Stub], float]] = []
    for source, edges in _by_source(graph.dependencies).items():
        start = ends[(source, "")]
        stubs = [Stub(edge, ends[(edge.target, source)]) for edge in edges]
        levels = [start, *(stub.y for stub in stubs)]
        spans.append((min(levels), max(levels), source, stubs, start))
    free: list[float] = []
    for top, bottom, source, stubs, start in sorted(spans, key=lambda span: (span[0], span[1], span[2])):
        number = next((index for index, end in enumerate(free) if end + 2 < top), len(free))
        free[number : number + 1] = [bottom]
        x = LEFT + CARD + FIRST_LANE + number * LANE
        layout.lanes.append(Lane(graph.by_id[source], x, start, tuple(stubs), number))


def _by_source(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Return the edges by what they start from; of several between the same nodes the first."""
    found: dict[str, dict[str, Edge]] = {}
    for edge in edges:
        found.setdefault(edge.source, {}).setdefault(edge.target, edge)
    return {source: list(targets.values()) for source, targets in found.items()}


def _ends(edges: Iterable[Edge], boxes: Mapping[str, Box]) -> dict[tuple[str, str], float]:
    """Return the height at which each line meets a node: by node and the line's source, '' for the node's own lane."""
    meeting: dict[str, list[str]] = {}
    for edge in edges:
        meeting.setdefault(edge.source, [])
        sources = meeting.setdefault(edge.target, [])
        if edge.source not in sources:
            sources.append(edge.source)
    leaving = {edge.source for edge in edges}
    ends: dict[tuple[str, str], float] = {}
    for id_, sources in meeting.items():
        box = boxes[id_]
        slots = [*sources, *([""] if id_ in leaving else [])]
        step = min(SLOT, (box.height - 6) / max(1, len(slots)))
        first = box.y + box.height / 2 - step * (len(slots) - 1) / 2
        ends |= {(id_, source): first + number * step for number, source in enumerate(slots)}
    return ends
