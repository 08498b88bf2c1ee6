"""``python -m soak [LOOP|all] [--seed N] [--scale F] [--json FILE]``: run loops of faults, and keep what they found."""

from __future__ import annotations

import math
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

from .loops import LOOPS, runner
from .outcome import Outcome
from .report import keep, lines


def main(arguments: list[str]) -> int:
    """Run the loops asked for; return 1 if something was found, 0 if not."""
    parser = ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("loop", nargs="?", default="all", choices=[*LOOPS, "all"])
    parser.add_argument("--seed", type=int, default=1, help="where chance begins; the same seed does the same again")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full count, such as 0.01")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="put the results into this file, beside those of others"
    )
    wishes = parser.parse_args(arguments)
    outcomes = []
    for name in LOOPS if wishes.loop == "all" else [wishes.loop]:
        outcome, seconds = measured(name, wishes.scale, wishes.seed)
        print(*lines(name, LOOPS[name], outcome, seconds), sep="\n", flush=True)
        if wishes.json:
            keep(wishes.json, name, LOOPS[name], outcome, seconds, wishes.seed)
        outcomes.append(outcome)
    return 1 if any(outcome.found for outcome in outcomes) else 0


def measured(name: str, scale: float, seed: int) -> tuple[Outcome, float]:
    """Run a loop at a part of its full count; return its outcome and the seconds it took."""
    begun = time.monotonic()
    try:
        run = runner(LOOPS[name])
    except ImportError as error:
        outcome = Outcome(0, left_out=f"everything, for {error}")
    else:
        outcome = run(max(1, math.ceil(LOOPS[name].full * scale)), seed)
    return outcome, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
