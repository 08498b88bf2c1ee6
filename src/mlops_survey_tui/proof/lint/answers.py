"""Rules for lists of answers: bands, completeness, ways out, look-alikes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from ...questionnaire.format.lists import OptionSpec
from .alike import ALIKE, alike
from .bands import Band, bands_of, gap, neighbours, overlap
from .counting import most_shown
from .names import brand_in, is_of_names
from .offers import Label, Offer, Use, offers
from .rules import Found, Level, rule
from .scale_words import family_of, is_numbers
from .subject import Asked, Subject

FEWEST_NOMINAL = 4
_OTHER = re.compile(r"\b(?:others?|else|neither|none|not listed|elsewhere|anything)\b", re.IGNORECASE)
_EXCLUSIVE = re.compile(
    r"^(?:none\b|no (?!one\b)\w+|nothing\b|neither\b|(?:i )?(?:don['’]t|do not) know\b|not (?:sure"
    r"|applicable|relevant)\b|n/?a$"
    r"|does(?:n['’]t| not) apply\b|(?:i )?prefer not\b|never$|unsure$|all of (?:the|these) above\b|all of these$)",
    re.IGNORECASE,
)
_OWN_ORGANISATION = re.compile(
    r"\b(?:your|the whole|the) (?:immediate )?(?:team|organi[sz]ation|company|employer|firm|department"
    r"|business|school|hospital)\b"
    r"|\bthis use case\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:agree|satisf|severe|difficult|easy|hard|view|opinion|expect|recommend|prefer|important|think of"
    r"|how well do you"
    r"|would you|should|feel|happy|likely|best describes|like to)",
    re.IGNORECASE,
)
_GENERIC_FIRST = frozenset(
    ("custom", "own", "other", "open-source", "cloud", "internal", "homegrown", "home-grown", "general", "any",
    "various",
     "proprietary", "commercial", "self-built", "spreadsheets", "scripts", "manual", "in-house")
)  # fmt: skip


def band_lists(subject: Subject) -> Iterator[tuple[Offer, list[tuple[int, Band]]]]:
    """Yield lists of bands."""
    for offer in offers(subject):
        found = bands_of(offer.texts)
        if found:
            yield offer, found


@rule(
    "M1",
    Level.STOP,
    "Ranges overlap",
    what="A value that stands in two bands, such as 10 in 5 to 10 and 10 to 20.",
    why="Whoever has that value guesses, and the counts of both bands are wrong.",
    remedy="Let one band end before the next begins: 5 to 9, 10 to 19; or 5 to under 10.",
)
def ranges_overlap(subject: Subject) -> Iterator[Found]:
    """Yield bands that share a value with an earlier one."""
    for offer, found in band_lists(subject):
        for place, (index, band) in enumerate(found):
            before = [other for other, earlier in found[:place] if overlap(earlier, band)]
            if before:
                label = offer.labels[index]
                yield Found(label.part, f'"{label.text}" overlaps "{offer.labels[before[0]].text}"', ("label",))


@rule(
    "M2",
    Level.STOP,
    "Ranges leave a gap",
    what="A value between the first and the last band that stands in none.",
    why="Whoever has that value has no answer.",
    remedy="Let every band begin where the one before it ends.",
)
def ranges_leave_gap(subject: Subject) -> Iterator[Found]:
    """Yield bands before which something is missing."""
    for offer, found in band_lists(subject):
        for (low, first), (high, second) in neighbours(found):
            if gap(first, second):
                label = offer.labels[high]
                message = f'nothing between "{offer.labels[low].text}" and "{label.text}"'
                yield Found(label.part, message, ("label",))


@rule(
    "M3",
    Level.WARN,
    "Closed ends",
    what="The first band does not reach the smallest possible value, or the last one has an upper limit.",
    why="Extreme cases, often the interesting ones, have no answer.",
    remedy='Begin with "under ..." or the minimum, and end with "... or more".',
)
def closed_ends(subject: Subject) -> Iterator[Found]:
    """Yield the ends of lists of bands that are closed."""
    for offer, found in band_lists(subject):
        first_index, first = min(found, key=lambda pair: pair[1].low)
        last_index, last = max(found, key=lambda pair: pair[1].high)
        unit = max(first.unit, 1.0)
        if first.low > unit * (1 + 1e-9) or (first.low > 0 and not first.low_closed):
            label = offer.labels[first_index]
            yield Found(label.part, f'nothing below "{label.text}"', ("label",))
        complete = last.kind == "percent" and last.high >= 100
        if math.isfinite(last.high) and not complete:
            label = offer.labels[last_index]
            yield Found(label.part, f'nothing above "{label.text}"', ("label",))


def is_ordered(offer: Offer) -> bool:
    """Whether labels have an order of their own: bands, a rating scale, numbers."""
    return bool(family_of(offer.texts)) or is_numbers(offer.texts)


def is_nominal(offer: Offer) -> bool:
    """Whether labels are kinds without an order: shuffled, sorted, or neither ordered nor claimed to be complete."""
    if is_ordered(offer):
        return False
    if offer.order in ("random", "alpha"):
        return True
    declared = offer.spec is not None and (offer.spec.mece or "order" in offer.spec.model_fields_set)
    return len(offer.labels) >= FEWEST_NOMINAL and not declared


def _is_open(offer: Offer) -> bool:
    """Whether labels in a stated order could be more, because nothing says that they are all."""
    claimed = offer.spec is not None and offer.spec.mece
    return not claimed and not is_ordered(offer) and len(offer.labels) >= FEWEST_NOMINAL


def chosen_from(offer: Offer) -> list[Use]:
    """Return the questions in which people choose among all these labels."""
    return [
        use
        for use in offer.uses
        if use.field == "options" and use.direct and use.asked.spec.shape in ("single", "multi")
    ]


@rule(
    "M4",
    Level.WARN,
    "Not exhaustive",
    what='A list of kinds without "other".',
    why="Who does not find an answer takes a wrong one, or leaves.",
    remedy="Offer the special answer other, or say why the list is complete.",
)
def not_exhaustive(subject: Subject) -> Iterator[Found]:
    """Yield questions with a list of kinds that leaves nothing open."""
    for offer in offers(subject):
        if not (is_nominal(offer) or _is_open(offer)) or any(_OTHER.search(text) for text in offer.texts):
            continue
        for use in chosen_from(offer):
            specials = subject.specials(use.asked)
            opens = any(not special.exclusive for special in specials.values())
            options = subject.options_of(use.asked).values()
            if not opens and not any(option.asks_text or _OTHER.search(option.label) for option in options):
                yield Found(use.asked.part, f'no "other" beside the {len(offer.labels)} kinds', ("options",))


@rule(
    "M5",
    Level.STOP,
    "No way out",
    what='Several answers without "none", a fact about the organisation or a number without "don\'t '
    'know", a sensitive question '
    'without "prefer not to say".',
    why="Who cannot or will not answer invents something, or leaves; and a skip does not say why.",
    remedy="Offer the special answer: none, dont_know, not_applicable or prefer_not.",
)
def no_way_out(subject: Subject) -> Iterator[Found]:
    """Yield questions that lack the special answer they need."""
    for asked in subject.questions:
        if not asked.is_question or asked.spec.shape in ("text", "long_text") or asked.spec.required:
            continue
        specials = {*subject.specials(asked), *subject.row_specials(asked)}
        if asked.spec.sensitivity == "sensitive" and "prefer_not" not in specials:
            yield Found(asked.part, "sensitive, and no prefer_not among its special answers", ("sensitivity",))
        elif _takes_several(asked) and not _has_none(subject, asked):
            yield Found(asked.part, "several answers can be chosen, and none cannot be said", ("options",))
        elif _is_fact(asked) and not _has_exclusive(subject, asked):
            yield Found(asked.part, "a fact, and no way to say that it is not known")


def _takes_several(asked: Asked) -> bool:
    return asked.spec.shape == "multi" or bool(getattr(asked.spec, "multiple", False))


def _has_none(subject: Subject, asked: Asked) -> bool:
    if _has_exclusive(subject, asked):
        return True
    labels = [option.label for name in asked.spec.entry_fields for option in subject.options_of(asked, name).values()]
    return any(_EXCLUSIVE.match(label) for label in labels)


def _has_exclusive(subject: Subject, asked: Asked) -> bool:
    """Whether a special answer, or an option that excludes the others, is a way out."""
    specials = (*subject.specials(asked).values(), *subject.row_specials(asked).values())
    options: list[OptionSpec] = [
        o for name in asked.spec.entry_fields for o in subject.options_of(asked, name).values()
    ]
    ways = any(special.exclusive for special in specials) or any(option.exclusive for option in options)
    return ways or any(_EXCLUSIVE.match(option.label) for option in options)


def _is_fact(asked: Asked) -> bool:
    if asked.spec.shape == "number":
        return True
    said = " ".join(written.text for written in asked.texts)
    about = _OWN_ORGANISATION.search(said) and not _OPINION.search(said)
    return bool(about) and asked.spec.shape in ("single", "number_grid", "allocation")


@rule(
    "M6",
    Level.WARN,
    "Look-alikes",
    what=f"Two labels of one list share {ALIKE:.0%} of their words, or one contains the other.",
    why="Readers take the first that looks right.",
    remedy="Put the word that differs first, or merge the two.",
)
def look_alikes(subject: Subject) -> Iterator[Found]:
    """Yield labels that look like an earlier one of their list."""
    for offer in offers(subject):
        if is_of_names(offer) or is_ordered(offer):
            continue
        for group in _groups(offer):
            for number, earlier in alike([label.text for label in group]):
                found = f'"{group[number].text}" looks like "{group[earlier].text}"'
                yield Found(group[number].part, found, ("label",))


def _groups(offer: Offer) -> Iterable[list[Label]]:
    groups: dict[str, list[Label]] = {}
    for label in offer.labels:
        groups.setdefault(label.group, []).append(label)
    return groups.values()


@rule(
    "M7",
    Level.WARN,
    "Claimed to be exclusive and complete, without proof",
    what="mece: true on a list of kinds without rule or question_asked.",
    why="Kinds exclude each other only by a rule for what fits two of them.",
    remedy="Say in rule which one wins if two fit, or in question_asked what one question the list answers.",
)
def claimed_without_proof(subject: Subject) -> Iterator[Found]:
    """Yield lists that claim to be exclusive and complete and give no rule."""
    for offer in offers(subject):
        spec = offer.spec
        if spec is not None and spec.mece and not (spec.rule or spec.question_asked) and is_nominal(offer):
            yield Found(offer.part, "mece without a rule", ("mece",))


@rule(
    "M8",
    Level.STOP,
    "Exclusive option not marked",
    what="None, don't know, not applicable, no differences ... in a question with several answers, and not exclusive.",
    why="People tick it together with other answers, and the data contradicts itself.",
    remedy="Set exclusive: true, or offer the special answer in its place.",
)
def exclusive_not_marked(subject: Subject) -> Iterator[Found]:
    """Yield options that must exclude the others and do not."""
    for offer in offers(subject):
        several = [use for use in offer.uses if _takes_several(use.asked) and use.field != "rows"]
        for label in offer.labels if several else ():
            if _EXCLUSIVE.match(label.text) and not label.option.exclusive:
                yield Found(label.part, f'"{label.text}" does not exclude the others', ("label",))
    specials = subject.draft.specials
    for asked in subject.questions:
        for name in subject.specials(asked) if _takes_several(asked) else ():
            if _EXCLUSIVE.match(specials[name].label) and not specials[name].exclusive:
                yield Found(
                    asked.part, f'the special answer {name} ("{specials[name].label}") does not exclude the others'
                )


@rule(
    "M9",
    Level.STOP,
    "Impossible limits",
    what="A maximum below the minimum or above the number of options, a ranking longer than its "
    "list, a total that cannot be.",
    why="Nobody can answer.",
    remedy="Correct the limits.",
    faults=("S502", "S503"),
    compiled=True,
)
def impossible_limits(subject: Subject) -> Iterator[Found]:
    """Yield limits above what there is to choose."""
    questionnaire = subject.compiled
    for asked in subject.questions:
        question = asked.compiled
        if question is None or question.shape not in ("multi", "ranking"):
            continue
        name = "top" if question.shape == "ranking" else "maximum"
        limit, count = getattr(asked.spec, name, None), most_shown(questionnaire, question.options)
        if limit and limit > count:
            yield Found(asked.part, f"{name} {limit}, but at most {count} options", (name,))


@rule(
    "M10",
    Level.WARN,
    "Mixed levels",
    what="A brand in a list of generic kinds, or a generic kind in a list of named products.",
    why="The brand is counted twice, under its name and under its kind.",
    remedy="Keep kinds and products in two lists.",
)
def mixed_levels(subject: Subject) -> Iterator[Found]:
    """Yield labels of another level than their list."""
    for offer in offers(subject):
        named = is_of_names(offer)
        if offer.spec is not None and offer.spec.status == "reserve":
            continue
        for label in offer.labels:
            brand = "" if named else brand_in(subject, label.text)
            if brand:
                yield Found(label.part, f'the brand "{brand}" in a list of kinds: {label.text}', ("label",))
            elif named and _is_kind(label.text) and not label.option.asks_text:
                yield Found(label.part, f"a kind in a list of products: {label.text}", ("label",))


def _is_kind(label: str) -> bool:
    first, *rest = label.split() or [""]
    return first.lower() in _GENERIC_FIRST and all(word.islower() for word in rest)
