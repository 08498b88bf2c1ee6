"""Changes of words: text, help, and what the ends and marks of a question are called."""

from __future__ import annotations

from collections.abc import Iterator

from ....questionnaire.model import Texts
from ..change import REWORDED, Change, Pair, Touch
from ..trees import readings, wordings

_PROMPTS = (("low_label", "scale"), ("high_label", "scale"), ("prompts", "text"))


def text(pair: Pair) -> Iterator[Touch]:
    """Yield a change of the question's text, any of its wordings, their conditions or placeholders."""
    yield from _texts(pair, "text", pair.old.text, pair.new.text)


def help_text(pair: Pair) -> Iterator[Touch]:
    """Yield a change of the question's help."""
    yield from _texts(pair, "help", pair.old.help, pair.new.help)


def _texts(pair: Pair, aspect: str, old: Texts, new: Texts) -> Iterator[Touch]:
    if readings(old) != readings(new):
        yield Touch(Change(pair.owner, aspect, REWORDED, "", "", wordings(old), wordings(new)), aspect)


def prompts(pair: Pair) -> Iterator[Touch]:
    """Yield changes of the words at the ends of a scale, and of the two marks of a MaxDiff."""
    for setting, aspect in _PROMPTS:
        old, new = (_words(question.settings.get(setting)) for question in (pair.old, pair.new))
        if old != new and pair.old.kind == pair.new.kind:
            yield Touch(Change(pair.owner, aspect, REWORDED, setting, "", old, new), aspect)
    titles = {columns.id: columns.title for columns in pair.old.columns}
    for columns in pair.new.columns:
        before = titles.get(columns.id, columns.title)
        if before != columns.title:
            yield Touch(Change(pair.owner, "scale", REWORDED, columns.id, "", before, columns.title), "scale")


def _words(value: object) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value or "")
