"""Compares a translation with the texts that there are now: what is translated, missing, older, or of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...language import Lookup
from ..errors import Fault, Report
from ..format.translations import TranslatedSpec
from ..templates import placeholders
from .reading import Translation, as_found, source_of
from .texts import Found, SourceText


@dataclass(slots=True)
class Match:
    """A translation beside the texts. ``given`` holds what people will read of it, by key.

    ``missing``, ``stale`` and ``unknown`` name keys; ``unfit`` those of ``stale`` whose placeholders are no longer
    those of the text, which is therefore shown as it is. ``needed`` counts the texts that everybody reads.
    """

    translation: Translation
    texts: Mapping[str, SourceText]
    given: dict[str, Found] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the translation."""
        return self.translation.spec.language

    @property
    def needed(self) -> int:
        """How many texts there are to translate."""
        return sum(text.shown.needed for text in self.texts.values())

    @property
    def current(self) -> int:
        """How many of them are translated as they are now."""
        stale = sum(self.texts[key].shown.needed for key in self.stale)
        return self.needed - len(self.missing) - stale

    @property
    def percent(self) -> int:
        """The share of them that is translated as it is now; 100 only if it is all."""
        return self.current * 100 // self.needed if self.needed else 100

    def remarks(self) -> list[Fault]:
        """Return what is missing, stale and unknown; the missing ones with the place of the text itself."""
        report = Report(self.translation.place.report.root)
        for key in self.missing:
            place = self.texts[key].place
            report.add("X701", place.document.file, place.document.line(place.path), f"{self.language}: {key}")
        for key in self.stale:
            self._note(report, "X702", key, f"{key}{', and is not shown' if key in self.unfit else ''}")
        for key in self.unknown:
            self._note(report, "X703", key, key)
        return sorted(set(report.faults))

    def _note(self, report: Report, code: str, key: str, message: str) -> None:
        place = self.translation.at(key)
        report.add(code, place.document.file, place.document.line(place.path), message)


def match(texts: Mapping[str, SourceText], translation: Translation, built_in: Lookup) -> Match:
    """Compare; ``built_in`` gives the program's own texts in the language. Misfits of entries go to the report."""
    found = Match(translation, texts)
    entries = translation.spec.texts
    found.unknown = [key for key in entries if key not in texts]
    for key, text in texts.items():
        entry = entries.get(key)
        if entry is None or is_empty(entry):
            _without(found, text, built_in)
        elif _fits_form(found, entry, text):
            _with(found, entry, text)
    return found


def is_empty(entry: TranslatedSpec) -> bool:
    """Whether an entry holds no translation yet."""
    return not as_found(entry.text)


def is_stale(entry: TranslatedSpec, text: SourceText) -> bool:
    """Whether a text is another one than that which was translated; names that are only searched never are."""
    return not text.shown.whole and source_of(entry) != as_found_source(text)


def as_found_source(text: SourceText) -> Found:
    """Return a text of the questionnaire with single blanks."""
    return as_found(text.source if isinstance(text.source, str) else list(text.source))


def _without(found: Match, text: SourceText, built_in: Lookup) -> None:
    words = built_in(text.source) if text.built_in and isinstance(text.source, str) else text.source
    if words != text.source:
        found.given[text.key] = words
    elif text.shown.needed:
        found.missing.append(text.key)


def _fits_form(found: Match, entry: TranslatedSpec, text: SourceText) -> bool:
    if isinstance(entry.text, list) == text.shown.whole:
        return True
    message = "a list of names is needed" if text.shown.whole else "one text is needed, not a list"
    found.translation.at(text.key, "text").fault("F104", f"{text.key}: {message}")
    return False


def _with(found: Match, entry: TranslatedSpec, text: SourceText) -> None:
    stale = is_stale(entry, text)
    if stale:
        found.stale.append(text.key)
    if problem := _misfit(entry, text):
        if stale:
            found.unfit.append(text.key)
        else:
            found.translation.at(text.key, "text").fault("X704", problem)
        return
    found.given[text.key] = entry.text if isinstance(entry.text, str) else tuple(entry.text)


def _misfit(entry: TranslatedSpec, text: SourceText) -> str:
    """Return which placeholders a translation lacks or has in addition, or ''."""
    if not (text.shown.template and isinstance(text.source, str) and isinstance(entry.text, str)):
        return ""
    here, there = placeholders(entry.text), placeholders(text.source)
    lost = ", ".join(f"{{{name}}}" for name in sorted(there - here))
    more = ", ".join(f"{{{name}}}" for name in sorted(here - there))
    told = [f"{lost} is missing" if lost else "", f"{more} is not in the source" if more else ""]
    return "; ".join(filter(None, told))
