"""The whole program in a language: asked for, chosen by the environment, kept when an interview is resumed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.questionnaire.writing import QUESTIONS

COFFEE = str(QUESTIONS / "examples" / "coffee")
PLAIN = {"LANG": "en_US.UTF-8", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _take(lines: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Take the survey through pipes, line by line."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "mlops_survey_tui", "--plain", "--questions", COFFEE, *arguments],
        input=lines, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**kept, **PLAIN, **environ},
    )  # fmt: skip


def test_an_interview_goes_on_in_the_language_it_began_in() -> None:
    began = _take("1\n1\n1\n", "--lang", "de")
    assert "Wie viele Tassen Kaffee trinkst du an einem Arbeitstag?" in began.stdout
    name = began.stdout.split("--resume ")[1].split()[0]
    resumed = _take("3\n", "--resume", name, LANG="en_US.UTF-8")
    assert "Wo trinkst du diese 3?" in resumed.stdout
    assert "Abschnitt: Deine Tassen." in resumed.stdout
    elsewhere = _take("review\n", "--resume", name, "--lang", "fr", LANG="en_US.UTF-8")
    assert elsewhere.returncode == 0
    assert "Deine Tassen" in elsewhere.stdout


@pytest.mark.parametrize(("arguments", "environ", "title"), [
    ([], {}, "How do you take your coffee?"),
    ([], {"LANG": "de_DE.UTF-8"}, "Wie trinkst du deinen Kaffee?"),
    ([], {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "How do you take your coffee?"),
    (["--lang", "en"], {"LANG": "de_DE.UTF-8"}, "How do you take your coffee?"),
    ([], {"MLOPS_SURVEY_LANG": "de"}, "Wie trinkst du deinen Kaffee?"),
])  # fmt: skip
def test_the_welcome_is_in_the_language_chosen_and_names_the_other(
    arguments: list[str], environ: dict[str, str], title: str
) -> None:
    welcome = _take("\n", *arguments, "--memory", **environ).stdout
    assert welcome.startswith(title)
    assert ("Deutsch (--lang de)" in welcome) == (title.startswith("How"))
    assert ("English (--lang en)" in welcome) == (title.startswith("Wie"))


def test_an_unknown_language_is_refused_with_those_that_there_are() -> None:
    refused = _take("\n", "--lang", "qq", "--memory")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "en (English), de (Deutsch)" in refused.stderr
