"""Rakes a file with weightipy, and prints the seconds as JSON: run with a Python that has it."""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any


def main(file: Path) -> None:
    """Rake to the shares beside the file; only the raking is timed."""
    pandas: Any = import_module("pandas")
    weightipy: Any = import_module("weightipy")
    targets = json.loads(file.with_suffix(".json").read_text("utf-8"))
    data = pandas.read_csv(file)
    shares = {
        name: {int(level): 100 * share for level, share in each.items()} for name, each in targets.items()
    }  # fmt: skip
    scheme = weightipy.scheme_from_dict(shares)
    begun = time.perf_counter()
    weightipy.weight_dataframe(data, scheme)
    print(json.dumps({"seconds": time.perf_counter() - begun}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
