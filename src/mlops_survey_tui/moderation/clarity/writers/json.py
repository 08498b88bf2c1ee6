"""The report as JSON, with every number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..effort import MEANINGS
from ..measures import QuestionClarity, Quote
from ..report import Report
from ..score import FLAG_WEIGHTS, WEIGHTS
from ..time_model_update import RULE

FORMAT = 1


def json_text(report: Report) -> str:
    """Return the report as JSON; what a terminal would obey is escaped."""
    return json.dumps(data_of(report), ensure_ascii=True, indent=2) + "\n"


def data_of(report: Report) -> dict[str, Any]:
    """Return the report as plain data; codes of respondents only where they were asked for."""
    update = asdict(report.update)
    return {
        "format": FORMAT,
        "title": report.title,
        "edition": report.edition,
        "sessions": report.sessions,
        "interviews": report.interviews,
        "versions": report.versions,
        "remarks": report.remarks,
        "held": [_without_code(asdict(one), report.named) for one in report.sittings],
        "weights": {"parts": dict(WEIGHTS), "flags": dict(FLAG_WEIGHTS)},
        "questions": [_question(question, report.named) for question in report.questions],
        "apart": [_quote(quote, report.named) for quote in report.apart],
        "time_model": {**update, "rule": RULE, "constants": [_constant(one) for one in update["constants"]]},
    }


def _question(question: QuestionClarity, named: bool) -> dict[str, Any]:
    return {**asdict(question), "quotes": [_quote(quote, named) for quote in question.quotes]}


def _quote(quote: Quote, named: bool) -> dict[str, Any]:
    data = asdict(quote)
    data["on_page"] = quote.on_page if quote.on_page >= 0 else None
    return _without_code(data, named)


def _without_code(data: dict[str, Any], named: bool) -> dict[str, Any]:
    return data if named else {name: value for name, value in data.items() if name != "respondent"}


def _constant(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "meaning": MEANINGS[one["name"]]}
