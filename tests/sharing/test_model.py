"""The shape of a bundle: what is real fits it, the published schema says the same, and nothing else gets through."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.shipped import SHIPPED
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import enveloped
from mlops_survey_tui.sharing.model import misfit, schemas
from mlops_survey_tui.sharing.verifying import Refused, verify
from tests.interview.surveys import shipped

EXAMPLE = json.loads((SHIPPED / "schema" / "bundle.example.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
def test_every_bundle_fits_the_models_and_the_schema(name: str) -> None:
    survey = load(SHIPPED / name)
    validator = jsonschema.Draft202012Validator(schemas()["bundle"])
    for one in simulate(survey, [ANYBODY], 12, "shape", 1):
        data = json.loads(enveloped(bundle(survey, one.seed, one.events), "1.0", ">40").body)
        assert misfit(data) is None
        validator.validate(data)


def test_the_example_is_a_bundle() -> None:
    jsonschema.validate(EXAMPLE, schemas()["bundle"])
    assert misfit(EXAMPLE) is None
    verify(load(SHIPPED / "examples" / "coffee"), EXAMPLE)


def _with(path: str, value: Any) -> dict[str, Any]:
    data: Any = copy.deepcopy(EXAMPLE)
    *names, last = path.split("/")
    inner = data
    for name in names:
        inner = inner[int(name)] if isinstance(inner, list) else inner[name]
    inner[last] = value
    found: dict[str, Any] = data
    return found


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("host", "mine", "bundle"),
        ("format", 2, "format"),
        ("outcome", "whatever", "outcome"),
        ("marks", ["me"], "marks"),
        ("channel", "my mail is a@b", "channel"),
        ("id", "A" * 32, "id"),
        ("minutes", "12", "minutes"),
        ("minutes", None, "minutes"),
        ("padding", "x", "padding"),
        ("client", "1.0.3+local", "client"),
        ("answers/drinks", {"status": "answered", "seconds": 3}, "answers"),
        ("answers/drinks", {"status": "answered", "value": None}, "answers"),
        ("answers/drinks", {"status": "answered", "value": True}, "answers"),
        ("answers/drinks", {"status": "answered", "value": 1.5}, "answers"),
        ("answers/drinks", {"status": "answered", "value": [["a"]]}, "answers"),
        ("answers/drinks", {"status": "answered", "value": "x" * 4001}, "answers"),
        ("chance", [{"decision": "guessed"}], "chance"),
        ("chance", [{"decision": "dropped", "module": "m", "reason": "r", "seed": "s"}], "chance"),
    ],
)
def test_what_has_another_shape_is_refused_where_it_differs(path: str, value: Any, place: str) -> None:
    data = _with(path, value)
    assert misfit(data) == place
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schemas()["bundle"])


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [("format", True, "format"), ("id", "a" * 32 + "\n", "id"), ("answers/a b", {"status": "skipped"}, "answers")],
)
def test_the_models_are_stricter_than_a_schema_can_say(path: str, value: Any, place: str) -> None:
    assert misfit(_with(path, value)) == place


def test_decisions_name_nothing_that_the_questionnaire_does_not_have() -> None:
    """Among the decisions nothing is an answer, so words could be put there that nobody would check."""
    survey = shipped("examples/workshop")
    taken = next(iter(simulate(survey, [ANYBODY], 1, "words", 1)))
    data = json.loads(enveloped(bundle(survey, taken.seed, taken.events), "1.0").body)
    for decision in data["chance"]:
        for name, value in decision.items():
            if isinstance(value, list) and value and isinstance(value[0], str):
                forged = copy.deepcopy(data)
                forged["chance"][data["chance"].index(decision)][name] = [*value, "call.me.0151"]
                with pytest.raises(Refused) as caught:
                    verify(survey, forged)
                assert caught.value.refusal.code == "unknown_id"
    with pytest.raises(Refused, match="channel"):
        verify(survey, {**data, "channel": "secret"})
