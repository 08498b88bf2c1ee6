"""The same count with msgspec, which decodes the two answers alone: run by an interpreter that has it."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    msgspec: Any = import_module("msgspec")
    ticks = msgspec.defstruct("Ticks", [("value", list[str], ())])
    code = msgspec.defstruct("Code", [("value", str | None, None)])
    answers = msgspec.defstruct("Answers", [(ticked, ticks), (group, code)])
    bundle = msgspec.json.Decoder(msgspec.defstruct("Bundle", [("answers", answers)]))
    counts: Counter[tuple[str, str]] = Counter()
    with Path(file).open("rb") as lines:
        for line in lines:
            given = bundle.decode(line).answers
            if one := getattr(given, group).value:
                counts.update((one, option) for option in getattr(given, ticked).value)
    print(counts.total(), len(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
