"""Changes of what a question asks for: its kind, its numbered scale, its limits, its special answers, its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....questionnaire.model import Option, Question
from ..change import ADDED, REMOVED, REWORDED, Change, Pair, Touch
from ..origins import Owner
from ..trees import canonical, condition_text, wordings

_LIMITS = (
    "minimum", "maximum", "decimals", "text_limit", "extra_limit", "sets", "per_set",
)  # fmt: skip

_PLACES = {"specials": "", "row_specials": "its rows"}


def kind(pair: Pair) -> Iterator[Touch]:
    """Yield a change of the kind of question, or of whether a row takes several answers."""
    old, new = _kind(pair.old), _kind(pair.new)
    if old != new:
        yield pair.altered("kind", "", old, new)


def _kind(question: Question) -> str:
    return question.kind + (", several answers in a row" if question.settings.get("multiple") else "")


def scale(pair: Pair) -> Iterator[Touch]:
    """Yield changes of the ends of a numbered scale, and scales of a matrix that came or went."""
    for setting in ("low", "high"):
        old, new = pair.old.settings.get(setting), pair.new.settings.get(setting)
        if old != new and pair.old.kind == pair.new.kind:
            yield pair.altered("scale", setting, old, new)
    old_ids, new_ids = ([columns.id for columns in question.columns] for question in (pair.old, pair.new))
    for form, ids, others in ((REMOVED, old_ids, new_ids), (ADDED, new_ids, old_ids)):
        for id_ in ids:
            if id_ not in others and pair.old.kind == pair.new.kind:
                yield Touch(Change(pair.owner, "scale", form, id_ or "columns"), "scale")


def specials(pair: Pair) -> Iterator[Touch]:
    """Yield special answers that came, went or have other labels, of the question and of its rows."""
    for part in _PLACES:
        old: Mapping[str, Option] = {option.id: option for option in getattr(pair.old, part)}
        new: Mapping[str, Option] = {option.id: option for option in getattr(pair.new, part)}
        for form, here, there in ((REMOVED, old, new), (ADDED, new, old)):
            for id_ in here.keys() - there.keys():
                label = str(here[id_].label)
                words = (label, "") if form == REMOVED else ("", label)
                yield Touch(Change(pair.owner, "specials", form, id_, _PLACES[part], *words), "specials")
        for id_ in old.keys() & new.keys():
            before, after = str(old[id_].label), str(new[id_].label)
            if before != after:
                change = Change(Owner("special", id_), "specials", REWORDED, "", "", before, after)
                yield Touch(change, "specials")


def limits(pair: Pair) -> Iterator[Touch]:
    """Yield changes of the numbers that an answer must keep to, and of what the program refuses."""
    for setting in _LIMITS:
        old, new = (question.settings.get(setting) for question in (pair.old, pair.new))
        if old != new and pair.old.kind == pair.new.kind:
            yield pair.altered("limits", setting, old, new)
    if pair.old.required != pair.new.required:
        yield pair.altered("limits", "required", pair.old.required, pair.new.required)
    old_checks, new_checks = (_refusals(question) for question in (pair.old, pair.new))
    if [canonical(tree) for tree in old_checks] != [canonical(tree) for tree in new_checks]:
        before, after = ("; ".join(map(condition_text, checks)) for checks in (old_checks, new_checks))
        yield pair.altered("limits", "checks", before, after)


def _refusals(question: Question) -> list[Any]:
    return [check.when for check in question.checks if check.hard]


def total(pair: Pair) -> Iterator[Touch]:
    """Yield changes of what an allocation adds up to."""
    for setting in ("total", "at_most", "unit"):
        old, new = (question.settings.get(setting) for question in (pair.old, pair.new))
        if canonical(old) != canonical(new) and pair.old.kind == pair.new.kind:
            texts = (condition_text(old), condition_text(new)) if setting == "total" else (old, new)
            yield pair.altered("total", setting, *texts)


def presentation(pair: Pair) -> Iterator[Touch]:
    """Yield changes that leave the question the same, but may matter to its answers a little."""
    for name in ("searchable", "sensitivity"):
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old != new:
            yield pair.note("presentation", name, old, new)
    old_remarks, new_remarks = (
        "; ".join(f"{condition_text(check.when)}: {wordings(check.message)}" for check in question.checks)
        for question in (pair.old, pair.new)
    )
    if old_remarks != new_remarks:
        yield pair.note("presentation", "checks", old_remarks, new_remarks)
    if not pair.same_section:
        yield pair.note("position", "section", pair.old.section, pair.new.section)
