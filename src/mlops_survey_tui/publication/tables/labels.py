"""Texts of a questionnaire as plain text, for people who read data and saw no screen.

What stands in a text for an answer or an item is shown as a word in brackets: ``[tool]``, ``[case number]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Option, Question, Template, Texts


def plain(template: Template) -> str:
    """Return a text; what stands in it for an answer or an item is shown as a word in brackets."""
    if isinstance(template, str):
        return template
    return "".join(piece if isinstance(piece, str) else _blank(piece) for piece in template)


def _blank(piece: dict[str, Any]) -> str:
    tree = piece["value"]
    while tree[0] in ("field", "row", "pass", "number") and isinstance(tree[1], list):
        tree = tree[1]
    words = _WORDS.get(tree[0], "") or written(tree)
    return f"[{words.replace('_', ' ')}]"


_WORDS = {"answer": "answer given before", "system": "number"}
"""Words for what is read; items of a loop and what chance decided go by their names."""


def wordings(texts: Texts) -> Iterator[str]:
    """Yield every text that somebody may have read, once."""
    yield from dict.fromkeys(plain(variant.text) for variant in texts.variants)


def wording(question: Question) -> str:
    """Return the first wording of a question."""
    return next(wordings(question.text), question.id)


def label(option: Option) -> str:
    """Return the words of an option."""
    return plain(option.label)
