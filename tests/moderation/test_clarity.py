"""The report on clarity says what was recorded, at the right question and time, in every format."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.interviews import Interviews
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.moderation.clarity.collecting import Held, collect
from mlops_survey_tui.moderation.clarity.measures import QuestionClarity, Spread
from mlops_survey_tui.moderation.clarity.report import Report, report_of
from mlops_survey_tui.moderation.clarity.score import FLAG_WEIGHTS, WEIGHTS, score_of
from mlops_survey_tui.moderation.clarity.writers import FORMATS
from mlops_survey_tui.moderation.interviews import Plan
from mlops_survey_tui.store.observations import FLAGS, Moment, Observation, ObservationKind
from mlops_survey_tui.store.store import Store

from .interviews import Live

KIND = ObservationKind
HOSTILE = "<script>alert(1)</script> [x](http://e.x) |a| \x1b[31m `*_#"


def observe(live: Live, kind: ObservationKind, after: float = 0.0, **data: object) -> None:
    """Let time pass, and record something about the page shown."""
    live.clock.move(after)
    live.watching.observe(Observation(kind, live.watching.look().moment, data), "console")


def held(store: Store, code: str = "R-1", text: str = "reads it twice") -> Live:
    """Hold a short session: a note, a rating and a flag on attendance, a probe on the question after it."""
    live = Live(store, Plan(respondent=code, notes=True))
    live.to_attendance()
    observe(live, KIND.NOTE, 3, text=text)
    observe(live, KIND.RATING, 1, value=2)
    observe(live, KIND.FLAG, 1, flag="unclear")
    live.answer("in_person", seconds=5)
    observe(live, KIND.PROBE, 4, listed=1, text="the long ones")
    observe(live, KIND.THINK_ALOUD)
    live.opened.session.note("help_opened")
    live.opened.session.back()
    live.answer("online", seconds=2)
    live.interviews.close()
    return live


def report(store: Store, **wishes: Any) -> Report:
    found, failures = collect(store, **wishes)
    assert failures == []
    return report_of(found, {})


def question(store: Store, name: str) -> QuestionClarity:
    return next(one for one in report(store).questions if one.id == name)


def test_a_note_stands_at_its_question_and_time(store: Store) -> None:
    live = held(store)
    one = question(store, "attendance")
    (note,) = one.quotes
    assert (note.kind, note.text, note.on_page, note.session) == ("note", "reads it twice", 3.0, 5.0)
    assert (note.interview, note.respondent) == (live.name, "R-1")
    (probe,) = question(store, "attended").quotes
    assert (probe.probe, probe.text, probe.on_page) == ("Which ones did you leave early?", "the long ones", 4.0)


def test_everything_that_happened_is_counted(store: Store) -> None:
    held(store)
    one = question(store, "attendance")
    assert (one.seconds.n, one.seconds.median) == (1, 12.0)
    assert (one.changes, one.returns, one.ratings, one.rating, one.flags["unclear"]) == (1, 1, 1, 2.0, 1)
    assert one.ratio == pytest.approx(12 / one.typical)
    other = question(store, "attended")
    assert (other.helps, other.think_aloud, other.seconds.n) == (1, 1, 0)


def test_an_answer_that_was_not_taken_is_counted_by_its_code_only(store: Store) -> None:
    live = Live(store)
    live.answer()
    assert live.opened.session.answer(EMPTY)
    live.answer("yes")
    live.interviews.close()
    assert question(store, "consent").problems == 1


def test_what_the_clock_was_stopped_for_counts_no_time(store: Store) -> None:
    live = Live(store)
    live.to_attendance()
    observe(live, KIND.TIMER, 5, change="stopped")
    observe(live, KIND.TIMER, 60, change="running")
    live.answer("in_person", seconds=2)
    live.interviews.close()
    assert question(store, "attendance").seconds.median == 7.0


def test_respondents_interviews_count_only_when_asked_for(store: Store) -> None:
    live = held(store)
    ordinary = Interviews(live.interviews.questionnaire, store, seed="2")
    session = ordinary.begin().session
    for answer in (EMPTY, Answer("yes"), Answer("in_person")):
        assert session.answer(answer) == []
    ordinary.close()
    assert (report(store).sessions, report(store).interviews) == (1, 1)
    both = report(store, all_modes=True)
    assert (both.sessions, both.interviews) == (1, 2)
    assert next(one for one in both.questions if one.id == "attendance").sessions == 1
    assert report(store, edition="1999").questions == []


def test_what_needs_rewriting_most_comes_first_and_says_why(store: Store) -> None:
    held(store)
    found = report(store).questions
    assert found[0].id == "attendance"
    assert found[0].score.parts.keys() >= {"flags", "rating", "time", "changes", "returns"}
    assert found[0].score.total == pytest.approx(sum(found[0].score.parts.values()))
    assert "Fewer than 5" in report(store).remarks[0]


SHARES = st.fixed_dictionaries(
    {
        **{f"flag:{flag}": st.floats(0, 5) for flag in FLAGS},
        **{name: st.floats(0, 5) for name in WEIGHTS if name != "flags"},
    }
)


@given(SHARES, st.sampled_from(sorted(FLAG_WEIGHTS)))
def test_a_flag_more_never_lowers_the_score_and_no_part_passes_its_weight(shares: dict[str, float], flag: str) -> None:
    before = score_of(shares)
    after = score_of({**shares, f"flag:{flag}": shares[f"flag:{flag}"] + 1})
    assert after.total >= before.total
    assert all(0 < part <= WEIGHTS[name] for name, part in before.parts.items())


@given(st.lists(st.floats(0, 1000), min_size=1))
def test_quartiles_stand_around_the_median(numbers: list[float]) -> None:
    spread = Spread.of(numbers)
    assert min(numbers) <= spread.low <= spread.median <= spread.high <= max(numbers)


def test_the_order_does_not_depend_on_the_order_of_the_interviews(store: Store) -> None:
    held(store)
    held(store, "R-2")
    found, _ = collect(store)
    again: list[Held] = found[::-1]
    assert [one.id for one in report_of(found, {}).questions] == [one.id for one in report_of(again, {}).questions]


class Page(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_needs_nothing_from_elsewhere_and_obeys_no_text(store: Store) -> None:
    held(store, text=HOSTILE)
    page = Page(FORMATS["html"](report(store)))
    assert not {"script", "link", "img", "iframe", "a", "object"} & {*page.tags}
    assert page.links == []
    assert "<script>alert(1)</script>" in page.words
    assert "\x1b" not in page.words


def test_markdown_and_terminal_show_hostile_text_as_text(store: Store) -> None:
    held(store, text=HOSTILE)
    markdown, terminal = FORMATS["md"](report(store)), FORMATS["terminal"](report(store))
    assert not re.search(r"(?<!\\)[<\[|]", next(line for line in markdown.splitlines() if "script" in line))
    assert "\x1b" not in markdown + terminal


def test_json_has_every_number_and_other_formats_what_was_said(store: Store) -> None:
    live = held(store)
    data = json.loads(FORMATS["json"](report(store)))
    first = data["questions"][0]
    assert first["id"] == "attendance"
    assert first["seconds"] == {"n": 1, "median": 12.0, "low": 12.0, "high": 12.0}
    assert first["flags"]["unclear"] == 1
    assert first["quotes"][0]["on_page"] == 3.0
    assert {one["name"] for one in data["time_model"]["constants"]} >= {"screen", "word", "decide"}
    for name in ("terminal", "md", "html"):
        text = FORMATS[name](report(store))
        assert "reads it twice" in text
        assert f"session {live.name}" in text.replace("\n     ", " ")


@pytest.mark.parametrize("name", FORMATS)
def test_codes_of_respondents_are_told_only_when_asked_for(store: Store, name: str) -> None:
    held(store, code="zebra")
    found, _ = collect(store)
    assert "zebra" not in FORMATS[name](report_of(found, {}))
    assert "zebra" in FORMATS[name](report_of(found, {}, named=True))


def test_a_session_without_anything_is_reported_too(store: Store) -> None:
    live = Live(store)
    live.to_attendance()
    live.watching.observe(Observation(KIND.NOTE, Moment("", 1, 0), {"text": "noise outside"}), "console")
    live.interviews.close()
    found = report(store)
    assert [quote.text for quote in found.apart] == ["noise outside"]
    for write in FORMATS.values():
        assert "noise outside" in write(found)
