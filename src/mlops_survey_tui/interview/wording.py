"""Writes out texts: picks the wording, fills in the placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..language import _, figure
from ..questionnaire.model import Template, Texts
from .keys import page_key
from .randomness import below

if TYPE_CHECKING:
    from .scope import Scope
    from .world import World


def wording_index(world: World, texts: Texts, scope: Scope, purpose: str) -> int:
    """Return which wording is shown, or -1 if none is: the first whose condition holds, or the drawn one."""
    if texts.drawn:
        pinned = world.facts.pins.wordings.get(purpose.removeprefix("text:"))
        if pinned is not None and 0 <= pinned < len(texts.variants):
            return pinned
        return below(len(texts.variants), world.seed, "wording", purpose)
    return next((i for i, variant in enumerate(texts.variants) if world.holds(variant.when, scope)), -1)


def write(world: World, texts: Texts, scope: Scope, purpose: str = "") -> str:
    """Return a text as the respondent reads it."""
    index = wording_index(world, texts, scope, purpose)
    return render(world, texts.variants[index].text, scope) if index >= 0 else ""


def render(world: World, template: Template, scope: Scope) -> str:
    """Fill in a template's placeholders; what people typed is inserted literally."""
    if isinstance(template, str):
        return template
    return "".join(part if isinstance(part, str) else _insert(world, part, scope) for part in template)


def _insert(world: World, part: dict[str, Any], scope: Scope) -> str:
    value = world.questionnaire.answer_of(part["value"])(scope)
    texts: dict[str, str] = {}
    if hasattr(value, "special"):
        texts = dict(value.texts)
        value = None if value.special else value.value
    if value is None or value in ("", []):
        return str(part["fallback"])
    if part["question"]:
        labels = _labels(world, part["question"], scope)
        ids = value if isinstance(value, list) else [value]
        return in_words([texts.get(id_) or labels.get(id_, str(id_)) for id_ in ids])
    if "words" in part:
        return str(part["words"].get(value, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return figure(value) if isinstance(value, float) else str(value)


def _labels(world: World, name: str, scope: Scope) -> dict[str, str]:
    """Return the labels that a question or a draw offers, by id."""
    from .sources import resolve, shown_items

    questionnaire = world.questionnaire
    if name in questionnaire.draw_by_id:
        draw = questionnaire.draw_by_id[name]
        sources = [stratum.sources for stratum in draw.strata] + [draw.fill]
        pools = [resolve(world, part, scope, f"draw:{draw.id}") for part in sources]
        return {**draw.labels, **{item.id: item.label for pool in pools for item in pool}}
    question = questionnaire.question_by_id.get(name)
    if question is None:
        return {}
    for depth in range(len(scope.path), -1, -1):
        if page_key(name, scope.path[:depth]) in world.pages.get(name, ()):
            scope = world.scope(page_key(name, scope.path[:depth]))
            break
    labels = {item.id: item.label for item in shown_items(world, question, scope)}
    for columns in question.columns:
        labels |= {item.id: item.label for item in resolve(world, columns.sources, scope, "labels")}
    return labels


def in_words(labels: list[str]) -> str:
    """Join labels as in a sentence: A, B and C."""
    if len(labels) < 2:
        return "".join(labels)
    return _("{others} and {last}").format(others=", ".join(labels[:-1]), last=labels[-1])
