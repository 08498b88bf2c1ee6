"""The graph of a questionnaire: nodes, edges, and marks that a report lays over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

START, SECTION, QUESTION, DEFINITION, DRAW, ROTATION, END = (
    "start", "section", "question", "definition", "draw", "rotation", "end",
)  # fmt: skip
"""The kinds of nodes. A definition is a named condition or value."""

ORDER = "order"
DEPENDENCIES: Mapping[str, str] = {
    "condition": "decides whether it is asked",
    "option": "decides what it offers",
    "carry": "gives its options, rows or answers beside them",
    "loop": "gives what it is repeated for",
    "draw": "gives what is drawn from, or what was drawn",
    "total": "gives its total or limits",
    "piping": "stands in its text",
    "check": "decides a remark on its answer",
    "value": "is part of its value",
    "jump": "has an option that passes over it",
    "module": "assigns it",
    "end": "has an option that ends the interview",
}
"""The kinds of edges beside order, each with what the source does for the target."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of a questionnaire. ``id`` is its kind and name, ``section`` the node of the section it stands in.

    ``sort`` is the kind of a question, the form of a draw, or what a section is; ``text`` is what it asks or says;
    ``notes`` say when it is asked and how often, as they could be written.
    """

    id: str
    kind: str
    name: str
    sort: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From what comes first to what follows or depends on it; ``text`` is the condition or placeholder."""

    source: str
    target: str
    kind: str
    text: str = ""

    @property
    def id(self) -> str:
        """What marks call the edge; edges of one kind between the same nodes share it."""
        return f"{self.kind}:{self.source}->{self.target}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a report says of a node or an edge.

    ``state`` is reached, partly or missed, ``badge`` a few words, say a count; ``notes`` stand with a node's details.
    """

    state: str
    badge: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """All nodes in the order of the survey, and all edges."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    language: str = "en"
    by_id: Mapping[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {node.id: node for node in self.nodes})

    @cached_property
    def sections(self) -> tuple[Node, ...]:
        """The sections, in order."""
        return tuple(node for node in self.nodes if node.kind == SECTION)

    @cached_property
    def members(self) -> Mapping[str, tuple[Node, ...]]:
        """What stands in each section, in order, by the id of its node."""
        found: dict[str, list[Node]] = {section.id: [] for section in self.sections}
        for node in self.nodes:
            if node.section:
                found[node.section].append(node)
        return {id_: tuple(nodes) for id_, nodes in found.items()}

    @cached_property
    def dependencies(self) -> tuple[Edge, ...]:
        """The edges that say what depends on what."""
        return tuple(edge for edge in self.edges if edge.kind != ORDER)
