"""What draws a graph, one form a file; a new form is one function and one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..model import Graph
from .dot import draw_dot
from .html import draw_html
from .mermaid import draw_mermaid
from .svg import draw_svg

DRAWERS: Mapping[str, Callable[[Graph], str]] = {
    "svg": draw_svg,
    "html": draw_html,
    "mermaid": draw_mermaid,
    "dot": draw_dot,
}
"""By the name that the command knows each form by."""
