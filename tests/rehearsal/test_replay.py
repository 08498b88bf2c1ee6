"""What steps do and what expectations see, on a small questionnaire; each expectation can fail."""

from __future__ import annotations

import pytest

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from tests.interview.surveys import survey

from .scripts import failures, run, script

TRIP = survey(
    """
    special_answers: {dont_know: {label: Don't know}}
    sections:
      - id: plan
        title: The plan
        questions:
          - {id: hello, kind: info, text: Hello., sensitivity: none}
          - {id: go, kind: single, text: Do you travel?, sensitivity: none, required: true,
             options: [{id: "yes", label: "Yes"}, {id: "no", label: "No"}]}
          - {id: days, kind: number, text: How many days?, minimum: 1, maximum: 30, sensitivity: none,
             when: "go == 'yes'", special: [dont_know],
             checks: [{when: days > 20, message: That is long.}]}
          - {id: places, kind: multi, text: "Where for {days|some} days?", sensitivity: none, when: "go == 'yes'",
             order: random, options: [{id: sea, label: The sea}, {id: hills, label: Hills}, {id: town, label: A town}]}
          - {id: why, kind: text, text: "Why {place.label}?", sensitivity: none, when: "go == 'yes'",
             loop: {over: {from: places}, as: place}}
          - {id: home, kind: single, text: What do you do at home?, sensitivity: none, when: "go == 'no'",
             options: [{id: rest, label: Rest}, {id: work, label: Work}]}
      - {id: end, title: The end, questions: [{id: word, kind: text, text: A last word?, sensitivity: none}]}
    """
)


def test_a_trace_can_be_told_in_full() -> None:
    replayed = run(
        TRIP,
        """
        seed: 7
        pins: {shown: {places: [town, sea, hills]}}
        steps:
          - expect: {page: hello, section: The plan}
          - answer: {go: "Yes"}
            expect: {text: Do you travel?, options: [Yes, No], answer: null, confirm: false}
          - answer: {days: 99}
            problem: too_large
          - answer: {days: 25}
            warning: That is long
          - answer: {places: [Hills, sea]}
            expect:
              text: Where for 25 days?
              options: [town, The sea, hills]
              offers: sea
              lacks: [moon]
              shown: days
              not_shown: [why, home]
          - answer: {why@sea: swim}
          - expect: {page: why@Hills, text: {contains: Hills, lacks: sea, matches: "^Why"}}
          - back
          - expect: {page: why@sea, answer: swim}
          - change: {places: [town]}
          - skip: why@town
          - expect: {answers: {why@sea: null}, missing: {why@town: skipped, home: not_routed}}
          - pause
          - resume
          - expect: {page: word, section: The end, minutes_left: {at_least: 0.01, at_most: 1}}
          - finish
        expect:
          ended: complete
          answers: {go: "yes", days: 25, places: [A town]}
          missing: {word: skipped}
          pages: [hello, go, days, places, why@sea, why@hills, why@sea, places, why@town, word]
          path: [hello, go, "...", word]
          not_shown: home
        """,
    )
    assert replayed.passed, failures(replayed)


@pytest.mark.parametrize(
    "expectation",
    [
        "page: word", "section: The end", "text: Do you stay?", "text: {contains: stay}", "text: {lacks: travel}",
        "text: {matches: '^stay'}", "help: Some", "options: [no, yes]", "options: [yes]", "rows: [a]", "columns: [a]",
        "specials: [dont_know]", "offers: maybe", "lacks: [Yes]", "sets: [[a, b]]", "total: 3", "answer: yes",
        "confirm: true", "pages: [hello]", "pages: [go, hello]", "path: [hello, go]", "shown: days", "not_shown: hello",
        "answers: {go: yes}", "missing: {go: skipped}", "draws: {k: 1}", "modules: [m]", "minutes_left: 99",
        "minutes_left: {at_most: 0}", "ended: complete",
        "bundle: {answers: {go: yes}}", "bundle: {statuses: {go: answered}}", "bundle: {lacks: [not_reached]}",
    ],
)  # fmt: skip
def test_every_expectation_can_fail(expectation: str) -> None:
    replayed = run(TRIP, f"steps: [{{go: go}}, {{expect: {{{expectation}}}}}]")
    assert len(replayed.failures) == 1, failures(replayed)
    assert replayed.failures[0].line == 1
    assert failures(replayed)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("[{answer: {hoem: rest}}]", "did you mean 'home'?"),
        ("[{answer: {home: rest}}]", "go past go"),
        ("[{answer: {go: 'yes'}}, {answer: {home: rest}}]", "it was not reached"),
        ("[{answer: {go: 'yes'}}, {answer: {go: 'no'}}]", "it lies behind days; go back, jump or change"),
        ("[{change: {word: late}}]", "it was not shown before"),
        ("[{answer: {go: 'yes'}}, {answer: {days: 25}}]", "say `warning:`"),
        ("[{answer: {go: 'yes'}, problem: required}]", "the answer was accepted"),
        ("[{back: 1}]", "nothing before"),
        ("[{undo: 1}]", "nothing before"),
        ("[{skip: go}]", "needs an answer"),
    ],
)
def test_a_step_that_cannot_be_done_says_why_and_ends_the_script(steps: str, said: str) -> None:
    replayed = run(TRIP, f"steps: {steps}\nexpect: {{ended: discarded}}")
    assert said in failures(replayed)
    assert "discarded" not in failures(replayed)


def test_another_problem_than_the_expected_one_is_a_failure() -> None:
    replayed = run(TRIP, "steps: [{skip: go, problem: too_large}, {answer: {go: 'no'}}]")
    assert "needs an answer" in failures(replayed)
    assert len(replayed.failures) == 1


def test_pages_that_no_step_names_take_the_answers_given_for_them() -> None:
    replayed = run(TRIP, "answers: {go: 'no', home: Work}\nexpect: {ended: complete, answers: {home: work, go: No}}")
    assert replayed.passed, failures(replayed)


def test_pages_that_no_step_names_can_be_forbidden() -> None:
    replayed = run(TRIP, "otherwise: fail\nanswers: {go: 'no'}\nsteps: [{answer: {word: bye}}]")
    assert "go past home" in failures(replayed)


def test_time_passes_as_told() -> None:
    told = run(TRIP, "steps: [{answer: {hello: null}, seconds: 4}, {answer: {go: 'no'}, seconds: 2.5}]")
    assert [event.active_ms for event in told.session.log if event.active_ms] == [4000, 2500]
    paced = run(TRIP, "answers: {go: 'no'}\npace: 2")
    typical = sum(TRIP.question_by_id[name].seconds.typical for name in ("hello", "go", "home", "word"))
    assert sum(event.active_ms for event in paced.session.log) == pytest.approx(2000 * typical, abs=10)


def test_everything_that_was_shown_is_in_the_data() -> None:
    data = run(TRIP, "steps: [{answer: {go: 'yes'}}, {answer: {days: 0}, problem: too_small}]").to_data()
    assert data["pages"] == ["hello", "go", "days"]
    go, days = data["displayed"][1:]
    assert go["options"] == [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
    assert go["given"] == ["yes"]
    assert days["problems"][0]["code"] == "too_small"
    assert data["answers"] == {"go": "yes"}
    assert data["missing"]["days"] == "not_reached"
    assert [event["kind"] for event in data["events"]][:2] == ["started", "displayed"]


def test_every_fault_of_a_script_is_told_with_its_line() -> None:
    with pytest.raises(QuestionnaireInvalid) as raised:
        script("steps:\n  - answer: {a: 1}\n    back: 1\n  - hop\n  - {answer: {a: 1}, problm: x}\nexpcet: {}\n")
    told = [(fault.line, fault.message) for fault in raised.value.faults]
    assert [line for line, _ in told] == [2, 4, 5, 6]
    assert "answer and back" in told[0][1]
    assert "'hop' is no step" in told[1][1]
