"""The same count with the reading of ``publish --checked``: its source, its parser."""

from __future__ import annotations

import sys
from collections import Counter

import orjson

from mlops_survey_tui.publication.intake.sources import opened


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    counts: Counter[tuple[str, str]] = Counter()
    with opened(file) as source:
        for body in source.bodies:
            answers = orjson.loads(body)["answers"]
            code = answers[group].get("value")
            counts.update((code, option) for option in answers[ticked].get("value", ()) if code)
    print(counts.total(), len(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
