"""What becomes of a bundle: a record for the tables, or the reason why it stays out."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson

from ...questionnaire.model import Questionnaire
from ...sharing.model import misfit
from ...sharing.verifying import Refused, verify
from ...strict_json import NotStrict, strict_json
from .contradictions import contradictions
from .flattening import Record, flat
from .likeness import bands, randomness, tokens

MARKS = ("simulated", "draft", "closed", "chosen_seed", "chosen_draws", "chosen_sections")
"""Marks of interviews that are no ordinary ones, in the order in which they are looked at."""
_NOBODY = {"id": "0" * 32, "withdrawal": "0" * 64, "padding": ""}
"""Stands in for what an export leaves out."""
_BESIDE = ("stratum",)
"""What an export adds to a bundle."""
_NEVER = ("id", "withdrawal", "padding", "client")
_NOT_AS_CHECKED = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a bundle leads to that was to be checked by a collector, and is not as one leaves it."""
OTHER_EDITION, WITHDRAWN, REFUSED = "other_edition", "withdrawn", "refused"


@dataclass(frozen=True)
class Rules:
    """What is taken: bundles of an edition of one of these questionnaires (by hash).

    ``secret`` makes the numbers of respondents, ``withdrawn`` are ids that are taken back. ``checked`` says that a
    collector of one's own has checked the bundles already, ``drafts`` that interviews of a draft belong to the edition,
    ``simulated`` that those of nobody do, in a rehearsal.
    """

    questionnaires: Mapping[str, Questionnaire]
    edition: str
    secret: str
    withdrawn: frozenset[str] = field(default_factory=frozenset)
    checked: bool = False
    drafts: bool = False
    simulated: bool = False


class Screen:
    """Looks at one bundle after the other."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def look(self, body: bytes) -> Record | str:
        """Return a record for the tables, or the reason why the bundle stays out: ``refused:`` and a code if faulty."""
        try:
            data = orjson.loads(body) if self._rules.checked else strict_json(body)
        except (NotStrict, orjson.JSONDecodeError):
            return f"{REFUSED}:not_json"
        try:
            return self._told(data) if isinstance(data, dict) else f"{REFUSED}:wrong_shape"
        except _NOT_AS_CHECKED:
            if not self._rules.checked:
                raise
            return f"{REFUSED}:wrong_shape"

    def _told(self, data: dict[str, Any]) -> Record | str:
        beside = {name: str(data.pop(name)) for name in _BESIDE if name in data}
        bundle = _NOBODY | data
        if not self._rules.checked and misfit(bundle) is not None:
            return f"{REFUSED}:wrong_shape"
        if bundle["edition"] != self._rules.edition:
            return OTHER_EDITION
        if bundle["id"] in self._rules.withdrawn:
            return WITHDRAWN
        questionnaire = self._rules.questionnaires.get(bundle["hash"])
        if questionnaire is None or questionnaire.id != bundle["questionnaire"]:
            return f"{REFUSED}:unknown_questionnaire"
        if not self._rules.checked:
            try:
                verify(questionnaire, bundle)
            except Refused as refused:
                return f"{REFUSED}:{refused.refusal.code}"
        if mark := next((mark for mark in MARKS if mark in bundle["marks"] and not self._lets_pass(mark)), ""):
            return mark
        return self._record(questionnaire, bundle | beside)

    def _lets_pass(self, mark: str) -> bool:
        return (mark == "draft" and self._rules.drafts) or (mark == "simulated" and self._rules.simulated)

    def _record(self, questionnaire: Questionnaire, bundle: Mapping[str, Any]) -> Record:
        whole = {name: value for name, value in bundle.items() if name not in _NEVER}
        number = hmac.digest(self._rules.secret.encode(), orjson.dumps(whole, option=orjson.OPT_SORT_KEYS), "sha256")
        content = orjson.dumps([bundle["answers"], bundle["chance"]], option=orjson.OPT_SORT_KEYS)
        return {
            **flat(questionnaire, int.from_bytes(number[:8], "big") >> 1, bundle),
            "content": sha256(content).hexdigest()[:32],
            "randomness": randomness(questionnaire, bundle["chance"]),
            "tokens": (said := tokens(bundle["answers"])),
            "bands": bands(said),
            "contradicts": contradictions(questionnaire, bundle),
        }
