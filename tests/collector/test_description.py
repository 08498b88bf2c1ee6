"""The description of the collector holds for the collector: whatever fits it, and what does not, is answered as told."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from mlops_survey_tui.collector.description import SCHEMA, description
from mlops_survey_tui.sharing.model import schemas

from .conftest import Start
from .running import JSON, Collector

EXAMPLES = 8
CHECKS: list[Callable[..., Any]] = [not_a_server_error, status_code_conformance, response_schema_conformance]


def test_the_schema_of_bundles_that_is_shipped_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == schemas()["bundle"]


def test_whatever_is_asked_is_answered_as_described(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'bundles.sqlite3'}", "--rate", "0")
    found = collector.ask("GET", "/openapi.json").content
    assert found == json.loads(json.dumps(description()))
    schema = schemathesis.openapi.from_dict(found)
    schema.config.update(base_url=f"http://127.0.0.1:{collector.port}")
    asked = set()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        asked.add(operation.label)
        _ask(operation, collector)
    assert len(asked) == 7
    assert b'"error"' not in collector.log.read_bytes()


def _ask(operation: Any, collector: Collector) -> None:
    """Ask with what fits the description, and where something can be given, with what does not."""
    takes_something = operation.label.split()[1].startswith("/v1/bundles")
    for mode in GenerationMode if takes_something else [GenerationMode.POSITIVE]:
        _ask_in(operation.as_strategy(generation_mode=mode), collector)


def _ask_in(strategy: Any, collector: Collector) -> None:
    @given(case=strategy)
    @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)
        if case.method == "PUT":
            _put_under_its_digest(collector, case.body)

    ask()


def _put_under_its_digest(collector: Collector, content: Any) -> None:
    """Send what was generated so that it gets as far as the check, which no description of an address can say."""
    body = json.dumps(content, default=str).encode()
    found = collector.ask("PUT", f"/v1/bundles/{sha256(body).hexdigest()}", body, JSON)
    assert found.status in (413, 422)
    assert found.content["code"] in ("too_large", "not_json", "wrong_shape", "unknown_questionnaire")
