"""What keeps a comparison from passing: unexplained changes, and entries of the ledger that are not so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...questionnaire.errors import Fault
from ...questionnaire.format.changes import ChangesFile
from ...questionnaire.model import Questionnaire
from ..places import Location, Places
from .change import ADDED, REMOVED, REWORDED, Change
from .comparing import Compared
from .entries import Entry
from .ledger import Ledger
from .likeness import overlap, text_likeness
from .locating import location_of
from .origins import COLUMNS, OPTIONS, ROWS, Owner
from .renaming import renamed_inside
from .state import State
from .suggesting import Data
from .versions import raised

_REUSED = 0.2
"""Below this share of common words, or this likeness of labels, an id probably has another meaning than before."""
_PARTS = (OPTIONS, ROWS, COLUMNS)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault with what was and what is, the questions it concerns, and the ledger entry that would explain it."""

    fault: Fault
    was: str = ""
    now: str = ""
    questions: tuple[str, ...] = ()
    suggestion: Data | None = None


def unexplained(result: Compared, places: Places, suggested: list[tuple[Data, Entry | None]]) -> Iterator[Problem]:
    """Yield every change that the ledger must explain and does not, once, where it is written."""
    concerned: dict[Change, list[str]] = {}
    for question in result.questions:
        for change in question.unexplained:
            concerned.setdefault(change, []).append(question.id)
    for change, questions in concerned.items():
        location = location_of(change, places, result)
        fault = Fault(location.file, location.line, _code(change), f"{change.owner}: {change.subject}")
        entry = _suggested(change, questions, result, suggested)
        yield Problem(fault, change.old, change.new, tuple(questions), entry)


def _code(change: Change) -> str:
    if change.form == REMOVED and change.aspect in ("question", "scale", *_PARTS):
        return "L602"
    if change.aspect == "kind" or _is_another(change):
        return "L603"
    return "L601"


def _is_another(change: Change) -> bool:
    """Whether words have almost nothing in common with those that were there, so that the id may be reused."""
    if change.form != REWORDED or change.aspect not in ("text", *_PARTS):
        return False
    words, others = (set(text.casefold().split()) for text in (change.old, change.new))
    if change.aspect in _PARTS:
        return text_likeness(change.old, change.new) < _REUSED
    return min(len(words), len(others)) > 2 and overlap(words, others) < _REUSED


def _suggested(
    change: Change, questions: list[str], result: Compared, suggested: list[tuple[Data, Entry | None]]
) -> Data | None:
    """Return the suggested entry that explains a change, itself or by what it says of ids."""
    touches = [touch for name, touch in result.touches if touch.change == change and name in questions]
    for data, entry in suggested:
        if entry is not None and any(entry.covers(touch, questions[0]) for touch in touches):
            return data
        about = data.get("renamed") or data.get("retired") or {}
        if change.aspect == "question" and about.get("question") == change.owner.id and "options" not in about:
            return data
    return None


def check_use(result: Compared, ledger: Ledger) -> None:
    """Report entries that explain nothing, contradict each other, or belong to another edition."""
    if ledger.place is not None and ledger.spec.edition != result.old.edition:
        message = f"it tells what changed since '{ledger.spec.edition}', not since '{result.old.edition}'"
        ledger.place.at("edition").fault("L608", message)
    told = {fault.line for fault in ledger.report.faults}
    for entry in result.entries:
        place = ledger.at(entry.index)
        if place is None or place.document.line((*place.path, entry.verb)) in told or _is_used(entry, result):
            continue
        ledger.fault(entry.index, "L606", f"{entry.verb}: nothing of the kind changed in {entry.owner}")
    _check_contradictions(result, ledger)
    _check_reuse(result, ledger)


def _is_used(entry: Entry, result: Compared) -> bool:
    whole = entry.verb in ("retired", "new") and not entry.spec.part
    if whole and entry.owner.sort == "question":
        reasons = (reason for question in result.questions for reason in question.reasons)
        return any(reason.verb == entry.verb and _whole(reason.change, entry) for reason in reasons)
    if whole:
        before, after = (entry.owner.id in edition.lists for edition in (result.before, result.new))
        return before != after
    return any(entry.covers(touch, question) for question, touch in result.touches)


def _whole(change: Change, entry: Entry) -> bool:
    return change.aspect == "question" and change.owner.id == entry.spec.target[1]


def _check_contradictions(result: Compared, ledger: Ledger) -> None:
    """Report a second entry that judges a difference otherwise, and two old ids that became one by renaming."""
    judged: dict[tuple[Owner, str], str] = {}
    for entry in result.entries:
        for difference in getattr(entry.spec, "differences", ()):
            before = judged.setdefault((entry.owner, difference), entry.verb)
            if before != entry.verb:
                message = f"{difference} of {entry.owner} cannot be both accepted and a break"
                ledger.fault(entry.index, "L607", message)
    renamed: set[tuple[tuple[str, str], str, str]] = set()
    for index, change in enumerate(ledger.spec.changes):
        if change.renamed is not None:
            part = renamed_inside(change.renamed)[0]
            key = (change.renamed.target if part else (change.renamed.target[0], ""), part, change.renamed.to)
            if key in renamed:
                ledger.fault(index, "L607", f"something else was renamed to '{change.renamed.to}' too", "to")
            renamed.add(key)


def _check_reuse(result: Compared, ledger: Ledger) -> None:
    """Report a question that takes the id which another question of the old edition had."""
    old_ids = {question.id for question in result.old.questions}
    for index, change in enumerate(ledger.spec.changes):
        spec = change.renamed
        if spec is None or spec.question is None or renamed_inside(spec)[0]:
            continue
        if spec.to in old_ids - {spec.question}:
            ledger.fault(index, "L603", f"'{spec.to}' was another question in the old edition", "to")


def reused(result: Compared, places: Places, earlier: ChangesFile) -> Iterator[Problem]:
    """Yield questions and options whose id the old edition's own ledger says was retired."""
    retired = {(Owner(*spec.target), spec.part, id_) for spec in earlier.of("retired") for id_ in spec.ids or ("",)}
    added = [Change(Owner("question", q.id), "", ADDED) for q in result.questions if q.state == State.NEW]
    added += [touch.change for _, touch in result.touches if touch.change.form == ADDED]
    for change in dict.fromkeys(added):
        if (change.owner, change.aspect, change.part) in retired:
            location = location_of(change, places, result)
            message = f"'{change.part or change.owner.id}' was retired before the old edition"
            yield Problem(Fault(location.file, location.line, "L603", message))


def silent(old: Questionnaire, new: Questionnaire, changed: bool, places: Places) -> Iterator[Problem]:
    """Yield a version that was not raised within an edition although something changed."""
    if changed and old.edition == new.edition and not raised(old.version, new.version):
        location: Location = places.manifest("version")
        message = f"edition {new.edition} has version {new.version}, as before {old.version}"
        fault = Fault(location.file, location.line, "L604", message)
        yield Problem(fault, old.version, new.version)
