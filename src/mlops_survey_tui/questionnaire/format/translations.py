"""A questionnaire in another language: one file a language under ``translations/``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Spec

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""Codes of languages as BCP 47 writes them: de, pt-BR, zh-Hant."""
Key = Annotated[str, Field(max_length=400)]
TextOrNames = str | list[str]


class TranslatedSpec(Spec):
    """One text: what it was translated from, and its translation."""

    from_: TextOrNames = Field(default="", alias="from", description="The text in the language of the questionnaire")
    was: TextOrNames | None = Field(
        default=None, description="An earlier text, which the translation still follows; taken out once it is mended"
    )
    text: TextOrNames = Field(default="", description="The translation; empty where there is none yet")
    note: str = Field(default="", description="A remark of the translators")


class TranslationFile(Spec):
    """One file under ``translations/``, with the code of its language as its name."""

    language: str = Field(pattern=LANGUAGE, max_length=40, description="Code of the language, as the file is named")
    texts: dict[Key, TranslatedSpec] = Field(default={}, description="By key: the path to a text, through ids")
    parked: dict[Key, TranslatedSpec] = Field(
        default={}, description="Translations of texts that are no longer there, kept in case they come back"
    )
    note: str = ""
