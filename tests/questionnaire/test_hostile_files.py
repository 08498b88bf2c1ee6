"""Files that are too large, too deep or too many are refused quickly and in little memory, with a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.limits import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_QUESTIONS, MAXIMUM_VALUES
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.test_all_at_once import LAUGHS
from tests.questionnaire.writing import HEAD_LINES, faults_of, write

SECONDS, MEGABYTES = 1.5, 200

_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import load

def peak():
    status = Path("/proc/self/status")  # ru_maxrss counts the process that started this one
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

import mlops_survey_tui.questionnaire.compiler
for folder in sys.argv[1:]:
    start = time.process_time()
    try:
        load(Path(folder))
        faults = []
    except QuestionnaireInvalid as error:
        faults = [(fault.file, fault.line, fault.code) for fault in error.faults]
    print(json.dumps([faults, time.process_time() - start, peak() / 1024]))
"""


def _question(number: int) -> str:
    return f"- {{kind: info, id: q{number}, text: T, sensitivity: none}}\n"


def _many(count: int, first: int = 0) -> str:
    return "".join(_question(number) for number in range(first, first + count))


def _section(name: str, questions: str) -> str:
    return f"id: {name}\ntitle: S\nquestions:\n{questions}"


BOMBS = {
    "billion laughs": {"survey.yaml": "sections: [s]\n", "lists/l.yaml": LAUGHS},
    "laughs in keys": {"survey.yaml": LAUGHS.replace("    options:", "      ? *l8\n      : x\n    options:")},
    "deep lists": {"survey.yaml": "[" * 200_000},
    "deep mappings": {"survey.yaml": "".join(f"{' ' * n}a:\n" for n in range(1500))},
    "wide list": {"survey.yaml": f"title: [{'a,' * 900_000}]\n"},
    "huge file": {"survey.yaml": "#" * 60_000_000},
    "100,000 questions in a file": {"survey.yaml": "sections: [s]\n", "sections/s.yaml": _section("s", _many(100_000))},
    "100,000 questions in 200 files": {
        "survey.yaml": "sections:\n" + "".join(f"- s{n}\n" for n in range(200)),
        **{f"sections/s{n}.yaml": _section(f"s{n}", _many(500, n * 500)) for n in range(200)},
    },
    "a recursive alias": {"survey.yaml": "title: &a [*a]\n"},
    "a number with many digits": {"survey.yaml": f"edition: {'9' * 100_000}\n"},
}


def test_bombs_are_refused_quickly_and_in_little_memory(tmp_path: Path) -> None:
    """All are loaded one after the other by one process, whose peak of memory is that of the worst."""
    folders = [write(tmp_path / name, files) for name, files in BOMBS.items()]
    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, *map(str, folders)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    for name, line in zip(BOMBS, run.stdout.splitlines(), strict=True):
        faults, seconds, megabytes = json.loads(line)
        assert faults, name
        assert faults[0][2] in ("F102", "F103"), name
        assert all(number >= 1 for _, number, _ in faults), name
        assert seconds < SECONDS, name
        assert megabytes < MEGABYTES, name


def test_the_line_of_a_bomb_is_told(tmp_path: Path) -> None:
    deep = "a: 1\nb: 2\nc: " + "[" * (MAXIMUM_DEPTH + 2) + "\n"
    wide = "a: 1\nb:\n" + "- x\n" * (MAXIMUM_VALUES + 10)
    before = 5  # the mapping, its two keys, 1, and the list
    for text, line in ((deep, 3), (wide, 2 + MAXIMUM_VALUES - before + 1)):
        (found,) = faults_of(tmp_path, {"lists/l.yaml": text, "survey.yaml": "sections: [{}]"})[:1]
        assert (found.file, found.line, found.code) == ("lists/l.yaml", line, "F103")


def test_a_question_too_many_is_told_with_its_line(tmp_path: Path) -> None:
    files = {"survey.yaml": "sections: [s]\n", "sections/s.yaml": _section("s", _many(MAXIMUM_QUESTIONS + 3))}
    (found,) = faults_of(tmp_path, files)
    assert (found.file, found.line, found.code) == ("sections/s.yaml", MAXIMUM_QUESTIONS + 4, "F103")


def test_a_large_questionnaire_is_taken(tmp_path: Path) -> None:
    files = {"survey.yaml": "sections: [s]\n", "sections/s.yaml": _section("s", _many(MAXIMUM_QUESTIONS))}
    assert faults_of(tmp_path, files) == []


def test_files_are_measured_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_text("id: x\n")
    (tmp_path / "lists").mkdir()
    with (tmp_path / "lists" / "sparse.yaml").open("wb") as stream:
        stream.truncate(50 * MAXIMUM_BYTES)
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(tmp_path)
    assert [(fault.file, fault.code) for fault in raised.value.faults] == [("lists/sparse.yaml", "F103")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id: \xff\xfe\n", "F102"),
        (b"id: x\x00\n", "F102"),
        (b'id: "\\ud800"\n', "F102"),
        (b"id: !!python/object/apply:os.system [echo]\n", "F104"),
        (b"id: !!int x\n", "F102"),
        (b"id: !!omap x\n", "F104"),
        (b"", "F104"),
        (b"- a\n", "F104"),
        (b"--- a\n--- b\n", "F102"),
        (b"<<: {id: x}\n", "F104"),
        (b"id: .nan\n", "F104"),
    ],
)
def test_odd_files_have_a_fault(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_bytes(content)
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(tmp_path)
    assert code in {fault.code for fault in raised.value.faults}


def test_names_of_sections_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(_section("secret", _many(1)))
    long = "x" * 5000
    found = faults_of(tmp_path, {"survey.yaml": f"sections: ['../secret', {long}, 'a/b', \"\\0\"]\n"})
    assert [fault.code for fault in found] == ["F101"] * 4


def test_a_folder_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").mkdir()
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(tmp_path)
    assert raised.value.faults[0].code == "F101"


def test_yes_and_dates_are_text(tmp_path: Path) -> None:
    manifest = f"{HEAD_LINES}opens: 2026-03-01\nsections:\n- id: s\n  title: 12:30\n  questions:\n"
    question = (
        "  - {kind: single, id: q, text: T, sensitivity: none, options: [{id: yes, label: No}, {id: off, label: 1}]}\n"
    )
    (found,) = faults_of(tmp_path, {"survey.yaml": manifest + question})
    assert found.message == "options.1.label: Input should be a valid string; put it in quotes"
