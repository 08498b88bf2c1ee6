"""Whatever becomes of a file: it is refused with a reason, or what is written passes the check."""

from __future__ import annotations

import copy
import csv
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.importing.bring_in import bring_in
from mlops_survey_tui.importing.failure import ImportFailure
from mlops_survey_tui.questionnaire.load import load
from tests.importing.sources import FILES

JUNK: list[Any] = [
    None, True, 0, -1, 1e308, 10**20, "", [], {}, "x", "q://QID1/SelectableChoice/1", "\x00\ud800", "{", "}}", "${",
    "${q://QID3/ChoiceGroup/SelectedChoices}", "<b", "<p>a</p>", ["1"], {"1": {"Display": "a"}}, "A" * 5000, "other",
    "none", "ENDOFBLOCK", "QID6", "-5", "NaN", "inf", {"Type": "BooleanExpression", "0": {"0": {}}},
]  # fmt: skip
CELLS = [
    "", "yes", "name", "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one yes_no", "rank likert",
    "select_multiple fruits or_other", "integer", "text", "note", "calculate", "range", "telepathy", "other", "none",
    "class", "survey", "-1", "999999999999999", "${age}", "${fruit}", "${nothing}", "${last_words}", ". > 5", "not(",
    "not(selected(${fruit}, 'apple'))", "if(${age} > 3, 'a', 1)", "${age} + ${people} * 2 > 4 or not(${easy} = 1)",
    "sum(${person_age})", "count(${person})", "position(..)", "{x}", "{{", "<b>x", "A" * 5000, "=1+1", "((((((",
    "true()", "coalesce(${age}, 3)", "${region} = ${city}", "field-list", "start=0 end=1e400", "count-selected(.) >= 9",
    "../age", "concat(${age}, '{')", "jr:choice-name(${city}, '${city}')", "Größe 東京",
]  # fmt: skip
QSF = [json.loads(file.read_text("utf-8")) for file in sorted(FILES.glob("*.qsf"))]
SHEETS = {name: list(csv.reader((FILES / "household" / f"{name}.csv").read_text("utf-8").splitlines()))
          for name in ("survey", "choices", "settings")}  # fmt: skip


def _import(source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out"
        try:
            outcome = bring_in(source, target)
        except ImportFailure:
            assert not target.exists()
        else:
            assert outcome.faults == ()
            load(target)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [path] if path else []
    for key, value in pairs:
        found += _places(value, (*path, key))
    return found


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _spoil(data: Any, random: Random) -> None:
    """Take one value out, or put junk or another part in its place."""
    places = _places(data)
    path = random.choice(places)
    holder, act = _at(data, path[:-1]), random.random()
    if act < 0.25:
        del holder[path[-1]]
    elif act < 0.8:
        holder[path[-1]] = copy.deepcopy(random.choice(JUNK))
    else:
        part = copy.deepcopy(_at(data, random.choice(places)))
        holder[path[-1]] = part if len(str(part)) < 20_000 else None


@settings(max_examples=60)
@given(st.integers(0, len(QSF) - 1), st.integers(0, 10**9), st.integers(1, 6))
def test_spoiled_qualtrics_files(which: int, seed: int, times: int) -> None:
    data, random = copy.deepcopy(QSF[which]), Random(seed)
    for _ in range(times):
        _spoil(data, random)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "survey.qsf"
        source.write_text(json.dumps(data), "utf-8")
        _import(source)


def _spoil_sheets(sheets: dict[str, list[list[str]]], random: Random) -> None:
    rows = sheets[random.choice(list(sheets))]
    number, act = random.randrange(len(rows)), random.random()
    if act < 0.1 and len(rows) > 1:
        del rows[number]
    elif act < 0.2:
        rows.insert(number, list(random.choice(rows)))
    elif act < 0.23:
        random.shuffle(rows)
    elif rows[number]:
        rows[number][random.randrange(len(rows[number]))] = random.choice(CELLS)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(1, 20))
def test_spoiled_xlsforms(seed: int, times: int) -> None:
    sheets, random = copy.deepcopy(SHEETS), Random(seed)
    for _ in range(times):
        _spoil_sheets(sheets, random)
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in sheets.items():
            with (Path(folder) / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows(rows)
        _import(Path(folder))


@settings(max_examples=30)
@given(st.binary(max_size=400), st.integers(0, 10**6))
def test_spoiled_workbooks(junk: bytes, place: int) -> None:
    content = bytearray((FILES / "or_other.xlsx").read_bytes())
    content[place % len(content) : place % len(content) + len(junk)] = junk
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.xlsx"
        source.write_bytes(content)
        _import(source)
