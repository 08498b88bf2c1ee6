"""Blocks that are made from the program, within pages that people write."""

from __future__ import annotations

_END = "<!-- end of generated -->"


def with_block(text: str, name: str, content: str) -> str:
    """Return a page with the content of its block of this name replaced; a page without the block is left as it is."""
    start = f"<!-- generated: {name} -->"
    before, marker, rest = text.partition(start)
    _, end, after = rest.partition(_END)
    return f"{before}{start}\n\n{content}\n\n{_END}{after}" if marker and end else text
