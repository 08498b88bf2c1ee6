"""``python -m benchmarks [GROUP|all] [--runs N] [--json FILE] [--page]``: measure, print, and keep the figures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path

from . import (
    collector,
    engine,
    install,
    keys,
    load,
    maxdiff,
    page,
    proof,
    publication,
    start,
    statistics_ranking,
    statistics_weights,
    store,
)
from .measured import Result
from .record import REFERENCE, keep, recorded
from .report import lines

GROUPS: Mapping[str, Callable[[int], list[Result]]] = {
    "start": start.measure,
    "keys": keys.measure,
    "engine": engine.measure,
    "store": store.measure,
    "load": load.measure,
    "proof": proof.measure,
    "collector": collector.measure,
    "maxdiff": maxdiff.measure,
    "weights": statistics_weights.measure,
    "rankings": statistics_ranking.measure,
    "publication": publication.measure,
    "install": install.measure,
}


def main(arguments: list[str]) -> int:
    """Measure the groups asked for; return the exit code."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="?", default="all", choices=[*GROUPS, "all"])
    parser.add_argument("--runs", type=int, default=9, help="rounds over everything; medians are taken over them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="put the figures into this file")
    parser.add_argument("--page", action="store_true", help="put the figures into the reference run and the page")
    wishes = parser.parse_args(arguments)
    files = [file for file in (wishes.json, REFERENCE if wishes.page else None) if file]
    for name in GROUPS if wishes.group == "all" else [wishes.group]:
        found = GROUPS[name](wishes.runs)
        print(f"\n{name}", *lines(found), sep="\n", flush=True)
        for file in files:
            keep(file, {name: recorded(found, wishes.runs)}, list(GROUPS))
    if wishes.page:
        page.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
