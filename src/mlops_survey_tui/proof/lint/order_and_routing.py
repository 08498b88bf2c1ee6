"""Rules for the order of answers and questions, and for conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...questionnaire.condition_places import condition_places
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Questionnaire
from .answers import FEWEST_NOMINAL, chosen_from, is_ordered
from .bands import bands_of
from .offers import Offer, offers
from .rules import Found, Level, rule, told_by_faults
from .subject import Subject

_LAST = re.compile(
    r"^(?:others?(?: \(.*\))?|something else|everything else|anything else|all others.*|none(?: of .*)?"
    r"|(?:i )?(?:don['’]t|do not) know"
    r"|not applicable|does(?:n['’]t| not) apply|(?:i )?prefer not .*|not sure|unsure|n/?a)$",
    re.IGNORECASE,
)
_OVERALL = re.compile(r"\b(?:overall|all in all|in general|all things considered|taken together)\b", re.IGNORECASE)


@rule(
    "O1",
    Level.WARN,
    "Order effects",
    what="A list of kinds that is neither shuffled, nor alphabetical, nor in an order that is stated.",
    why="What stands first is chosen more often.",
    remedy="Set order: random or alpha; or order: natural or lifecycle, if the order means something.",
)
def order_effects(subject: Subject) -> Iterator[Found]:
    """Yield lists of kinds whose order is an accident."""
    for offer in offers(subject):
        if len(offer.labels) <= FEWEST_NOMINAL or not chosen_from(offer) or is_ordered(offer) or _order_stated(offer):
            continue
        texts = [label.text.casefold() for label in offer.labels if not label.option.pinned]
        if texts != sorted(texts):
            yield Found(offer.part, f"{len(texts)} kinds in an order that is not stated")


def _order_stated(offer: Offer) -> bool:
    if offer.spec is not None:
        return "order" in offer.spec.model_fields_set
    return any(getattr(use.asked.spec, "order", None) is not None for use in offer.uses)


@rule(
    "O2",
    Level.STOP,
    "Ordered scale shuffled",
    what="Bands, a rating scale or another list with an order of its own, shown in random or alphabetical order.",
    why="Nobody finds a place on a scale whose steps are mixed.",
    remedy="Take order: random away.",
    faults=("S510",),
)
def ordered_shuffled(subject: Subject) -> Iterator[Found]:
    """Yield scales and bands that are shuffled or sorted."""
    for offer in offers(subject):
        as_answers = [
            use for use in offer.uses if use.field not in ("rows", "extra_rows") and use.asked.spec.shape != "maxdiff"
        ]
        if not is_ordered(offer) or not (as_answers or not offer.uses):
            continue
        if offer.order in ("random", "alpha"):
            yield Found(offer.part, f"an ordered list with order: {offer.order}", ("order",))


@rule(
    "O3",
    Level.STOP,
    "Special answers not last",
    what="Other, none, don't know, prefer not to say, written as ordinary options that move with the "
    "others or stand before them.",
    why="They catch people who have not read on, and get lost among the rest.",
    remedy="Offer them as special answers, or set pinned: true, and put them last.",
)
def specials_not_last(subject: Subject) -> Iterator[Found]:
    """Yield options that should stay last and do not."""
    for offer in offers(subject):
        banded = bool(bands_of(offer.texts))
        ordinary = [index for index, label in enumerate(offer.labels) if not _LAST.match(label.text)]
        for index, label in enumerate(offer.labels):
            if not _LAST.match(label.text) or label.option.pinned or (banded and label.text.lower() == "none"):
                continue
            if offer.order in ("random", "alpha"):
                yield Found(label.part, f'"{label.text}" moves with the others', ("label",))
            elif ordinary and index < ordinary[-1]:
                yield Found(label.part, f'"{label.text}" stands before other options', ("label",))


@rule(
    "O4",
    Level.WARN,
    "Sensitive too early",
    what="A sensitive question in the first half.",
    why="People who are asked for their income before they trust the survey leave it.",
    remedy="Move it behind the middle.",
)
def sensitive_early(subject: Subject) -> Iterator[Found]:
    """Yield sensitive questions of the first half."""
    asked_of = [asked for asked in subject.questions if asked.is_question]
    for number, asked in enumerate(asked_of, 1):
        if asked.spec.sensitivity in ("sensitive", "contact") and number <= len(asked_of) / 2:
            yield Found(asked.part, f"question {number} of {len(asked_of)}", ("sensitivity",))


@rule(
    "O5",
    Level.INFORM,
    "Special before general",
    what="An overall rating after its parts.",
    why="The parts that were just rated decide the whole.",
    remedy="Ask for the whole first.",
)
def special_before_general(subject: Subject) -> Iterator[Found]:
    """Yield overall ratings behind the rating of parts in the same section."""
    for asked in subject.questions:
        earlier = [other for other in subject.in_section(asked.section) if other.info.order < asked.info.order]
        parts = [other for other in earlier if other.spec.shape in ("matrix", "scale")]
        for written in asked.texts if parts and asked.spec.shape in ("single", "scale", "number") else ():
            if _OVERALL.search(written.text):
                yield Found(asked.part, f"asked after its parts in '{parts[0].spec.id}'", written.steps)


told_by_faults(
    "R2",
    Level.STOP,
    "Refers forward",
    what="A condition, a placeholder, a source or a loop uses a later question.",
    why="The answer is not there yet.",
    remedy="Move the question, or ask about an earlier one.",
    faults=("C305",),
)
told_by_faults(
    "R3",
    Level.STOP,
    "Empty loop or list",
    what="A source, a loop or a draw that can never hold anything. (What is empty for some "
    "respondents only is passed over.)",
    why="The question can never be asked.",
    remedy="Correct the source.",
    faults=("S501", "S506"),
)


@rule(
    "R4",
    Level.STOP,
    "Forced answer",
    what="required: true on anything but consent and questions that decide the way.",
    why="Who may not skip lies or leaves.",
    remedy="Take required away.",
    compiled=True,
)
def forced(subject: Subject) -> Iterator[Found]:
    """Yield required questions on which nothing depends."""
    deciding = routing_questions(subject.compiled)
    for asked in subject.questions:
        if asked.spec.required and asked.spec.id not in deciding | {subject.compiled.consent}:
            yield Found(asked.part, "required, and no condition depends on it", ("required",))


def routing_questions(questionnaire: Questionnaire) -> set[str]:
    """Return the questions that conditions of sections and questions, the rotation, jumps and ends depend on."""
    found: set[str] = {question.id for question in questionnaire.questions if question.settings.get("ends")}
    for place in condition_places(questionnaire):
        if place.kind in ("section", "question", "rotation", "named"):
            found |= names_in(place.tree)
    return found


def names_in(tree: Tree) -> set[str]:
    """Return the questions whose answers an expression reads itself, not through named conditions."""
    if not isinstance(tree, list):
        return set()
    own = {str(tree[1])} if tree and tree[0] in ("answer", "pass", "passes") and isinstance(tree[1], str) else set()
    return own.union(*(names_in(part) for part in tree[1:])) if len(tree) > 1 else own


@rule(
    "R5",
    Level.WARN,
    "Module needs a module",
    what="A condition, a source or a text in one module reads a question of another one.",
    why="Modules are drawn: whoever did not get the other one never sees this.",
    remedy="Ask for it in a section that everybody gets, or move both into one module.",
    compiled=True,
)
def module_needs_module(subject: Subject) -> Iterator[Found]:
    """Yield questions of modules that read another module."""
    questionnaire = subject.compiled
    modules = {section.id for section in questionnaire.sections if section.module}
    home = {question.id: question.section for question in questionnaire.questions}
    reads = {**{draw.id: draw.reads for draw in questionnaire.draws}, **{c.id: c.reads for c in questionnaire.computed}}
    for asked in subject.questions:
        if asked.compiled is None or asked.compiled.section not in modules:
            continue
        section = questionnaire.section_by_id[asked.compiled.section]
        for name in sorted(_all_read({*asked.compiled.reads, *section.reads}, reads)):
            if home.get(name) in modules - {section.id}:
                yield Found(asked.part, f"'{name}' is asked in the module '{home[name]}'")


def _all_read(names: set[str], reads: dict[str, tuple[str, ...]]) -> set[str]:
    """Return these names and everything that the definitions and draws among them read."""
    found, left = set[str](), set(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left |= set(reads.get(name, ()))
    return found
