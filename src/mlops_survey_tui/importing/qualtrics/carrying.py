"""Carry-forward: choices that come from an earlier question."""

from __future__ import annotations

import re
from typing import Any

from ..draft import Data
from ..expressions import Untranslatable
from ..symbols import CHOICE, CHOICES, RANKING
from .document import Payload, mapping, words
from .study import Study

_TAKES = {"Selected": "selected", "Unselected": "unselected", "Displayed": "shown", "All": "shown", "Entered": "rows"}
_LOCATOR = re.compile(
    r"q://(?P<qid>[^/]+)/ChoiceGroup/(?P<take>Selected|Unselected|Displayed|NotDisplayed|All|Entered)"
)


def carried(study: Study, qid: str, payload: Payload) -> tuple[Data, dict[str, tuple[str, ...]]] | None:
    """Return the source that choices come from, and the ids that Qualtrics' keys for them stand for.

    Raises:
        Untranslatable: they cannot be carried.
    """
    locator = words(mapping(payload.get("DynamicChoices")).get("Locator"))
    if not locator:
        return None
    match = _LOCATOR.match(locator)
    if match is None:
        raise Untranslatable(f"choices from {locator[:80]}")
    take = _TAKES.get(match["take"])
    asked = study.lookup(match["qid"])
    if take is None or asked.symbol.loop:
        raise Untranslatable(f"choices that were {match['take']} in {match['qid']}")
    ids: dict[str, tuple[str, ...]] = {}
    if asked.symbol.kind in (CHOICE, CHOICES, RANKING) and take != "rows":
        ids = {f"x{key}": found for key, found in asked.symbol.options.items()}
    elif asked.kind in ("matrix", "number_grid", "allocation") and take in ("selected", "rows"):
        take = "rows"
    elif take != "shown":
        raise Untranslatable(f"choices that were {match['take']} in {match['qid']}, a question of another kind")
    if match["take"] == "All":
        study.lost(
            qid, f"all choices of {match['qid']}", "only those that were shown can be carried", "those are carried"
        )
    return {"from": asked.id} | ({} if take == "selected" else {"take": take}), ids


def with_carried(source: Data, options: Any) -> list[Any]:
    """Return options with carried ones before them."""
    return [source, *options] if isinstance(options, list) else [source, options]
