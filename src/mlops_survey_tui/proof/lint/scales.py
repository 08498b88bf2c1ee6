"""Rules for rating scales."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .offers import Offer, Use, offers
from .rules import Found, Level, rule
from .scale_words import STEMS, family_of, has_zero, is_numbers, pole, poles
from .subject import Asked, Subject
from .wording import agreement_items

MOST_POINTS = 7
FEWEST_ROWS = 4
LEAST_SHARE, MOST_SHARE = 0.3, 0.7
_FACT = re.compile(
    r"^(?:I|we|my (?:team|company|employer)|our (?:team|company|organi[sz]ation))"
    r" (?:use[sd]?|own(?:s|ed)?|have (?:an? |\d|no )|has (?:an? |\d|no )|had|deploy\w*|releas\w+|run|runs"
    r"|employ\w*|store\w*)\b",
    re.IGNORECASE,
)
_STEM_POLES = {
    "ease": ("easy", "difficult|hard"),
    "satisfaction": ("satisfied", "dissatisfied"),
    "agreement": ("agree", "disagree"),
}


def is_scale_of(use: Use) -> bool:
    """Whether labels are used as the answers of a question, not as things that are rated."""
    return use.field not in ("rows", "extra_rows") and use.asked.spec.shape in ("single", "matrix")


def scales(subject: Subject) -> Iterator[tuple[Offer, list[Use]]]:
    """Yield labels that are used as answers, with where they are."""
    for offer in offers(subject):
        uses = [use for use in offer.uses if is_scale_of(use)]
        if uses:
            yield offer, uses


@rule(
    "S1", Level.STOP, "Unbalanced scale",
    what="More positive than negative labels on a scale with two poles, or the reverse.",
    why="The side with more labels gets more answers.",
    remedy="Give both sides the same number of labels.",
)  # fmt: skip
def unbalanced(subject: Subject) -> Iterator[Found]:
    """Yield scales with more labels on one side."""
    for offer, _ in scales(subject):
        family, signs = poles(offer.texts)
        positive, negative = signs.count(1), signs.count(-1)
        one_sided = has_zero(offer.texts) and not negative
        if family and positive != negative and not one_sided:
            yield Found(offer.part, f"{positive} positive and {negative} negative labels ({family})")


@rule(
    "S2", Level.WARN, "Points without labels, or more than seven",
    what="A scale whose points are numbers with words at the ends only, or with more than seven points.",
    why="Unlabelled points mean something else to everybody, and nobody tells eight degrees apart.",
    remedy="Label five or seven points in words.",
)  # fmt: skip
def points(subject: Subject) -> Iterator[Found]:
    """Yield scales with bare numbers or too many points."""
    for asked in subject.questions:
        if asked.spec.shape == "scale":
            count = getattr(asked.spec, "high", 0) - getattr(asked.spec, "low", 0) + 1
            many = f"{count} points, of which two are labelled"
            yield Found(asked.part, many if count > 2 else "two points", ("high",))
    for offer, _ in scales(subject):
        family = family_of(offer.texts)
        if is_numbers(offer.texts):
            yield Found(offer.part, f"{len(offer.labels)} points, most of them bare numbers")
        elif family not in ("", "bands", "frequency") and len(offer.labels) > MOST_POINTS:
            yield Found(offer.part, f"{len(offer.labels)} points, at most {MOST_POINTS}")


@rule(
    "S3", Level.WARN, "Question and scale differ",
    what='"How satisfied", "how easy", "how often", "how likely", '
    '"how important" or "do you agree" above another scale.',
    why="People answer a question that is not the one they were asked.",
    remedy="Attach the scale that the question names, or ask what the scale measures.",
)  # fmt: skip
def stem_and_scale(subject: Subject) -> Iterator[Found]:
    """Yield questions whose words promise another scale than they have."""
    for offer, uses in scales(subject):
        family = family_of(offer.texts)
        for use in uses:
            for written in use.asked.texts:
                promised = [name for name, stem in STEMS.items() if stem.search(written.text)]
                if len(promised) == 1 and not _keeps(promised[0], family, offer):
                    message = f"the question is about {promised[0]}, the scale about {family or 'something else'}"
                    yield Found(use.asked.part, message, written.steps)


def _keeps(promised: str, family: str, offer: Offer) -> bool:
    """Whether a scale gives what the question promises; amounts fit every "how", bands and counts fit "how often"."""
    if family == promised or (family == "amount" and promised != "frequency"):
        return True
    if promised == "frequency" and (family == "bands" or any(re.search(r"\d", text) for text in offer.texts)):
        return True
    simple = {text.lower().strip(" .") for text in offer.texts}
    named = promised in ("ease", "satisfaction", "agreement", "likelihood", "importance") and any(
        pole(promised, text) for text in offer.texts
    )
    return named or bool(simple & {"yes", "no"} and promised == "agreement")


@rule(
    "S4", Level.WARN, "Agreement asked about a fact",
    what='An agreement scale on a row that states a fact ("We use a feature store", or a row with factual: true).',
    why="A fact is so or not; how far one agrees says nothing about it.",
    remedy="Ask for the fact: yes, no, don't know; or how often, how many.",
)  # fmt: skip
def agreement_on_facts(subject: Subject) -> Iterator[Found]:
    """Yield rows that state facts under an agreement scale."""
    for _, label in agreement_items(subject):
        if label.option.fields.get("factual") or _FACT.search(label.text):
            yield Found(label.part, f"a fact, rated on agreement: {label.text}", ("label",))


@rule(
    "S5", Level.WARN, "Pull towards agreeing",
    what=f"Under {LEAST_SHARE:.0%} or over {MOST_SHARE:.0%} of the rows of an agreement grid point "
    f"one way (field direction, + or -).",
    why="Some people agree with everything; only rows in both directions show it.",
    remedy="Turn some statements round.",
)  # fmt: skip
def one_direction(subject: Subject) -> Iterator[Found]:
    """Yield agreement grids whose rows point one way."""
    seen: set[int] = set()
    for offer, _ in agreement_items(subject):
        signs = [_direction(label.option.fields.get("direction")) for label in offer.labels]
        stated = [sign for sign in signs if sign]
        if id(offer) in seen or len(stated) < FEWEST_ROWS:
            continue
        seen.add(id(offer))
        share = stated.count("+") / len(stated)
        if not LEAST_SHARE <= share <= MOST_SHARE:
            yield Found(offer.part, f"{share:.0%} of {len(stated)} rows point one way")


def _direction(value: object) -> str:
    text = str(value or "").lower()
    if text.startswith(("-", "−", "neg", "against", "reverse")):
        return "-"
    return "+" if text else ""


@rule(
    "S6", Level.WARN, "Direction flips",
    what="Two scales of one section run opposite ways: one begins with its positive pole, the other "
    "with its negative one. A "
    "scale that begins as its question does (how easy or difficult: very easy ...) may.",
    why="People learn where good is, and do not look again.",
    remedy="Let all scales of a section begin at the same side.",
)  # fmt: skip
def direction_flips(subject: Subject) -> Iterator[Found]:
    """Yield questions whose scale runs against an earlier one of the section."""
    directions: dict[str, list[tuple[Asked, int]]] = {}
    for offer, uses in scales(subject):
        family, signs = poles(offer.texts)
        first = next((sign for sign in signs if sign), 0)
        if not family or not {1, -1} <= set(signs):
            continue
        for use in uses:
            if not _begins_as_asked(use.asked, family, first):
                directions.setdefault(use.asked.section.spec.id, []).append((use.asked, first))
    for found in directions.values():
        found.sort(key=lambda pair: pair[0].info.order)
        for asked, first in found[1:]:
            if first != found[0][1]:
                yield Found(asked.part, f"its scale runs the other way than that of '{found[0][0].spec.id}'")


def _begins_as_asked(asked: Asked, family: str, first: int) -> bool:
    positive, negative = _STEM_POLES.get(family, ("", ""))
    if not positive:
        return False
    for written in asked.texts:
        found = re.search(rf"\b(?P<negative>{negative})\b|\b(?P<positive>{positive})\b", written.text, re.IGNORECASE)
        if found and (1 if found["positive"] else -1) == first == 1:
            return True
    return False
