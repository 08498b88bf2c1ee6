"""``python -m tests.mutants [ROOM ...] [--sample N] [--seed N] [--json FILE] [--again]``: try whether tests would tell."""

from __future__ import annotations

import random
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .checkout import Reached, copied, reached
from .choosing import chosen
from .finding import Mutant, mutants
from .results import Result, change, equivalents, keep, read, result
from .rooms import ROOMS, Room
from .table import summary
from .trying import Bench

GOAL = 0.8
"""The share of mutants that tests tell, at least."""
_PATIENCE = 10.0
"""Seconds of processor time that a run may take beside four times what its tests need unchanged."""


def main(arguments: list[str]) -> int:
    """Try the mutants of rooms; return 1 if less than the goal was killed in one of them."""
    parser = ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"{', '.join(ROOMS)}; all of them if none is named")
    parser.add_argument("--sample", type=int, default=200, help="mutants of each room, drawn by chance; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins; the same seed draws the same again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="put the results into this document")
    parser.add_argument("--again", action="store_true", help="only what survived in that document")
    wishes = parser.parse_args(arguments)
    if unknown := set(wishes.rooms) - ROOMS.keys():
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    if wishes.again and not wishes.json:
        parser.error("--again needs --json")
    results = [_tried(name, wishes) for name in wishes.rooms or ROOMS]
    return 1 if any(found.share < GOAL for found in results) else 0


def _tried(name: str, wishes: Namespace) -> Result:
    begun, room = time.monotonic(), ROOMS[name]
    before = read(wishes.json)[name][str(wishes.seed)] if wishes.again else None
    with TemporaryDirectory(prefix="mutants-") as folder:
        copy = copied(Path(folder))
        there = [one for file in room.files(copy) for one in mutants(str(file.relative_to(copy)), file.read_bytes())]
        drawn = _drawn(there, f"{wishes.seed}:{name}", wishes.sample, before)
        found = result(len(there), list(_verdicts(room, copy, drawn)), time.monotonic() - begun, before)
    if wishes.json:
        keep(wishes.json, name, wishes.seed, found)
    print(summary(name, found), flush=True)
    return found


def _drawn(there: list[Mutant], seed: str, sample: int, before: Result | None) -> list[Mutant]:
    if before:
        survived = {tuple(one) for one in before.survived}
        return [mutant for mutant in there if change(mutant) in survived]
    if not sample or sample >= len(there):
        return there
    return [there[place] for place in sorted(random.Random(seed).sample(range(len(there)), sample))]


def _verdicts(room: Room, copy: Path, drawn: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
    seen, same = reached(copy, room), equivalents()
    print(f"{room.name}: {len(seen.seconds)} tests", flush=True)
    with Bench(copy, seen) as bench:
        for number, mutant in enumerate(drawn, 1):
            verdict = _verdict(mutant, bench, copy, seen)
            if verdict == "survived" and change(mutant) in same:
                verdict = "equivalent"
            yield mutant, verdict
            print(f"{number}/{len(drawn)} {verdict} {mutant.file}:{mutant.lines[0]}", flush=True)
            if verdict == "survived":
                print(f"    {mutant.was}\n    {mutant.becomes}", flush=True)


def _verdict(mutant: Mutant, bench: Bench, copy: Path, seen: Reached) -> str:
    file, tests = copy / mutant.file, chosen(mutant, seen, copy)
    patience = _PATIENCE + 4 * sum(seen.seconds[test] for test in tests)
    return bench.verdict(file, mutant.of(file.read_bytes()), tests, patience) if tests else "survived"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
