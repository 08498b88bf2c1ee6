"""A graph in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from ..model import DEFINITION, DRAW, END, ORDER, QUESTION, ROTATION, SECTION, START, Edge, Graph, Node

_SHAPES = {
    START: "circle", SECTION: "box", QUESTION: "box", DEFINITION: "hexagon", DRAW: "diamond", ROTATION: "diamond",
    END: "doublecircle",
}  # fmt: skip
_STYLES = {"piping": "dotted", "check": "dotted", "carry": "solid", "loop": "solid"}
_LONGEST = 60


def draw_dot(graph: Graph) -> str:
    """Return the graph as a digraph with one cluster for each section."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "digraph questionnaire {"
    yield f"  graph [label={_quoted(graph.title)}, labelloc=t, rankdir=TB, newrank=true, fontname=Helvetica];"
    yield "  node [fontname=Helvetica, fontsize=10];"
    yield "  edge [fontname=Helvetica, fontsize=8];"
    for node in graph.nodes:
        if node.kind == SECTION:
            yield from _cluster(graph, node)
        elif not node.section:
            yield f"  {_node(node)}"
    for edge in graph.edges:
        yield f"  {_edge(edge)}"
    yield "}"


def _cluster(graph: Graph, section: Node) -> Iterator[str]:
    yield f"  subgraph {_quoted(f'cluster_{section.name}')} {{"
    yield f"    graph [label={_quoted(section.text)}, style=rounded, color=gray];"
    for node in (section, *graph.members[section.id]):
        yield f"    {_node(node)}"
    yield "  }"


def _node(node: Node) -> str:
    lines = [node.name, shorten(node.text, _LONGEST, placeholder=" …"), *node.notes]
    label = "\n".join(line for line in lines if line)
    return f"{_quoted(node.id)} [shape={_SHAPES[node.kind]}, label={_quoted(label)}];"


def _edge(edge: Edge) -> str:
    ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
    if edge.kind == ORDER:
        return f"{ends} [color=gray50];"
    label = _quoted(f"{edge.kind}: {shorten(edge.text, _LONGEST, placeholder=' …')}")
    style = _STYLES.get(edge.kind, "dashed")
    return f"{ends} [style={style}, color=steelblue, label={label}];"


def _quoted(text: str) -> str:
    """Return text as a quoted name; control characters other than line ends become spaces."""
    safe = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
