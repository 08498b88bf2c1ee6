"""The language of the interface: English stands in the code, other languages in message catalogues.

The texts of a questionnaire are its own and are translated beside it; here are only the words of the program.
What is drawn or said is looked up when it is drawn or said, so that the language can be chosen first.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE = "en"
"""The language that the code is written in."""
DOMAIN = "mlops_survey_tui"
CATALOGUES = Path(__file__).parent / "locale"

_translations: NullTranslations | None = None
_language = SOURCE


def use(language: str) -> bool:
    """Speak this language from now on; say whether there is a catalogue for it, else English stays."""
    global _translations, _language
    _translations, _language = None, SOURCE
    if language.replace("_", "-").partition("-")[0] == SOURCE:
        return True
    import gettext

    try:
        _translations = gettext.translation(DOMAIN, CATALOGUES, [language.replace("-", "_")])
    except OSError:
        return False
    _language = language
    return True


def in_use() -> str:
    """Return the code of the language spoken."""
    return _language


def spoken() -> list[str]:
    """Return the codes of all languages that the interface speaks."""
    found = CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return sorted({SOURCE, *(path.parent.parent.name.replace("_", "-") for path in found)})


def _(text: str) -> str:
    """Return a text of the interface in the language spoken."""
    return text if _translations is None or not text else _translations.gettext(text)


def plural(one: str, many: str, number: int) -> str:
    """Return the form of a text for a number, in the language spoken; the number is not put into it."""
    if _translations is None:
        return one if number == 1 else many
    return _translations.ngettext(one, many, number)


def in_context(context: str, text: str) -> str:
    """Return a text whose translation depends on where it stands, such as a word that is typed as a command."""
    return text if _translations is None else _translations.pgettext(context, text)


def mark(text: str) -> str:
    """Return the text as it is: for constants, which are looked up with :func:`_` where they are used."""
    return text


def mark_in(context: str, text: str) -> str:
    """Return the text as it is: for constants, which are looked up with :func:`in_context` where they are used."""
    return text


def figure(number: object) -> str:
    """Return a number, written with a decimal point and commas between thousands, as the language writes it."""
    text = str(number)
    if _translations is None:
        return text
    return text.translate({ord("."): in_context("decimal mark", "."), ord(","): in_context("thousands mark", ",")})


def within(label: str) -> str:
    """Return a label as it stands inside a sentence: English begins it small, other languages keep their capitals."""
    return label.lower() if _translations is None else label


Lookup = Callable[[str], str]
