"""Questionnaires in other languages: what is shown, faults with the lines of the translation, hashes, cache, hostile files."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.errors import CATALOGUE, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.limits import MAXIMUM_BYTES
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Option, Questionnaire
from mlops_survey_tui.questionnaire.translation.compiling import match_translation
from tests.questionnaire.translating import SMALL, translation_faults
from tests.questionnaire.writing import QUESTIONS, Places, expected, places, write

HEAD = "language: xx\ntexts:\n"
FILE = "translations/xx.yaml"


def _with(*entries: str, head: str = HEAD) -> dict[str, str]:
    """Return the small questionnaire with these lines as the entries of its translation."""
    return {**SMALL, FILE: head + "\n".join(f"  {line}" for line in entries) + "\n"}


def _load(folder: Path, *entries: str) -> Questionnaire:
    return load(write(folder, _with(*entries)), language="xx", built_in=str)


def _option(questionnaire: Questionnaire, question: str, index: int) -> Option:
    option = questionnaire.question_by_id[question].options[index].option
    assert option is not None
    return option


def test_what_is_translated_is_shown_and_the_rest_stays(tmp_path: Path) -> None:
    questionnaire = _load(
        tmp_path,
        "survey.title: {from: Small, text: Klein}",
        "questions.q1.options.a.label: {from: First, text: Erstes}",
        'questions.q1.options.b.label: {from: Second, text: ""}',
        "special_answers.dont_know.label: {from: Don't know, text: Weiß nicht}",
    )
    question = questionnaire.question_by_id["q1"]
    assert (questionnaire.title, questionnaire.language) == ("Klein", "xx")
    assert (_option(questionnaire, "q1", 0).label, _option(questionnaire, "q1", 1).label) == ("Erstes", "Second")
    assert question.specials[0].label == "Weiß nicht"
    assert question.text.variants[0].text == "Which?"


def test_words_of_the_program_come_from_its_own_catalogue_unless_the_file_has_others(tmp_path: Path) -> None:
    folder = write(tmp_path, _with("survey.title: {from: Small, text: Klein}"))
    spoken = load(folder, language="xx", built_in=str.upper)
    assert spoken.question_by_id["q1"].specials[0].label == "DON'T KNOW"
    found = match_translation(folder, load(folder), "xx", str.upper)
    assert "special_answers.dont_know.label" not in found.missing
    assert "special_answers.dont_know.label" in match_translation(folder, load(folder), "xx", str).missing
    german = load(QUESTIONS / "examples" / "coffee", language="de")
    assert german.question_by_id["budget"].specials[0].label == "Weiß nicht"


def test_further_names_are_searched_beside_those_of_the_source() -> None:
    german = load(QUESTIONS / "examples" / "coffee", language="de")
    espresso = german.lists["ways"].options[0]
    assert (espresso.label, espresso.aliases) == ("Espressomaschine", ("Portafilter", "Siebträger"))


FAULTS = {
    "a placeholder lost": _with("questions.i1.text: {from: 'You have {n1|some} of {survey.title}.', text: '{n1|x}.'} #! X704"),
    "a placeholder more": _with("survey.title: {from: Small, text: '{n1} is no placeholder here'}", "questions.n1.text: {from: How many?, text: '{n1|x}?'} #! X704"),
    "a single brace": _with("questions.n1.text: {from: How many?, text: 'a { b'} #! T401"),
    "no fallback": _with("questions.i1.text: {from: 'You have {n1|some} of {survey.title}.', text: '{survey.title}: {n1}'} #! T402"),
    "a label too long": _with("questions.q1.options.a.label:", "  from: First", f"  text: {'x' * 301} #! F104"),
    "a text too long": _with("questions.n1.text:", "  from: How many?", f"  text: {'x' * 4001} #! F104"),
    "a list for a text": _with("questions.n1.text: {from: How many?, text: [a, b]} #! F104"),
    "a text for names": _with("questions.q1.options.a.aka: {from: [], text: a} #! F104"),
    "a number for a text": _with("questions.n1.text: {from: How many?, text: 5} #! F104"),
    "an unknown field": _with("questions.n1.text: {from: How many?, txet: x} #! F104"),
    "a key twice": _with("survey.title: {from: Small, text: a}", "survey.title: {from: Small, text: b} #! F106"),
    "another language": _with(head="language: de #! X705\ntexts: {}\n"),
    "no code": _with(head="language: English, please #! F104\ntexts: {}\n"),
    "not YAML": {**SMALL, FILE: "language: [xx\ntexts: {} #! F102\n"},
    "a list": {**SMALL, FILE: "- language #! F104\n"},
    "a condition that reads a label": {
        "survey.yaml": """
            sections:
            - id: s
              title: S
              questions:
              - {kind: multi, id: m1, text: T, sensitivity: none, options: [{id: a, label: A}, {id: b, label: B}]}
              - {kind: info, id: i1, text: T, sensitivity: none, when: item.label == 'A', loop: {over: {from: m1}, as: item}}
            """,
        FILE: "language: xx #! X706\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("files", FAULTS.values(), ids=FAULTS.keys())
def test_faults_name_the_line_of_the_translation(files: dict[str, str], tmp_path: Path) -> None:
    found = translation_faults(tmp_path, files)
    assert places(found) == expected(files), "\n".join(map(str, found))


def test_all_faults_of_a_translation_are_told_at_once(tmp_path: Path) -> None:
    files = _with(
        "questions.n1.text: {from: How many?, text: '{{} {'} #! T401",
        "questions.q1.options.a.label: {from: First, text: '{n9|x}'} #! X704",
        "questions.q1.options.b.label: {from: Second, text: [a]} #! F104",
    )
    assert places(translation_faults(tmp_path, files)) == expected(files)


def test_every_code_of_translations_is_produced(tmp_path: Path) -> None:
    told = {code for files in FAULTS.values() for _, _, code in expected(files)}
    assert told | _remarks(tmp_path) >= {code for code in CATALOGUE if code.startswith("X")}


def _remarks(folder: Path) -> set[str]:
    return {code for _, _, code in _remark_places(folder)}


ENTRIES = (
    "survey.title: {from: Tiny, text: Winzig} #! X702",
    "questions.n1.text: {from: How many?, text: Wie viele?}",
    "questions.i1.text: {from: 'You have {n0|some}.', text: 'Du hast {n0|einige}.'} #! X702",
    "questions.q1.text: {from: Which one?, was: Which?, text: Welches?}",
    "questions.q9.text: {from: Gone, text: Weg} #! X703",
)


def _remark_places(folder: Path) -> Places:
    write(folder, _with(*ENTRIES))
    return places(match_translation(folder, load(folder), "xx", str).remarks())


def test_missing_stale_and_unknown_texts_are_told_with_their_lines(tmp_path: Path) -> None:
    found = _remark_places(tmp_path)
    told = {place for place in found if place[0] == FILE}
    assert told == set(expected(_with(*ENTRIES)))
    lines = (tmp_path / "survey.yaml").read_text(encoding="utf-8").splitlines()
    missing = {lines[line - 1] for name, line, code in found if (name, code) == ("survey.yaml", "X701")}
    assert all(any(part in text for text in missing) for part in ("title: Only", "help: Read.", "label: First"))


def test_a_stale_text_is_shown_unless_its_placeholders_no_longer_fit(tmp_path: Path) -> None:
    """What it was translated from (``was``) is what counts: here that is the text of now."""
    questionnaire = _load(tmp_path, *ENTRIES)
    assert questionnaire.title == "Winzig"
    assert questionnaire.question_by_id["q1"].text.variants[0].text == "Welches?"
    assert "You have " in str(questionnaire.question_by_id["i1"].text.variants[0].text)
    found = match_translation(tmp_path, load(tmp_path), "xx", str)
    assert (found.stale, found.unfit) == (["survey.title", "questions.i1.text"], ["questions.i1.text"])


def test_breaks_of_lines_do_not_make_a_translation_stale(tmp_path: Path) -> None:
    folder = write(tmp_path, _with("questions.n1.text: {from: 'How\n\n      many? ', text: Wie viele?}"))
    assert match_translation(folder, load(folder), "xx", str).stale == []


def test_a_translation_leaves_the_questionnaire_itself_as_it_is(tmp_path: Path) -> None:
    before = load(write(tmp_path, SMALL))
    write(tmp_path, _with("survey.title: {from: Small, text: Klein}"))
    assert load(tmp_path) == before
    write(tmp_path, {FILE: "language: [broken\n"})
    assert load(tmp_path) == before
    assert load(tmp_path, language="en") == before


def test_the_hash_of_a_translation_follows_its_file_the_source_and_the_words_of_the_program(tmp_path: Path) -> None:
    def hashes(files: dict[str, str], words: str = "") -> tuple[str, str]:
        found = load(write(tmp_path, files), language="xx", built_in=lambda text: text + words)
        return found.content_hash, found.source_hash

    first = hashes(_with("survey.title: {from: Small, text: Klein}"))
    other_words = hashes({}, "!")
    other_text = hashes(_with("survey.title: {from: Small, text: Winzig}"))
    assert len({first[0], other_words[0], other_text[0]}) == 3
    assert {first[1], other_words[1], other_text[1]} == {load(tmp_path).content_hash}
    (tmp_path / "survey.yaml").write_text((tmp_path / "survey.yaml").read_text() + "# a remark\n")
    assert hashes({})[0] != other_text[0]


def test_the_cache_keeps_languages_apart(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(QUESTIONS / "examples" / "coffee", tmp_path / "coffee"))
    cache = tmp_path / "cache"
    source, german = load(folder, cache), load(folder, cache, "de")
    assert len(list(cache.iterdir())) == 2
    assert (load(folder, cache), load(folder, cache, "de")) == (source, german)
    assert (source.title, german.title) == ("How do you take your coffee?", "Wie trinkst du deinen Kaffee?")


def test_a_language_without_a_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(write(tmp_path, SMALL), language="xx")
    assert [(fault.file, fault.code) for fault in raised.value.faults] == [(FILE, "F101")]


HOSTILE = {
    "a bomb of aliases": "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(8)
    ),
    "deep": "language: xx\ntexts: " + "{a: " * 500 + "}" * 500 + "\n",
    "many": "language: xx\ntexts:\n" + "".join(f"  k{n}: {{text: x}}\n" for n in range(30_000)),
    "large": f"language: xx\nnote: {'x' * MAXIMUM_BYTES}\n",
    "not text": "language: \udcff\n",
    "a tag": "language: !!python/object/apply:os.system [echo]\n",
    "a recursive alias": "language: xx\ntexts: &a {k: *a}\n",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_quickly_with_a_line(text: str, tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    (tmp_path / "translations").mkdir()
    (tmp_path / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    started = time.process_time()
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(tmp_path, language="xx", built_in=str)
    assert time.process_time() - started < 20
    assert {(fault.file, fault.code[0]) for fault in raised.value.faults} == {(FILE, "F")}
    assert all(fault.line >= 1 for fault in raised.value.faults)


def test_markup_controls_and_directions_are_only_text(tmp_path: Path) -> None:
    hostile = "[/] [red]x[/red] \x1b[31m \u202e \u2066 ‮"
    escaped = "[/] [red]x[/red] \\e[31m \\u202e \\u2066 ‮"
    questionnaire = _load(tmp_path, f'survey.title: {{from: Small, text: "{escaped}"}}')
    assert questionnaire.title == hostile


HEBREW = (
    "survey.title: {from: Small, text: קטן}",
    "sections.only.title: {from: Only, text: רק}",
    "questions.i1.text: {from: 'You have {n1|some} of {survey.title}.', text: 'יש לך {n1|כמה} מתוך {survey.title}.'}",
    "questions.q1.options.a.label: {from: First, text: ראשון}",
)


def test_a_language_written_from_right_to_left(tmp_path: Path) -> None:
    write(tmp_path, {**SMALL, "translations/he.yaml": _with(*HEBREW, head="language: he\ntexts:\n")[FILE]})
    hebrew = load(tmp_path, language="he", built_in=str)
    assert (hebrew.title, hebrew.section_by_id["only"].title) == ("קטן", "רק")
    words = hebrew.question_by_id["i1"].text.variants[0].text
    assert [part for part in words if isinstance(part, str)] == ["יש לך ", " מתוך ", "."]
