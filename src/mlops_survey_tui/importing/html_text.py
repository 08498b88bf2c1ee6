"""Plain text from the HTML that other programs keep in their wordings."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr"})
_SILENT = frozenset({"script", "style", "head", "title"})
_MEDIA = frozenset({"img", "video", "audio", "iframe", "object", "embed", "svg", "canvas", "input", "button"})
_TAG = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#0-9]+;")
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))|<(?=[!?])")
_MOST_UNCLOSED = 100
"""Of so many marks that begin a tag and end none, or that begin a comment, each is a letter like any other."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
            if tag == "script":
                self.lost.append("a script")
        elif tag in _BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in _MEDIA:
            self._media(tag, dict(attrs))
        elif tag == "a" and (href := dict(attrs).get("href")):
            self.lost.append(f"a link to {href[:120]}")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BREAKS and tag not in ("br", "li", "hr"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _media(self, tag: str, attributes: dict[str, str | None]) -> None:
        source = attributes.get("src") or attributes.get("data") or ""
        self.lost.append(f"<{tag}> {source[:120]}".strip())
        if tag == "img":
            self.parts.append(f"[{attributes.get('alt') or 'picture'}]")


def plain(text: str) -> tuple[str, list[str]]:
    """Return a wording without HTML, and what was lost with it: pictures, links, scripts."""
    text = without_controls(text)
    if not _TAG.search(text):
        return tidy(text), []
    reader = _Reader()
    if len(_UNCLOSED.findall(text)) > _MOST_UNCLOSED:
        text = _UNCLOSED.sub("&lt;", text)
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):
        return tidy(re.sub(r"<[^<>]*>", " ", text)), ["HTML that cannot be read"]
    return tidy("".join(reader.parts)), reader.lost


def without_controls(text: str) -> str:
    """Return a text without control characters and lone surrogates; line breaks and tabs stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines and with at most one empty line in a row."""
    lines = [re.sub(r"[ \t\u00a0\u2028\u2029\x85]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
