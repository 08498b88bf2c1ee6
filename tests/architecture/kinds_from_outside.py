"""Registers the kinds of ``stars``, as somebody who adds one would, and takes them away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlops_survey_tui.faces.plain import prompts
from mlops_survey_tui.faces.tui import widgets
from mlops_survey_tui.faces.tui.keystrokes import hand
from mlops_survey_tui.interview import kinds as rules
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.format import registry as models
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal import replies

from . import stars

_REGISTRIES = (
    models.KINDS, rules.RULES, widgets._VIEWS, widgets._loaded, prompts.PROMPTS, hand.TELL, replies.SIMULATE,
)  # fmt: skip


@contextmanager
def sky(folder: Path) -> Iterator[Questionnaire]:
    """Give a questionnaire with both kinds, whose file is in the folder."""
    models.register(stars.Stars)
    models.register(stars.Thermometer)
    rules.register(stars.KIND, stars.StarsRules())
    widgets.register(stars.KIND, f"{stars.StarsView.__module__}:{stars.StarsView.__name__}")
    prompts.register(stars.StarsPrompt(), stars.KIND)
    hand.register(stars.KIND)(stars.press_stars)
    replies.register(stars.KIND)(stars.random_stars)
    try:
        (folder / "survey.yaml").write_text(stars.QUESTIONNAIRE, encoding="utf-8")
        yield Questionnaire.from_json(compile_folder(folder, "5" * 32).to_json())
    finally:
        for registry in _REGISTRIES:
            registry.pop(stars.KIND, None)
            registry.pop(stars.LIKE_NUMBERS, None)
