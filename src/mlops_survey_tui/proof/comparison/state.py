"""What follows from changes: whether the answers of two editions can be compared, and what must be recoded first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...questionnaire.model import Questionnaire
from .change import Change, Pair, Touch
from .entries import Entry
from .origins import ITEMS, OPTIONS, fields_of
from .renaming import Mapped, Renames, mapping_of


class State(StrEnum):
    """What can be done with the answers to a question in two editions."""

    COMPARABLE = "comparable"
    RECODED = "comparable after recoding"
    NOT_COMPARABLE = "not comparable"
    NEW = "new"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Reason:
    """A change that concerns a question, the state that follows from it alone, and who explained it.

    ``verb`` is the sort of the ledger's entry, ``explanation`` its reason; both are empty where there is none.
    """

    change: Change
    state: State
    verb: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Recode:
    """Old and new ids that stand for the same answers once each side is added up.

    ``field`` is options, rows, columns or items; ``how`` is renamed, merged, split, regrouped, new or retired.
    A new or retired one has nothing on the other side.
    """

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class QuestionComparison:
    """A question in two editions; ``id`` is its newest id, ``old_id`` the one before (empty for a new question).

    Ids that no recode names mean the same in both editions.
    """

    id: str
    old_id: str
    state: State
    reasons: tuple[Reason, ...] = ()
    recodes: tuple[Recode, ...] = ()
    replaced_by: str = ""

    @property
    def unexplained(self) -> tuple[Change, ...]:
        """The changes that the ledger must explain and does not."""
        return tuple(one.change for one in self.reasons if not one.verb and not one.change.note)


_INDEPENDENT = {("multi", OPTIONS), ("matrix", "rows"), ("number_grid", "rows")}
"""Where options or rows are answered one by one, so that one more takes nothing from the others."""
_ORDER = (State.COMPARABLE, State.RECODED, State.NOT_COMPARABLE)


def judged(pair: Pair, touches: list[Touch], entries: list[Entry], version: str = "") -> list[Reason]:
    """Return a reason for each change of a question, explained by the first of the ledger's entries that covers it.

    ``version`` says in words that the version was raised within an edition, which explains changes of typo size.
    """
    return [_reason(pair, touch, entries, version) for touch in touches]


def _reason(pair: Pair, touch: Touch, entries: list[Entry], version: str) -> Reason:
    change = touch.change
    if change.note:
        return Reason(change, State.COMPARABLE)
    entry = next((entry for entry in entries if entry.covers(touch, pair.new.id)), None)
    if entry is not None:
        return Reason(change, _effect(entry, pair, touch.field), entry.verb, entry.reason)
    if version and is_typo(change):
        return Reason(change, State.COMPARABLE, "version", version)
    return Reason(change, State.NOT_COMPARABLE)


def is_typo(change: Change) -> bool:
    """Whether words changed by no more than a slip of the pen: at most two letters, or blanks and marks alone."""
    if change.form != "reworded" or not (change.old and change.new):
        return False
    bare_old, bare_new = ("".join(filter(str.isalnum, text)).casefold() for text in (change.old, change.new))
    return bare_old == bare_new or _distance_within(bare_old, bare_new, 2)


def _distance_within(one: str, other: str, most: int) -> bool:
    """Whether two texts differ by at most so many letters put in, left out or exchanged (Levenshtein 1966)."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, second in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != second))
    return row[-1] <= most and not any(map(str.isdigit, set(one) ^ set(other)))


def _effect(entry: Entry, pair: Pair, field: str) -> State:
    if entry.verb == "rescaled":
        return State.NOT_COMPARABLE if entry.spec.crosswalk is None else State.RECODED
    if entry.verb in ("retired", "new"):
        free = field == ITEMS or (pair.new.kind, field) in _INDEPENDENT
        return State.RECODED if free or getattr(entry.spec, "was", None) else State.NOT_COMPARABLE
    return {"recoded": State.RECODED, "breaks": State.NOT_COMPARABLE}.get(entry.verb, State.COMPARABLE)


def worst(reasons: list[Reason], recodes: list[Recode]) -> State:
    """Return the state that follows from all reasons together."""
    states = [reason.state for reason in reasons] + ([State.RECODED] if recodes else [])
    return max(states, key=_ORDER.index, default=State.COMPARABLE)


def recodes_of(
    old: Questionnaire, old_id: str, touches: list[Touch], reasons: list[Reason], renames: Renames
) -> list[Recode]:
    """Return the recodes of a question; ``old`` is the old edition under its own names.

    ``reasons`` stand in the order of ``touches``; what came or went without an explanation has no recode.
    """
    question = old.question_by_id[old_id]
    found: list[Recode] = []
    for field in dict.fromkeys(name for name, _ in fields_of(question)):
        mapped = mapping_of(old, question, field, renames)
        found += [Recode(field, olds, news, _how(olds, news)) for olds, news in _groups(mapped) if olds != news]
        known = {id_ for olds, news in mapped.items() for id_ in (olds, *news)}
        for touch, reason in zip(touches, reasons, strict=True):
            change = touch.change
            told = touch.field == field and reason.verb and change.part not in known
            if told and change.form in ("added", "removed"):
                added = change.form == "added"
                found.append(
                    Recode(field, (), (change.part,), "new") if added else Recode(field, (change.part,), (), "retired")
                )
    return list(dict.fromkeys(found))


def _groups(mapped: Mapped) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the old and new ids that hang together through a mapping: the smallest sets that can be compared."""
    groups: list[tuple[list[str], list[str]]] = []
    for old, news in mapped.items():
        touching = [group for group in groups if set(group[1]) & set(news)]
        olds = [id_ for group in touching for id_ in group[0]] + [old]
        merged = list(dict.fromkeys([id_ for group in touching for id_ in group[1]] + list(news)))
        groups = [group for group in groups if group not in touching] + [(olds, merged)]
    return [(tuple(olds), tuple(news)) for olds, news in groups]


def _how(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    if not old or not new:
        return "retired" if old else "new"
    if len(old) == len(new) == 1:
        return "renamed"
    return "split" if len(old) == 1 else "merged" if len(new) == 1 else "regrouped"
