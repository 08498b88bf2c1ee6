"""Rules of comparing, one small pair of editions each."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.proof.comparison.editions import Comparison, compare_editions
from mlops_survey_tui.proof.comparison.state import State
from tests.questionnaire import writing

HEAD = "id: small\ntitle: Small\n"
LISTS = "lists: {l: {title: L, options: [{id: a, label: Alpha}, {id: b, label: Beta}, {id: c, label: Gamma}]}}\n"
FIRST = "{kind: single, id: q1, text: Which of these do you use?, options: l, sensitivity: none}"


def _edition(folder: Path, edition: str, version: str, body: str, **files: str) -> Path:
    survey = f"{HEAD}edition: '{edition}'\nversion: '{version}'\n{body}"
    return writing.write(folder / f"{edition}-{version}", {"survey.yaml": survey, **files})


def _body(*questions: str, top: str = LISTS, section: str = "") -> str:
    lines = "".join(f"  - {question}\n" for question in questions)
    return f"{top}sections:\n- id: only\n  title: Only\n{section}  questions:\n{lines}"


def _compare(tmp_path: Path, old: str, new: str, *entries: str, edition: str = "2", version: str = "2") -> Comparison:
    ledger = {"changes.yaml": "edition: '1'\nchanges:\n" + "".join(f"- {one}\n" for one in entries)} if entries else {}
    return compare_editions(
        _edition(tmp_path / "old", "1", "1.0", old), _edition(tmp_path / "new", edition, version, new, **ledger)
    )


def _state(comparison: Comparison, id_: str = "q1") -> State:
    return next(question.state for question in comparison.questions if question.id == id_)


def _codes(comparison: Comparison) -> list[str]:
    return [problem.fault.code for problem in comparison.problems]


def test_a_slip_of_the_pen_counts_as_reworded(tmp_path: Path) -> None:
    new = _body(FIRST.replace("these", "thees"))
    assert _codes(_compare(tmp_path / "edition", _body(FIRST), new)) == ["L601"]
    same = _compare(tmp_path / "same", _body(FIRST), new, edition="1", version="1.0.1")
    assert same.passes
    assert _state(same) == State.COMPARABLE
    silent = _compare(tmp_path / "silent", _body(FIRST), new, edition="1", version="1.0.0")
    assert "L604" not in _codes(silent)  # 1.0.0 is above 1.0
    (tmp_path / "again").mkdir()
    unraised = compare_editions(
        _edition(tmp_path / "a", "1", "1.1", _body(FIRST)), _edition(tmp_path / "b", "1", "1.1", new)
    )
    assert _codes(unraised) == ["L601", "L604"]


def test_a_raised_version_does_not_explain_other_words(tmp_path: Path) -> None:
    new = _body(FIRST.replace("use", "like best of all"))
    assert _codes(_compare(tmp_path, _body(FIRST), new, edition="1", version="1.1")) == ["L601"]


def test_an_id_with_another_kind_or_meaning_is_reused(tmp_path: Path) -> None:
    kind = _compare(tmp_path / "kind", _body(FIRST), _body(FIRST.replace("single", "multi")))
    assert _codes(kind) == ["L603"]
    meaning = _compare(
        tmp_path / "words", _body(FIRST), _body(FIRST.replace("Which of these do you use", "How old is your cat"))
    )
    assert _codes(meaning) == ["L603"]
    broken = "breaks: {question: q1, differences: [kind], reason: R}"
    told = _compare(tmp_path / "told", _body(FIRST), _body(FIRST.replace("single", "multi")), broken)
    assert told.passes
    assert _state(told) == State.NOT_COMPARABLE


def test_an_id_that_an_earlier_edition_retired_is_not_used_again(tmp_path: Path) -> None:
    old = _edition(tmp_path / "old", "1", "1.0", _body(FIRST), **{
        "changes.yaml": "edition: '0'\nchanges:\n- retired: {question: q2, reason: R}\n"
        "- retired: {list: l, options: [d], reason: R}\n"
    })  # fmt: skip
    second = "{kind: text, id: q2, text: What else?, sensitivity: none}"
    top = LISTS.replace("Gamma}", "Gamma}, {id: d, label: Delta}")
    new = _edition(tmp_path / "new", "2", "2.0", _body(FIRST, second, top=top))
    assert sorted(_codes(compare_editions(old, new))) == ["L601", "L603", "L603"]


@pytest.mark.parametrize(
    ("kind", "state"), [("single", State.NOT_COMPARABLE), ("multi", State.RECODED), ("ranking", State.NOT_COMPARABLE)]
)
def test_a_new_option_takes_answers_from_others_only_where_one_is_chosen(
    kind: str, state: State, tmp_path: Path
) -> None:
    question = FIRST.replace("single", kind)
    top = LISTS.replace("Gamma}", "Gamma}, {id: d, label: Delta}")
    entry = "new: {list: l, options: [d], reason: R}"
    found = _compare(tmp_path, _body(question), _body(question, top=top), entry)
    assert found.passes
    assert _state(found) == state
    was = _compare(tmp_path / "was", _body(question), _body(question, top=top), entry.replace("[d]", "[d], was: c"))
    assert _state(was) == State.RECODED


def test_conditions_follow_what_was_renamed_and_recoded(tmp_path: Path) -> None:
    second = "{kind: text, id: q2, text: Why?, when: \"q1 == 'a' and answered(q1)\", sensitivity: none}"
    old = _body(FIRST, second)
    top = LISTS.replace("{id: a, label: Alpha}", "{id: a1, label: Alpha one}, {id: a2, label: Alpha two}")
    new = _body(
        FIRST.replace("q1", "first"),
        second.replace("q1 == 'a'", "first in ('a2', 'a1')").replace("(q1)", "(first)"),
        top=top,
    )
    entries = ("renamed: {question: q1, to: first}", "recoded: {list: l, options: [a], to: [a1, a2], reason: R}")
    found = _compare(tmp_path, old, new, *entries)
    assert found.passes, _codes(found)
    assert _state(found, "q2") == State.COMPARABLE


def test_a_condition_written_otherwise_is_the_same(tmp_path: Path) -> None:
    second = "{kind: text, id: q2, text: Why?, when: WHEN, sensitivity: none}"
    old = _body(FIRST, second.replace("WHEN", "uses_a"), top=LISTS + "conditions: {uses_a: \"q1 in ('b', 'a')\"}\n")
    new = _body(FIRST, second.replace("WHEN", "\"q1 in ('a', 'b')\""))
    assert _compare(tmp_path, old, new).passes


def test_a_named_condition_is_told_once_for_all_that_rest_on_it(tmp_path: Path) -> None:
    more = [f"{{kind: text, id: t{n}, text: Why {n}?, when: uses_a, sensitivity: none}}" for n in range(3)]
    tops = [LISTS + f"conditions: {{uses_a: \"q1 == '{id_}'\"}}\n" for id_ in "ab"]
    found = _compare(tmp_path, _body(FIRST, *more, top=tops[0]), _body(FIRST, *more, top=tops[1]))
    (problem,) = found.problems
    assert problem.questions == ("t0", "t1", "t2")
    assert problem.suggestion == {
        "breaks": {"definition": "uses_a", "differences": ["definition"], "reason": "Say why."}
    }


def test_a_question_can_explain_what_changed_in_its_list(tmp_path: Path) -> None:
    top = LISTS.replace("Gamma", "Gamma ray")
    other = FIRST.replace("q1", "q2")
    entry = "reworded: {question: q1, options: [c], reason: R}"
    found = _compare(tmp_path, _body(FIRST, other), _body(FIRST, other, top=top), entry)
    assert _state(found) == State.COMPARABLE
    assert _state(found, "q2") == State.NOT_COMPARABLE


def test_who_is_asked_can_change_through_an_option_that_ends_the_interview(tmp_path: Path) -> None:
    own = FIRST.replace("options: l", "options: [{id: a, label: Alpha}, {id: b, label: Beta END}]")
    second = "{kind: text, id: q2, text: Why?, sensitivity: none}"
    old, new = (_body(own.replace(" END", end), second) for end in ("", ", end: keep"))
    found = _compare(tmp_path, old, new)
    (problem,) = found.problems
    assert problem.fault.message == "question q1: routing 'b' added"
    assert problem.questions == ("q2",)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = FIRST.replace("Which of these do you use?", "'</script>| `x` [b]\\x1b[31m Which?'")
    found = _compare(tmp_path, _body(FIRST), _body(hostile))
    assert not found.passes
    assert found.problems[0].now.startswith("</script>| `x` [b]")
