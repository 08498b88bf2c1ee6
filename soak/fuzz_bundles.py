"""Bundles: honest ones mutated as bytes and as data, checked as a collector checks what strangers send."""

from __future__ import annotations

import copy
import json
from functools import cache
from random import Random
from typing import Any

from mlops_survey_tui.collector.checking import check
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import enveloped
from tests.questionnaire.writing import QUESTIONS, SHIPPED

from .fuzzing import Target, fuzzed, mutated
from .outcome import Outcome

_WRONG: list[Any] = [
    None, True, 0, -1, 2**53, 2**53 + 1, 10**400, 0.5, "", "a", "yes", "none", "skipped", "answered", "\x00",
    "\ud800", "\u202e", "a" * 5000,
    [], {}, [[]], [{}], {"a": {"a": {"a": 1}}}, ["a", "a"], {"": ""}, "__class__", "1", ["1"], {"least": 1},
    {"from": 0, "to": -1},
]  # fmt: skip
_DEEP = [
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"9" * 100_000,
    b'"' + b"\\u0000" * 10_000 + b'"',
    b"\xef\xbb\xbf{}",
    b"{}".decode().encode("utf-16"),
]


def run(count: int, seed: int) -> Outcome:
    """Check so many bodies."""
    return fuzzed("bundles", Target(_made, tried), count, seed)


@cache
def _honest() -> list[bytes]:
    found = []
    for name, often in (("examples/coffee", 60), ("examples/workshop", 40), ("2026", 4)):
        survey = _survey(name)
        for one in simulate(survey, [ANYBODY], often, "fuzz", 1):
            found.append(enveloped(bundle(survey, one.seed, one.events), "1.0").body)
    return found


@cache
def _survey(name: str) -> Questionnaire:
    return load(QUESTIONS / name)


@cache
def _surveys() -> dict[str, Questionnaire]:
    return {survey.source_hash: survey for survey in map(_survey, SHIPPED)}


def _made(random: Random) -> bytes:
    chance = random.random()
    honest = random.choice(_honest() if chance > 0.97 else _honest()[:100])
    if chance < 0.001:
        return random.choice(_DEEP)
    if chance < 0.45:
        return mutated(honest, random)
    data = json.loads(honest)
    for _ in range(random.choice((1, 1, 2, 4))):
        _change(data, random)
    return json.dumps(data, separators=(",", ":"), ensure_ascii=random.random() < 0.3).encode("utf-8", "replace")


def _change(data: Any, random: Random) -> None:
    """Replace, take away, double or rename one value somewhere inside."""
    inner: Any = data
    while random.random() < 0.8:
        held = list(inner.values()) if isinstance(inner, dict) else inner
        deeper = [one for one in held if isinstance(one, dict | list) and one]
        if not deeper:
            break
        inner = random.choice(deeper)
    key: Any = random.choice(list(inner)) if isinstance(inner, dict) else random.randrange(len(inner))
    change = random.randrange(4)
    if change == 0:
        inner[key] = copy.deepcopy(random.choice(_WRONG))
    elif change == 1:
        del inner[key]
    elif change == 2 and isinstance(inner, dict):
        inner[random.choice([*map(str, inner), "other", "drinks", "cups@nowhere", ""])] = inner[key]
    elif isinstance(inner, list):
        inner.append(copy.deepcopy(inner[key]))
    else:
        other = random.choice(list(inner.values()))
        inner[key] = copy.deepcopy(other)


def beginnings() -> list[bytes]:
    """Return inputs that a guided search begins with."""
    return _honest()[:20]


def tried(body: bytes) -> str:
    """Check a body; return the code of why it is not taken, or that it is."""
    verdict = check(_surveys(), body)
    assert verdict.code or verdict.id
    return verdict.code or "taken"
