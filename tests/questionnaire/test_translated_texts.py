"""Everything that people read can be translated, and nothing else of a questionnaire changes with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, get_args, get_origin

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.page import Choice, Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.format.base import Shown, Spec
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.records import to_data
from mlops_survey_tui.rehearsal.replies import random_answer
from mlops_survey_tui.sharing.bundle import bundle
from tests.questionnaire.translating import CLOSE, LANGUAGE, OPEN, bracketed, translated_copy
from tests.questionnaire.writing import QUESTIONS, SHIPPED, write

EVERYWHERE = {"id", "kind", "when", "order", "allow", "note", "about"}
NOT_READ = {
    "Manifest": {
        "edition",
        "version",
        "language",
        "status",
        "consent",
        "channels",
        "conditions",
        "computed",
        "sections",
        "collector",
        "known_terms",
    },
    "OfferSpec": {"command"},
    "QuestionSpec": {"sensitivity", "special", "topics"},
    "LoopSpec": {"as_", "choose"},
    "OptionSpec": {"skip_to", "end"},
    "GroupSpec": {"help"},
    "ListSpec": {"title", "special", "fields", "families", "rule", "question_asked", "status"},
    "ListFile": {"missing_codes"},
    "SourceSpec": {"list", "list_of", "from_", "take", "draw", "exclude", "within"},
    "DrawSpec": {"number", "one_of"},
    "Allocation": {"total", "unit"},
    "Matrix": {"row_special"},
    "MaxDiff": {"design"},
    "FormSpec": {"modules"},
    "FixedSpec": {"modules"},
    "BoostSpec": {"module"},
    "VolunteerSpec": {"question", "accept"},
    "DesignFile": {"title", "items"},
}
"""Fields with words that nobody who is asked reads: ids, conditions, and remarks for those who write the files."""
_OTHER_FILES = (".format.changes", ".format.publication", ".format.translations")
_KINDS = {name: load(QUESTIONS / name) for name in ("examples/coffee", "examples/workshop")}


def _specs(model: type[Spec] = Spec) -> Iterator[type[Spec]]:
    for child in model.__subclasses__():
        if child.__module__.startswith("mlops_survey_tui.questionnaire.") and not child.__module__.endswith(
            _OTHER_FILES
        ):
            yield child
            yield from _specs(child)


def _holds_words(annotation: Any) -> bool:
    """Whether values of a type have words of their own, beside those of models inside."""
    parts = get_args(annotation)[1:] if get_origin(annotation) is dict else get_args(annotation)
    return annotation is str or any(map(_holds_words, parts)) or any(isinstance(part, str) for part in parts)


def test_every_field_with_words_is_translated_or_said_to_be_read_by_nobody() -> None:
    for spec in _specs():
        own = [name for name in spec.__annotations__ if name in spec.model_fields]
        shown = {name for name in own if any(isinstance(mark, Shown) for mark in spec.model_fields[name].metadata)}
        words = {name for name in own if _holds_words(spec.model_fields[name].annotation)} - shown
        unread = NOT_READ.get(spec.__name__, set())
        assert words - EVERYWHERE == unread, f"{spec.__name__}: mark with Shown what people read, list what they do not"


def test_every_text_on_every_page_is_translated(tmp_path: Path) -> None:
    for number, name in enumerate(_KINDS):
        questionnaire = load(translated_copy(name, tmp_path / str(number)), language=LANGUAGE)
        seen = set[str]()
        for seed in range(12):
            for page in _pages(questionnaire, str(seed)):
                seen.add(page.question)
                for text in _texts(page):
                    assert _outside(text) == "", f"{page.key}: {text}"
        assert len(seen) > 0.8 * len(questionnaire.questions)
        offers = [text for offer in questionnaire.offers for text in (offer.label, offer.consent)]
        for text in (questionnaire.title, questionnaire.tagline, questionnaire.contact, *offers):
            assert _outside(text) == "", text


def _pages(questionnaire: Questionnaire, seed: str) -> Iterator[Page]:
    random, session = Random(seed), Session.begin(questionnaire, seed=seed, sink=lambda events: None)
    while (page := session.page()) is not None and not session.ended:
        yield page
        _give(session, page, random)


def _give(session: Session, page: Page, random: Random) -> Any:
    """Give a random answer that is taken, and return it; most agree to take part."""
    for _ in range(200):
        answer = random_answer(page, random)
        if answer.value in ("no", "neither", "not_at_all") and random.random() < 0.9:
            continue
        problems = session.answer(answer)
        if not problems or (problems[0].soft and not session.answer(answer)):
            return answer
    raise AssertionError(f"no answer to {page.key} was taken")


def _texts(page: Page) -> Iterator[str]:
    yield from (page.section, page.text, page.help)
    for scale in page.scales:
        yield scale.title
        yield from _labels(page, scale.points)
    if page.kind == "maxdiff":
        yield from page.prompts
    for choices in (page.options, page.rows, page.extra_rows, page.specials):
        yield from _labels(page, choices)


def _labels(page: Page, choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices:
        yield from (choice.label, choice.help, choice.group)


def _outside(text: str) -> str:
    """Return the words of a text that stand in no brackets, but for what people typed, and what joins words."""
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)) != text:
        text = shorter
    typed = re.sub(r"something else|\b[A-Z]\b|\b(2026|and)\b", "", text)
    return "".join(re.findall(r"[^\W\d_]+", typed))


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_but_words_differs_between_languages(name: str, tmp_path: Path) -> None:
    source = load(QUESTIONS / name)
    translated = load(translated_copy(name, tmp_path), language=LANGUAGE)
    assert _without_words(to_data(translated)) == _without_words(to_data(source))
    assert translated.source_hash == source.source_hash == source.content_hash != translated.content_hash
    assert (translated.language, source.language) == (LANGUAGE, "en")


_SELF = ("content_hash", "language", "translated_from", "aliases", "labels", "words")


def _without_words(data: Any) -> Any:
    """Return compiled data with every text, translated or not, as the same text."""
    if isinstance(data, dict):
        return {key: _without_words(value) for key, value in data.items() if key not in _SELF}
    if isinstance(data, list):
        return [
            _without_words(part)
            for part in data
            if not isinstance(part, str) or part.strip(OPEN + CLOSE + " .,:?!“”…()")
        ]
    return data.replace(OPEN, "").replace(CLOSE, "") if isinstance(data, str) else data


@pytest.mark.parametrize("name", _KINDS)
def test_the_same_answers_make_the_same_log_in_every_language(name: str, tmp_path: Path) -> None:
    """Words come in another order and length, and so do placeholders; chance, path and minutes stay as they are."""
    source = _KINDS[name]
    folder = translated_copy(name, tmp_path, lambda text: f"{bracketed(text)} und noch viel mehr Worte dazu")
    translated = load(folder, language=LANGUAGE)
    assert translated.estimate_minutes == source.estimate_minutes
    assert [question.seconds for question in translated.questions] == [
        question.seconds for question in source.questions
    ]
    for seed in map(str, range(15)):
        random, logs = Random(seed), (list[Event](), list[Event]())
        one, other = (
            Session.begin(q, seed=seed, sink=log.extend) for q, log in zip((source, translated), logs, strict=True)
        )
        while (page := one.page()) is not None and not one.ended:
            there = other.page()
            assert there is not None
            assert there.key == page.key
            answer = _give(one, page, random)
            if problems := other.answer(answer):
                assert problems[0].soft
                assert not other.answer(answer)
        assert one.ended == other.ended
        assert [_told(source, event) for event in logs[0]] == [_told(source, event) for event in logs[1]]
        one_bundle, other_bundle = (bundle(q, seed, log) for q, log in zip((source, translated), logs, strict=True))
        assert one_bundle == other_bundle, "a bundle tells the language"


def _told(questionnaire: Questionnaire, event: Event) -> Any:
    """Return an event; the order of an alphabetical list is that of the language's own words."""
    data = {name: value for name, value in event.data.items() if name != "content_hash"}
    question = questionnaire.question_by_id.get(event.page.partition("@")[0])
    if question is not None and question.order == "alpha":
        data |= {name: sorted(data[name]) for name in ("options", "rows") if name in data}
    return event.kind, event.page, data


ALPHABETICAL = {
    "survey.yaml": """
        sections:
        - id: s
          title: S
          questions:
          - {kind: number, id: n, text: N, sensitivity: none}
          - kind: multi
            id: m
            text: M
            order: alpha
            sensitivity: none
            options: [{id: one, label: Apple}, {id: two, label: Pear}, {id: three, label: Bread, when: n > 3}]
        """,
    "translations/xx.yaml": """
        language: xx
        texts:
          questions.m.options.one.label: {from: Apple, text: Zapfel}
          questions.m.options.three.label: {from: Bread, text: Xrot}
        """,
}


def test_an_alphabetical_list_has_the_order_of_the_language_which_leaves_with_no_bundle(tmp_path: Path) -> None:
    folder = write(tmp_path, ALPHABETICAL)
    shown, bundles = [], []
    for questionnaire in (load(folder), load(folder, language="xx")):
        log = list[Event]()
        session = Session.begin(questionnaire, seed="1", sink=log.extend)
        assert session.answer(Answer(5)) == []
        page = session.page()
        assert page is not None
        shown.append([choice.id for choice in page.options])
        assert session.answer(Answer(["two"])) == []
        bundles.append(bundle(questionnaire, "1", log))
    assert shown == [["one", "three", "two"], ["two", "three", "one"]]
    assert bundles[0] == bundles[1]


WRITTEN_OUT = {
    "survey.yaml": """
        lists:
          pets:
            title: Pets
            fields: [sound]
            options: [{id: cat, label: Cat, sound: soft}, {id: dog, label: Dog, sound: loud}]
        sections:
        - id: s
          title: S
          questions:
          - {kind: multi, id: m, text: M, options: pets, sensitivity: none}
          - kind: info
            id: i
            text: "{pet.label}: {pet.sound}."
            when: pet.sound == 'loud'
            loop: {over: {from: m}, as: pet}
            sensitivity: none
        """,
    "translations/xx.yaml": """
        language: xx
        texts:
          lists.pets.options.dog.label: {from: Dog, text: Hund}
          lists.pets.options.dog.sound: {from: loud, text: laut}
        """,
}


def test_a_field_that_a_text_writes_out_is_translated_there_and_not_for_conditions(tmp_path: Path) -> None:
    session = Session.begin(load(write(tmp_path, WRITTEN_OUT), language="xx"), seed="1", sink=lambda events: None)
    assert session.answer(Answer(["cat", "dog"])) == []
    page = session.page()
    assert page is not None
    assert (page.key, page.text) == ("i@dog", "Hund: laut.")
