"""The plan of a questionnaire that comes without one: by the classes and kinds of its questions."""

from __future__ import annotations

from ...questionnaire.model import Questionnaire
from ..tables.labels import wording
from ..tables.shapes import WORDS, Shape, shapes
from .ladders import derived_ladder
from .model import Plan, PlannedBlock

PROFILE, COMMENTS = "profile", "comments"
_ALONE = ("multi", "ranking", "maxdiff")
_CONSENT = "Everybody in the data agreed."
MOST_KEYS = 2


def derived(questionnaire: Questionnaire) -> Plan:
    """Return the plan that follows from a questionnaire alone."""
    found = shapes(questionnaire)
    groups: dict[str, list[str]] = {PROFILE: []}
    for shape in found.values():
        if shape.id != questionnaire.consent:
            groups.setdefault(_group(found, shape), []).append(shape.id)
    keys = tuple(shape.id for shape in found.values() if describes_people(shape))
    blocks = (_block(found, id_, questions, keys) for id_, questions in groups.items() if questions)
    withheld = {questionnaire.consent: _CONSENT} if questionnaire.consent in found else {}
    return Plan(tuple(blocks), {key: derived_ladder(found[key]) for key in keys}, withheld=withheld)


def describes_people(shape: Shape) -> bool:
    """Whether a question gives one code that may help to single somebody out."""
    return shape.question.sensitivity == "quasi_identifier" and shape.is_one_code


def _group(found: dict[str, Shape], shape: Shape) -> str:
    """Return the id of the block that a question belongs to."""
    if shape.kind in WORDS:
        return COMMENTS
    if shape.by_items:
        return _items_group(shape)
    source = next((name for name in shape.carried_from if found[name].kind in ("ranking", "maxdiff")), "")
    if source:
        return _group(found, found[source])
    if shape.question.sensitivity == "sensitive":
        return f"{shape.question.section}_sensitive"
    if shape.kind in _ALONE or (shape.question.sensitivity == "quasi_identifier" and not describes_people(shape)):
        return shape.id
    return PROFILE


def _items_group(shape: Shape) -> str:
    if shape.unequal:
        return shape.carried_from[0]
    if shape.draw is not None:
        return shape.draw.id
    if not shape.loops:
        return f"{shape.carried_from[0]}_items"
    source = shape.loops[-1].sources[0]
    return source.name if source.origin == "draw" else "_".join(loop.name for loop in shape.loops)


def _block(found: dict[str, Shape], id_: str, questions: list[str], keys: tuple[str, ...]) -> PlannedBlock:
    first = found[questions[0]]
    if id_ == PROFILE:
        return PlannedBlock(id_, "Respondents and single answers", tuple(questions), keys)
    if id_ == COMMENTS:
        return PlannedBlock(id_, "Comments", tuple(questions))
    identifying = any(found[one].question.sensitivity == "quasi_identifier" for one in questions)
    title = (
        wording(first.question)
        if len(questions) == 1
        else first.questionnaire.section_by_id[first.question.section].title
    )
    return PlannedBlock(id_, title, tuple(questions), () if identifying else keys[:MOST_KEYS])
