"""Where a change stands in the files of the new edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...questionnaire.model import Source
from ..places import Location, Places
from .change import Change
from .comparing import Compared

_WRITTEN = {"text_limit": "max_chars", "taken from": "", "prompts": "most"}
"""Settings that authors write under another name than the program uses."""
_SETTINGS = ("limits", "scale", "total")
_CONDITIONS = {"base": "when", "kind": "kind", "specials": "special", "order": "order"}


def location_of(change: Change, places: Places, result: Compared) -> Location:
    """Return the line of what changed; of what is gone, the line of what it belonged to."""
    return _SORTS[change.owner.sort](change, places, result)


def _question(change: Change, places: Places, result: Compared) -> Location:
    id_ = change.owner.id
    if id_ not in result.new.question_by_id:
        old = result.old.question_by_id[id_]
        section = result.renames.new("section", old.section)
        return places.section(section) if section in result.new.section_by_id else places.manifest("sections")
    if change.aspect in ("options", "rows", "columns", "routing"):
        return _part(change, places, result)
    if change.aspect in _SETTINGS:
        return places.question(id_, _WRITTEN.get(change.part, change.part))
    if change.aspect == "":
        return places.question(id_, "id")
    part = change.part if change.aspect == "base" and change.part else _CONDITIONS.get(change.aspect, change.aspect)
    return places.question(id_, *([part] if part != "question" else ["id"]))


def _part(change: Change, places: Places, result: Compared) -> Location:
    field = "options" if change.aspect == "routing" else change.aspect
    question = result.new.question_by_id[change.owner.id]
    sources: tuple[Source, ...] = getattr(question, field)
    if field == "columns":
        for number, columns in enumerate(question.columns):
            if not columns.id or f"'{columns.id}'" in change.scale:
                steps: tuple[str | int, ...] = ("scales", number, "columns") if columns.id else ("columns",)
                return places.question(question.id, *steps, *_index(columns.sources, change.part))
        return places.question(question.id)
    return places.question(question.id, field, *_index(sources, change.part))


def _index(sources: tuple[Source, ...], part: str) -> list[int]:
    """Return the place of an own option among the entries, if it is one."""
    return [index for index, one in enumerate(sources) if one.option is not None and one.option.id == part][:1]


def _list(change: Change, places: Places, result: Compared) -> Location:
    if change.aspect == "order":
        return places.option_list(change.owner.id, "order")
    there = result.new.lists[change.owner.id].options
    known = any(option.id == change.part for option in there)
    return places.option(change.owner.id, change.part) if known else places.option_list(change.owner.id)


def _section(change: Change, places: Places, result: Compared) -> Location:
    if change.aspect == "assignment":
        return places.rotation("forms")
    return places.section(change.owner.id, change.part or "when")


_SORTS: Mapping[str, Callable[[Change, Places, Compared], Location]] = {
    "question": _question,
    "list": _list,
    "section": _section,
    "draw": lambda change, places, result: places.draw(change.owner.id),
    "definition": lambda change, places, result: places.definition(change.owner.id),
    "rotation": lambda change, places, result: places.rotation("when"),
    "special": lambda change, places, result: places.manifest("special_answers", change.owner.id),
}
