"""Finds names in a script that stand for nothing: no step would ever meet them, so nothing else would tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..questionnaire.model import Questionnaire
from .expectations import Verdict
from .naming import unknown
from .script.format import ScriptSpec

Place = tuple[str, ...]


def unknown_names(spec: ScriptSpec, questionnaire: Questionnaire) -> Iterator[tuple[Place, Verdict]]:
    """Yield a verdict for each name outside the steps that the questionnaire does not have, and its place."""
    for place, what, names, known in _named(spec, questionnaire):
        for name in names:
            if fault := unknown(what, name.partition("@")[0], known):
                yield (*place, name), Verdict(f"{'.'.join(place)}: {name}", f"a {what}", fault, False)


def _named(spec: ScriptSpec, questionnaire: Questionnaire) -> Iterator[tuple[Place, str, Iterable[str], Iterable[str]]]:
    """Yield what is named where, and what names there are."""
    pins, questions, sections = spec.pins, questionnaire.question_by_id, questionnaire.section_by_id
    yield ("answers",), "question", spec.answers, questions
    yield ("sections",), "section", spec.sections, sections
    yield ("channel",), "channel", filter(None, [spec.channel]), questionnaire.channels
    yield ("pins", "draws"), "draw", pins.draws, questionnaire.draw_by_id
    for field in ("wordings", "shown", "sets"):
        yield ("pins", field), "question", getattr(pins, field), questions
    yield ("pins", "loops"), "question or section", pins.loops, {**questions, **sections}
    for field in ("boosts", "replacements"):
        modules: dict[str, str] = getattr(pins, field)
        yield ("pins", field), "section", [*modules, *filter(None, modules.values())], sections
    yield ("pins", "volunteer"), "section", filter(None, [pins.volunteer]), sections
