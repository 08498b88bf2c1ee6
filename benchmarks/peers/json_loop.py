"""The plainest way to count bundles: a loop over the lines with ``json``, ticks of one question by codes of another."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    counts: Counter[tuple[str, str]] = Counter()
    with Path(file).open("rb") as lines:
        for line in lines:
            answers = json.loads(line)["answers"]
            code = answers[group].get("value")
            counts.update((code, option) for option in answers[ticked].get("value", ()) if code)
    print(counts.total(), len(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
