"""Which of a form's languages is carried over, and its code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..report import Report
from .sheets import Sheet

CODES = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr", "français": "fr",
    "german": "de", "deutsch": "de", "hausa": "ha", "hindi": "hi", "indonesian": "id", "italian": "it",
    "japanese": "ja", "nepali": "ne", "portuguese": "pt", "português": "pt", "russian": "ru", "somali": "so",
    "spanish": "es", "español": "es", "swahili": "sw", "turkish": "tr", "ukrainian": "uk", "urdu": "ur",
}  # fmt: skip


def chosen_language(survey: Sheet, settings: Mapping[str, str], report: Report) -> str:
    """Return the language to carry over, by its name in the columns; '' for columns without one.

    That is the form's default language, or else columns without a language, or else the first one named.
    """
    wanted = settings.get("default_language", "")
    plain = any(column == "label" and not language for row in survey.rows for column, language in row.texts)
    by_name = {language.lower(): language for language in survey.languages}
    if wanted.lower() in by_name:
        chosen = by_name[wanted.lower()]
    else:
        chosen = "" if plain or not survey.languages else survey.languages[0]
    left = [language for language in survey.languages if language != chosen]
    if left:
        carried = chosen or wanted or "the columns without a language"
        report.lost(f"sheet {survey.name}", f"languages {', '.join(left)}", "a questionnaire has one language",
                    f"only {carried} was carried over")  # fmt: skip
    return chosen


def language_code(name: str) -> str:
    """Return the code of a language from its name in a form, such as ``English (en)``; ``en`` if it is not known."""
    code = re.search(r"\(\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)?)\s*\)", name)
    if code:
        return code[1]
    if re.fullmatch(r"[a-zA-Z]{2}(-[a-zA-Z0-9]+)?", name.strip()):
        return name.strip()
    return CODES.get(name.strip().lower(), "en")
