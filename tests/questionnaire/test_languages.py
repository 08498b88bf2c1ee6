"""Which language is taken: what was asked for, what the environment says, and what the questionnaire has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui import language
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.translation.choosing import Chosen, UnknownLanguage, in_language
from mlops_survey_tui.questionnaire.translation.languages import fitting, is_code, name_of, translations, wished
from tests.questionnaire.writing import QUESTIONS, write

from .translating import SMALL

COFFEE = QUESTIONS / "examples" / "coffee"


@pytest.fixture(autouse=True)
def _speak_english_again() -> Iterator[None]:
    yield
    language.use(language.SOURCE)


def _chosen(wish: str = "", **environ: str) -> Chosen:
    return in_language(COFFEE, load(COFFEE), None, wish, environ)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ()),
        ({"LANG": "de_DE.UTF-8"}, ("de-DE",)),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, ()),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, ()),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_FR@euro", "LANG": "de_DE"}, ("fr-FR",)),
        ({"LANGUAGE": "pt_BR:de", "LANG": "en_US.UTF-8"}, ("pt-BR", "de", "en-US")),
        ({"LANGUAGE": "de"}, ("de",)),
        ({"LANGUAGE": "::../../etc:%n", "LANG": "x" * 500}, ()),
    ],
)
def test_the_environment_names_languages(environ: dict[str, str], expected: tuple[str, ...]) -> None:
    assert wished(environ) == expected


@pytest.mark.parametrize(
    ("wishes", "languages", "expected"),
    [
        (["de-AT"], ["en", "de"], "de"),
        (["pt"], ["en", "pt-BR"], "pt-BR"),
        (["pt-BR"], ["pt", "pt-BR"], "pt-BR"),
        (["PT-br"], ["pt", "pt-BR"], "pt-BR"),
        (["fr", "de"], ["en", "de"], "de"),
        (["en-GB", "de"], ["en", "de"], "en"),
        (["fr"], ["en", "de"], ""),
        ([], ["en"], ""),
    ],
)
def test_the_first_wish_that_can_be_had_is_taken(wishes: list[str], languages: list[str], expected: str) -> None:
    assert fitting(wishes, languages) == expected


@pytest.mark.parametrize(
    ("wish", "environ", "expected"),
    [
        ("", {}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "de"),
        ("", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("", {"LANG": "C", "LANGUAGE": "de"}, "en"),
        ("de", {"LANG": "en_US.UTF-8"}, "de"),
        ("en", {"LANG": "de_DE.UTF-8"}, "en"),
        ("de_CH", {}, "de"),
        ("", {"MLOPS_SURVEY_LANG": "de", "LANG": "en_US.UTF-8"}, "de"),
        ("en", {"MLOPS_SURVEY_LANG": "de"}, "en"),
    ],
)
def test_the_questionnaire_is_shown_in_the_language_chosen(wish: str, environ: dict[str, str], expected: str) -> None:
    chosen = _chosen(wish, **environ)
    assert chosen.questionnaire.language == expected
    assert chosen.languages == (expected, "en" if expected == "de" else "de")
    assert chosen.notice == ""


def test_the_program_speaks_the_language_of_the_questionnaire(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = list[str]()

    def use(code: str) -> bool:
        spoken.append(code)
        return True

    monkeypatch.setattr(language, "use", use)
    _chosen("", LANG="de_DE.UTF-8")
    _chosen("", LANG="fr_FR.UTF-8")
    _chosen("de")
    assert spoken == ["de", "en", "de"]


def test_a_language_that_only_the_program_speaks_is_taken_with_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "use", lambda code: True)
    folder = write(tmp_path, SMALL)
    chosen = in_language(folder, load(folder), None, "de", {})
    assert chosen.questionnaire.language == "en"
    assert "Deutsch" in chosen.notice


def test_an_unknown_language_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownLanguage, match=r"no language qq\. Languages: en \(English\), de \(Deutsch\)"):
        _chosen("qq")


def test_a_faulty_translation_that_nobody_asked_for_keeps_nobody_out(tmp_path: Path) -> None:
    folder = write(tmp_path, {**SMALL, "translations/de.yaml": "language: [\n"})
    chosen = in_language(folder, load(folder), None, "", {"LANG": "de_DE.UTF-8"})
    assert chosen.questionnaire.language == "en"
    assert "Deutsch" in chosen.notice


def test_files_that_are_no_translations_are_no_languages(tmp_path: Path) -> None:
    names = ("de", "pt-BR", "README", "..", "de backup", "-", "x")
    write(tmp_path, {**SMALL, **{f"translations/{name}.yaml": "language: de\n" for name in names}})
    assert translations(tmp_path) == ("de", "pt-BR")
    assert translations(tmp_path / "nowhere") == ()
    assert not is_code("../de")


def test_languages_are_named_as_they_name_themselves() -> None:
    assert [name_of(code) for code in ("de", "pt-BR", "he", "xx")] == ["Deutsch", "Português (BR)", "עברית", "xx"]
