"""Words of the command line, file names and texts in files that would steer a terminal: every command shows them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from tests.questionnaire.writing import HEAD_LINES

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a terminal would obey, or what would change how the rest is read."""
HOSTILE = "\x1b[31mred\x1b]0;title\x07\u202eturned\u200b"
_RUNS_ON = ("serve",)
"""Commands that go on until they are stopped, where they take the words."""


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command that there is, by its words."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, (*path, name))
    else:
        yield path, command


COMMANDS = dict(commands(get_command(app)))


def said(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """Run a command in this process; return all that it said."""
    with pytest.raises(SystemExit) as left:
        get_command(app).main(arguments, prog_name="mlops-survey")
    assert left.value.code in (0, 1, 2, 3, 4)
    out, err = capfd.readouterr()
    return out + err


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLOPS_SURVEY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("MLOPS_SURVEY_RAFFLE_DIR", str(tmp_path / "raffle"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_shows_hostile_words_as_what_they_are(
    words: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    wanted = [one for one in COMMANDS[words].params if one.param_type_name == "argument"]
    told = [said([*words, f"--{HOSTILE}"], capfd), said([*words, *[HOSTILE] * (len(wanted) + 3)], capfd)]
    if wanted and words[0] not in _RUNS_ON:
        told.append(said([*words, *[HOSTILE] * len(wanted)], capfd))
    assert all(text.strip() for text in told)
    assert not STEERS.search("".join(told))
    assert "red" in told[0]


def hostile_questionnaire(folder: Path) -> Path:
    """Write a questionnaire whose names, texts and faults would steer a terminal."""
    odd = r'"\e[31mred\u202e\u200b"'
    folder.mkdir()
    (folder / "survey.yaml").write_text(
        f"{HEAD_LINES}title: {odd}\n".replace("title: Small\n", "") + "sections: [s]\n", encoding="utf-8"
    )
    (folder / "sections").mkdir()
    question = f"- {{kind: single, id: q, text: {odd}, sensitivity: none, options: [{{id: a, label: {odd}}}, {{id: b, label: B}}]}}\n"
    (folder / "sections" / "s.yaml").write_text(f"id: s\ntitle: {odd}\nquestions:\n{question}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "DIR"), ("check", "DIR", "--lint"), ("graph", "DIR"), ("compare", "DIR", "DIR"),
        ("simulate", "--questions", "DIR", "--count", "3"), ("translate", "DIR", "--lang", "de", "--print"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_texts_of_questionnaires_are_shown_as_what_they_are(
    arguments: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = hostile_questionnaire(tmp_path / f"q{HOSTILE.replace('/', '')}")
    text = said([str(folder) if one == "DIR" else one for one in arguments], capfd)
    assert text.strip()
    assert not STEERS.search(text)


@pytest.mark.parametrize("face", ["plain", "tui"])
def test_a_questionnaire_of_hostile_texts_replays(face: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = hostile_questionnaire(tmp_path / "q")
    (tmp_path / "script.yaml").write_text("steps:\n  - answer: {q: a}\n", encoding="utf-8")
    words = ["replay", "script.yaml", "--questions", str(folder), "--through", face, "--junit", "results.xml"]
    told = [said([*words, "--coverage", f"coverage.{ending}"], capfd) for ending in ("html", "txt")]
    assert not any("FAILED" in one for one in told)
    told += [(tmp_path / name).read_text(encoding="utf-8") for name in ("results.xml", "coverage.html", "coverage.txt")]
    assert not STEERS.search("".join(told))


@pytest.mark.parametrize(
    "text", [r'"\e[31m\u202e": 1', r'a: "\e[31m', r"sections: ['\e\u202e/x', '{}']".replace(r"\e\u202e", "\u202e")]
)
def test_faults_quote_hostile_files_as_what_they_are(
    text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "survey.yaml").write_text(f"{HEAD_LINES}{text}\n", encoding="utf-8")
    told = said(["check", str(tmp_path)], capfd)
    assert "survey.yaml:" in told
    assert not STEERS.search(told)


def test_names_that_are_no_text_are_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")
    assert not STEERS.search(said(["check", folder], capfd))


@pytest.mark.parametrize("option", ["--lang", "--section", "--channel", "--resume", "--questions", "--keys"])
def test_the_survey_itself_shows_hostile_words_as_what_they_are(option: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mlops_survey_tui", "--plain", "--data-dir", str(tmp_path / "d"), option, HOSTILE],
        input="\n", capture_output=True, text=True, check=False, timeout=30,
        env={**os.environ, "MLOPS_SURVEY_THEME": HOSTILE, "LANG": HOSTILE},
    )  # fmt: skip
    assert run.returncode in (0, 2, 3, 4)
    assert not STEERS.search(run.stdout + run.stderr)


FAKED = "a\nAll is well.\n"
"""A name that would make a line of its own in every message that quotes it."""


@pytest.mark.parametrize(
    "words",
    [
        ["check", FAKED],
        ["graph", FAKED],
        ["replay", FAKED],
        ["verify", f"{FAKED}/more"],
        ["import", f"{FAKED}.csv"],
        ["report", "--from", FAKED],
        ["responses", "show", FAKED],
        ["responses", "export", "--out", f"{FAKED}/more"],
        ["raffle", "verify", FAKED],
        ["--questions", FAKED, "--plain"],
        ["--data-dir", f"/proc/{FAKED}", "--plain"],
        ["keys", "--keys", FAKED],
        ["--resume", FAKED],
        ["--section", FAKED, "--memory"],
        [FAKED],
    ],
    ids=lambda words: " ".join(words).replace("\n", "-"),
)
def test_no_name_makes_a_line_of_its_own(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mlops_survey_tui", *words]
    done = subprocess.run(command, input="2\n", capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode in (1, 2, 3, 4)
    assert "All is well." not in (done.stdout + done.stderr).splitlines()
    assert "All is well." in done.stderr + done.stdout
