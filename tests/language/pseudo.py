"""A language that nobody speaks, to see what does not come from the catalogue, and a questionnaire in Greek letters.

Every text of the catalogue has its letters accented, grows by about a third and stands in brackets. So a bare letter
on the screen comes from no catalogue, and a bracket without its partner belongs to a text that was cut.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from mlops_survey_tui import language
from mlops_survey_tui.questionnaire.model import Questionnaire

from .catalogues import compiled, forms, template

CODE = "eo"
SHIPPED = language.CATALOGUES
"""Where the real catalogues are."""
_OPEN, _CLOSE = "⟦", "⟧"
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ…",
    "áƀćďéƒğĥíĵķĺɱńóþɋŕśťúʋŵẋýźÁƁĆĎÉƑĞĤÍĴĶĹḾŃÓÞɊŔŚŤÚṼŴẊÝŹ·",
)
_GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβψδεφγηιξκλμνοπςρστυωχχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΣΡΣΤΥΩΧΧΥΖ",
)
_TEXTS = {"title", "text", "help", "fallback", "label", "prompts", "low_label", "high_label", "aliases", "tagline"}
"""The names under which a compiled questionnaire has texts that are read."""
_BARE = re.compile(r"[A-Za-z]{2,}")


def speak(folder: Path) -> None:
    """Put the catalogue of the language into a folder, and speak it; ``language.CATALOGUES`` must be that folder."""
    target = folder / CODE / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(_catalogue())
    assert language.use(CODE)


@lru_cache(maxsize=1)
def _catalogue() -> bytes:
    texts = Catalog(locale=CODE, fuzzy=False)
    for message in template():
        accented = [_accented(form, message.context or "") for form in forms(message.id)]
        if message.id:
            texts.add(message.id, accented[0] if len(accented) == 1 else tuple(accented), context=message.context)
    return compiled(texts)


def _accented(text: str, context: str) -> str:
    if context.endswith("mark"):
        return text
    parts = re.split(r"(\{[^}]*\})", text)
    accented = "".join(part if part.startswith("{") else part.translate(_ACCENTED) for part in parts)
    return accented if context else f"{_OPEN}{accented}{'~' * (len(text) // 3)}{_CLOSE}"


def greek(text: str) -> str:
    """Return a text in letters that the interface does not use."""
    return text.translate(_GREEK)


def in_greek(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire whose texts are in Greek letters."""
    return Questionnaire.from_json(json.dumps(_translated(json.loads(questionnaire.to_json()), "")))


def _translated(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _translated(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_translated(part, name) for part in value]
    return greek(value) if isinstance(value, str) and name in _TEXTS else value


def bare(text: str, allowed: set[str]) -> list[str]:
    """Return the words of a screen that come from no catalogue and no questionnaire."""
    return [word for word in _BARE.findall(text) if word not in allowed]


def cut(text: str) -> list[str]:
    """Return what looks cut: an ellipsis, or brackets that do not come in pairs."""
    found = ["…"] if "…" in text else []
    if text.count(_OPEN) != text.count(_CLOSE):
        found.append(f"{text.count(_OPEN)} {_OPEN}, {text.count(_CLOSE)} {_CLOSE}")
    return found
