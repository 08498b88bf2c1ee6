"""Translation files are brought up to date: nothing is lost, what changed is marked, and twice is as good as once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.translation.compiling import match_translation
from mlops_survey_tui.questionnaire.translation.updating import updated
from tests.questionnaire.translating import SMALL, texts, translated_copy
from tests.questionnaire.writing import QUESTIONS, SHIPPED, write

FILE = "translations/xx.yaml"


def _updated(folder: Path, translation: str = "") -> str:
    """Return the file after an update, which is written, too."""
    if translation:
        write(folder, {FILE: translation})
    text = updated(folder, load(folder), "xx", str)
    write(folder, {FILE: text})
    return text


def _data(text: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


def test_a_new_file_has_every_text_with_its_source_and_nothing_translated(tmp_path: Path) -> None:
    text = _updated(write(tmp_path, SMALL))
    entries = _data(text)["texts"]
    assert entries["questions.i1.text"] == {"from": "You have {n1|some} of {survey.title}.", "text": ""}
    assert next(iter(entries)) == "survey.title"
    assert {key for key, found in texts(tmp_path).items() if found.source} == set(entries)
    found = match_translation(tmp_path, load(tmp_path), "xx", str)
    assert (found.current, found.needed, found.percent, found.stale, found.unknown) == (0, 9, 0, [], [])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_complete_file_stays_complete_and_twice_is_as_good_as_once(name: str, tmp_path: Path) -> None:
    folder = translated_copy(name, tmp_path)
    before = _data((folder / FILE).read_text(encoding="utf-8"))["texts"]
    once = _updated(folder)
    assert {key: entry for key, entry in before.items() if entry["text"]} == _data(once)["texts"]
    assert _updated(folder) == once
    found = match_translation(folder, load(folder), "xx", str)
    assert (found.percent, found.missing, found.stale, found.unknown) == (100, [], [], [])


def test_a_changed_text_is_marked_with_what_it_was_until_the_translator_says_so(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    _updated(tmp_path, "language: xx\ntexts:\n  survey.title: {from: Tiny, text: Winzig}\n")
    entry = {"from": "Small", "was": "Tiny", "text": "Winzig"}
    assert _data(_updated(tmp_path))["texts"]["survey.title"] == entry
    assert match_translation(tmp_path, load(tmp_path), "xx", str).stale == ["survey.title"]
    write(tmp_path, {"survey.yaml": SMALL["survey.yaml"].replace("title: Small", "title: Smaller")})
    assert _data(_updated(tmp_path))["texts"]["survey.title"] == {**entry, "from": "Smaller"}
    write(tmp_path, {"survey.yaml": SMALL["survey.yaml"].replace("title: Small", "title: Tiny")})
    assert _data(_updated(tmp_path))["texts"]["survey.title"] == {"from": "Tiny", "text": "Winzig"}
    mended = (tmp_path / FILE).read_text(encoding="utf-8").replace("was: Tiny", "")
    assert match_translation(write(tmp_path, {FILE: mended}), load(tmp_path), "xx", str).stale == []


def test_a_translation_whose_text_is_gone_is_put_aside_and_comes_back_with_it(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    entry = {"from": "Read.", "text": "Lies.", "note": "short"}
    _updated(tmp_path, f"language: xx\ntexts:\n  questions.i1.help: {entry}\n")
    without = {"survey.yaml": SMALL["survey.yaml"].replace("help: Read., ", "")}
    gone = _data(_updated(write(tmp_path, without)))
    assert gone["parked"] == {"questions.i1.help": entry}
    assert "questions.i1.help" not in gone["texts"]
    again = _data(_updated(write(tmp_path, SMALL)))
    assert again["texts"]["questions.i1.help"] == entry
    assert "parked" not in again


def test_a_translation_follows_a_text_to_another_key(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    _updated(tmp_path, "language: xx\ntexts:\n  questions.n1.text: {from: How many?, text: Wie viele?}\n")
    renamed = SMALL["survey.yaml"].replace("id: n1", "id: n2").replace("{n1|", "{n2|")
    data = _data(_updated(write(tmp_path, {"survey.yaml": renamed})))
    assert data["texts"]["questions.n2.text"] == {"from": "How many?", "text": "Wie viele?"}
    assert "parked" not in data


COMMENTED = """# yaml-language-server: $schema=old
# Above everything.
language: xx # beside the language
# above the texts
texts:
  # first line above the title

  # second line above the title
  survey.title: # beside the key
    from: Small # beside the source
    # inside
    text: |
      # not a remark
      of two lines
    note: 'a # is not one'
  sections.only.title: {from: Only, text: Nur} # beside all of it
  # above what is gone
  questions.q9.text:
    from: Gone
    text: Weg
# at the end
"""


def test_remarks_stay_with_their_entries(tmp_path: Path) -> None:
    text = _updated(write(tmp_path, SMALL), COMMENTED)
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:3] == ["# Above everything.", "# beside the language", "# above the texts"]
    title = lines.index("survey.title:")
    told = [
        "first line above the title",
        "second line above the title",
        "beside the key",
        "beside the source",
        "inside",
    ]
    assert lines[title - 5 : title] == [f"# {line}" for line in told]
    assert _data(text)["texts"]["survey.title"]["text"] == "# not a remark\nof two lines\n"
    assert lines[lines.index("sections.only.title:") - 1] == "# beside all of it"
    assert lines[lines.index("questions.q9.text:") - 1] == "# above what is gone"
    assert lines[-1] == "# at the end"
    assert _updated(tmp_path) == text


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
CHOSEN = st.sampled_from(
    ["survey.title", "questions.n1.text", "questions.q1.options.a.label", "questions.gone.text", "odd: key # x", "-"]
)
ENTRY = st.fixed_dictionaries({"from": WORDS, "text": WORDS}, optional={"note": WORDS, "was": WORDS})
ENTRIES = st.dictionaries(CHOSEN, ENTRY, max_size=6)


@settings(max_examples=60)
@given(entries=ENTRIES, parked=ENTRIES, note=WORDS)
def test_no_translation_is_ever_lost(entries: dict[str, Any], parked: dict[str, Any], note: str) -> None:
    """Whatever was written, in whatever letters, is there after an update, and a second update changes nothing."""
    data = {"language": "xx", "note": note, "texts": entries, "parked": parked}
    with TemporaryDirectory() as name:
        folder = write(Path(name), SMALL)
        (folder / "translations").mkdir()
        written = yaml.safe_dump(data, allow_unicode=False, sort_keys=False)
        (folder / FILE).write_text(written, encoding="utf-8")
        try:
            once = updated(folder, load(folder), "xx", str)
        except QuestionnaireInvalid:
            assert (folder / FILE).read_text(encoding="utf-8") == written
            return
        (folder / FILE).write_text(once, encoding="utf-8")
        after = _data(once)
        assert set(_translations(data)) <= set(_translations(after))
        assert after.get("note", "") == note
        assert updated(folder, load(folder), "xx", str) == once


def _translations(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every translation that is more than blanks, with its remark."""
    for name in ("texts", "parked"):
        for entry in data.get(name, {}).values():
            if isinstance(entry.get("text"), str) and entry["text"].split():
                yield entry["text"], entry.get("note", "")


@pytest.mark.parametrize(
    "text", ["language: [\n", "language: xx\ntexts: {a: {txet: b}}\n", "language: xx\ntexts: {a: {text: 1}}\n"]
)
def test_a_file_with_faults_is_not_written_over(text: str, tmp_path: Path) -> None:
    write(tmp_path, {**SMALL, FILE: text})
    done = _run("translate", str(tmp_path), "--lang", "xx")
    assert done.exit_code == 3
    assert FILE in done.stdout
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_command_writes_updates_and_tells_how_far_it_is(tmp_path: Path) -> None:
    folder = str(write(tmp_path, SMALL))
    first = _run("translate", folder, "--lang", "xx")
    assert (first.exit_code, first.stdout.strip()) == (
        0,
        "xx (xx): 0 of 9 texts translated (0 %), 9 missing, 0 stale, 0 unknown",
    )
    assert "up to date" in _run("translate", folder, "--lang", "xx").stderr
    file = tmp_path / FILE
    file.write_text(file.read_text().replace('from: Small\n    text: ""', "from: Tiny\n    text: Winzig"))
    status = _run("translate", folder, "--status").stdout
    assert status == "xx (xx): 0 of 9 texts translated (0 %), 8 missing, 1 stale, 0 unknown\n"
    out = tmp_path / "elsewhere.yaml"
    before = file.read_text()
    assert _run("translate", folder, "--lang", "xx", "--out", str(out)).exit_code == 0
    assert file.read_text() == before
    assert "was: Tiny" in out.read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--lang", "en"], 2, "itself is in 'en'"),
        (["--lang", "../x"], 2, "no code of a language"),
        ([], 2, "--lang is needed"),
        (["--status"], 0, "has no translations"),
        (["--status", "--lang", "de"], 3, ""),
    ],
)
def test_what_cannot_be_translated_is_said(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = _run("translate", str(write(tmp_path, SMALL)), *arguments)
    assert done.exit_code == code
    assert said in done.stderr


def test_a_check_tells_what_is_missing_and_fails_only_where_the_language_is_asked_for(tmp_path: Path) -> None:
    folder = str(write(tmp_path, {**SMALL, FILE: "language: xx\ntexts:\n  survey.title: {from: Tiny, text: Winzig}\n"}))
    told, failed = _run("check", folder), _run("check", folder, "--lang", "xx")
    assert (told.exit_code, failed.exit_code) == (0, 3)
    for done in (told, failed):
        assert f"{FILE}:3: X702" in done.stdout
        assert "X701 text not translated: xx: questions.n1.text" in done.stdout
    assert _run("check", folder, "--lang", "de").exit_code == 2
    write(
        tmp_path,
        {
            FILE: "language: xx\ntexts:\n  survey.title: {from: Small, text: '\\e[31m'}\n  'a\\e': {}\n".replace(
                "'", '"'
            )
        },
    )
    assert "\x1b" not in _run("check", folder).stdout
    write(tmp_path, {FILE: "language: xx\ntexts:\n  questions.n1.text: {from: How many?, text: '{'}\n"})
    faulty = _run("check", folder)
    assert (faulty.exit_code, f"{FILE}:3: T401" in faulty.stdout) == (3, True)


def test_the_shipped_translation_is_complete() -> None:
    assert _run("check", str(QUESTIONS / "examples" / "coffee"), "--lang", "de").exit_code == 0
