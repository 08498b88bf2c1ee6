"""Writes out texts: picks the wording, fills in the placeholders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..language import _, figure
from ..questionnaire.model import Template, Texts
from .answers import Answer
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
    if not texts.variants:
        return ""
    first = texts.variants[0]
    if first.when is None and not texts.drawn:
        return first.text if isinstance(first.text, str) else render(world, first.text, scope)
    index = wording_index(world, texts, scope, purpose)
    return render(world, texts.variants[index].text, scope) if index >= 0 else ""


def render(world: World, template: Template, scope: Scope) -> str:
    """Fill in a template's placeholders; what people typed is inserted literally."""
    if isinstance(template, str):
        return template
    return "".join([piece if type(piece) is str else piece(world, scope) for piece in _pieces(world, template)])


def writer_of(world: World, texts: Texts) -> Writer | None:
    """Return what writes out a text whose wording neither a condition nor chance decides; else None."""
    if len(texts.variants) != 1 or texts.drawn or texts.variants[0].when is not None:
        return None
    template = texts.variants[0].text
    if isinstance(template, str):
        return lambda world, scope: template
    pieces = _pieces(world, template)
    last = pieces[-1] if isinstance(pieces[-1], str) else ""
    pairs = [(_text_before(pieces, place), piece) for place, piece in enumerate(pieces) if not isinstance(piece, str)]

    def written(world: World, scope: Scope) -> str:
        text = ""
        for before, insert in pairs:
            text += before + insert(world, scope)
        return text + last

    return written


def _text_before(pieces: list[Any], place: int) -> str:
    before = pieces[place - 1] if place else ""
    return before if isinstance(before, str) else ""


Writer = Callable[["World", "Scope"], str]


def _pieces(world: World, template: list[Any]) -> list[Any]:
    """Return a template with its placeholders as functions of world and scope, made once for each questionnaire."""
    made: dict[int, tuple[list[Any], list[Any]]] = world.questionnaire.memory.setdefault("pieces", {})
    found = made.get(id(template))
    if found is None or found[0] is not template:
        pieces = [part if isinstance(part, str) else _inserted(world, part) for part in template]
        found = made[id(template)] = (template, pieces)
    return found[1]


def _inserted(world: World, part: dict[str, Any]) -> Writer:
    """Return what writes out one placeholder."""
    tree, words = part["value"], part.get("words")
    if tree[0] == "answer":
        return _answer_inserted(world, part)
    if tree[0] == "field" and tree[1][0] == "loop" and tree[2] == "label" and words is None:
        loop, fallback = tree[1][1], str(part["fallback"])
        return lambda world, scope: scope.items[loop].label or fallback
    get = world.questionnaire.answer_of(tree)

    def insert(world: World, scope: Scope) -> str:
        value = get(scope)
        if isinstance(value, Answer):
            return _written_out(world, part, scope, None if value.special else value.value, value.texts)
        return _written_out(world, part, scope, value, _NO_TEXTS)

    return insert


def _answer_inserted(world: World, part: dict[str, Any]) -> Writer:
    """Return what writes out an answer; most are an option with a fixed label, or a whole number."""
    (_, question, depth), fallback = part["value"], str(part["fallback"])
    labels = _fixed_labels(world, part["question"]) or {}

    def insert(world: World, scope: Scope) -> str:
        answer = scope.answer(question, depth)
        if answer is None or answer.special:
            return fallback
        value = answer.value
        if type(value) is int:
            return str(value)
        if type(value) is str and value in labels:
            return answer.texts.get(value) or labels[value]
        return _written_out(world, part, scope, value, answer.texts)

    return insert


def _written_out(world: World, part: dict[str, Any], scope: Scope, value: Any, texts: Mapping[str, str]) -> str:
    """Write out any value of a placeholder, with the words typed beside its options."""
    if value is None or value in ("", []):
        return str(part["fallback"])
    if part["question"]:
        labels = _labels(world, part["question"], scope)
        ids = value if isinstance(value, list) else [value]
        return in_words([texts.get(id_) or labels.get(id_, str(id_)) for id_ in ids])
    if "words" in part:
        return str(part["words"].get(value, value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else figure(value)
    return str(value)


_NO_TEXTS: Mapping[str, str] = {}


def _fixed_labels(world: World, name: str) -> Mapping[str, str] | None:
    """Return the labels that a question offers, if they are the same for everybody."""
    from .sources import fixed_pool

    question = world.questionnaire.question_by_id.get(name)
    pool = fixed_pool(world, question) if question is not None and not question.columns else None
    return {id_: item.label for id_, item in pool.items()} if pool is not None else None


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
