"""Ids, plain texts, YAML, and the mending of what the check does not accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.importing.draft import Draft, Origin, arrange, manifest, option, question
from mlops_survey_tui.importing.expressions import (
    FALSE,
    TRUE,
    Code,
    Untranslatable,
    both,
    choose,
    either,
    fitting,
    is_option,
    number,
    quoted,
)  # fmt: skip
from mlops_survey_tui.importing.html_text import plain
from mlops_survey_tui.importing.mending import mended
from mlops_survey_tui.importing.names import Names, OptionNames
from mlops_survey_tui.importing.report import CARRIED, NOT_CARRIED, WITH_LOSS, Report
from mlops_survey_tui.importing.yaml_text import yaml_text
from mlops_survey_tui.questionnaire.errors import Report as Faults
from mlops_survey_tui.questionnaire.yaml_source import Allowance, read


@pytest.mark.parametrize(
    ("old", "new"),
    [("Q1.2", "q1_2"), ("Größe & co", "grosse_co"), ("2nd", "q_2nd"), ("class", "q_class"), ("None", "q_none"),
     ("count", "q_count"), ("survey", "q_survey"), ("東京", "text"), ("__a__", "a"), ("a" * 90, "a" * 56)],
)  # fmt: skip
def test_names_become_ids(old: str, new: str) -> None:
    assert Names().new(old, "text") == new


def test_ids_are_unique_and_those_of_special_answers_are_taken() -> None:
    names, options = Names(), OptionNames()
    assert [names.new("A b"), names.new("a_b"), names.new("a-b")] == ["a_b", "a_b_2", "a_b_3"]
    assert [options.new("none"), options.new("1"), options.new("-1"), options.new("")] == [
        "option_none", "1", "minus_1", "option",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=80), max_size=20))
def test_ids_always_keep_the_rules(olds: list[str]) -> None:
    names, options = Names(), OptionNames()
    for maker in (names, options):
        made = [maker.new(old) for old in olds]
        assert len(set(made)) == len(made)
        assert all(id_.isascii() and id_ == id_.lower() and len(id_) <= 60 and id_[0] != "_" for id_ in made)
        assert all(id_.replace("_", "").isalnum() for id_ in made)


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        ("a < b & c", "a < b & c", []),
        ("<p>One</p><p>Two&nbsp;<b>three</b></p>", "One\n\nTwo three", []),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b", []),
        ("<script>x()</script>y", "y", ["a script"]),
        ('<img src="a.png">', "[picture]", ["<img> a.png"]),
        ('<a href="http://x">see</a>', "see", ["a link to http://x"]),
        ("a<br>b<br/>c", "a\nb\nc", []),
    ],
)
def test_html_becomes_plain(text: str, expected: str, lost: list[str]) -> None:
    assert plain(text) == (expected, lost)


@given(st.text(max_size=200))
def test_any_text_can_be_made_plain(text: str) -> None:
    found, _ = plain(text)
    assert found == found.strip()
    assert "\x00" not in found


_values = st.recursive(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=150), st.integers(-10, 10), st.booleans(),
        st.sampled_from(["yes", "No", "null", "~", "1e3", "0x1f", "2026-01-01", "- a", "a: b", "a #b", "{x|…}", "'", '"',
                         "word " * 40, "one\ntwo", " lead", "trail ", "two  spaces", "a\n\n b", "[a]", "&x", "*x", "!x"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abcd"), inner, max_size=3)),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["id", "options", "text", "rows", "loop"]), _values, min_size=1))
def test_yaml_reads_back_as_it_was(data: dict[str, Any]) -> None:
    assert yaml.safe_load(yaml_text(data)) == data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_our_own_reader_reads_texts_as_texts(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_text(yaml_text({"options": [option("a", text or "x")]}), "utf-8")
        document = read(file, Faults(Path(folder)), Allowance())
        assert document is not None
        assert document.data["options"][0]["label"] == (text or "x")


def test_yaml_is_written_as_authors_write_it() -> None:
    data = {
        "id": "a", "text": "How are you?", "options": [option("yes", "Yes"), option("1", "One: two", when="b == 'x'")],
        "when": "a == 'x' or " * 8 + "b",
    }  # fmt: skip
    assert yaml_text(data) == (
        "id: a\ntext: How are you?\noptions:\n"
        '  - {id: "yes", label: "Yes"}\n'
        '  - {id: "1", label: "One: two", when: b == \'x\'}\n'
        "when: >-\n"
        "  a == 'x' or a == 'x' or a == 'x' or a == 'x' or a == 'x' or a == 'x' or a == 'x' or a == 'x'\n  or b\n"
    )


def test_constants_fold_and_brackets_stand_where_they_must() -> None:
    a, b = Code("a == 1", 4), Code("b or c", 1)
    assert both([a, TRUE, b]).text == "a == 1 and (b or c)"
    assert both([a, FALSE]) == FALSE
    assert either([FALSE]) == FALSE
    assert either([is_option(Code("x"), ["p"]), is_option(Code("x"), ["q", "p"])]).text == "x in ('p', 'q')"
    assert choose(TRUE, Code("1"), Code("2")).text == "1"
    assert (number(2.0).text, number(-0.25).text) == ("2", "-0.25")
    assert quoted("it's\\") == "'it\\'s\\\\'"
    with pytest.raises(Untranslatable, match="1100 characters"):
        fitting(Code("a" * 1100))


def _draft(*questions: dict[str, Any]) -> tuple[Draft, Report]:
    draft, report = Draft(manifest("a", "A", "", "en")), Report()
    draft.sections = [{"id": "main", "title": "Main", "questions": list(questions)}]
    for one in questions:
        report.begin(f"row {one['id']}")
        draft.origins[one["id"]] = Origin(f"place {one['id']}", f"row {one['id']}")
    arrange(draft)
    return draft, report


def test_what_the_check_does_not_accept_is_taken_out_and_told(tmp_path: Path) -> None:
    draft, report = _draft(
        question("text", "a", "Hello {b|…} and {{c}}"),
        question("number", "b", "B", when="d == 'x'", minimum=5, maximum=1),
        question("single", "c", "C", options=[option("x", "X", when="b == 'x'"), option("y", "Y", skip_to="a")]),
        question("single", "d", "D", options="nothing"),
        question(
            "number", "e", "E", checks=[{"when": "e > 3", "message": "So much?"}, {"when": "f > 3", "message": "?"}]
        ),
    )
    draft.manifest["computed"] = {"later": "nobody + 1"}
    draft.lists = {
        "spare": {"title": "Spare", "options": [option("x", "X {nobody|…}"), option("y", "Y", when="g == 1")]}
    }
    assert mended(draft, tmp_path, report) == []
    kept = {one["id"]: one for one in draft.questions()}
    assert kept["a"]["text"] == "Hello {{b|…}} and {{c}}"
    assert set(kept["b"]) == {"id", "kind", "text", "minimum", "sensitivity"}
    assert kept["c"]["options"] == [option("x", "X"), option("y", "Y")]
    assert kept["e"]["checks"] == [{"when": "e > 3", "message": "So much?"}]
    assert draft.manifest["computed"] == {}
    assert draft.lists["spare"]["options"] == [option("x", "X {{nobody|…}}"), option("y", "Y")]
    assert report.questions == {
        "row a": WITH_LOSS, "row b": WITH_LOSS, "row c": WITH_LOSS, "row d": NOT_CARRIED, "row e": WITH_LOSS,
    }  # fmt: skip
    assert any("place b: when" in str(remark) and "d == 'x'" in str(remark) for remark in report.remarks)


def test_a_sound_draft_is_left_as_it_is(tmp_path: Path) -> None:
    draft, report = _draft(question("text", "a", "A"))
    assert mended(draft, tmp_path, report) == []
    assert (report.remarks, report.questions) == ([], {"row a": CARRIED})
