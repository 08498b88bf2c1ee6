"""A crash report holds types and places, never a value."""

from __future__ import annotations

from mlops_survey_tui.faces.tui.crash import crash_of


def _fail(answer: str) -> None:
    try:
        int(answer)
    except ValueError as error:
        raise RuntimeError(f"bad answer {answer}") from error


def test_report_names_types_and_places_without_values() -> None:
    try:
        _fail("canary")
    except RuntimeError as error:
        report = crash_of(error).report()
    assert "RuntimeError from ValueError" in report
    assert "test_crash.py" in report
    assert "Your answers up to the last question" in report
    assert "canary" not in report
    assert "bad answer" not in report


def test_a_loop_of_contexts_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert len(crash_of(first).types) == 8
