"""From targets to places in files, and to words."""

from __future__ import annotations

from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Question, Questionnaire, Source
from ..places import Location, Places
from .condition import Condition, conditions
from .target import Target

_FIELDS = {"options": "options", "rows": "rows", "extra": "extra_rows"}


def place_of(places: Places, questionnaire: Questionnaire, target: Target) -> Location:
    """Return where what a target is about is written."""
    if target.kind == "condition":
        return condition_place(places, conditions(questionnaire)[target.subject])
    if target.kind == "section":
        return places.section(target.subject)
    if target.kind in ("draw", "short"):
        return places.draw(target.subject)
    if target.kind == "empty":
        kind, _, name = target.subject.partition(" ")
        return places.section(name, "loop") if kind == "section" else places.question(name, "loop")
    question = questionnaire.question_by_id[target.subject]
    if target.kind == "option":
        part, _, id_ = target.part.rpartition(":")
        return _option_place(places, question, part, id_)
    if target.kind in ("end", "skip"):
        return _option_place(places, question, "options", target.part)
    if target.kind in ("wording", "fallback"):
        field, number = target.part.split(":")[:2]
        texts = question.text if field == "text" else question.help
        return places.question(question.id, field, *(("one_of",) if texts.drawn else ()), int(number))
    main = "options" if question.options else "rows"
    steps = {"special": ("special",), "runs_out": (main,), "stuck": ("required",)}.get(target.kind, ())
    return places.question(question.id, *steps)


def condition_place(places: Places, condition: Condition) -> Location:
    """Return where a condition is written."""
    first, *rest = condition.steps
    match condition.file:
        case "section":
            return places.section(str(first), *rest)
        case "question":
            return places.question(str(first), *rest)
        case "option":
            return places.option(str(first), str(rest[0]), *rest[1:])
        case "draw":
            return places.draw(str(first), *rest)
        case "definition":
            return places.definition(str(first))
    return places.rotation(first, *rest)


def _option_place(places: Places, question: Question, part: str, id_: str) -> Location:
    scale = part.removeprefix("columns:")
    if scale != part:
        number = next((n for n, columns in enumerate(question.columns) if columns.id == scale), 0)
        sources = question.columns[number].sources
        steps: tuple[str | int, ...] = ("scales", number, "columns") if scale else ("columns",)
    else:
        sources = {"options": question.options, "rows": question.rows, "extra": question.extra_rows}[part]
        steps = (_FIELDS[part],)
    for index, source in enumerate(sources):
        if _gives(places, source, id_):
            return (
                places.option(source.name, id_)
                if source.origin == "list"
                else places.question(question.id, *steps, index)
            )
    return places.question(question.id, *steps)


def _gives(places: Places, source: Source, id_: str) -> bool:
    if source.option is not None:
        return source.option.id == id_
    return source.origin == "list" and places.option(source.name, id_) != places.option_list(source.name)


def in_words(questionnaire: Questionnaire, target: Target) -> str:
    """Return what a target is, for people."""
    part = target.part
    match target.kind:
        case "condition":
            condition = conditions(questionnaire)[target.subject]
            return f"{condition.what}: {written(condition.tree)}"
        case "option":
            field, _, id_ = part.rpartition(":")
            named = {"options": "option", "rows": "row", "extra": "added row"}.get(field, "column")
            return f"{named} {id_} of {target.subject}"
        case "wording":
            field, _, number = part.partition(":")
            return f"{'wording' if field == 'text' else 'help'} {int(number) + 1} of {target.subject}"
        case "fallback":
            field, number, index = part.split(":")
            return f"placeholder {int(index) + 1} in {field} of {target.subject}"
        case "special":
            return f"special answer {part} of {target.subject}"
        case "end" | "skip":
            return f"option {part} of {target.subject}, which {'ends' if target.kind == 'end' else 'skips'}"
        case "draw":
            return f"draw {target.subject}" if part == "made" else f"outcome {part} of draw {target.subject}"
        case "short":
            return f"draw {target.subject}"
        case "empty":
            return f"loop of {target.subject}"
        case "runs_out" | "stuck":
            return f"question {target.subject}"
    return f"{target.kind} {target.subject}"
