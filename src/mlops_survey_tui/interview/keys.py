"""Page keys: a question, and the loop items it is asked for (``mix_now@serving``)."""

from __future__ import annotations


def page_key(question: str, path: tuple[str, ...] = ()) -> str:
    """Return the key of a question for loop items, outermost first."""
    return f"{question}@{'/'.join(path)}" if path else question


def split_key(key: str) -> tuple[str, tuple[str, ...]]:
    """Return the question and the loop items of a key."""
    question, at, items = key.partition("@")
    return question, tuple(items.split("/")) if at else ()
