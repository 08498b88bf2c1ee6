"""Compares two editions of a questionnaire with the ledger of the newer one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...questionnaire.format.changes import ChangesFile
from ...questionnaire.model import Questionnaire
from .change import ADDED, REMOVED, Change, Pair, Touch
from .entries import Entry, entries_of
from .finders import touches_of
from .origins import Owner
from .renaming import Renames, renames_of
from .state import QuestionComparison, Reason, State, judged, recodes_of, worst
from .translating import translated
from .trees import wordings
from .upstream import with_upstream
from .versions import raised


@dataclass
class Compared:
    """Everything that comparing gives: a comparison for each question, and how the ledger's entries were used."""

    old: Questionnaire
    new: Questionnaire
    ledger: ChangesFile
    renames: Renames
    entries: list[Entry]
    before: Questionnaire
    questions: list[QuestionComparison] = field(default_factory=list)
    touches: list[tuple[str, Touch]] = field(default_factory=list)
    """Every change with the question that it concerns."""


def comparability(
    old: Questionnaire, new: Questionnaire, ledger: ChangesFile | None = None
) -> list[QuestionComparison]:
    """Return for every question of two editions whether its answers can be compared, and what to recode first.

    The order is that of the new edition; retired questions follow. Without a ledger every change is unexplained,
    and what was renamed counts as retired and new.
    """
    return compared(old, new, ledger or ChangesFile(edition=old.edition)).questions


def compared(old: Questionnaire, new: Questionnaire, ledger: ChangesFile) -> Compared:
    """Compare two editions, and keep what the report needs."""
    renames = renames_of(ledger)
    old_ids = {renames.new("question", one.id): one.id for one in old.questions}
    before = translated(old, renames, _loop_names(old, new, renames))
    result = Compared(old, new, ledger, renames, entries_of(ledger, renames), before)
    moved = _moved(before, new)
    for question in new.questions:
        if question.id in old_ids:
            pair = Pair(before.question_by_id[question.id], question, before, new)
            result.questions.append(_pair(pair, old_ids[question.id], question.id in moved, result))
        else:
            result.questions.append(_new(question.id, result))
    kept = {question.id for question in new.questions}
    result.questions += [_retired(old_id, result) for id_, old_id in old_ids.items() if id_ not in kept]
    result.questions = with_upstream(result.questions, new)
    return result


def _pair(pair: Pair, old_id: str, moved: bool, result: Compared) -> QuestionComparison:
    touches = touches_of(pair)
    result.touches += [(pair.new.id, touch) for touch in touches]
    version = ""
    if result.old.edition == result.new.edition and raised(result.old.version, result.new.version):
        version = f"the version was raised from {result.old.version} to {result.new.version}"
    reasons = judged(pair, touches, result.entries, version)
    recodes = recodes_of(result.old, old_id, touches, reasons, result.renames)
    if moved:
        note = Change(pair.owner, "position", "altered", "order", "", "elsewhere among the others", "here", note=True)
        reasons.append(Reason(note, State.COMPARABLE))
    return QuestionComparison(pair.new.id, old_id, worst(reasons, recodes), tuple(reasons), tuple(recodes))


def _new(id_: str, result: Compared) -> QuestionComparison:
    words = wordings(result.new.question_by_id[id_].text)
    change = Change(Owner("question", id_), "question", ADDED, new=words, note=True)
    entry = next((e for e in result.entries if e.verb == "new" and e.owner == change.owner and not e.spec.part), None)
    said = (entry.verb, entry.reason) if entry else ("", "")
    return QuestionComparison(id_, "", State.NEW, (Reason(change, State.NEW, *said),))


def _retired(old_id: str, result: Compared) -> QuestionComparison:
    words = wordings(result.old.question_by_id[old_id].text)
    change = Change(Owner("question", old_id), "question", REMOVED, old=words)
    found = (e for e in result.entries if e.verb == "retired" and e.spec.target == change.owner and not e.spec.part)
    entry = next(found, None)
    said = (entry.verb, entry.reason) if entry else ("", "")
    replaced = (entry.spec.replaced_by or "") if entry else ""
    reason = Reason(change, State.RETIRED, *said)
    return QuestionComparison(old_id, old_id, State.RETIRED, (reason,), replaced_by=replaced)


def _loop_names(old: Questionnaire, new: Questionnaire, renames: Renames) -> Mapping[str, str]:
    """Return what the items of loops are called now, by what repeats: the name itself means nothing."""
    names: dict[str, str] = {}
    for sort, before, after in (
        ("question", old.questions, new.question_by_id),
        ("section", old.sections, new.section_by_id),
    ):
        for part in before:
            there = after.get(renames.new(sort, part.id))
            if part.loop is not None and there is not None and there.loop is not None:
                names[part.loop.name] = there.loop.name
    return names


def _moved(before: Questionnaire, new: Questionnaire) -> set[str]:
    """Return the questions that stand elsewhere among those of both editions: the fewest that explain the order.

    What stays is a longest increasing subsequence of the new positions (Schensted 1961).
    """
    position = {question.id: index for index, question in enumerate(new.questions)}
    common = [question.id for question in before.questions if question.id in position]
    tails: list[int] = []
    last: list[str] = []
    previous: dict[str, str | None] = {}
    for id_ in common:
        place = bisect_left(tails, position[id_])
        previous[id_] = last[place - 1] if place else None
        tails[place : place + 1], last[place : place + 1] = [position[id_]], [id_]
    kept, current = set[str](), last[-1] if last else None
    while current is not None:
        kept.add(current)
        current = previous[current]
    return set(common) - kept
