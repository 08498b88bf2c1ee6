"""Loop and merge: blocks that repeat over stated lines, over choices, or as often as a number says."""

from __future__ import annotations

import re
from typing import Any

from ..draft import Data, option
from ..expressions import Code, Untranslatable, compare, fitting, number
from ..symbols import CHOICE, CHOICES, NUMBER, RANKING
from .document import Payload, mapping, numeric, words
from .study import LoopItem, Study

MOST_PASSES = 30
_LOCATOR = re.compile(r"q://(?P<qid>[^/?]+)/(?P<how>ChoiceGroup/(?P<take>\w+)|LoopAndMerge/MergeOnNumericResponse)")
_TAKES = {"SelectedChoices": "", "UnselectedChoices": "unselected", "DisplayedChoices": "shown", "AllChoices": "shown"}
Loop = tuple[LoopItem, Data]


def loop_of(study: Study, place: str, block: Payload) -> Loop | None:
    """Return the loop that a block is in, if it is in one.

    Raises:
        Untranslatable: it cannot be said.
    """
    options = mapping(block.get("Options"))
    looping, said = words(options.get("Looping")), mapping(options.get("LoopingOptions"))
    if looping in ("", "None", "false", "OFF"):
        return None
    item = study.names.new(f"{words(block.get('Description'))[:30]}_item", "item")
    build = _over_lines if looping == "Static" else _over_answers
    loop = build(study, place, said, item)
    _randomized(study, place, said, loop[1])
    return loop


def _over_lines(study: Study, place: str, said: Payload, item: str) -> Loop:
    lines = {key: mapping(line) for key, line in mapping(said.get("Static")).items()}
    if not lines:
        raise Untranslatable("the loop has no lines")
    fields = sorted({key for line in lines.values() for key in line if _is_number(key) and key != "1"}, key=int)
    names = {f"Field/{key}": f"field_{key}" for key in fields}
    entries = []
    for number_, (key, line) in enumerate(lines.items(), 1):
        label = study.text(place, "loop", words(line.get("1")), 300).replace("\n", " ") or key
        entry = option(key if _is_number(key) else str(number_), label)
        for field in fields:
            value = study.text(place, "loop", words(line.get(field)))
            entry |= {f"field_{field}": value} if value else {}
        entries.append(entry)
    name = study.names.new(f"{item}s")
    data: Data = {"title": item} | ({"fields": [f"field_{key}" for key in fields]} if fields else {})
    study.draft.lists[name] = data | {"options": entries}
    found = LoopItem(item, item, {"Field/1": "label", **names, "CurrentLoopNumber": "id"}, True)
    return found, {"over": name, "as": item, "passes": len(entries)}


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 10


def _over_answers(study: Study, place: str, said: Payload, item: str) -> Loop:
    locator = words(said.get("ChoiceGroupLocator")) or words(said.get("Locator"))
    match = _LOCATOR.match(locator)
    if match is None:
        raise Untranslatable(f"a loop over {locator[:80] or 'something unknown'}")
    asked = study.lookup(match["qid"])
    if match["take"] is None:
        return _counted(study, place, asked.symbol.code, asked.symbol.kind, said, item)
    take = _TAKES.get(match["take"])
    if (
        take is None
        or asked.symbol.kind not in (CHOICE, CHOICES, RANKING)
        or asked.symbol.loop
        or asked.kind == "scale"
    ):
        raise Untranslatable(f"a loop over {match['take']} of {match['qid']}")
    over: Data = {"from": asked.id} | ({"take": take} if take else {})
    found = LoopItem(item, item, {"Field/1": "label", "CurrentLoopNumber": "id"})
    return found, {"over": over, "as": item, "passes": 2}


def _counted(study: Study, place: str, code: Code, kind: str, said: Payload, item: str) -> Loop:
    if kind != NUMBER:
        raise Untranslatable(f"as many passes as '{code.text}' says, which is no number")
    most = min(MOST_PASSES, len(mapping(said.get("Static"))) or 10)
    study.report.lost(place, f"as many passes as {code.text} says", "a loop has a largest number of passes",
                      f"at most {most}")  # fmt: skip
    entries: list[Any] = [
        option(str(n), str(n), when=fitting(compare(code, ">=", number(n)))) for n in range(1, most + 1)
    ]
    return LoopItem(item, item, {"Field/1": "label", "CurrentLoopNumber": "id"}, True), {
        "over": entries, "as": item, "passes": 2,
    }  # fmt: skip


def _randomized(study: Study, place: str, said: Payload, loop: Data) -> None:
    kind, subset = words(said.get("Randomization")), numeric(said.get("TotalRandSubset"))
    if kind in ("", "None"):
        return
    if kind == "Subset" and subset and subset >= 1:
        loop |= {"cap": int(subset), "choose": "random"}
    study.report.lost(
        place, "passes in random order", "passes keep the order of their items", "in the order of the list"
    )
