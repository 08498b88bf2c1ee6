"""`mlops-survey check`: the faults of a questionnaire, what the quality rules find, or what it is made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .loading import loaded
from .printing import put, put_first, say

if TYPE_CHECKING:
    from ..questionnaire.errors import Fault
    from ..questionnaire.model import Questionnaire


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of a questionnaire; the current edition if left out.")
    ] = None,
    lint: Annotated[
        bool, typer.Option("--lint", help="Apply the quality rules; exit with 3 if one that stops is not accepted.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Explain a rule: what, why, and how to mend it.")
    ] = None,
    prove: Annotated[
        bool, typer.Option("--prove", help="Prove what can be reached; exit with 3 on faults that are not accepted.")
    ] = False,
    scripts: Annotated[
        Path | None, typer.Option("--scripts", metavar="DIR", help="With --prove: write witnesses as scripts there.")
    ] = None,
    cover: Annotated[
        Path | None, typer.Option("--cover", metavar="DIR", help="Write a few scripts there that reach everything.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="CODE", help="Also fail, with 3, if this language is not translated in full."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --lint or --prove: print everything as JSON.")] = False,
) -> None:
    """Check a questionnaire: print its faults and exit with 3, or print counts."""
    if explain is not None:
        _explain(explain)
    elif cover is not None:
        from .cover import cover_and_tell

        cover_and_tell(folder, cover)
    elif lang is not None and (lint or prove):
        raise typer.BadParameter("--lang goes without --lint and --prove")
    elif lint and prove:
        raise typer.BadParameter("--lint and --prove go one at a time")
    elif lint:
        _lint(folder, as_json)
    elif prove:
        from .proving import prove_and_tell

        prove_and_tell(folder, as_json, scripts)
    elif scripts is not None:
        raise typer.BadParameter("--scripts goes with --prove")
    else:
        from ..questionnaire.summary import summary_lines
        from .translations import check_translations

        questionnaire = loaded(folder)
        _check_ledger(folder, questionnaire)
        _check_plan(folder, questionnaire)
        check_translations(folder, questionnaire, lang)
        for line in summary_lines(questionnaire):
            put(line)


def _check_ledger(folder: Path | None, questionnaire: Questionnaire) -> None:
    """Print what is wrong with the ledger of changes, if the questionnaire has one, and exit with 3."""
    from ..proof.comparison.ledger import ledger_faults
    from ..questionnaire.load import current_edition

    _tell(ledger_faults(folder or current_edition(), questionnaire), "the ledger of changes")


def _check_plan(folder: Path | None, questionnaire: Questionnaire) -> None:
    """Print what is wrong with the plan of publication, if the questionnaire has one, and exit with 3."""
    from ..publication.plan.reading import plan_faults
    from ..questionnaire.load import current_edition

    _tell(plan_faults(questionnaire, folder or current_edition()), "the plan of publication")


def _tell(faults: Sequence[Fault], where: str) -> None:
    put_first(faults)
    if faults:
        say(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in {where}")
        raise typer.Exit(exit_codes.INVALID)


def _explain(code: str) -> None:
    from ..proof.lint.run import explained, known_codes
    from ..questionnaire.errors import CATALOGUE

    if code.upper() in CATALOGUE:
        title, remedy = CATALOGUE[code.upper()]
        put(f"{code.upper()} {title}\n\nMend:  {remedy}")
    elif text := explained(code):
        put(text)
    else:
        raise typer.BadParameter(f"there is no rule {code}; the rules are {', '.join(known_codes())}")


def _lint(folder: Path | None, as_json: bool) -> None:
    """Print what the rules find; what is accepted with a reason is told only as JSON."""
    from ..proof.lint.run import data_of, lint, summary
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import current_edition

    try:
        findings = lint(folder or current_edition())
    except QuestionnaireInvalid:
        loaded(folder)
        raise
    if as_json:
        put(json.dumps(list(data_of(findings)), ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            if not finding.accepted:
                put(str(finding))
    say(summary(findings))
    if any(finding.stops for finding in findings):
        raise typer.Exit(exit_codes.INVALID)
