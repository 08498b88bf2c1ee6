"""`mlops-survey design`: make a balanced MaxDiff design, or judge one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, put_first, say

if TYPE_CHECKING:
    from ..proof.designs.design import Design


def design(
    items: Annotated[
        str | None,
        typer.Argument(metavar="[LIST]", help="A list of the questionnaire, a file with one id a line, or a count."),
    ] = None,
    per_set: Annotated[int, typer.Option("--per-set", metavar="K", help="Items in each set.")] = 4,
    sets: Annotated[int | None, typer.Option("--sets", metavar="S", help="Sets for each respondent.")] = None,
    versions: Annotated[int, typer.Option("--versions", metavar="V", help="How many versions.")] = 1,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same number gives the same design.")] = 1,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire that has the list, if not the current one."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the design to this file, not to standard output."),
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Judge this design file, and make none.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report as JSON; the design goes only where --out says.")
    ] = False,
) -> None:
    """Make a balanced design for a MaxDiff question, and report its balance beside what is possible."""
    if check is not None:
        _report(_read(check), as_json)
    elif items is None or sets is None:
        raise typer.BadParameter("give LIST and --sets, or --check FILE")
    else:
        _make(items, (per_set, sets, versions, seed), questions, out, as_json)


def _make(
    name: str, numbers: tuple[int, int, int, int], questions: Path | None, out: Path | None, as_json: bool
) -> None:
    from ..proof.designs.balance import balance_of
    from ..proof.designs.design import make_design
    from ..proof.designs.files import design_text, items_named
    from ..proof.designs.report import report_lines
    from ..questionnaire.load import current_edition

    per_set, sets, versions, seed = numbers
    try:
        made = make_design(items_named(name, questions or current_edition()), per_set, sets, versions, seed)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    command = f"mlops-survey design {name} --per-set {per_set} --sets {sets} --versions {versions} --seed {seed}"
    text = design_text(made, f"MaxDiff of {name}", [f"Made by: {command}", *report_lines(balance_of(made))], out)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        say(f"The design is in {out}.")
    elif not as_json:
        put(text.rstrip("\n"))
    _report(made, as_json)


def _read(file: Path) -> Design:
    from ..proof.designs.files import read_design
    from ..questionnaire.errors import QuestionnaireInvalid

    try:
        return read_design(file)
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        raise typer.Exit(exit_codes.INVALID) from None


def _report(made: Design, as_json: bool) -> None:
    """Print the report: as JSON it is data, in words it is said beside the design."""
    from ..proof.designs.balance import balance_of
    from ..proof.designs.report import report_data, report_lines

    balance = balance_of(made)
    if as_json:
        put(json.dumps(report_data(balance), indent=1))
        return
    for line in report_lines(balance):
        say(line)
