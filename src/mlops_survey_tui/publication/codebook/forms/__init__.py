"""The forms of the codebook; a new one is a module here and a line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..model import FILE, Codebook
from .ddi import ddi
from .html import html
from .markdown import markdown

FORMS: Mapping[str, Callable[[Codebook], str]] = {
    FILE: Codebook.to_json,
    "codebook/codebook.xml": ddi,
    "codebook/codebook.html": html,
    "codebook/codebook.md": markdown,
}
"""What writes the codebook, by its place in a release."""
