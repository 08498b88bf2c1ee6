"""Replays many scripts, each against the questionnaire that it names or lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..questionnaire.errors import QuestionnaireInvalid
from ..questionnaire.load import current_edition, load
from ..questionnaire.model import Questionnaire
from ..questionnaire.shipped import SHIPPED
from .driving import EngineDriver, Open
from .replay import Replayed, replay
from .script.reading import Script


class Questionnaires:
    """Loads each questionnaire once in each language; ``chosen`` and ``language`` go before what the scripts say."""

    def __init__(self, chosen: Path | None = None, language: str = "") -> None:
        self._chosen, self._language = chosen, language
        self._loaded: dict[tuple[Path, str], Questionnaire] = {}

    def of(self, script: Script) -> Questionnaire:
        """Return the questionnaire of a script.

        Raises:
            QuestionnaireInvalid: it has faults, or is not there.
        """
        key = self._chosen or folder_of(script), self._language or script.spec.language
        if key not in self._loaded:
            self._loaded[key] = _loaded(*key)
        return self._loaded[key]


def _loaded(folder: Path, language: str) -> Questionnaire:
    """Load a questionnaire; faults name their file with its folder, as scripts can be for several of them."""
    try:
        return load(folder, language=language)
    except QuestionnaireInvalid as error:
        faults = [replace(fault, file=str(folder / fault.file)) for fault in error.faults]
        raise QuestionnaireInvalid(faults) from error


def folder_of(script: Script) -> Path:
    """Return the folder of the questionnaire that a script is for: named in it, around its file, or the current one."""
    spec, file = script.spec, script.file
    if spec.questionnaire:
        return ((file.parent if file else Path()) / spec.questionnaire).resolve()
    if spec.edition:
        return SHIPPED / spec.edition
    around = file.resolve().parents if file else ()
    return next((folder for folder in around if (folder / "survey.yaml").is_file()), current_edition())


def replay_all(scripts: list[Script], questionnaires: Questionnaires, face: Open = EngineDriver) -> Iterator[Replayed]:
    """Replay scripts one after the other."""
    for script in scripts:
        yield replay(script, questionnaires.of(script), face)
