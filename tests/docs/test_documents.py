"""What the documentation says is so: generated files, links, commands, and that it names no place of one machine."""

from __future__ import annotations

import json
import shlex
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.errors import Report
from mlops_survey_tui.questionnaire.yaml_source import Allowance, read

from . import commands_page, generated
from .markdown import PROJECT, anchors, commands, links, name_of, project_files

PAGES = project_files("*.md")
QUESTION_FILES = [file for file in project_files("*.yaml") if file.is_relative_to(PROJECT / "questions")]
_SCHEMA_LINE = "# yaml-language-server: $schema="
_PLACES = [f"/{name}/" for name in ("work", "tmp", "root", "opt")]
_REGISTRIES = [f"{host}.{end}" for host, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


def _names(files: list[Path]) -> list[str]:
    return [name_of(file) for file in files]


def test_generated_files_are_current() -> None:
    assert generated.outdated() == []


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in links(text):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{link}: there is no such heading"


WRITTEN = [page for page in PAGES if name_of(page) not in generated.PAGES]
_COMMANDS = sorted({(name_of(page), line) for page in WRITTEN for line in commands(page.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("page", "arguments"), _COMMANDS)
def test_commands_of_the_documentation_can_be_given(page: str, arguments: str) -> None:
    with suppress(typer.Exit):
        _parse(shlex.split(arguments))


def _parse(arguments: list[str]) -> None:
    """Parse a command line without running its command.

    Raises:
        typer.Exit: an option such as ``--version`` says all that there is to say.
        Exception: there is no such command or option, or an argument is missing.
    """
    command: Any = get_command(app)
    context, name, rest = None, "mlops-survey", arguments
    while True:
        context = command.make_context(name, list(rest), parent=context)
        rest = [*getattr(context, "_protected_args", ()), *context.args]
        if not hasattr(command, "commands") or not rest:
            return
        name, *rest = rest
        command = command.commands[name]


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (PROJECT / "docs/reference/commands.md").read_text(encoding="utf-8")
    parts = {part.split("\n")[0]: part for part in page.split("\n## ")}
    for command in commands_page.commands():
        names = [name for parameter in command.command.get_params(command.context) for name in parameter.opts]
        assert [name for name in names if name.startswith("-") and name not in parts[command.path]] == []


@pytest.mark.parametrize("file", QUESTION_FILES, ids=_names(QUESTION_FILES))
def test_question_files_name_their_schema_and_keep_to_it(file: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith(_SCHEMA_LINE)
    schema = (file.parent / first.removeprefix(_SCHEMA_LINE)).resolve()
    assert schema.parent == PROJECT / "questions" / "schema"
    report = Report(file.parent)
    document = read(file, report, Allowance())
    assert document is not None, report.faults
    validator = jsonschema.Draft202012Validator(_schema(schema))
    validator.check_schema(validator.schema)
    faults = map(jsonschema.exceptions.best_match, ([error] for error in validator.iter_errors(document.data)))
    assert [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in faults] == []


def _schema(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def test_no_file_names_a_place_of_one_machine_or_a_package_registry() -> None:
    found = []
    for file in project_files():
        text = file.read_bytes().decode("utf-8", "replace")
        found += [f"{name_of(file)}: {word}" for word in (*_PLACES, *_REGISTRIES) if word in text]
    assert found == []
