"""Rules for privacy, and for fairness to those who are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import prod

from .counting import most_shown
from .language import any_of, first_match
from .names import is_of_names, is_of_tools
from .offers import Label, Offer, Use, offers
from .rules import Found, Level, rule
from .subject import Subject

QUASI_BUDGET = 1_000_000
"""Combinations of all quasi-identifiers that one respondent answers: a thousand for each of a thousand respondents."""
_CATEGORIES_OF_A_NUMBER = 10
FEWEST_ENTRIES, MOST_ENTRIES = 6, 20

_CONTACT = re.compile(
    r"\b(?:e-?mail|phone|telephone|mobile number|postal address|home address|street|your (?:full |first "
    r"|last |user)?name\b"
    r"|contact details|linkedin profile|twitter handle|social security|passport number|date of birth)",
    re.IGNORECASE,
)
_PRAISE = any_of(
    ("leading", "best", "powerful", "modern", "advanced", "popular", "fastest", "fast", "smart", "next-gen",
    "next-generation",
     "premium", "innovative", "award-winning", "market-leading", "trusted", "reliable", "famous", "affordable",
     "expensive", "legacy", "outdated", "world-class", "state-of-the-art", "simple", "easy")
)  # fmt: skip


@rule(
    "P1",
    Level.STOP,
    "No class",
    what="A question without a class of sensitivity, or a typed text that is marked none.",
    why="Without it nobody knows what may be published; and people write names into text boxes.",
    remedy="Set sensitivity; for typed texts free_text.",
    faults=("F104:sensitivity",),
)
def no_class(subject: Subject) -> Iterator[Found]:
    """Yield typed texts that are marked as harmless."""
    for asked in subject.questions:
        if asked.spec.shape in ("text", "long_text") and asked.spec.sensitivity == "none":
            yield Found(asked.part, "a typed text with sensitivity: none", ("sensitivity",))


@rule(
    "P2",
    Level.WARN,
    "Too identifying",
    what=f"The numbers of categories of all quasi-identifiers multiply to more than {QUASI_BUDGET:,}.",
    why="Role, industry, size and region together can name one person.",
    remedy="Ask less, or in coarser categories; coarsen before publication, and say so.",
    compiled=True,
)
def too_identifying(subject: Subject) -> Iterator[Found]:
    """Yield the survey itself if its quasi-identifiers together are too fine."""
    counts = []
    for asked in subject.questions:
        question = asked.compiled
        if question is not None and question.sensitivity == "quasi_identifier":
            options = most_shown(subject.compiled, question.options)
            counts.append(max(2, options) if question.shape == "single" else _CATEGORIES_OF_A_NUMBER)
    if prod(counts) > QUASI_BUDGET:
        message = (
            f"{len(counts)} quasi-identifiers make about {prod(counts):.0e} combinations, at most {QUASI_BUDGET:,}"
        )
        yield Found(subject.survey, message)


@rule(
    "P3",
    Level.STOP,
    "Contact in the interview",
    what="A question for an address, a name or a number, or one with sensitivity: contact.",
    why="One address makes every answer of that person identifiable.",
    remedy="Offer it on the last page (offers), where it goes through a channel of its own.",
)
def contact(subject: Subject) -> Iterator[Found]:
    """Yield questions for contact data."""
    for asked in subject.questions:
        if asked.spec.sensitivity == "contact":
            yield Found(asked.part, "contact data among the answers", ("sensitivity",))
        elif asked.spec.shape in ("text", "long_text", "number"):
            for written in asked.texts:
                if word := first_match(_CONTACT, written.text):
                    yield Found(asked.part, f'asks for "{word}"', written.steps)


@rule(
    "P4",
    Level.WARN,
    "Exact number of a person",
    what="A number with sensitivity: quasi_identifier that is shared as it was typed.",
    why="A team of exactly 37 people is rarer than one of 21 to 50.",
    remedy="Give bands: the first numbers of the bands as which it is shared.",
)
def exact_number(subject: Subject) -> Iterator[Found]:
    """Yield numbers that help to identify somebody and leave exactly."""
    for asked in subject.questions:
        if asked.spec.sensitivity == "quasi_identifier" and getattr(asked.spec, "bands", None) == []:
            yield Found(asked.part, "it is shared exactly", ("sensitivity",))


@rule(
    "N1",
    Level.STOP,
    "Favoured order",
    what="Named products that are not in alphabetical order (case ignored), group by group.",
    why="First places are chosen more often, and somebody will say that they were sold.",
    remedy="Sort the entries, or set order: random.",
)
def favoured_order(subject: Subject) -> Iterator[Found]:
    """Yield the first product of each group that stands out of order."""
    for offer in offers(subject):
        if not is_of_names(offer) or offer.order == "random":
            continue
        for labels in _groups(offer):
            for before, label in pairwise(labels):
                if label.text.casefold() < before.text.casefold():
                    yield Found(label.part, f'"{label.text}" stands after "{before.text}"', ("label",))
                    break


def _groups(offer: Offer) -> list[list[Label]]:
    groups: dict[str, list[Label]] = {}
    for label in offer.labels:
        if not label.option.pinned:
            groups.setdefault(label.group, []).append(label)
    return list(groups.values())


@rule(
    "N2",
    Level.STOP,
    "Neutral answers missing",
    what="A question about named tools without in_house, other and none.",
    why="Own work, and nothing at all, are answers too; without them the named products look larger.",
    remedy="Offer the special answers in_house, other and none.",
)
def neutral_answers(subject: Subject) -> Iterator[Found]:
    """Yield questions about tools that lack a neutral answer."""
    seen: set[str] = set()
    for offer in offers(subject):
        for use in offer.uses if is_of_tools(offer) else ():
            if not _asks_for_tools(use) or use.asked.spec.id in seen:
                continue
            seen.add(use.asked.spec.id)
            labels = " ".join(option.label.lower() for option in subject.options_of(use.asked).values())
            offered = {*subject.specials(use.asked), *(w for w in ("other", "none") if w in labels.split())}
            offered |= {"in_house"} if re.search("in-house|own|built|internal", labels) else set()
            missing = [name for name in ("in_house", "other", "none") if name not in offered]
            if missing:
                yield Found(use.asked.part, f"named tools without {', '.join(missing)}", ("options",))


def _asks_for_tools(use: Use) -> bool:
    return use.direct and use.whole and use.field == "options" and use.asked.spec.shape in ("single", "multi")


@rule(
    "N3",
    Level.WARN,
    "Uneven",
    what=f"A category of products with under {FEWEST_ENTRIES} or over {MOST_ENTRIES} entries, or an "
    f"adjective in the name of one.",
    why="Categories of unlike size split the votes unlike; an adjective is an advertisement.",
    remedy="Merge or divide categories; write the bare name.",
)
def uneven(subject: Subject) -> Iterator[Found]:
    """Yield categories of unlike size, and praise in names."""
    for offer in offers(subject):
        if not is_of_names(offer):
            continue
        for labels in _groups(offer) if is_of_tools(offer) else ():
            if not FEWEST_ENTRIES <= len(labels) <= MOST_ENTRIES:
                where = labels[0].part.around[0] if labels[0].group else offer.part
                yield Found(where, f"{len(labels)} entries, from {FEWEST_ENTRIES} to {MOST_ENTRIES}")
        for label in offer.labels:
            if word := first_match(_PRAISE, label.text):
                yield Found(label.part, f'"{word}" in: {label.text}', ("label",))
