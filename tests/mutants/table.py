"""Results as a line for the terminal and as tables of the documentation."""

from __future__ import annotations

from .results import Document, Result, equivalents, interval
from .rooms import ROOMS


def summary(room: str, found: Result) -> str:
    """Return a result in one line."""
    return (
        f"{room}: {found.killed} of {found.tried} mutants killed, {len(found.survived)} survived, "
        f"{found.equivalent} equivalent: {_share(found)}, {found.seconds:,} s"
    )


def results_table(document: Document) -> str:
    """Return the results as a table in Markdown."""
    titles = "| Room | Mutants there are | Seed | Tried | Killed | Survived | Equivalent | Killed, of those not equivalent | When, with |"
    rows = [
        f"| {ROOMS[room].name} | {found.there:,} | {seed} | {found.tried} | {_killed(found)} | {len(found.survived)} | "
        f"{found.equivalent} | {_share(found)} | {found.date}, Python {found.python} |"
        for room, results in document.items()
        for seed, found in results.items()
    ]
    return "\n".join([titles, "| --- |" + " --- |" * 8, *rows])


def equivalents_table() -> str:
    """Return the mutants that nothing can tell from the program, with the reasons."""
    rows = [
        f"| `{file.removeprefix('src/mlops_survey_tui/')}`, `{where}` | {_code(was)} | {_code(becomes)} | {why} |"
        for (file, where, was, becomes), why in equivalents().items()
    ]
    return "\n".join(["| Where | As it is | Changed | Why nothing tells |", "| --- | --- | --- | --- |", *rows])


def _killed(found: Result) -> str:
    return f"{found.killed}, {found.outlasted} of them without an end" if found.outlasted else f"{found.killed}"


def _share(found: Result) -> str:
    low, high = interval(found.killed, found.tried - found.equivalent)
    return f"**{found.share:.1%}** ({low:.1%} to {high:.1%})"


def _code(text: str) -> str:
    return "`` " + text.replace("|", "\\|") + " ``"
