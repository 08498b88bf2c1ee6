"""`mlops-survey simulate`: interviews of respondents that do not exist, marked as such everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .loading import loaded
from .printing import put, put_first, say, shown
from .words import text_only

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire
    from ..rehearsal.simulation.format import PersonaSpec
    from ..rehearsal.simulation.run import Result
    from ..rehearsal.simulation.summary import Summary
    from ..store.export import Exported


def simulate(
    context: typer.Context,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=10_000_000, help="How many interviews.")] = 100,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire; the current edition if left out."),
    ] = None,
    persona: Annotated[
        Path | None,
        typer.Option("--persona", metavar="FILE", help="A file of personas; without it, random valid answers."),
    ] = None,
    seed: Annotated[
        str, typer.Option("--seed", callback=text_only, help="What all chance follows from.")
    ] = "simulated",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the answers, as .jsonl, .json or .csv.")
    ] = None,
    bundles: Annotated[
        Path | None,
        typer.Option("--bundles", metavar="FILE", help="Write them as a collector exports, for publish --simulated."),
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help="Keep the interviews among those of this machine, in mode simulated.")
    ] = False,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews, for --store.")
    ] = None,
    processes: Annotated[int, typer.Option("--processes", min=0, help="How many at a time; 0: one a core.")] = 0,
    coverage_report: Annotated[
        bool, typer.Option("--coverage-report", help="Print what the interviews cover.")
    ] = False,
    coverage: Annotated[
        Path | None, typer.Option("--coverage", metavar="FILE", help="Write what they cover, as .json, .html or text.")
    ] = None,
) -> None:
    """Simulate respondents, and say what their interviews came to.

    Exits with 1 where an answer contradicts what was shown.
    """
    from ..rehearsal.simulation.run import simulate as simulated
    from ..rehearsal.simulation.summary import Summary
    from .progress import counted

    questionnaire = loaded(questions)
    personas, summary = _personas(persona, questionnaire), Summary()
    results = counted(simulated(questionnaire, personas, count, seed, processes), "simulating", count)
    results = _summed(results, summary)
    if coverage_report or coverage is not None:
        results = iter(_covered(list(results), questionnaire, coverage_report, coverage))
    if store:
        results = _stored(results, questionnaire, data_dir or context.find_root().params.get("data_dir"))
    if bundles is not None:
        results = _bundled(list(results), questionnaire, bundles)
    _write(results, questionnaire, out)
    for line in summary.lines():
        put(line)
    if summary.contradictions:
        raise typer.Exit(exit_codes.FAILED)


def _personas(file: Path | None, questionnaire: Questionnaire) -> list[PersonaSpec]:
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..rehearsal.simulation.run import ANYBODY, read_personas, unknown_names

    if file is None:
        return [ANYBODY]
    try:
        personas = read_personas(file)
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        raise typer.Exit(exit_codes.INVALID) from None
    if unknown := unknown_names(questionnaire, personas):
        say(f"{file} names what is no question of {questionnaire.title}: {', '.join(unknown)}")
        raise typer.Exit(exit_codes.INVALID)
    return personas


def _summed(results: Iterable[Result], summary: Summary) -> Iterator[Result]:
    for result in results:
        summary.add(result)
        yield result


def _covered(results: list[Result], questionnaire: Questionnaire, report: bool, file: Path | None) -> list[Result]:
    from ..rehearsal.coverage.collecting import Coverage
    from .covering import print_coverage, write_coverage

    covered = Coverage(questionnaire)
    for result in results:
        covered.add(result.seed, result.events)
    if report:
        print_coverage(covered)
        put("")
    if file is not None:
        write_coverage([covered], file)
    return results


def _stored(results: Iterable[Result], questionnaire: Questionnaire, data_dir: Path | None) -> Iterator[Result]:
    """Keep each interview in the store, under the mode that no export mixes with others."""
    from ..rehearsal.simulation.respondent import MODE
    from ..store.errors import StorageError
    from ..store.opening import open_store
    from ..store.records import InterviewHeader

    try:
        with open_store(data_dir) as store:
            for result in results:
                header = InterviewHeader(
                    questionnaire.content_hash, questionnaire.edition, questionnaire.title, result.seed, MODE,
                    questionnaire.language, questionnaire.to_json(),
                )  # fmt: skip
                with store.create(header) as recorder:
                    recorder(result.events)
                yield result
    except StorageError as error:
        say(str(error))
        raise typer.Exit(exit_codes.STORAGE) from None


def _bundled(results: list[Result], questionnaire: Questionnaire, file: Path) -> Iterator[Result]:
    """Write each interview as a bundle, then hand it on."""
    from ..rehearsal.simulation.bundles import exported
    from ..sharing.envelope import canonical
    from ..store.files import write_private

    write_private(file, (canonical(exported(questionnaire, result)).decode() + "\n" for result in results))
    say(f"{len(results)} bundles are in {file}, each marked as simulated.")
    return iter(results)


def _write(results: Iterable[Result], questionnaire: Questionnaire, out: Path | None) -> None:
    """Write the answers, or only go through the results."""
    from ..store.export import FORMATS
    from ..store.files import write_private

    if out is None:
        for _ in results:
            pass
        return
    form = out.suffix.removeprefix(".")
    if form not in FORMATS:
        say(f"{out}: the ending says how to write it; use one of {', '.join(f'.{name}' for name in FORMATS)}.")
        raise typer.Exit(exit_codes.USAGE)
    write_private(out, FORMATS[form]((_exported(result, questionnaire) for result in results), shown))
    say(f"The answers are in {out}, each marked as simulated.")


def _exported(result: Result, questionnaire: Questionnaire) -> Exported:
    from ..rehearsal.simulation.respondent import MODE
    from ..store.export import Exported

    marks = (MODE, f"persona={result.persona}")
    status = {"complete": "finished", "screened_out": "screened_out"}.get(result.ended, "open")
    return Exported(
        f"{MODE}-{result.number}", questionnaire, MODE, questionnaire.language, status, list(result.answers), marks
    )
