"""Makes tables.json and pycanon.json: a dozen tables, and what pycanon says of them (in an environment of its own)."""

import importlib
import json
import random
import sys
from pathlib import Path
from typing import Any

import pandas as pd

anonymity = importlib.import_module("pycanon.anonymity")

FOLDER = Path(sys.argv[1])


def table(seed: int) -> dict[str, list[Any]]:
    rng = random.Random(seed)
    rows, keys = rng.choice([12, 40, 150, 400]), rng.randint(1, 5)
    sizes = [rng.randint(2, 4) for _ in range(keys)]
    columns: dict[str, list[Any]] = {
        f"q{key}": [min(int(rng.expovariate(1.1)), sizes[key] - 1) for _ in range(rows)] for key in range(keys)
    }
    columns["words"] = [rng.choice("abcdee") for _ in range(rows)]
    columns["number"] = [rng.choice([1, 2, 3, 5, 8, 13]) for _ in range(rows)]
    if seed % 3 == 0:
        columns = {name: [value for value in values for _ in range(4)] for name, values in columns.items()}
        columns["words"] = [rng.choice("abcdee") for _ in columns["words"]]
        columns["number"] = [rng.choice([1, 2, 3, 5, 8, 13]) for _ in columns["number"]]
    return columns


def figures(columns: dict[str, list[Any]]) -> dict[str, Any]:
    frame = pd.DataFrame(columns)
    keys = [name for name in columns if name.startswith("q")]
    return {
        "k": int(anonymity.k_anonymity(frame, keys)),
        "l": {name: int(anonymity.l_diversity(frame, keys, [name])) for name in ("words", "number")},
        "entropy": {name: int(anonymity.entropy_l_diversity(frame, keys, [name])) for name in ("words", "number")},
        "t": {name: float(anonymity.t_closeness(frame, keys, [name])) for name in ("words", "number")},
    }


tables = [table(seed) for seed in range(12)]
(FOLDER / "tables.json").write_text(json.dumps(tables, separators=(",", ":")) + "\n")
(FOLDER / "pycanon.json").write_text(json.dumps([figures(columns) for columns in tables], indent=1) + "\n")
