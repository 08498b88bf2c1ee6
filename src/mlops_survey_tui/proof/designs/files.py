"""Design files: written for ``designs/`` of a questionnaire, and read to be judged."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from ...questionnaire.compiler.designs import check_design
from ...questionnaire.compiler.draft import Placed, read_draft
from ...questionnaire.compiler.reading import read_file
from ...questionnaire.errors import Report
from ...questionnaire.format.designs import DesignFile
from ...questionnaire.yaml_source import Place
from .design import Design

_SCHEMA = "schema/design.schema.json"
_WIDTH = 118


def design_text(design: Design, title: str, remarks: Sequence[str], file: Path | None = None) -> str:
    """Return a design as the text of its file, one version a line, with remarks about how it was made.

    The first line names the schema as it is seen from the file.
    """
    numbers = {id_: number for number, id_ in enumerate(design.items, 1)}
    versions = ([[numbers[id_] for id_ in members] for members in sets] for sets in design.versions)
    items = textwrap.fill(", ".join(map(_quoted, design.items)), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    said = (" ".join(remark.splitlines()).rstrip() for remark in remarks)
    lines = [
        _schema_line(file),
        *(f"# {remark}" for remark in said),
        f"title: {json.dumps(title)}",
        "items: [",
        items,
        "]",
    ]
    lines += ["versions:", *(f"- {str(sets).replace(' ', '')}" for sets in versions)]
    return "\n".join(lines) + "\n"


def _schema_line(file: Path | None) -> str:
    folders = file.resolve().parent.parents if file else ()
    up = next((steps for steps, folder in enumerate(folders, 1) if (folder / _SCHEMA).is_file()), 2)
    return f"# yaml-language-server: $schema={'../' * up}{_SCHEMA}"


def _quoted(id_: str) -> str:
    """Return an id as YAML text; ids such as 13 or null would be read as something else."""
    return f'"{id_}"' if id_[0].isdigit() or id_ in ("null", "true", "false") else id_


def read_design(file: Path) -> Design:
    """Read a design file.

    Raises:
        QuestionnaireInvalid: it cannot be read, or is not a design.
    """
    spec, document = read_file(file, DesignFile)
    report = Report(file.parent)
    check_design(Placed(spec, Place(document, (), report)))
    report.raise_if_any()
    items = spec.items
    return Design(
        tuple(items),
        tuple(tuple(tuple(items[number - 1] for number in members) for members in sets) for sets in spec.versions),
    )


def items_named(name: str, folder: Path) -> tuple[str, ...]:
    """Return the items that a name stands for: so many numbers, the ids in a file, or a list of the questionnaire.

    A questionnaire with faults will do, since its design may be what it lacks.

    Raises:
        ValueError: there is neither a file nor a list of that name, or the file has something else than ids.
    """
    if name.isdecimal():
        if len(name) > 4:
            raise ValueError(f"{name[:20]} items are more than a design can have")
        return tuple(str(number) for number in range(1, int(name) + 1))
    if Path(name).is_file():
        lines = (line.partition("#")[0].strip() for line in Path(name).read_text("utf-8").splitlines())
        return tuple(map(_checked, filter(None, lines)))
    draft = read_draft(folder, Report(folder))
    lists = draft.lists if draft else {}
    if name not in lists:
        raise ValueError(f"'{name}' is no number, no file, and no list of the questionnaire in {folder}")
    return tuple(option.id for option in lists[name].spec.all_options())


def _checked(id_: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9_]*", id_):
        raise ValueError(f"'{id_[:60]}' is no id; ids are lower-case letters, digits and underscores, one a line")
    return id_
