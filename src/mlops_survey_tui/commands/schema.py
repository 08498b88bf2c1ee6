"""`mlops-survey schema`: the JSON Schemas of all files that people write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .printing import put


def schema(
    target: Annotated[Path, typer.Argument(help="Folder to write the JSON Schemas to.")],
) -> None:
    """Write the JSON Schemas of question files, scripts and personas."""
    from ..questionnaire import schema as of_questions
    from ..rehearsal import schema as of_rehearsals

    for file in (*of_questions.write_schemas(target), *of_rehearsals.write_schemas(target)):
        put(str(file))
