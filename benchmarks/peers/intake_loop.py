"""All that ``publish --checked`` does with each bundle before the engine has it, in one process."""

from __future__ import annotations

import sys
from pathlib import Path

from mlops_survey_tui.publication.intake.screening import Rules, Screen
from mlops_survey_tui.publication.intake.sources import opened
from mlops_survey_tui.questionnaire.load import load


def main(file: str, questions: str) -> None:
    """Print how many bundles gave a record."""
    asked = load(Path(questions))
    screen = Screen(Rules({asked.source_hash: asked}, asked.edition, "benchmark" * 3, checked=True, drafts=True))
    with opened(file) as source:
        print(sum(not isinstance(screen.look(body), str) for body in source.bodies))


if __name__ == "__main__":
    main(*sys.argv[1:])
