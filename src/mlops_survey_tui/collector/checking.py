"""Whether a body is a bundle that one of the questionnaires could have given."""

from __future__ import annotations

from collections.abc import Mapping

from ..questionnaire.model import Questionnaire
from ..sharing.model import misfit
from ..sharing.verifying import Refused, verify
from ..strict_json import NotStrict, strict_json
from .verdicts import Verdict


def check(questionnaires: Mapping[str, Questionnaire], body: bytes) -> Verdict:
    """Return whether a body is taken, or why it is not; nothing of it is repeated."""
    try:
        data = strict_json(body)
    except NotStrict as error:
        return Verdict(code="not_json", message=f"The body is not taken: {error}.")
    place = misfit(data)
    if place is not None:
        return Verdict(code="wrong_shape", path=place, message="This has not the shape of a bundle.")
    questionnaire = questionnaires.get(data["hash"])
    if questionnaire is None or questionnaire.id != data["questionnaire"]:
        message = "This collector does not know the questionnaire."
        return Verdict(code="unknown_questionnaire", path="hash", message=message)
    try:
        verify(questionnaire, data)
    except Refused as refused:
        found = refused.refusal
        place = _known(questionnaire, found.path)
        return Verdict(edition=questionnaire.edition, code=found.code, path=place, message=found.message)
    return Verdict(data["id"], data["withdrawal"], questionnaire.edition)


def _known(questionnaire: Questionnaire, path: str) -> str:
    """Return the place of a fault without what a stranger may have made up: no loop items, no unknown names."""
    root, _, rest = path.partition(".")
    question = rest.partition(".")[0].partition("@")[0]
    return f"{root}.{question}" if question in questionnaire.question_by_id else root
