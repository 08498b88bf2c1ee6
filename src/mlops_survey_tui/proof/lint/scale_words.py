"""What labels of a rating scale say: which family they belong to, and which pole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from .bands import bands_of
from .language import any_of, plain

_POLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "agreement": (("agrees?", "agreed"), ("disagrees?", "disagreed")),
    "satisfaction": (("satisfied", "happy", "pleased", "delighted"), ("dissatisfied", "unsatisfied", "unhappy")),
    "ease": (("easy", "easier", "simple", "effortless"), ("difficult", "hard", "harder", "complicated")),
    "likelihood": (
        ("likely", "definitely", "probably", "certain", "certainly"),
        ("unlikely", "definitely not", "probably not", "certainly not"),
    ),
    "importance": (("important", "essential", "critical"), ("unimportant", "irrelevant")),
    "quality": (("good", "excellent", "great"), ("bad", "poor", "terrible", "awful", "very bad")),
    "change": (
        ("better", "improved", "increased?", "up", "higher", "grew"),
        ("worse", "worsened", "decreased?", "down", "lower", "shrank"),
    ),
    "usefulness": (("useful", "helpful"), ("useless", "unhelpful")),
    "support": (("support", "favou?r", "in favou?r", "for", "approve"), ("oppose", "against", "disapprove")),
    "clarity": (("clear",), ("unclear", "confusing")),
    "comfort": (("comfortable", "confident"), ("uncomfortable",)),
    "liking": (("like", "love"), ("dislike", "hate")),
    "view": (("positive", "favou?rable"), ("negative", "unfavou?rable")),
}
"""The words of both poles, by family: positive, negative."""

_FREQUENCY = any_of(
    (
        "never", "rarely", "seldom", "sometimes", "occasionally", "often", "frequently", "always", "usually", "daily",
        "weekly", "monthly", "quarterly", "yearly", "annually", "hourly", "once", "twice",
        r"every (?:day|week|month|year)", r"(?:a |few |several )*times? (?:a|per) (?:day|week|month|year)",
    )
)  # fmt: skip
_AMOUNT = any_of(
    ("not at all", "a little", "slightly", "somewhat", "moderately", "very much", "a lot", "extremely", "completely",
     "none at all", "a great deal", "low", "medium", "high", "minor", "moderate", "major", "severe")
)  # fmt: skip
_KNOWLEDGE = any_of(
    (
        "heard of it",
        "could explain it",
        "used it",
        "familiar",
        "unfamiliar",
        "know it",
        "do not know it",
        "beginner",
        "expert",
    )
)
_ZERO = any_of(("not at all", "not in the least"))
_NOT = any_of(("not", "no", "never"))

_COMPILED = {family: (any_of(positive), any_of(negative)) for family, (positive, negative) in _POLES.items()}
_OTHER_FAMILIES = {"frequency": _FREQUENCY, "amount": _AMOUNT, "familiarity": _KNOWLEDGE}

STEMS: Mapping[str, re.Pattern[str]] = {
    "satisfaction": re.compile(r"\bhow (?:\w+ )?(?:dis)?satisfied\b|\bhow (?:un)?happy\b", re.IGNORECASE),
    "ease": re.compile(r"\bhow (?:\w+ )?(?:easy|difficult|hard)\b", re.IGNORECASE),
    "frequency": re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE),
    "agreement": re.compile(
        r"\bagree or disagree\b|\bhow (?:far|much|strongly) do you agree\b|\bdo you (?:dis)?agree\b(?! to)",
        re.IGNORECASE,
    ),
    "likelihood": re.compile(r"\bhow (?:un)?likely\b", re.IGNORECASE),
    "importance": re.compile(r"\bhow (?:un)?important\b", re.IGNORECASE),
}
"""Questions that promise a scale of a family."""


def pole(family: str, label: str) -> int:
    """Return 1 for the positive pole of a family, -1 for the negative one, 0 for neither or the zero of an amount."""
    text = plain(label)
    if _ZERO.search(text):
        return 0
    positive, negative = (pattern.search(text) for pattern in _COMPILED[family])
    if negative:
        return -1
    if positive:
        return -1 if _NOT.search(text) else 1
    return 0


def has_zero(labels: Sequence[str]) -> bool:
    """Whether a scale begins or ends at nothing ("Not at all important"), and so has one pole only."""
    return any(_ZERO.search(plain(label)) for label in labels)


def poles(labels: Sequence[str]) -> tuple[str, list[int]]:
    """Return the family of a rating scale, and the pole of each label; '' where the labels are none.

    At least two labels, and more than half of all but a neutral one, name a pole of one family.
    """
    best, found = "", [0] * len(labels)
    for family in _POLES:
        signs = [pole(family, label) for label in labels]
        if sum(map(bool, signs)) > sum(map(bool, found)):
            best, found = family, signs
    named = sum(map(bool, found))
    if named < 2 or named < 0.5 * len(labels) or len(labels) > 12:
        return "", [0] * len(labels)
    return best, found


def family_of(labels: Sequence[str]) -> str:
    """Return what a scale measures: a family of poles, frequency, amount, familiarity, bands, or ''."""
    if bands_of(labels):
        return "bands"
    family, _ = poles(labels)
    if family:
        return family
    counted = Counter(
        {name: sum(bool(pattern.search(label)) for label in labels) for name, pattern in _OTHER_FAMILIES.items()}
    )
    name, count = counted.most_common(1)[0]
    return name if count >= 2 and count >= 0.5 * len(labels) else ""


def is_numbers(labels: Sequence[str]) -> bool:
    """Whether labels are whole numbers in a row, with words at the ends at most."""
    inner = [label.strip() for label in labels]
    return len(inner) >= 3 and all(label.isdecimal() for label in inner[1:-1]) and len(set(inner)) == len(inner)
