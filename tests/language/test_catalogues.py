"""The catalogues are whole, fit the code, and give every command words of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui import language
from mlops_survey_tui.faces.plain import words

from .catalogues import ROOT, catalogue, faults, forms, languages, template

SOURCES = sorted((ROOT / "src").rglob("*.py"))
LOOKUPS = {"_": 1, "mark": 1, "plural": 2, "in_context": 2, "mark_in": 2}
SAME = [{"help", "?"}, {"save", "quit", "exit", "leave"}, {"yes", "y", "finish"}, {"no", "n"}, set(words.LEAST)]
"""English words that do the same."""
TOLD = {
    "Words at any time: help, back, skip, undo, review, save.": ["help", "back", "skip", "undo", "review", "save"],
    "back goes to the question before. skip leaves a question unanswered. undo takes back the last answer.": [
        "back",
        "skip",
        "undo",
    ],
    "review reads out all answers, to change one. again repeats this question. where says how far you are.": [
        "review",
        "again",
        "where",
    ],
    "save leaves; every answer is kept, and you can go on later.": ["save"],
    "In rows and sets: - leaves one out, row 3 goes to row 3, done keeps or leaves out the rest.": ["row", "done"],
    "In lists: part of a name finds its number, all reads out everything, clear begins anew.": ["all", "clear"],
    "Finish: these are my answers? Type yes to finish, review to hear them, or back to go back.": [
        "yes",
        "review",
        "back",
    ],
    "Press Enter to try again. Type back to return to the question, or save to leave without what is not saved.": [
        "back",
        "save",
    ],
    "To keep it as it is, type done, or answer again.": ["done"],
    "Your answer so far: {answer}. done keeps it.": ["done"],
    "Type your answer. A line that says done ends it.": ["done"],
    "Type a number for each; Enter is 0, rest is all that is left.": ["rest"],
    "{count} answers. Type part of a name to find its number, or all to hear them all.": ["all"],
}
"""Sentences that tell words to type, and the words."""


@pytest.mark.parametrize("code", languages())
def test_a_catalogue_has_every_text_of_the_code_and_no_other(code: str) -> None:
    assert list(faults(code, template())) == []


@pytest.mark.parametrize("code", languages())
def test_a_translation_has_the_placeholders_of_its_source(code: str) -> None:
    for message in catalogue(code):
        sources = forms(message.id)
        allowed = {frozenset(_placeholders(source)) for source in sources}
        for text in filter(None, forms(message.string) if message.id else ()):
            assert frozenset(_placeholders(text)) in allowed, text
            assert text.count("\n") == sources[0].count("\n"), text


def _placeholders(text: str) -> list[str]:
    return re.findall(r"\{[^}]*\}", text)


@pytest.mark.parametrize("code", ["en", *languages()])
def test_no_two_commands_share_a_word(code: str) -> None:
    assert language.use(code)
    meanings: dict[str, set[str]] = {}
    for english in words.ALL - {"?", "-"}:
        for word in {english, *words.spoken(english)}:
            meanings.setdefault(word, set()).add(english)
    shared = {word: found for word, found in meanings.items() if len(found) > 1 and not _do_the_same(found)}
    assert shared == {}


def _do_the_same(found: set[str]) -> bool:
    return any(found <= group for group in SAME)


@pytest.mark.parametrize("code", languages())
def test_every_command_is_understood_in_both_languages(code: str) -> None:
    assert language.use(code)
    for english in words.ALL - {"?", "-"}:
        assert words.meant(english) == english
        for word in words.spoken(english):
            assert words.meant(word) == english or _do_the_same({words.meant(word), english})
            assert not word.isdecimal()


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("sentence", TOLD)
def test_a_sentence_tells_the_words_that_work(code: str, sentence: str) -> None:
    """A translation that names a word which means nothing would leave a listener stuck."""
    assert language.use(code)
    said = re.findall(r"\w+", language._(sentence).casefold())
    for english in TOLD[sentence]:
        assert set(words.spoken(english)) & set(said), f"{english}: {said}"


@pytest.mark.parametrize("code", languages())
def test_numbers_have_two_marks_that_cannot_be_mistaken(code: str) -> None:
    assert language.use(code)
    assert {language.figure("."), language.figure(",")} <= {".", ",", "'", "’", "\u00a0", "\u202f"}
    assert language.figure(".") in ".,"
    assert language.figure(".") != language.figure(",")


def test_texts_can_be_found_by_the_extraction() -> None:
    """Babel sees no call inside an f-string, and nobody can translate a text that is put together before its look-up."""
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in SOURCES}
    trees = {path: ast.parse(text) for path, text in texts.items() if "language import" in text}
    assert {str(path): found for path, tree in trees.items() if (found := list(_hidden_look_ups(tree)))} == {}


def _hidden_look_ups(tree: ast.AST) -> Iterator[str]:
    inside = {call for part in ast.walk(tree) if isinstance(part, ast.JoinedStr) for call in ast.walk(part)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        texts = call.args[: LOOKUPS.get(call.func.id, 0)]
        if any(isinstance(text, ast.JoinedStr) for text in texts):
            yield f"line {call.lineno}: an f-string is looked up"
        if call in inside and any(isinstance(text, ast.Constant) for text in texts):
            yield f"line {call.lineno}: a text is looked up inside an f-string"


def test_english_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    assert language.use("en-GB")
    assert language._("back") == "back"
    assert language.use("xx") is False
    assert language.in_use() == "en"


def test_a_region_falls_back_to_its_language() -> None:
    assert language.use("de-AT")
    assert language._("back") == "zurück"
    assert language._("") == ""


def test_the_languages_spoken_are_those_with_a_catalogue() -> None:
    assert {code.replace("_", "-") for code in languages()} | {"en"} == set(language.spoken())
