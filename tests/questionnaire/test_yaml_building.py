"""What is built from events while a file is parsed is what its tree of nodes says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.questionnaire.errors import Report
from mlops_survey_tui.questionnaire.shipped import SHIPPED
from mlops_survey_tui.questionnaire.yaml_building import LOADER, Allowance, _OfNodes, build

FILE = Path("survey.yaml")
WORDS = st.sampled_from(["yes", "no", "on", "~", "null", "1", "-3", "0x1f", "1_000", "1.5", ".inf", "1:30", "true"])
SCALARS = WORDS | st.text(max_size=6) | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=4)
)


def both_ways(text: str) -> tuple[Any, Any, int, int]:
    """Return what is built from events and from nodes, and what each way spent."""
    by_events, by_nodes = Allowance(), Allowance()
    data = build(text, FILE, Report(Path()), by_events)
    root = yaml.compose(text, Loader=LOADER)
    tree = None if root is None else _OfNodes(FILE, Report(Path()), by_nodes).build(root)
    return data, tree, by_events.values, by_nodes.values


@given(DATA, st.booleans(), st.sampled_from([None, "'", '"', "|"]))
def test_events_and_nodes_give_the_same_data_for_the_same_price(data: Any, flow: bool, style: str | None) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, default_style=style, allow_unicode=True)
    built, tree, spent, price = both_ways(text)
    assert repr(built) == repr(tree)
    assert spent == price


@given(st.text(alphabet="a1:-? \n[]{},&*!|>'\"#~", max_size=40))
def test_any_text_gives_the_same_data_or_the_same_refusal(text: str) -> None:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        with pytest.raises(yaml.YAMLError):
            build(text, FILE, Report(Path()), Allowance())
        return
    report, other = Report(Path()), Report(Path())
    built = build(text, FILE, report, Allowance())
    tree = None if root is None else _OfNodes(FILE, other, Allowance()).build(root)
    assert repr(built) == repr(tree)
    assert sorted(report.faults) == sorted(other.faults)


def test_every_shipped_file_reads_the_same_both_ways() -> None:
    files = sorted(SHIPPED.rglob("*.yaml"))
    assert len(files) > 30
    for file in files:
        built, tree, spent, price = both_ways(file.read_text(encoding="utf-8"))
        assert (built, spent) == (tree, price), file


@pytest.mark.parametrize(
    "text", ["a: &x [1]\nb: *x\n", "a: !!str 1\n", "? [a]\n: 1\n", "a: 1\na: 2\n", "", "# only\n", "&a b"]
)
def test_what_events_alone_cannot_build_is_built_all_the_same(text: str) -> None:
    built, tree, spent, price = both_ways(text)
    assert (built, spent) == (tree, price)
