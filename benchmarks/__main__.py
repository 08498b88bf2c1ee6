"""``python -m benchmarks [GROUP|all] [--runs N] [--json FILE]``: measure, print, and keep the figures."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path

from . import collector, engine, keys, maxdiff, publication, start, statistics_ranking, statistics_weights
from .measured import Result
from .report import document, lines

GROUPS: Mapping[str, Callable[[int], list[Result]]] = {
    "start": start.measure,
    "keys": keys.measure,
    "engine": engine.measure,
    "collector": collector.measure,
    "maxdiff": maxdiff.measure,
    "weights": statistics_weights.measure,
    "rankings": statistics_ranking.measure,
    "publication": publication.measure,
}


def main(arguments: list[str]) -> int:
    """Measure the groups asked for; return the exit code."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="?", default="all", choices=[*GROUPS, "all"])
    parser.add_argument("--runs", type=int, default=9, help="rounds over everything; medians are taken over them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    wishes = parser.parse_args(arguments)
    results: list[Result] = []
    for name in GROUPS if wishes.group == "all" else [wishes.group]:
        found = GROUPS[name](wishes.runs)
        print(f"\n{name}", *lines(found), sep="\n")
        results += found
    if wishes.json:
        text = json.dumps(document(results, wishes.runs), indent=1, ensure_ascii=False)
        wishes.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
