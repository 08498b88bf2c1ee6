"""The first page of a release: what it is, how to load it, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook.forms.markdown import code, plain
from ..codebook.forms.outline import FORMS_IN_WORDS, SIMULATED, UNLINKABLE, heading
from ..codebook.model import Table
from .citation import citation
from .contents import Contents

_FILES = {
    "`data/`": "every table as Parquet and as CSV, which hold the same",
    "`spss/`, `stata/`": "the same tables with labels; reasons for a missing answer are missing values there",
    "`codebook/`": "what every table, column and code means: to read (`.html`, `.md`), for programs (`.json`), "
    "for archives (`.xml`, DDI-Codebook 2.5)",
    "`questionnaire/`": "the questionnaire as it was fielded",
    "`anonymity.md`, `.json`": "what was done so that nobody is recognized, and what it cost",
    "`method.json`": "how many answers were received, removed and kept, and why",
    "`CITATION.cff`, `LICENSE`, `SHA256SUMS`": "how to cite, what you may do, and the checksums of all files",
}
_MIND = (
    "**A volunteer sample.** Whoever answered chose to. Call them respondents; no margin of error covers who stayed "
    "away.",
    "**Weights.** Use `weight` for a question that everybody on a path was asked, `weight.<section>` for one of a "
    "module.",
    "**Missing answers have reasons**, as codes in the same column. Leave them out of a base on purpose, never by "
    "accident.",
    "**`suppressed`** means that there was an answer, removed to protect the respondent. It is not missing at random.",
    "**Do not try to recognize anybody**, nor to join tables of different blocks.",
    "**In spreadsheets** open the CSV files through the import of text, with every column as text: words that somebody "
    "typed may look like a formula.",
)

_AGGREGATES = (
    "`data/aggregates` has `question`, `part` (option, row or item) and `code`, counted for `group` of "
    "`group_question`: `count` of `base` respondents, and their `share`. Counts and bases from 1 to 4, and those from "
    "which they could be worked out, are empty, with `suppressed` as `note`."
)


def readme(contents: Contents) -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines(contents)) + "\n"


def _lines(contents: Contents) -> Iterator[str]:
    codebook = contents.codebook
    first = next(codebook.tables(), None)
    yield f"# {plain(heading(codebook))}: data\n"
    if codebook.simulated:
        yield f"**{SIMULATED}**\n"
    version = f"version {plain(codebook.version)}, hash {code(codebook.hash)}"
    yield f"Questionnaire {code(codebook.questionnaire)} {version}.\n"
    yield from _loading(first) if first else ()
    yield "## What is here\n\n| | |\n| --- | --- |"
    yield from (f"| {name} | {text} |" for name, text in _FILES.items())
    yield f"\n## Tables\n\n{UNLINKABLE}\n\n| Block | Table | Rows | Columns | |\n| --- | --- | ---: | ---: | --- |"
    for block in codebook.blocks:
        for table in block.tables:
            size = f"{table.rows} | {len(table.columns)} | {FORMS_IN_WORDS.get(table.form, table.form)}"
            yield f"| {plain(block.title)} | {code(table.file)} | {size} |"
    if contents.aggregates:
        yield "| Counts of what no table holds together | `data/aggregates` | | | one row for each cell |"
        yield f"\n{_AGGREGATES}"
    yield "\n## What to mind\n"
    yield from (f"* {text}" for text in _MIND)
    yield f"\n## Cite\n\n{plain(citation(contents))}\n"
    yield f"Licence of the data: {plain(codebook.licence)}, see `LICENSE`.\n"
    yield "## Check\n\n```\nsha256sum -c SHA256SUMS\nmlops-survey verify .\n```"


def _loading(table: Table) -> Iterator[str]:
    path, name = table.file, table.file.rsplit("/", 1)[-1]
    yield "## Load it\n\n```python\nimport json, duckdb"
    yield f"rows = duckdb.sql(\"SELECT * FROM '{path}.parquet'\")"
    yield 'codebook = json.load(open("codebook/codebook.json", encoding="utf-8"))'
    yield "print(rows.columns, len(rows))\n```\n\n```r"
    yield f'rows <- haven::read_sav("spss/{name}.sav", user_na = TRUE)'
    yield f'rows <- arrow::read_parquet("{path}.parquet")\n```\n'
    yield f"```\nuse stata/{name}.dta          * Stata\nGET FILE='spss/{name}.sav'.   * SPSS\n```\n"
