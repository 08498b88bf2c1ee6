"""Reads translation files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..compiler.reading import Checker
from ..errors import Report
from ..format.translations import TranslatedSpec, TranslationFile
from ..yaml_source import Allowance, Place, read
from .languages import FOLDER
from .texts import Found

_STAND_INS = {"language": "xx"}


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation file and where its parts stand."""

    spec: TranslationFile
    place: Place

    def at(self, key: str, field: str = "") -> Place:
        """Return the place of an entry, or of one of its fields."""
        place = self.place.at("texts", key)
        return place.at(field) if field else place


def file_of(folder: Path, language: str) -> Path:
    """Return the file that holds a questionnaire's translation into a language."""
    return folder / FOLDER / f"{language}.yaml"


def read_translation(file: Path, report: Report, own_language: str = "") -> Translation | None:
    """Return what is sound of a translation file; faults go to the report, and None comes back if nothing is."""
    document = read(file, report, Allowance())
    if document is None:
        return None
    place = Place(document, (), report)
    spec = Checker().check(TranslationFile, {} if document.data is None else document.data, place, _STAND_INS)
    if spec is None:
        return None
    if spec.language not in ("xx", file.stem):
        place.at("language").fault("X705", f"the file is named {file.name}, its language is '{spec.language}'")
    elif spec.language == own_language:
        place.at("language").fault("X705", f"the questionnaire itself is in '{own_language}'")
    return Translation(spec, place)


def source_of(entry: TranslatedSpec) -> Found:
    """Return the text that an entry's translation follows."""
    return as_found(entry.from_ if entry.was is None else entry.was)


def as_found(value: str | list[str]) -> Found:
    """Return a text, or names as a tuple, with single blanks, since how a file breaks its lines says nothing."""
    return plain(value) if isinstance(value, str) else tuple(map(plain, value))


def plain(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(text.split())
