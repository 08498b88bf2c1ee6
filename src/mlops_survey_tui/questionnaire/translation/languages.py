"""Which languages a questionnaire has, and which of them somebody would like to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = "translations"
VARIABLE = "MLOPS_SURVEY_LANG"
"""Environment variable that asks for a language, as ``--lang`` does."""
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NOWHERE = ("", "C", "POSIX")
NAMES: Mapping[str, str] = {
    "ar": "العربية", "bg": "Български", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski", "hu": "Magyar", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ko": "한국어",
    "lt": "Lietuvių", "lv": "Latviešu", "nb": "Norsk bokmål", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sr": "Српски", "sv": "Svenska",
    "th": "ไทย", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""What languages call themselves; any other is named by its code."""


def translations(folder: Path) -> tuple[str, ...]:
    """Return the languages that a questionnaire's folder has translation files for."""
    found = (file.stem for file in (folder / FOLDER).glob("*.yaml"))
    return tuple(sorted(code for code in found if is_code(code)))


def is_code(text: str) -> bool:
    """Whether this is the code of a language, such as de or pt-BR."""
    return len(text) <= 40 and _CODE.fullmatch(text) is not None


def name_of(code: str) -> str:
    """Return what a language calls itself, or its code."""
    base, _, rest = code.partition("-")
    name = NAMES.get(base, base)
    return f"{name} ({rest})" if rest and base in NAMES else name if base in NAMES else code


def wished(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages of the environment, the dearest first; none for the locales C and POSIX.

    The first of LC_ALL, LC_MESSAGES and LANG that is set is the locale; LANGUAGE may name others that come before it.
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), None)
    if locale is not None and _plain(locale) in _NOWHERE:
        return ()
    named = [*environ.get("LANGUAGE", "").split(":"), locale or ""]
    return tuple(code for code in map(_as_code, named) if is_code(code))


def fitting(wishes: Iterable[str], languages: Iterable[str]) -> str:
    """Return the first wish that can be had, or '': the same code, or another form of the same language."""
    languages = list(languages)
    by_code = {code.casefold(): code for code in reversed(languages)}
    for wish in wishes:
        base = wish.casefold().partition("-")[0]
        related = [code for code in languages if code.casefold().partition("-")[0] == base]
        found = by_code.get(wish.casefold()) or by_code.get(base) or next(iter(related), "")
        if found:
            return found
    return ""


def _plain(locale: str) -> str:
    return locale.partition(".")[0].partition("@")[0]


def _as_code(locale: str) -> str:
    language, _, rest = _plain(locale).replace("_", "-").partition("-")
    return f"{language.lower()}-{rest}" if rest else language.lower()
