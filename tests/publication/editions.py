"""Simulated editions for tests: bundles as a collector exports them, of respondents whose answers go together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.bundles import exported
from mlops_survey_tui.rehearsal.simulation.format import PersonaSpec
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, read_personas, simulate

PROJECT = Path(__file__).parents[2]
FOLDERS = {
    "2026": PROJECT / "questions/2026",
    "coffee": PROJECT / "questions/examples/coffee",
    "workshop": PROJECT / "questions/examples/workshop",
}
PERSONAS = {"2026": Path(__file__).parent / "personas-2026.yaml"}
_KEPT = PROJECT / ".pytest_cache/editions"


@cache
def questionnaire(name: str) -> Questionnaire:
    """Return one of the shipped questionnaires."""
    return load(FOLDERS[name])


@cache
def personas(name: str) -> tuple[PersonaSpec, ...]:
    """Return who answers a questionnaire."""
    return tuple(read_personas(PERSONAS[name])) if name in PERSONAS else (ANYBODY,)


@cache
def lines(name: str, count: int, seed: str = "edition") -> tuple[bytes, ...]:
    """Return bundles as lines of an export; what was simulated once is kept beside the caches of the tests."""
    told = [questionnaire(name).source_hash, count, seed, [one.model_dump_json() for one in personas(name)]]
    kept = _KEPT / f"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]}.jsonl"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{Random().getrandbits(32)}")
        partial.write_bytes(b"".join(_simulated(name, count, seed)))
        partial.replace(kept)
    return tuple(kept.read_bytes().splitlines(keepends=True))


def file(name: str, count: int, folder: Path, seed: str = "edition") -> Path:
    """Write an export into a folder."""
    path = folder / f"{name}.jsonl"
    path.write_bytes(b"".join(lines(name, count, seed)))
    return path


def whole(line: bytes, number: int) -> bytes:
    """Return a bundle as it was sent, with an id, the hash of a token, and padding."""
    digest = hashlib.sha256(f"bundle {number}".encode()).hexdigest()
    data = json.loads(line) | {"id": digest[:32], "withdrawal": digest, "padding": " " * 7}
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _simulated(name: str, count: int, seed: str) -> Iterator[bytes]:
    asked = questionnaire(name)
    for one in simulate(asked, personas(name), count, seed, processes=1):
        data = exported(asked, one) | {"marks": []}
        yield json.dumps(data, sort_keys=True, separators=(",", ":")).encode() + b"\n"
