"""The lines that would explain what a ledger leaves unexplained: found step by step, so that they fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...questionnaire.format.changes import ChangesFile, ChangeSpec
from ...questionnaire.model import Questionnaire
from .change import ADDED, REMOVED, REWORDED, Change
from .comparing import Compared, compared
from .likeness import matches, question_likeness, text_likeness
from .origins import COLUMNS, OPTIONS, ROWS, Owner
from .state import State

REASON = "Say why."
Data = dict[str, dict[str, Any]]
"""One entry of a ledger as data: its verb, and what stands under it."""

_PARTS = (OPTIONS, ROWS, COLUMNS)


def suggestions(old: Questionnaire, new: Questionnaire, ledger: ChangesFile) -> list[Data]:
    """Return entries that, added to the ledger, leave nothing unexplained.

    Renames come first, since much that looks changed is only called otherwise; each step looks at what is left.
    """
    found: list[Data] = []
    for propose in _STEPS:
        now = ledger.model_copy(update={"changes": [*ledger.changes, *map(ChangeSpec.model_validate, found)]})
        result = compared(old, new, now)
        if not _unexplained(result) and not _unlogged(result):
            break
        for entry in propose(result):
            if entry not in found:
                found.append(entry)
    return found


def _unexplained(result: Compared) -> list[Change]:
    return list(dict.fromkeys(change for question in result.questions for change in question.unexplained))


def _unlogged(result: Compared) -> list[str]:
    """Return the new questions that the ledger does not name."""
    return [one.id for one in result.questions if one.state == State.NEW and not one.reasons[0].verb]


def _renamed_questions(result: Compared) -> Iterator[Data]:
    gone = [q.old_id for q in result.questions if q.state == State.RETIRED and q.unexplained]
    came = _unlogged(result)
    likeness = {
        (old, new): question_likeness(
            result.before, result.before.question_by_id[old], result.new, result.new.question_by_id[new]
        )
        for old in gone
        for new in came
    }
    for old, new in matches(gone, came, likeness).items():
        yield {"renamed": {"question": old, "to": new}}


def _retired_and_new_questions(result: Compared) -> Iterator[Data]:
    for question in result.questions:
        if question.state == State.RETIRED and question.unexplained:
            yield {"retired": {"question": question.old_id, "reason": REASON}}
        elif question.state == State.NEW and not question.reasons[0].verb:
            yield {"new": {"question": question.id, "reason": REASON}}


def _parts(result: Compared) -> Iterator[Data]:
    """Yield what became of options, rows and columns: what has nearly the same label is the same under another id."""
    groups: dict[tuple[Owner, str], list[Change]] = {}
    for change in _unexplained(result):
        if change.aspect in _PARTS and change.owner.sort in ("question", "list"):
            groups.setdefault((change.owner, change.aspect), []).append(change)
    for (owner, part), changes in groups.items():
        gone = {change.part: change.old for change in changes if change.form == REMOVED}
        came = {change.part: change.new for change in changes if change.form == ADDED}
        likeness = {(a, b): text_likeness(gone[a], came[b]) for a in gone for b in came}
        pairs = matches(list(gone), list(came), likeness)
        for old, new in pairs.items():
            yield {"recoded": {**_target(owner), part: [old], "to": [new], "reason": REASON}}
        for verb, ids in (("retired", gone.keys() - pairs.keys()), ("new", came.keys() - set(pairs.values()))):
            if ids:
                yield {verb: {**_target(owner), part: sorted(ids), "reason": REASON}}


def _words(result: Compared) -> Iterator[Data]:
    labels: dict[tuple[Owner, str], list[str]] = {}
    for change in _unexplained(result):
        if change.form == REWORDED and change.aspect in _PARTS and change.owner.sort in ("question", "list"):
            labels.setdefault((change.owner, change.aspect), []).append(change.part)
        elif change.form == REWORDED and change.owner.sort in ("question", "special"):
            yield {"reworded": {**_target(change.owner), "reason": REASON}}
    for (owner, part), ids in labels.items():
        yield {"reworded": {**_target(owner), part: list(dict.fromkeys(ids)), "reason": REASON}}


def _scales(result: Compared) -> Iterator[Data]:
    for change in _unexplained(result):
        if change.aspect == "scale":
            yield {"rescaled": {**_target(change.owner), "reason": REASON}}


def _rest(result: Compared) -> Iterator[Data]:
    """Yield breaks for all else: only the author can say that answers are comparable all the same."""
    differences: dict[Owner, list[str]] = {}
    for change in _unexplained(result):
        if change.aspect != "question":
            differences.setdefault(change.owner, []).append(change.aspect)
    for owner, aspects in differences.items():
        yield {"breaks": {**_target(owner), "differences": list(dict.fromkeys(aspects)), "reason": REASON}}


def _target(owner: Owner) -> dict[str, Any]:
    return {owner.sort: True if owner.sort == "rotation" else owner.id}


_STEPS: tuple[Callable[[Compared], Iterator[Data]], ...] = (
    _renamed_questions,
    _retired_and_new_questions,
    _parts,
    _words,
    _scales,
    _rest,
)
