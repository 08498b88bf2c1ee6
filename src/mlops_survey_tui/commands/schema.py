"""`mlops-survey schema`: the JSON Schemas of the question files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .printing import put


def schema(
    target: Annotated[Path, typer.Argument(help="Folder to write the JSON Schemas to.")],
) -> None:
    """Write the JSON Schemas of the question files."""
    from ..questionnaire.schema import write_schemas

    for file in write_schemas(target):
        put(str(file))
