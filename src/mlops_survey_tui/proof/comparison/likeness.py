"""How alike two questions or two labels are, to find what was probably renamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from ...questionnaire.model import Question, Questionnaire
from .origins import COLUMNS, OPTIONS, ROWS, fields_of, origins_of
from .trees import wordings

PROBABLE = 0.75
"""From this likeness on, two questions are probably one that was renamed."""
_SHARED_WORDS = 0.25


def text_likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1; texts that share few words count as unlike."""
    if one == other:
        return 1.0
    words, others = set(one.casefold().split()), set(other.casefold().split())
    if len(words) > 2 and overlap(words, others) < _SHARED_WORDS:
        return 0.0
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of common members of two sets (Jaccard 1901)."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first or second else 1.0


def offered_ids(questionnaire: Questionnaire, question: Question) -> set[str]:
    """Return everything that a question can offer, told apart by field."""
    return {
        f"{field}:{id_}"
        for field, scale in fields_of(question)
        if field in (OPTIONS, ROWS, COLUMNS)
        for id_ in origins_of(questionnaire, question, field, scale)
    }


def question_likeness(before: Questionnaire, old: Question, after: Questionnaire, new: Question) -> float:
    """Return how alike two questions are, from 0 to 1: by their words and by what they offer."""
    if old.kind != new.kind:
        return 0.0
    words = text_likeness(wordings(old.text), wordings(new.text))
    offered, offers = offered_ids(before, old), offered_ids(after, new)
    return 0.6 * words + 0.4 * overlap(offered, offers) if offered or offers else words


def matches(old: Sequence[str], new: Sequence[str], likeness: dict[tuple[str, str], float]) -> dict[str, str]:
    """Return the best partners, each used once, the most alike first."""
    found: dict[str, str] = {}
    for (one, other), score in sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0])):
        if score >= PROBABLE and one in old and other in new and one not in found and other not in found.values():
            found[one] = other
    return found
