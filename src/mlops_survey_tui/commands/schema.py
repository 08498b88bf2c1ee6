"""`mlops-survey schema`: the JSON Schemas of all files that people write, and of what they share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .printing import put


def schema(
    target: Annotated[Path, typer.Argument(help="Folder to write the JSON Schemas to.")],
) -> None:
    """Write the JSON Schemas of question files, scripts, personas and bundles."""
    from ..questionnaire import schema as of_questions
    from ..rehearsal import schema as of_rehearsals
    from ..sharing import model as of_bundles

    for write in (of_questions.write_schemas, of_rehearsals.write_schemas, of_bundles.write_schemas):
        for file in write(target):
            put(str(file))
