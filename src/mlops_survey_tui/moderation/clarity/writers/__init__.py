"""The formats of the report; a new one is a module here and a line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..report import Report
from .html import html
from .json import json_text
from .markdown import markdown
from .terminal import terminal

Writer = Callable[[Report], str]
FORMATS: Mapping[str, Writer] = {"terminal": terminal, "html": html, "md": markdown, "json": json_text}
