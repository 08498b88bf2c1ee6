"""Scripts of rehearsals, mutated as text and as data: faults with their lines, or a replay."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import yaml

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.rehearsal.difference import told
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.script.reading import read_script
from tests.rehearsal.test_behaviours import SCRIPTS, questionnaire_of
from tests.rehearsal.test_malformed import ODD, content_of, places, renamed, replaced

from .fuzzing import Target, fuzzed, mutated
from .outcome import Outcome

_REPLAYED = 40
"""One in so many scripts that can be read is also replayed."""


def run(count: int, seed: int) -> Outcome:
    """Try so many scripts."""
    with TemporaryDirectory() as place:
        file = Path(place) / "odd.yaml"
        return fuzzed("scripts", Target(_made, lambda data: _tried(file, data)), count, seed)


@cache
def _texts() -> list[bytes]:
    return [file.read_bytes() for file in SCRIPTS]


_content = cache(content_of)


def _made(random: Random) -> bytes:
    """Return the number of the script that is mutated, and the text that came of it."""
    number = random.randrange(len(SCRIPTS))
    if random.random() < 0.5:
        return b"%d:" % number + mutated(_texts()[number], random)
    content = _content(SCRIPTS[number])
    for _ in range(random.choice((1, 1, 2, 3))):
        place = random.choice(places(content))
        if place and random.random() < 0.3:
            content = renamed(content, place, random.choice(["answer", "expect", "back", "x", "1", "a@b/c"]))
        else:
            content = replaced(content, place, random.choice(ODD))
    return b"%d:" % number + yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()


def _tried(file: Path, data: bytes) -> str:
    number, _, text = data.partition(b":")
    file.write_bytes(text)
    try:
        script = read_script(file)
    except QuestionnaireInvalid as error:
        return _refused(error)
    if not number.isdigit() or Random(text).randrange(_REPLAYED):
        return "taken"
    replayed = replay(script, questionnaire_of(SCRIPTS[int(number) % len(SCRIPTS)]))
    replayed.to_data()
    assert all(list(told(failure.verdict)) for failure in replayed.failures)
    return "replayed"


def _refused(error: QuestionnaireInvalid) -> str:
    assert error.faults
    assert all(fault.line > 0 and fault.message and fault.remedy for fault in error.faults)
    return "refused"
