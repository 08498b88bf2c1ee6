"""Texts that the program gives to every questionnaire, unless its files give them other words."""

from __future__ import annotations

from gettext import translation as catalogue

from ...language import CATALOGUES, DOMAIN, Lookup, mark

SPECIAL_ANSWERS = {
    "other": mark("Other (please specify)"),
    "in_house": mark("Built in-house"),
    "none": mark("None of these"),
    "not_applicable": mark("Does not apply"),
    "dont_know": mark("Don't know"),
    "prefer_not": mark("Prefer not to say"),
}
"""Labels of the special answers that are there without being defined."""
MARKS = {"most": mark("Most"), "least": mark("Least")}
"""What the two marks of a MaxDiff question are called unless it says otherwise."""
ALL = (*SPECIAL_ANSWERS.values(), *MARKS.values())


def lookup_in(language: str) -> Lookup:
    """Return what gives these texts in a language; where the interface has no catalogue, they stay as they are."""
    return catalogue(DOMAIN, CATALOGUES, [language.replace("-", "_")], fallback=True).gettext
