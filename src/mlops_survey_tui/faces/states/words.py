"""The words typed beside options and rows that ask for them ("Other (please specify)")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...interview.answers import Answer
from ...interview.page import Choice
from .text_field import TextField, field_of

Words = Mapping[str, TextField]
"""A text field for each id that asks for words; kept when an option is taken back, so nothing typed is lost."""


def words_of(choices: Iterable[Choice], answer: Answer) -> Words:
    """Return the fields of the choices that ask for words, filled from an answer."""
    return {
        choice.id: field_of(answer.texts.get(choice.id, ""), choice.text_limit)
        for choice in choices
        if choice.text_limit > 0
    }


def changed(words: Words, id: str, edit: Callable[[TextField], TextField]) -> Words:
    """Return the fields after an edit of one of them; the same object when it changed nothing."""
    if id not in words:
        return words
    field = edit(words[id])
    return words if field is words[id] else {**words, id: field}


def texts_of(words: Words, ids: Iterable[str]) -> dict[str, str]:
    """Return the texts to give with an answer that contains these ids."""
    return {id: words[id].text for id in ids if id in words and words[id].text}
