"""What protection made of some tables, written down: a release must come out the same when it is made again.

``python -m tests.publication.disclosure.recorded`` writes it anew, after a change that is meant to alter releases.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from mlops_survey_tui.publication.disclosure.aggregates import CannotHide, hidden_answers, hidden_cells, hidden_shares
from mlops_survey_tui.publication.disclosure.independent import heaviest
from mlops_survey_tui.publication.disclosure.keys import key_of
from mlops_survey_tui.publication.disclosure.protect import CannotProtect, Table, protect
from mlops_survey_tui.publication.disclosure.ticks import TickQuestion, fold, packed
from mlops_survey_tui.publication.limits import limits_for

FILE = Path(__file__).parent / "figures" / "recorded.json"
_PLACES = 9
"""Decimals that are compared: as many as do not depend on the order of additions."""


def _protected(seed: int, rows: int, values: int) -> Any:
    chance = np.random.default_rng(seed)
    codes = [f"c{value}" for value in range(values)]
    ladder = [
        ("pairs", {code: f"p{place // 2}" for place, code in enumerate(codes)}),
        ("halves", {code: f"h{place // 4}" for place, code in enumerate(codes)}),
    ]
    keys = tuple(key_of(name, codes, ladder, 3.0 - place) for place, name in enumerate(("region", "role", "size")))
    cells = {key.name: np.minimum(chance.geometric(0.4, rows) - 1, values - 1).astype(np.int64) for key in keys}
    table = Table(keys, cells, {"pay": chance.integers(0, 3, rows).astype(np.int64)})
    try:
        made = protect(table, limits_for(rows))
    except CannotProtect as error:
        return str(error)
    told = asdict(made.fidelity)
    told["pairs"] = {" ".join(names): value for names, value in told["pairs"].items()}
    return {
        "levels": made.levels, "suppressed": made.suppressed, "share": made.share, "lost": made.lost,
        "before": asdict(made.before), "after": asdict(made.after), "fidelity": told,
        "diversity": {name: asdict(one) for name, one in made.diversity.items()},
        "cells": {name: "".join("x" if cell < 0 else str(cell) for cell in column) for name, column in made.cells.items()},
    }  # fmt: skip


def _folded(seed: int, rows: int, options: int) -> Any:
    chance = np.random.default_rng(seed)
    ticks = np.asarray(chance.random((rows, options)) < chance.beta(0.5, 3, options))
    names = tuple(f"o{place}" for place in range(options))
    half = options // 2
    questions = [
        TickQuestion("one", names[:half], packed(ticks[:, :half])),
        TickQuestion("two", names[half:], packed(ticks[:, half:]), names[-1]),
    ]
    return [
        {"id": one.id, "options": one.options, "folded": one.folded, "lost": one.lost, "withheld": one.withheld,
         "held": [int(one.holders(option, rows).sum()) for option in one.options]}
        for one in fold(questions)
    ]  # fmt: skip


def _hidden(seed: int, answers: int, groups: int) -> Any:
    chance = np.random.default_rng(seed)
    counts = np.minimum(chance.geometric(0.12, (answers, groups)) - 1, 40).astype(np.int64)
    return {"counts": counts.tolist(), "cells": _mask(lambda: hidden_cells(counts)), "answers": _mask(lambda: hidden_answers(counts)),
            "shares": _mask(lambda: np.array(hidden_shares(counts[0], counts.sum(axis=0))))}  # fmt: skip


def _mask(made: Callable[[], Any]) -> Any:
    try:
        return ["".join(".x"[int(cell)] for cell in line) for line in made()]
    except CannotHide as error:
        return str(error)


def _independent(seed: int, things: int) -> Any:
    chance = np.random.default_rng(seed)
    conflicts = np.triu(chance.random((things, things)) < 0.3, 1)
    return np.flatnonzero(heaviest(conflicts | conflicts.T, chance.integers(1, 30, things), 200)).tolist()


def outcomes() -> Mapping[str, Any]:
    """Return what comes of each table, rounded."""
    made = {
        f"protected {seed} {rows}": _protected(seed, rows, 8) for seed, rows in ((1, 60), (2, 120), (3, 200), (4, 12))
    }
    made |= {f"folded {seed}": _folded(seed, rows, 10) for seed, rows in ((1, 90), (2, 200), (3, 40), (4, 700))}
    made |= {f"hidden {seed}": _hidden(seed, 2 + seed % 4, 2 + seed % 3) for seed in range(12)}
    made |= {f"independent {seed}": _independent(seed, 18) for seed in range(4)}
    whole: Mapping[str, Any] = json.loads(
        json.dumps(made, default=str), parse_float=lambda text: round(float(text), _PLACES)
    )
    return whole


if __name__ == "__main__":
    FILE.write_text(json.dumps(outcomes(), indent=1) + "\n", encoding="utf-8")
