"""Every id that a questionnaire has: what chance is said to have decided can name nothing else.

Without this, somebody could put words of their own among the recorded decisions, where no answer is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..interview.draws import LETTERS
from ..questionnaire.model import Questionnaire, Source

_WORDS = frozenset({"drawn", "assigned", "replaced", "boosted", "dropped", "displayed", "pace_guard", "all", ""})
_ITEMS = ("page", "draw")
"""The fields whose value may carry loop items behind its name."""


def names_only_known(questionnaire: Questionnaire, decisions: list[Mapping[str, Any]]) -> bool:
    """Whether all texts among the decisions are ids of the questionnaire."""
    known: frozenset[str] = questionnaire.memory.get("known_ids") or frozenset(_ids(questionnaire))
    questionnaire.memory["known_ids"] = known
    for decision in decisions:
        for field, value in decision.items():
            if field in _ITEMS:
                name, _, items = value.partition("@")
                if name not in known or (items and not known.issuperset(items.split("/"))):
                    return False
            elif not known.issuperset(_texts(value)):
                return False
    return True


def _texts(value: Any) -> Iterable[str]:
    """Return the texts in a value: itself, the names in it, the members of it and of the lists in it."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict):
        return value
    if not isinstance(value, list):
        return ()
    return [text for one in value for text in (one if isinstance(one, list) else [one]) if isinstance(text, str)]


def _ids(questionnaire: Questionnaire) -> Iterator[str]:
    yield from _WORDS
    yield from LETTERS
    yield from questionnaire.question_by_id
    yield from questionnaire.section_by_id
    for found in questionnaire.lists.values():
        yield from (option.id for option in found.options)
    for draw in questionnaire.draws:
        yield draw.id
        yield from draw.values
        for sources in (*(stratum.sources for stratum in draw.strata), draw.fill):
            yield from _own(sources)
    for section in questionnaire.sections:
        yield from _own(section.loop.sources if section.loop else ())
    for question in questionnaire.questions:
        yield from (special.id for special in (*question.specials, *question.row_specials))
        yield from _own((*question.options, *question.rows, *question.extra_rows))
        yield from _own(question.loop.sources if question.loop else ())


def _own(sources: tuple[Source, ...]) -> Iterator[str]:
    yield from (source.option.id for source in sources if source.option is not None)
