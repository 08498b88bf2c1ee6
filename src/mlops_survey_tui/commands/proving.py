"""`mlops-survey check --prove`: what can be reached and what cannot, with witnesses and proofs."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from .loading import loaded
from .printing import put, say

if TYPE_CHECKING:
    from ..proof.reachability.prove import Proof
    from ..questionnaire.model import Questionnaire

PATIENCE = 1.0
"""Seconds after which it is said what takes so long."""


def prove_and_tell(folder: Path | None, as_json: bool = False, scripts: Path | None = None) -> None:
    """Prove a questionnaire, print what was found, and write witnesses as scripts.

    Raises:
        typer.Exit: there are faults that are not accepted.
    """
    from ..questionnaire.load import current_edition

    source = folder or current_edition()
    questionnaire = loaded(source)
    proof = proved(questionnaire, source)
    _print(questionnaire, proof, as_json)
    if scripts is not None:
        _write(questionnaire, proof, source, scripts)
    if proof.faults:
        raise typer.Exit(exit_codes.INVALID)


def proved(questionnaire: Questionnaire, source: Path) -> Proof:
    """Prove a questionnaire, and say on standard error what is done when it takes longer."""
    from ..proof.reachability.prove import prove

    began = time.monotonic()

    def tell(text: str) -> None:
        if time.monotonic() - began > PATIENCE:
            say(text)

    return prove(questionnaire, folder=source, tell=tell)


def _print(questionnaire: Questionnaire, proof: Proof, as_json: bool) -> None:
    from ..proof.reachability.reporting import data, lines

    if as_json:
        put(json.dumps(data(questionnaire, proof), ensure_ascii=False, indent=1))
        return
    for line in lines(questionnaire, proof):
        put(line)


def _write(questionnaire: Questionnaire, proof: Proof, source: Path, scripts: Path) -> None:
    from ..proof.reachability.scripting import write_scripts

    try:
        count = write_scripts(questionnaire, proof, source, scripts)
    except OSError as error:
        raise typer.BadParameter(f"{scripts} cannot be written: {error.strerror}", param_hint="--scripts") from None
    say(f"{count} scripts are in {scripts}")
