"""Scripts that are wrong in any way: faults with their lines or verdicts that do not hold, never a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.rehearsal.difference import told
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.script.format import ExpectSpec, PinsSpec, ScriptSpec, StepSpec
from mlops_survey_tui.rehearsal.script.reading import Script, read_script

from .scripts import script
from .test_behaviours import SCRIPTS, questionnaire, questionnaire_of

Path_ = tuple[str | int, ...]

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 10**30, 1.5, float("nan"), float("inf"), "", " ", "yes", "end", "...", "a@b", "a@b/c",
    "@", "/", "{x}", "\x07\x1b[31m", "ä" * 300, [], {}, [None], [[]], [{}], {"a": None}, {"": ""}, {"value": 1},
    {"value": {"a": {"b": ["c"]}}, "texts": 3}, {"texts": {"other": {"a": 1}}}, {"special": ["x"]}, {"special": "none"},
    {"contains": [], "matches": "("}, {"matches": "[a"}, {"at_least": "x"}, {"at_least": 1, "at_most": 0}, ["a", 1, None],
    {"1": {"most": [], "least": {}}}, {"x": {"y": {"z": 1}}}, [["a", ["b"]]], {"answer": {"way": "x"}}, "back", "finish",
]  # fmt: skip
odd = st.sampled_from(ODD)


def read_text(text: str) -> Script:
    """Read a script from text as it is.

    Raises:
        QuestionnaireInvalid: it has faults.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "odd.yaml"
        file.write_text(text, encoding="utf-8")
        return read_script(file)


def rehearsed(text: str, home: Path) -> None:
    """Read and replay a script; whatever is wrong must be told with its place."""
    try:
        odd_script = read_text(text)
    except QuestionnaireInvalid as error:
        _are_told_with_their_place(error)
        return
    replayed = replay(odd_script, questionnaire_of(home))
    replayed.to_data()
    for failure in replayed.failures:
        assert list(told(failure.verdict))


def _are_told_with_their_place(error: QuestionnaireInvalid) -> None:
    assert error.faults
    assert all(fault.line > 0 and fault.message and fault.remedy for fault in error.faults)


def content_of(file: Path) -> Any:
    """Return what a sound script holds, as plain data."""
    document = read_script(file).document
    assert document is not None
    return document.data


def places(data: Any, path: Path_ = ()) -> list[Path_]:
    """Return the path to every value."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def replaced(data: Any, path: Path_, value: Any) -> Any:
    """Return data with the value at a path replaced."""
    if not path:
        return value
    copied: Any = dict(data) if isinstance(data, dict) else list(data)
    copied[path[0]] = replaced(data[path[0]], path[1:], value)
    return copied


def renamed(data: Any, path: Path_, name: str) -> Any:
    """Return data with the last key of a path renamed, where it is the key of a mapping."""
    if len(path) > 1:
        return replaced(data, path[:1], renamed(data[path[0]], path[1:], name))
    return {name if key == path[0] else key: value for key, value in data.items()} if isinstance(data, dict) else data


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_odd_values_anywhere_are_told(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(SCRIPTS))
    content = content_of(file)
    for _ in range(data.draw(st.integers(1, 3))):
        place: Path_ = data.draw(st.sampled_from(places(content)))
        rename: bool = data.draw(st.booleans())
        if place and rename:
            content = renamed(
                content, place, data.draw(st.sampled_from(["answer", "expect", "back", "x", "1", "a@b/c"]))
            )
        else:
            content = replaced(content, place, data.draw(odd))
    rehearsed(yaml.safe_dump(content, allow_unicode=True), file)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_broken_text_is_told(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(SCRIPTS))
    text = file.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    rehearsed(text[:start] + data.draw(st.text(max_size=6).filter(_can_be_stored)) + text[end:], file)


def _can_be_stored(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def with_odd_values() -> list[tuple[str, dict[str, Any]]]:
    """Return scripts that have an odd value in one of the fields that there are, field by field."""
    expects = [(f"expect.{name}", {"expect": {name: value}}) for name in ExpectSpec.model_fields for value in ODD]
    steps = [
        (f"steps.{name}", {"steps": [{"go": "rooms"}, {name: value}]})
        for name in StepSpec.model_fields
        for value in ODD
    ]
    pins = [(f"pins.{name}", {"pins": {name: value}}) for name in PinsSpec.model_fields for value in ODD]
    answers = [("answer", {"steps": [{verb: {"rooms": value}}]}) for verb in ("answer", "draft") for value in ODD]
    wholes = [(name, {name: value}) for name in ScriptSpec.model_fields for value in ODD]
    return expects + steps + pins + answers + wholes


def test_odd_values_in_every_field_are_faults_or_verdicts() -> None:
    sound = 0
    for name, data in with_odd_values():
        try:
            spec = ScriptSpec.model_validate(data)
        except ValidationError:
            continue
        replayed = replay(Script(spec), questionnaire("shrinking_loop"))
        assert all(list(told(failure.verdict)) for failure in replayed.failures), name
        sound += 1
    assert sound > 100


DRAWN = {"picked": "drawn_items", "visit": "drawn_values", "letter": "drawn_values", "side": "drawn_values"}


@pytest.mark.parametrize("name", DRAWN)
def test_odd_pins_have_no_effect(name: str) -> None:
    given = {"drawn_items": "owns: [lamp, rug, desk]", "drawn_values": "visits: 4"}[DRAWN[name]]
    text = f"answers: {{{given}}}\n" + "pins: {draws: {%s: %s}}\nexpect: {draws: {%s: %s}}"
    for value in ODD:
        written = yaml.safe_dump(value, default_flow_style=True, width=10_000).removesuffix("...\n").strip()
        replayed = replay(script(text % (name, written, name, '"no such value"')), questionnaire(DRAWN[name]))
        assert [failure.verdict.what for failure in replayed.failures] == [f"draw {name}"]
