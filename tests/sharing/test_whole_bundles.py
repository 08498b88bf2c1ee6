"""What leaves the machine, field by field: broken, more would leave than was agreed to, or what leaves would be wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui import __version__
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.questionnaire.model import Question
from mlops_survey_tui.sharing import bundle as bundling
from mlops_survey_tui.sharing.bundle import bundle, texts_typed
from mlops_survey_tui.sharing.coarsening import coarse, leaves_as_percent, number_in, number_out, restored, shares
from mlops_survey_tui.sharing.envelope import BLOCK, CONSENT, LARGEST, Identity, canonical, enveloped, hash_of, padded
from mlops_survey_tui.sharing.known import names_only_known
from mlops_survey_tui.sharing.proposal import band_of, outbox_of, propose, shareable
from mlops_survey_tui.sharing.verifying import Refused, verify
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.interview.records import walked
from tests.interview.surveys import begin, shipped, survey

from .finished import coffee, finished_in
from .whole_bundles import AGREED, WALKS, file_of, shared, written

WORKSHOP, COFFEE = "examples/workshop", "examples/coffee"


@pytest.mark.parametrize(("name", "seed"), WALKS)
def test_a_bundle_is_code_for_code_as_it_was_written_down(name: str, seed: int) -> None:
    found = shared(name, seed)
    assert written(found).splitlines() == file_of(name, seed).read_text(encoding="utf-8").splitlines()
    assert (found["hash"], found["format"]) == (shipped(name).source_hash, 1)


@pytest.mark.parametrize(("name", "seed"), WALKS)
def test_words_leave_for_the_pages_agreed_to_and_for_no_others(name: str, seed: int) -> None:
    session, _ = walked(name, seed)
    typed = texts_typed(shipped(name), session.seed, session.log)
    given: dict[str, Any] = bundle(shipped(name), session.seed, session.log, AGREED)["answers"]
    for page, words in typed.items():
        said = json.dumps(given[page], ensure_ascii=False)
        assert given[page].get("withheld", False) is (page not in AGREED)
        assert all((json.dumps(word, ensure_ascii=False) in said) is (page in AGREED) for word in words), page
    assert not [page for page, answer in given.items() if "withheld" in answer and page not in typed]


EVERYTHING = {
    "draw": "d", "value": 3, "parts": [["a"]], "probability": 0.25, "probabilities": {"a": 0.5}, "form": 1,
    "volunteer": "mod_food", "module": "mod_crowd", "by": "mod_rooms", "instead_of": "mod_rooms", "reason": "pace_guard",
    "wording": 0, "options": ["b", "a"], "rows": ["d", "c"], "sets": [["a"]], "design_version": 2, "total": 9,
    "wording_probability": 1 / 3, "design_version_probability": 0.1, "subset_probabilities": [0.2], "modules": ["mod_food"],
}  # fmt: skip
TAKEN: dict[EventKind, tuple[str, ...]] = {
    EventKind.DRAWN: ("draw", "value", "parts", "probability", "probabilities"),
    EventKind.ASSIGNED: ("form", "volunteer", "probability"),
    EventKind.REPLACED: ("module", "by", "probability"),
    EventKind.BOOSTED: ("module", "instead_of", "probability"),
    EventKind.DROPPED: ("module", "reason"),
    EventKind.DISPLAYED: (
        *("wording", "options", "rows", "sets", "design_version", "wording_probability"),
        *("design_version_probability", "subset_probabilities"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", EventKind)
def test_of_each_kind_of_entry_chance_alone_is_told(kind: EventKind) -> None:
    page = "drinks" if kind is EventKind.DISPLAYED else ""
    told = bundling._chance(shipped(COFFEE), [Event(1, kind, page, EVERYTHING, 77)], {"drinks"})
    if kind not in TAKEN:
        assert told == []
        return
    (one,) = told
    assert set(one) == {"decision", *TAKEN[kind], *(("page",) if page else ())}
    assert (one["decision"], one.get("page", "")) == (kind.value, page)
    millionths = {"probability": 250000, "probabilities": {"a": 500000}, "wording_probability": 333333,
                  "design_version_probability": 100000, "subset_probabilities": [200000]}  # fmt: skip
    assert all(one[name] == millionths.get(name, EVERYTHING[name]) for name in TAKEN[kind])


def test_a_decision_counts_as_it_was_made_last_and_pages_off_the_path_tell_nothing() -> None:
    def shown(sequence: int, page: str, wording: int) -> Event:
        return Event(sequence, EventKind.DISPLAYED, page, {"wording": wording})

    def drawn(sequence: int, draw: str, value: str) -> Event:
        return Event(sequence, EventKind.DRAWN, "", {"draw": draw, "value": value})

    events = [shown(1, "drinks", 0), drawn(2, "one", "a"), shown(3, "gone", 0), shown(4, "drinks", 1),
              drawn(5, "two", "b"), drawn(6, "one", "c"), Event(7, EventKind.DROPPED, "", {"module": "m", "reason": "r"}),
              Event(8, EventKind.DROPPED, "", {"module": "n", "reason": "r"})]  # fmt: skip
    told = bundling._chance(shipped(COFFEE), events, {"drinks"})
    assert [(one.get("page"), one.get("draw"), one.get("module"), one.get("wording", one.get("value"))) for one in told] == [
        ("drinks", None, None, 1), (None, "one", None, "c"), (None, "two", None, "b"), (None, None, "m", None),
        (None, None, "n", None),
    ]  # fmt: skip


def test_an_order_by_the_alphabet_does_not_tell_the_language() -> None:
    question = next(one for one in shipped(COFFEE).questions if one.id == "makes")
    told = bundling._without_language(shipped(COFFEE), "makes", {"options": ["b", "a"], "wording": 1})
    assert question.order == "alpha"
    assert told == {"options": ["a", "b"], "wording": 1}
    assert bundling._without_language(shipped(COFFEE), "drinks", {"options": ["b", "a"]}) == {"options": ["b", "a"]}
    assert bundling._without_language(shipped(COFFEE), "", {"rows": ["b", "a"]}) == {"rows": ["b", "a"]}


@pytest.mark.parametrize(
    ("number", "bands", "out", "back"),
    [
        (7, None, 7, 7), (7.0, (), 7, 7), (7.25, None, "7.25", 7.25), (0, (0, 1, 2, 10), 0, 0), (1, (0, 1, 2, 10), 1, 1),
        (2, (0, 1, 2, 10), {"from": 2, "to": 9}, 9), (9, (0, 1, 2, 10), {"from": 2, "to": 9}, 9),
        (10, (0, 1, 2, 10), {"from": 10}, 10), (900, (0, 1, 2, 10), {"from": 10}, 10), (-3, (0, 5), {"from": 0, "to": 4}, 4),
    ],
)  # fmt: skip
def test_a_number_leaves_as_its_band_and_stands_for_one_that_leads_the_same_way(
    number: float, bands: tuple[int, ...] | None, out: Any, back: float
) -> None:
    assert number_out(number, bands) == out
    assert type(number_out(number, bands)) is type(out)
    assert number_in(out) == back


@pytest.mark.parametrize(
    ("parts", "percents"),
    [
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}), ({"a": 1, "b": 1}, {"a": 50, "b": 50}), ({"a": 1, "b": 2}, {"a": 33, "b": 67}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}), ({"a": 999, "b": 1}, {"a": 99, "b": 1}),
        ({"a": 2, "b": 3, "c": 1}, {"a": 33, "b": 50, "c": 17}), ({"a": 1000, "b": 1, "c": 1}, {"a": 98, "b": 1, "c": 1}),
        ({"a": 5, "b": 0}, {"a": 100, "b": 0}),
    ],
)  # fmt: skip
def test_parts_leave_as_percents_that_add_up_and_none_vanishes(parts: dict[str, int], percents: dict[str, int]) -> None:
    assert shares(parts) == percents


def _question(kind: str, **settings: Any) -> Question:
    found = next(one for one in shipped(COFFEE).questions if one.kind == kind)
    return replace(found, settings=settings)


def test_each_shape_of_answer_is_coarse_in_its_way() -> None:
    number, grid = _question("number", bands=[0, 5]), _question("number_grid", bands=[0, 5])
    assert coarse(number, Answer(3)) == {"from": 0, "to": 4}
    assert coarse(grid, Answer({"a": 7})) == {"a": {"from": 5}}
    assert restored(number, {"from": 0, "to": 4}) == 4
    assert restored(grid, {"a": {"from": 5}, "b": "2.5"}) == {"a": 5, "b": 2.5}
    told, fixed = _question("allocation", total=["answer", "n", 0]), _question("allocation", total=["const", 10])
    assert [leaves_as_percent(one) for one in (told, fixed, number)] == [True, False, False]
    assert not leaves_as_percent(_question("allocation", total=["answer", "n", 0], exact_parts=True))
    assert not leaves_as_percent(_question("allocation"))
    assert coarse(told, Answer({"a": 1, "b": 3})) == {"a": 25, "b": 75} == restored(told, {"a": 25, "b": 75})
    assert coarse(fixed, Answer({"a": 1, "b": 3})) == {"a": 1, "b": 3}
    assert coarse(_question("single"), Answer("x")) == "x"


def test_an_envelope_holds_what_the_collector_needs_and_fills_its_block() -> None:
    identity = Identity("0" * 32, "ab" * 32)
    envelope = enveloped({"format": 1, "edition": "Ä"}, "1.0", "<10", identity)
    data = json.loads(envelope.body)
    assert (BLOCK, LARGEST, CONSENT) == (4096, 65536, 1)
    assert (envelope.id, envelope.token, len(envelope.body)) == (identity.id, identity.token, BLOCK)
    assert data | {"padding": ""} == {
        "format": 1, "edition": "Ä", "id": identity.id, "withdrawal": hashlib.sha256(bytes.fromhex(identity.token)).hexdigest(),
        "client": "1.0", "consent": 1, "minutes": "<10", "padding": "",
    }  # fmt: skip
    assert envelope.digest == hashlib.sha256(envelope.body).hexdigest()
    assert "minutes" not in json.loads(enveloped({}, "1.0", "", identity).body)
    assert hash_of("00") == hashlib.sha256(b"\0").hexdigest()
    assert canonical({"b": "ü", "a": [1, None]}) == '{"a":[1,null],"b":"ü"}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


def test_padding_ends_at_a_whole_block_and_a_bundle_that_is_too_large_is_refused() -> None:
    bare = len(canonical({"a": "", "padding": ""}))
    assert len(padded({"a": "x" * (BLOCK - bare)})) == BLOCK
    assert len(padded({"a": "x" * (BLOCK - bare + 1)})) == 2 * BLOCK
    identity = Identity("0" * 32, "ab" * 32)
    room = LARGEST - len(
        canonical({"a": "", "id": identity.id, "withdrawal": "0" * 64, "client": "1.0", "consent": 1, "padding": ""})
    )
    assert len(enveloped({"a": "x" * room}, "1.0", "", identity).body) == LARGEST
    with pytest.raises(ValueError, match=f"the bundle has {LARGEST + BLOCK} bytes; a collector takes {LARGEST}"):
        enveloped({"a": "x" * (room + 1)}, "1.0", "", identity)


def test_identities_are_new_each_time_and_long() -> None:
    first, second = Identity.new(), Identity.new()
    assert (len(first.id), len(first.token)) == (32, 64)
    assert first.id != second.id
    assert first.token != second.token


@pytest.mark.parametrize(
    ("minutes", "band"), [(0, "<10"), (9.99, "<10"), (10, "10-20"), (20, "20-40"), (39.9, "20-40"), (40, ">40")]
)
def test_time_leaves_as_one_of_four_bands(minutes: float, band: str) -> None:
    assert band_of(minutes) == band


def test_decisions_can_name_ids_of_the_questionnaire_only() -> None:
    coffee = shipped(COFFEE)
    good: list[Mapping[str, Any]] = [{"decision": "displayed", "page": "makes", "options": ["espresso", "instant", "other"], "rows": ["home"]},
            {"decision": "drawn", "draw": "good_cup@filter/moka", "value": 3, "sets": [["bitter", "cold"], ["milk"]]},
            {"decision": "drawn", "draw": "trouble", "probabilities": {"all": 5, "aroma": 1}, "reason": "pace_guard", "by": ""},
            {"decision": "dropped", "module": "taste", "value": "depends", "parts": [["prefer_not"], ["office"]]}]  # fmt: skip
    assert names_only_known(coffee, good)
    wrong: Mapping[str, Any]
    for wrong in (
        {"page": "my name"}, {"page": "makes@my name"}, {"draw": "my name@filter"}, {"draw": "makes@filter/my name"},
        {"options": ["espresso", "my name"]}, {"sets": [["bitter"], ["my name"]]}, {"probabilities": {"my name": 1}},
        {"module": "my name"},
    ):  # fmt: skip
        assert not names_only_known(coffee, [*good, wrong]), wrong
    assert names_only_known(coffee, [{"value": 7, "form": None}])


def _refused(name: str, change: dict[str, Any]) -> tuple[str, str]:
    """Return code and place of what is said of a good bundle with some fields changed."""
    session, _ = walked(name, 3)
    data = json.loads(enveloped(bundle(shipped(name), session.seed, session.log), "1.0").body)
    verify(shipped(name), data | {"channel": ""})
    for key, value in change.items():
        data[key] = {**data[key], **value} if isinstance(value, dict) else value
    with pytest.raises(Refused) as caught:
        verify(shipped(name), data)
    refusal = caught.value.refusal
    assert str(caught.value) == f"{refusal.path}: {refusal.message}"
    assert refusal.message.endswith(".")
    return refusal.code, refusal.path


def test_a_refusal_names_the_place_and_a_code() -> None:
    assert _refused(COFFEE, {"edition": "1999"}) == ("other_version", "edition")
    assert _refused(COFFEE, {"version": "0"}) == ("other_version", "version")
    assert _refused(COFFEE, {"channel": "tv"}) == ("unknown_channel", "channel")
    assert _refused(COFFEE, {"channel": "", "answers": {"x": {"status": "skipped"}}}) == ("unknown_question", "answers")
    assert _refused(COFFEE, {"channel": "", "chance": [{"decision": "dropped", "module": "x", "reason": ""}]}) == (
        *("unknown_id", "chance"),
    )
    assert _refused(COFFEE, {"channel": "", "answers": {"drinks": {"status": "answered", "value": "oil"}}}) == (
        *("invalid_answer", "answers.drinks"),
    )
    assert _refused(COFFEE, {"channel": "", "answers": {"makes@x": {"status": "skipped"}}}) == (
        *("off_path", "answers.makes@x"),
    )
    assert _refused(COFFEE, {"channel": "", "answers": {"message": {"status": "not_routed"}}}) == (
        *("wrong_status", "answers.message.status"),
    )
    assert _refused(WORKSHOP, {"channel": "", "chance": [{"decision": "drawn"}]}) == ("impossible", "chance")


BANDED = survey("""
sections:
- id: s
  title: S
  questions:
  - {id: n, kind: number, text: N?, sensitivity: none, minimum: 0, maximum: 99, bands: [0, 1, 2, 20]}
  - {id: g, kind: number_grid, text: G?, sensitivity: none, maximum: 99, bands: [0, 5], rows: [{id: a, label: A}, {id: b, label: B}]}
  - id: h
    kind: number
    text: H?
    sensitivity: none
    maximum: 99
    checks: [{when: h == 13, message: Not thirteen, hard: true}, {when: h == 14, message: Really?}]
""")


@pytest.mark.parametrize(
    ("page", "value", "refused"),
    [
        ("n", 1, ""),
        ("n", {"from": 2, "to": 19}, ""),
        ("n", {"from": 20}, ""),
        ("n", 7, "not_coarse"),
        ("n", {"from": 2, "to": 9}, "not_coarse"),
        ("g", {"a": {"from": 0, "to": 4}, "b": {"from": 5}}, ""),
        ("g", {"a": {"from": 0, "to": 4}, "b": 7}, "not_coarse"),
        ("h", 12, ""),
        ("h", 13, "invalid_answer"),
        ("h", 14, ""),
    ],
)
def test_who_sends_a_number_finer_than_declared_or_one_that_is_refused_is_told(
    page: str, value: Any, refused: str
) -> None:
    session = begin(BANDED)
    for answer in (Answer(3), Answer({"a": 1}), Answer(12)):
        assert session.answer(answer) == []
    data = json.loads(enveloped(bundle(BANDED, session.seed, session.log), "1.0").body)
    verify(BANDED, data)
    data["answers"][page]["value"] = value
    if not refused:
        verify(BANDED, data)
        return
    with pytest.raises(Refused) as caught:
        verify(BANDED, data)
    assert (caught.value.refusal.code, bool(caught.value.refusal.message)) == (refused, True)


def test_what_is_shareable_is_finished_and_of_respondents(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        done = finished_in(store, coffee())
        finished_in(store, coffee(), end=False)
        finished_in(store, coffee(), "preview")
        assert shareable(store, outbox_of(store)) == [done]
        envelope = propose(store, done).envelope()
    assert json.loads(envelope.body)["client"] == ".".join(__version__.split(".")[:2])
    with open_store(memory=True) as store, pytest.raises(StorageError) as caught:
        outbox_of(store)
    assert str(caught.value) == "Nothing is kept here, so no receipt could be."
