"""Words, sentences and the few regularities of English that the rules rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z0-9À-ÿ]+(?:['’&./+-][A-Za-z0-9À-ÿ]+)*")
_SENTENCE = re.compile(r"(?<=[.?!])[\"”')]*\s+")
_PLACE = "Thing"
_LONGEST_QUOTE = 120


def plain(text: str) -> str:
    """Return a text with one word in place of each placeholder."""
    return _PLACEHOLDER.sub(_PLACE, text)


def short(text: str) -> str:
    """Return a text in one line of at most so many characters, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


def words(text: str) -> list[str]:
    """Return the words of a text; a placeholder is one word."""
    return _WORD.findall(plain(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in _SENTENCE.split(plain(text).strip()) if part]


def any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole words, whatever their case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(expressions)})(?![\w-])", re.IGNORECASE)


def first_match(pattern: re.Pattern[str], text: str) -> str:
    """Return what a pattern finds first in a text without its placeholders, or ''."""
    found = pattern.search(plain(text))
    return found.group(0).strip() if found else ""


def syllables(word: str) -> int:
    """Estimate the syllables of an English word."""
    vowels = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(vowels) > 1
    return max(1, len(vowels) - silent)


def reading_grade(text: str) -> float:
    """Return the school grade of a text (Kincaid and others 1975)."""
    found, parts = words(text), sentences(text)
    if not found or not parts:
        return 0.0
    return 0.39 * len(found) / len(parts) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


JOINED = re.compile(r"(?<![\w-])(?:and/or|and|or|as well as)(?![\w-])|(?<=\w) ?/ ?(?=\w)", re.IGNORECASE)
"""Words that join two things."""

_NOT_JOINING = re.compile(
    r"^(?:and|or|and/or)\b"
    r"|\bor (?:more|less|fewer|over|under|older|younger|above|below|not|later|earlier|so)\b"
    r"|\b(?:yes or no|more and more|over and over|again and again|between \S+ and \S+)\b"
    r"|\b\d[\d.,]* (?:and|or) \d"
    r"|(?-i:\b[A-Z]{1,4}/[A-Z]{1,4}\b)|\b24/7\b|\bkm/h\b|\bn/a\b",
    re.IGNORECASE,
)


def joining(text: str) -> str:
    """Return the word by which a text joins two things, or ''. Limits, numbers and short forms do not count."""
    return first_match(JOINED, _NOT_JOINING.sub(" ", plain(text)))


NEGATION = any_of(("not", "never", "no", "none", "without", "cannot", "nor", "neither", r"\w+n['’]t"))
_HARMLESS_NEGATION = re.compile(
    r"\b(?:or not|yes or no|not only|no longer than|no more than|no later than|why not|if not|neither \w+ nor)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r",\s*(?:and |but )?not\b|\bcan and cannot\b|\bdo and do not\b", re.IGNORECASE)
_UN = re.compile(r"\bun(?!der|i[tvqof]|til|less|cles?\b|ion)[a-z]{4,}\b", re.IGNORECASE)


def negation(text: str) -> str:
    """Return the word that negates a text, or ''."""
    return first_match(NEGATION, _HARMLESS_NEGATION.sub(" ", text))


def negates_clause(text: str) -> bool:
    """Whether a text is negated as a whole, so that to disagree with it is a double negation."""
    return bool(negation(_CONTRAST.sub(" ", text)))


def un_word(text: str) -> str:
    """Return a word that negates by its first syllable, or ''."""
    return first_match(_UN, text)


def label_words(text: str) -> frozenset[str]:
    """Return the words of a label for comparing, lower case, hyphens divided."""
    return frozenset(re.findall(r"[a-z0-9à-ÿ]+", plain(text).lower()))


def label_sequence(text: str) -> str:
    """Return the words of a label in order, with spaces around, so that one can be looked for in another."""
    return f" {' '.join(re.findall(r'[a-z0-9à-ÿ]+', plain(text).lower()))} "
