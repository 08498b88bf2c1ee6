"""Questionnaires with translations: every shipped file mutated, as text and as data; faults with places, or a model."""

from __future__ import annotations

import copy
import shutil
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from mlops_survey_tui.publication.plan.reading import plan_faults
from mlops_survey_tui.questionnaire.errors import CATALOGUE, Fault, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.test_robustness import _shipped, mutate
from tests.questionnaire.writing import QUESTIONS

from .fuzzing import Target, fuzzed, mutated
from .outcome import Outcome

_SMALL = ("examples/coffee", "examples/workshop")
_SEPARATOR = b"\n@@@\n"


def run(count: int, seed: int) -> Outcome:
    """Try so many questionnaires, each in one folder that is written anew where it is mutated."""
    with TemporaryDirectory() as place:
        for name in ("2026", *_SMALL):
            shutil.copytree(QUESTIONS / name, Path(place) / name, ignore=shutil.ignore_patterns("scripts"))
        return fuzzed("loader", Target(_made, lambda data: _tried(Path(place), data)), count, seed)


@cache
def _files(name: str) -> dict[str, bytes]:
    folder = QUESTIONS / name
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in _asked(folder)}


def _asked(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.yaml")) if "scripts" not in file.parts]


def _made(random: Random) -> bytes:
    """Return the name of a questionnaire and of one of its files, and what is to stand in it."""
    name = "2026" if random.random() < 0.01 else random.choice(_SMALL)
    files = _files(name)
    file = random.choice(sorted(files))
    content = _as_data(name, file, random) if random.random() < 0.5 else mutated(files[file], random)
    return f"{name}:{file}".encode() + _SEPARATOR + content


def _as_data(name: str, file: str, random: Random) -> bytes:
    """Return a file in which values were taken away, replaced by others, renamed or repeated."""
    data: dict[str, Any] = {}
    while file not in data or data[file] == _shipped(name)[0].get(file):
        data = copy.deepcopy(_shipped(name)[0])
        try:
            mutate(data, name, random)
        except (KeyError, IndexError, TypeError):
            continue
        file = next((one for one, content in data.items() if content != _shipped(name)[0][one]), file)
        if random.random() < 0.05:
            break
    return yaml.dump(data[file], Dumper=yaml.CSafeDumper, sort_keys=False).encode()


def _tried(place: Path, data: bytes) -> str:
    head, _, content = data.partition(_SEPARATOR)
    name, _, file = head.decode("utf-8", "replace").partition(":")
    if file not in _files_of(name):
        return "no file"
    target = place / name / file
    target.write_bytes(content)
    try:
        return _loaded(place / name, file)
    finally:
        target.write_bytes(_files(name)[file])


def _files_of(name: str) -> dict[str, bytes]:
    return _files(name) if name in ("2026", *_SMALL) else {}


def _loaded(folder: Path, file: str) -> str:
    try:
        language = file.removeprefix("translations/").removesuffix(".yaml") if file.startswith("translations/") else ""
        found = load(folder, language=language)
        if file == "publication.yaml":
            _have_places(folder, plan_faults(found, folder))
    except QuestionnaireInvalid as error:
        faults = error.faults
    else:
        return "taken"
    assert faults
    _have_places(folder, faults)
    return "refused"


def _have_places(folder: Path, faults: list[Fault]) -> None:
    for fault in faults:
        assert fault.code in CATALOGUE
        assert fault.message
        assert fault.line >= 1, fault
        assert (folder / fault.file).exists() or fault.code == "F101", fault
