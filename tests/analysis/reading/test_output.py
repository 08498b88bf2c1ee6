"""Results print as tables for people and as JSON for programs."""

from __future__ import annotations

import json

import numpy as np

from mlops_survey_tui.analysis.output import Figures, Heading, Output, as_json, as_text

HEADINGS = (Heading("item", "item"), Heading("share", "share", 1))
ROWS = [("[bold]a\x07[/bold]", 1 / 3), ("b", float("nan")), ("c", None)]
OUTPUT = Output(
    "kind", "A title", {"n": 1200, "p": float("inf")}, (Figures("t", "T", HEADINGS, ROWS, ("A note.",)),), ("End.",)
)


def test_json_has_every_digit_and_null_for_what_is_not_finite() -> None:
    found = json.loads(as_json(OUTPUT))
    assert [row["share"] for row in found["tables"]["t"]["rows"]] == [1 / 3, None, None]
    assert found["facts"] == {"n": 1200, "p": None}


def test_arrays_of_numpy_become_lists() -> None:
    found = json.loads(as_json(Output("k", "", {}, (), more={"a": np.arange(2), "b": {"c": np.float64(0.5)}})))
    assert found["a"] == [0, 1]
    assert found["b"] == {"c": 0.5}


def test_text_shows_names_as_they_are_and_no_control_characters() -> None:
    text = as_text(OUTPUT, 80)
    assert "[bold]a␇[/bold]" in text
    assert "0.3" in text
    assert "n: 1,200" in text
    assert "A note." in text
    assert text.endswith("End.")


def test_long_tables_are_cut_and_say_so_and_hidden_ones_are_not_drawn() -> None:
    long = Figures("t", "Long", HEADINGS, [(str(n), 0.5) for n in range(30)], (), 5)
    text = as_text(Output("k", "", {}, (long, Figures("u", "Hidden", HEADINGS, ROWS, (), 0))), 80)
    assert "5 of 30 rows" in text
    assert "Hidden" not in text
