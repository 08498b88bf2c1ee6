"""What an answer took to give, in the terms of the time model: how often each of its constants plays a part.

The formulas are those of ``questionnaire/format/kinds``, applied to the page as it was shown and the answer as it was
given, so that a regression on them can suggest other constants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...interview.answers import Answer
from ...interview.page import Choice, Page
from ...questionnaire.by_kind import by_kind_if_any
from ...questionnaire.time_model import DECIDE, SCREEN, WORDS_PER_MINUTE, words

CONSTANTS: Mapping[str, float] = {
    "screen": SCREEN,
    "word": 60 / WORDS_PER_MINUTE,
    "decide": DECIDE,
    "search": 2.5,
    "search_entries": 3.0,
    "entry": 3.5,
    "scan": 0.2,
    "tick": 1.0,
    "row": 2.2,
    "set": 4.5,
    "rank": 3.0,
    "share": 3.5,
    "zero": 0.4,
    "sum": 4.0,
    "number": 4.0,
    "cell": 2.8,
    "empty": 0.5,
    "line": 10.0,
    "paragraph": 40.0,
}
"""The constants of the time model by name, as they are now, in seconds."""
MEANINGS: Mapping[str, str] = {
    "screen": "a new screen is taken in",
    "word": "a word is read",
    "decide": "one choice is made",
    "search": "typing in a long list of one choice",
    "search_entries": "beginning to search in a very long list",
    "entry": "an entry searched and ticked",
    "scan": "an option is looked at",
    "tick": "an option is ticked",
    "row": "a row of a matrix",
    "set": "a MaxDiff set",
    "rank": "an option is ranked",
    "share": "a row above zero in an allocation",
    "zero": "a row at zero in an allocation",
    "sum": "the sum of an allocation is made right",
    "number": "a number is given",
    "cell": "a cell of a number grid is filled",
    "empty": "a cell of a number grid is left",
    "line": "a line is written",
    "paragraph": "a paragraph is written",
}
Effort = dict[str, float]
_LONG_SINGLE, _LONG_MULTI = 12, 60
_REPEAT_READ = 0.4


def effort_of(page: Page, answer: Answer | None, help_read: float = 0.5, first: bool = True) -> Effort:
    """Return how often each constant plays a part in a page; a special answer is one choice."""
    if page.shape == "info":
        return {"screen": 1.0, "word": 0.7 * (words(page.text) + words(page.help))}
    found: Effort = {"screen": 1.0, "word": words(page.text) + help_read * words(page.help)}
    given = answer or Answer()
    formula = by_kind_if_any(_KINDS, page)
    parts = {"decide": 1.0} if given.special else formula(page, given, first) if formula is not None else {}
    for name, times in parts.items():
        found[name] = found.get(name, 0.0) + times
    return {name: times for name, times in found.items() if times}


def seconds_of(effort: Effort, constants: Mapping[str, float] = CONSTANTS) -> float:
    """Return the seconds by the time model."""
    return sum(times * constants[name] for name, times in effort.items())


def _words(choices: tuple[Choice, ...]) -> float:
    return float(sum(words(choice.label) for choice in choices))


def _count(answer: Answer) -> int:
    return len(answer.value) if isinstance(answer.value, (list, dict)) else 0


def _single(page: Page, answer: Answer, first: bool) -> Effort:
    if page.searchable and len(page.options) > _LONG_SINGLE:
        return {"decide": 1.0, "word": 0.25 * _words(page.options), "search": 1.0}
    return {"decide": 1.0, "word": 0.5 * _words(page.options)}


def _multi(page: Page, answer: Answer, first: bool) -> Effort:
    if page.searchable and len(page.options) > _LONG_MULTI:
        return {"search_entries": 1.0, "entry": float(_count(answer))}
    share = 0.5 if first else 0.5 * _REPEAT_READ
    return {"word": share * _words(page.options), "scan": float(len(page.options)), "tick": float(_count(answer))}


def _matrix(page: Page, answer: Answer, first: bool) -> Effort:
    columns = sum(_words(tuple(point for point in scale.points if not point.special)) for scale in page.scales)
    return {"word": 0.7 * columns + _words(page.rows), "row": float(len(page.rows))}


def _maxdiff(page: Page, answer: Answer, first: bool) -> Effort:
    a_set = _words(page.options) / max(1, len(page.options)) * (len(page.sets[0]) if page.sets else 0)
    return {"word": len(page.sets) * a_set, "set": float(len(page.sets))}


def _ranking(page: Page, answer: Answer, first: bool) -> Effort:
    return {"word": 0.5 * _words(page.options), "scan": float(len(page.options)), "rank": float(_count(answer))}


def _allocation(page: Page, answer: Answer, first: bool) -> Effort:
    values = answer.value if isinstance(answer.value, dict) else {}
    above = sum(1 for value in values.values() if isinstance(value, (int, float)) and value > 0)
    zero = max(0, len(page.rows) - above)
    return {"word": 0.8 * _words(page.rows), "share": float(above), "zero": float(zero), "sum": 1.0}


def _number(page: Page, answer: Answer, first: bool) -> Effort:
    return {"number": 1.0}


def _number_grid(page: Page, answer: Answer, first: bool) -> Effort:
    filled = _count(answer)
    return {"word": _words(page.rows), "cell": float(filled), "empty": float(max(0, len(page.rows) - filled))}


def _scale(page: Page, answer: Answer, first: bool) -> Effort:
    points = page.options
    read = sum(words(point.label.partition(" ")[2]) for point in points) + max(0, len(points) - 1)
    return {"decide": 1.0, "word": 0.5 * read}


def _text(page: Page, answer: Answer, first: bool) -> Effort:
    return {"line": 0.0 if answer.is_empty else 1.0}


def _long_text(page: Page, answer: Answer, first: bool) -> Effort:
    return {"paragraph": 0.0 if answer.is_empty else 1.0}


_KINDS: Mapping[str, Callable[[Page, Answer, bool], Effort]] = {
    "single": _single,
    "multi": _multi,
    "matrix": _matrix,
    "maxdiff": _maxdiff,
    "ranking": _ranking,
    "allocation": _allocation,
    "number": _number,
    "number_grid": _number_grid,
    "scale": _scale,
    "text": _text,
    "long_text": _long_text,
}
"""The formula of each kind; one that is not here is timed by its screen and its words."""
