"""Bundles of whole interviews, written down: what would leave the machine, down to the last code.

``python -m tests.sharing.whole_bundles`` writes them anew, after a change that is meant to alter what is shared.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mlops_survey_tui.sharing.bundle import bundle
from tests.interview.records import SEEDS, walked
from tests.interview.surveys import shipped

FOLDER = Path(__file__).with_name("bundles")
WALKS = [(name, seed) for name, seeds in SEEDS.items() for seed in seeds]
AGREED = ("message", "gift")
"""Pages whose words are shared."""


def shared(name: str, seed: int) -> dict[str, Any]:
    """Return what an interview would share."""
    session, _ = walked(name, seed)
    return bundle(shipped(name), session.seed, session.log, AGREED)


def file_of(name: str, seed: int) -> Path:
    """Return where a bundle is kept."""
    return FOLDER / f"{name.rpartition('/')[2]}-{seed}.txt"


def written(found: dict[str, Any]) -> str:
    """Return a bundle as it is kept: an answer and a decision a line; without the hash, which every comma changes."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found.items() if key not in _PARTS]
    lines += [f"answers.{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found["answers"].items()]
    lines += [f"chance: {json.dumps(value, ensure_ascii=False)}" for value in found["chance"]]
    return "\n".join(lines) + "\n"


_PARTS = ("answers", "chance", "hash")

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for walk in WALKS:
        file_of(*walk).write_text(written(shared(*walk)), encoding="utf-8")
