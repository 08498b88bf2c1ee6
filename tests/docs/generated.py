"""Writes the files and blocks that are made from the program, or says which are out of date.

``python -m tests.docs.generated`` writes them, ``python -m tests.docs.generated --check`` exits with 1 if one is not
as it would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.page import PAGE as PERFORMANCE
from benchmarks.page import measurements, plots
from mlops_survey_tui.questionnaire import schema as of_questions
from mlops_survey_tui.questionnaire.errors import CATALOGUE
from mlops_survey_tui.rehearsal import schema as of_rehearsals
from mlops_survey_tui.sharing import model as of_bundles
from soak.faults import faults_table
from soak.report import read as read_runs
from soak.report import runs_table
from tests.mutants.results import read as read_mutants
from tests.mutants.table import equivalents_table, results_table

from .blocks import with_block
from .commands_page import commands_page
from .example_bundle import example_bundle
from .fields_tables import expectations_table, personas_table, pins_table, script_table, steps_table
from .house_picture import PATH as HOUSE
from .house_picture import picture
from .keys_page import keys_page
from .man_page import PATH as MAN_PAGE
from .man_page import man_page
from .report_schema import report_schema

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = "questions/schema"

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/keys.md": keys_page,
    "questions/schema/bundle.example.json": example_bundle,
    "docs/reference/report.schema.json": report_schema,
    MAN_PAGE: man_page,
    HOUSE: picture,
}
"""Whole pages, by path."""


def codes_table() -> str:
    """Return the faults of questionnaires as a table."""
    rows = [f"| `{code}` | {title} | {_in_cell(remedy)} |" for code, (title, remedy) in CATALOGUE.items()]
    return "\n".join(["| Code | What is wrong | How to mend it |", "| --- | --- | --- |", *rows])


def _in_cell(text: str) -> str:
    """Return text as it stands in a cell of a Markdown table."""
    return text.replace("|", "\\|")


BLOCKS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "docs/reference/format.md": {"codes": codes_table},
    PERFORMANCE: {"measurements": measurements},
    "docs/soak.md": {"faults": faults_table, "runs": lambda: runs_table(read_runs())},
    "docs/mutation.md": {"results": lambda: results_table(read_mutants()), "equivalents": equivalents_table},
    "docs/reference/scripts.md": {
        "steps": steps_table,
        "expectations": expectations_table,
        "script": script_table,
        "pins": pins_table,
        "personas": personas_table,
    },
}
"""Blocks within pages that people write, by path and name; a page marks where its block stands."""


def expected() -> Iterator[tuple[Path, str]]:
    """Yield every generated file with the text that it should have."""
    for name, page in PAGES.items():
        yield PROJECT / name, page()
    for name, plot in plots().items():
        yield PROJECT / name, plot
    for name, blocks in BLOCKS.items():
        text = _read(PROJECT / name)
        for block, content in blocks.items():
            text = with_block(text, block, content())
        if text:
            yield PROJECT / name, text


def outdated() -> list[str]:
    """Return the names of the files that are not as they would be written."""
    from tempfile import TemporaryDirectory

    wrong = [str(file.relative_to(PROJECT)) for file, text in expected() if _read(file) != text]
    with TemporaryDirectory() as folder:
        for schema in write_schemas(Path(folder)):
            name = f"{SCHEMAS}/{schema.name}"
            if _read(PROJECT / name) != _read(schema):
                wrong.append(name)
    return wrong


def write_schemas(folder: Path) -> list[Path]:
    """Write the JSON Schemas of all files that people write, and of what they share; return the files."""
    return [
        *of_questions.write_schemas(folder),
        *of_rehearsals.write_schemas(folder),
        *of_bundles.write_schemas(folder),
    ]


def write() -> None:
    """Write everything anew."""
    write_schemas(PROJECT / SCHEMAS)
    for file, text in expected():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` compare; return the exit code."""
    if arguments != ["--check"]:
        write()
        return 0
    for name in (wrong := outdated()):
        print(f"{name} is out of date: run `make schema`", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
