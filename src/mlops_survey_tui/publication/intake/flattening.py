"""A bundle as one flat record: what the tables are made of, with numbers as codes and items of loops apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ...questionnaire.model import Questionnaire
from ..tables.shapes import Shape, shapes

Record = dict[str, Any]
_UNASKED = ("not_routed", "not_assigned", "not_reached")
_ELSEWHERE = ("not_routed", "not_assigned")


def flat(questionnaire: Questionnaire, number: int, data: Mapping[str, Any]) -> Record:
    """Return a bundle as a record for the staging tables; ``number`` comes from what it holds."""
    known = shapes(questionnaire)
    shown, chances = _displayed(data["chance"]), _chances(data["chance"])
    answers: Record = {}
    items: list[Record] = []
    statuses: set[tuple[str, str]] = set()
    for key, given in data["answers"].items():
        name, _, item = key.partition("@")
        shape = known[name]
        statuses.add((shape.module, given["status"]))
        if shape.by_items:
            items += _items(shape, item, given, shown.get(key, {}), chances)
        else:
            answers[name] = _answer(shape, given, shown.get(key, {}))
    return {
        "number": number,
        **{field: data.get(field, "") for field in ("outcome", "minutes", "channel", "version", "hash", "stratum")},
        "modules": _modules(questionnaire, {module for module, status in statuses if status not in _ELSEWHERE}),
        "left_out": _modules(questionnaire, {module for module, status in statuses if status == "not_assigned"}),
        "volunteered": [one["volunteer"] for one in data["chance"] if "volunteer" in one],
        "answers": answers,
        "items": items,
    }


def _displayed(chance: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {one["page"]: one for one in chance if one["decision"] == "displayed"}


def _chances(chance: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, int]]:
    """Return by name of a draw the chance of each item drawn, in millionths."""
    return {one["draw"].partition("@")[0]: one.get("probabilities", {}) for one in chance if one["decision"] == "drawn"}


def _answer(shape: Shape, given: Mapping[str, Any], displayed: Mapping[str, Any]) -> Record:
    record: Record = {"status": given["status"]}
    if "value" in given:
        record["value"] = _VALUES.get(shape.kind, _same)(given["value"])
    if "texts" in given:
        record["texts"] = given["texts"]
    if seen := displayed.get("options") or displayed.get("rows"):
        record["shown"] = seen
    if "sets" in displayed:
        record["sets"] = displayed["sets"]
    return record


def _items(
    shape: Shape, item: str, given: Mapping[str, Any], displayed: Mapping[str, Any], chances: Mapping[str, Any]
) -> Iterator[Record]:
    """Yield one record for each item: of a loop, or of the rows that are cases of their own."""
    if not shape.over_items:
        if item:
            outer, _, inner = item.partition("/")
            record = {"question": shape.id, "item": outer, "inner": inner, **_answer(shape, given, displayed)}
            yield record | _chance(_drawn_loop(shape), outer, chances)
        return
    if given["status"] in _UNASKED:
        return
    values = given.get("value", {})
    for row in displayed.get("rows") or list(values):
        status = "answered" if row in values else "skipped" if given["status"] == "answered" else given["status"]
        record = {"question": shape.id, "item": row, "status": status}
        if row in values:
            record["value"] = values[row]
        yield record | _chance(shape.draw.id if shape.draw else "", row, chances)


def _drawn_loop(shape: Shape) -> str:
    source = shape.loops[0].sources[0]
    return source.name if source.origin == "draw" else ""


def _chance(draw: str, item: str, chances: Mapping[str, Any]) -> Record:
    found = chances.get(draw, {}).get(item)
    return {} if found is None else {"chance": found}


def _modules(questionnaire: Questionnaire, found: Collection[str]) -> list[str]:
    """Return the modules that were found, in the order of the questionnaire."""
    return [section.id for section in questionnaire.sections if section.module and section.id in found]


def _same(value: Any) -> Any:
    return value


def band_code(value: Any) -> str:
    """Return the code of a number: itself, a band such as ``6-10``, or an open band such as ``101+``."""
    if isinstance(value, Mapping):
        return f"{value['from']}-{value['to']}" if "to" in value else f"{value['from']}+"
    return str(value)


def _grid(value: Mapping[str, Any]) -> dict[str, str]:
    return {row: band_code(number) for row, number in value.items()}


def _sets(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"set": int(number), **marks} for number, marks in value.items()]


_VALUES: Mapping[str, Callable[[Any], Any]] = {"number": band_code, "number_grid": _grid, "maxdiff": _sets}
