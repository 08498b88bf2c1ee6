"""The JSON Schema of reports, made from their records."""

from __future__ import annotations

import json

from mlops_survey_tui.analysis.report.json import schema


def report_schema() -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
