"""`mlops-survey replay`: scripted interviews, done again and judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, put_first, say

if TYPE_CHECKING:
    from ..rehearsal.replay import Replayed
    from ..rehearsal.script.reading import Script


class Face(StrEnum):
    """What a script can run through."""

    ENGINE = "engine"
    PLAIN = "plain"
    TUI = "tui"


def replay(
    scripts: Annotated[list[Path], typer.Argument(metavar="SCRIPT...", help="Script files, or folders of them.")],
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire, whatever the scripts say."),
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="CODE", help="Show it in this language, whatever the scripts say.")
    ] = "",
    through: Annotated[
        list[Face] | None,
        typer.Option("--through", help="Run through this; give it again to compare faces."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything that was shown and answered.")] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write the results as JUnit XML.")
    ] = None,
    coverage: Annotated[
        Path | None,
        typer.Option("--coverage", metavar="FILE", help="Write what was covered, as .json, .html or text."),
    ] = None,
    coverage_report: Annotated[
        bool, typer.Option("--coverage-report", help="Print what was covered and what was not.")
    ] = False,
) -> None:
    """Replay scripts: do what they say, and check what they expect.

    Exits with 1 where an expectation failed, with 3 where a script or its questionnaire has faults.
    """
    read = _read(scripts)
    results = {face: list(_replayed(read, questions, lang, face)) for face in through or [Face.ENGINE]}
    everything = [one for replayed in results.values() for one in replayed]
    if as_json:
        put(json.dumps(_data(results), ensure_ascii=False, indent=1, default=str))
    else:
        for face, replayed in results.items():
            _tell(face if len(results) > 1 else "", replayed)
    different = _differences(results)
    if junit is not None:
        from ..rehearsal.junit import junit as junit_report

        junit.write_text(junit_report({str(face): found for face, found in results.items()}), encoding="utf-8")
    if coverage is not None or coverage_report:
        _cover(everything, coverage, coverage_report)
    failed = sum(not one.passed for one in everything)
    say(f"{len(everything) - failed} of {len(everything)} passed")
    if failed or different:
        raise typer.Exit(exit_codes.FAILED)


def _read(paths: list[Path]) -> list[Script]:
    """Return the scripts; faults of all of them are printed, and the command ends with 3."""
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..rehearsal.script.reading import read_script, script_files

    found: list[Script] = []
    faulty = False
    for file in script_files(paths):
        try:
            found.append(read_script(file))
        except QuestionnaireInvalid as error:
            faulty = True
            put_first([f"{file.parent / one.file}:{one.line}: {one.code} {one.message}" for one in error.faults])
    if faulty:
        raise typer.Exit(exit_codes.INVALID)
    if not found:
        say("There are no scripts there. A script is a .yaml file; mlops-survey record writes one.")
        raise typer.Exit(exit_codes.USAGE)
    return found


def _replayed(scripts: list[Script], questions: Path | None, lang: str, face: Face) -> Iterator[Replayed]:
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..rehearsal.batch import Questionnaires, replay_all
    from ..rehearsal.through import opened
    from .progress import counted

    questionnaires = Questionnaires(questions, lang)
    try:
        with opened(face.value) as open_face:
            yield from counted(replay_all(scripts, questionnaires, open_face), f"replaying ({face})", len(scripts))
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        say("The questionnaire has faults.")
        raise typer.Exit(exit_codes.INVALID) from None


def _tell(face: str, replayed: list[Replayed]) -> None:
    from ..rehearsal.difference import told

    for one in replayed:
        state = "ok    " if one.passed else "FAILED"
        through = f" [{face}]" if face else ""
        put(f"{state} {one.script.name}{through}: {len(one.shown)} pages, {len(one.judged)} expectations")
        for failure in one.failures:
            where = f"{one.script.file or one.script.name}:{failure.line}: "
            put(f"  {where}{'at the end' if not failure.step else f'step {failure.step}'}")
            for line in told(failure.verdict):
                put(f"    {line}")


def _data(results: dict[Face, list[Replayed]]) -> list[dict[str, object]]:
    return [{"through": face.value, **one.to_data()} for face, replayed in results.items() for one in replayed]


def _differences(results: dict[Face, list[Replayed]]) -> int:
    """Tell where faces came to other rows than the first one; return how many scripts differ."""
    from ..rehearsal.through import row_differences

    first, *others = results
    found = 0
    for face in others:
        for one, other in zip(results[first], results[face], strict=True):
            lines = list(row_differences(one, other))
            found += bool(lines)
            for line in lines:
                put(f"{one.script.name}: {first} and {face} differ: {line}")
    return found


def _cover(replayed: list[Replayed], file: Path | None, report: bool) -> None:
    from .covering import coverage_of, print_coverage, write_coverage

    coverages = coverage_of(replayed)
    if report:
        for covered in coverages:
            print_coverage(covered)
    if file is not None:
        write_coverage(coverages, file)
