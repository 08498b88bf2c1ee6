"""A graph in the language of Mermaid, which code hosts draw inside Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten

from ..model import DEFINITION, DRAW, END, ORDER, QUESTION, ROTATION, SECTION, START, Edge, Graph, Node

_SHAPES = {
    START: ("((", "))"), SECTION: ("[[", "]]"), QUESTION: ("[", "]"), DEFINITION: ("{{", "}}"), DRAW: ("{", "}"),
    ROTATION: ("{", "}"), END: ("(((", ")))"),
}  # fmt: skip
_LONGEST = 60
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:!?_/-=+'")


def draw_mermaid(graph: Graph) -> str:
    """Return the graph as a flowchart with one subgraph for each section."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield f"%%{{init: {{'maxEdges': {max(500, len(graph.edges))}}}}}%%"
    yield "flowchart TD"
    for node in graph.nodes:
        if node.kind == SECTION:
            yield f'  subgraph s{names[node.id]}["{_escaped(node.text)}"]'
            yield from (f"    {_node(one, names)}" for one in (node, *graph.members[node.id]))
            yield "  end"
        elif not node.section:
            yield f"  {_node(node, names)}"
    yield from (f"  {_edge(edge, names)}" for edge in graph.edges)


def _node(node: Node, names: Mapping[str, str]) -> str:
    opening, closing = _SHAPES[node.kind]
    lines = [node.name, shorten(node.text, _LONGEST, placeholder=" …"), *node.notes]
    label = "<br/>".join(_escaped(line) for line in lines if line)
    return f'{names[node.id]}{opening}"{label}"{closing}'


def _edge(edge: Edge, names: Mapping[str, str]) -> str:
    source, target = names[edge.source], names[edge.target]
    if edge.kind == ORDER:
        return f"{source} --> {target}"
    label = _escaped(f"{edge.kind}: {shorten(edge.text, _LONGEST, placeholder=' …')}")
    return f'{source} -.->|"{label}"| {target}'


def _escaped(text: str) -> str:
    """Return text in which every letter that could mean something is written as its number."""
    words = " ".join(text.split())
    return "".join(letter if letter in _PLAIN else f"#{ord(letter)};" for letter in words)
