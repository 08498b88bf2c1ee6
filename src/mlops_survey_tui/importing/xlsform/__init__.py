"""XLSForm, the spreadsheets of ODK, KoboToolbox, SurveyCTO and others: https://xlsform.org/en/ref-table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..draft import Draft, manifest
from ..expressions import Untranslatable
from ..failure import ImportFailure
from ..names import survey_id
from ..report import Report
from .choices import FromFile, ListBook
from .csv_files import csv_rows, read_csv
from .form import Form
from .languages import chosen_language, language_code
from .reader import Reader
from .sheets import Row, Sheet, sheet_of
from .tree import tree_of
from .workbook import Grid, read_workbook

_USED_SETTINGS = frozenset({"form_title", "form_id", "version", "default_language", "style", "allow_choice_duplicates"})
_KNOWN_COLUMNS = frozenset(
    {"type", "name", "label", "hint", "guidance_hint", "constraint", "constraint_message", "required",
     "required_message", "relevant", "calculation", "default", "read_only", "appearance", "repeat_count",
     "choice_filter", "parameters", "trigger", "disabled", "media::image", "media::audio", "media::video", ""}
)  # fmt: skip


def read(file: Path, report: Report) -> Draft:
    """Read an XLSForm.

    Raises:
        ImportFailure: it cannot be read.
    """
    grids = read_csv(file) if file.is_dir() or file.suffix.lower() == ".csv" else read_workbook(file, report)
    if "survey" not in grids or not any(map(any, grids["survey"].rows)):
        found = ", ".join(grid.name for grid in grids.values()) or "none"
        raise ImportFailure(
            f"{file.name} has no sheet 'survey' with questions on it; of the known sheets it has: {found}"
        )
    survey = sheet_of(grids["survey"], ("type",), report)
    settings = _settings(grids.get("settings"), report)
    title = settings.get("form_title") or settings.get("form_id") or file.stem
    language = chosen_language(survey, settings, report)
    code = language_code(language or settings.get("default_language", ""))
    draft = Draft(
        manifest(survey_id(settings.get("form_id") or file.stem), title[:200], settings.get("version", ""), code)
    )
    form = Form(
        report, draft, ListBook(_choices(grids.get("choices"), report), draft, report, _beside(file, report)), language
    )
    _read_rows(form, survey, title)
    return draft


def _read_rows(form: Form, survey: Sheet, title: str) -> None:
    report = form.report
    for column, written in survey.columns.items():
        if column not in _KNOWN_COLUMNS and any(row.get(column) for row in survey.rows):
            report.note(f"sheet {survey.name} column {written}", "a column", "it has no counterpart here", "ignored")
    form.scope.later = {row.get("name") for row in survey.rows if row.get("name")}
    _tell_twice(survey.rows, report)
    Reader(form, title).walk(tree_of(survey, report), ())
    for name in form.lists.unused():
        report.note(f"list {name}", "a list", "no question that was carried over uses it", "left out")
    kinds = {question["kind"] for question in form.draft.questions()}
    if "number" in kinds:
        report.assume("Numbers without a lower limit take 0 and more, those without an upper one up to 1,000,000,000.")
    if "text" in kinds:
        report.assume("One line of text takes 200 characters, several lines 2,000, where the form sets no limit.")
    if any("|" in question["text"] for question in form.draft.questions()):
        report.assume("Inserted answers show their label where a form shows the name, and … where there is none.")


def _tell_twice(rows: list[Row], report: Report) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        name = row.get("name")
        if name and name in seen and not row.get("type").lower().startswith("end"):
            report.lost(row.place("name"), f"the name {name}", f"row {seen[name].number} has it too",
                        "conditions that use it mean the first")  # fmt: skip
        seen.setdefault(name, row)


def _choices(grid: Grid | None, report: Report) -> list[Row]:
    if grid is None or not any(map(any, grid.rows)):
        return []
    sheet = sheet_of(grid, ("list_name",), report)
    if any(column.startswith("media::") for row in sheet.rows for column, _ in row.texts):
        report.lost(f"sheet {grid.name}", "pictures and sounds of choices", "there are none here", "left out")
    return sheet.rows


def _beside(file: Path, report: Report) -> FromFile:
    """Return a function that reads the choices of a CSV file beside the form."""
    folder = file if file.is_dir() else file.parent

    def read_choices(name: str) -> list[Row]:
        if Path(name).name != name or not name.lower().endswith(".csv") or not (folder / name).is_file():
            raise Untranslatable(f"its choices are in the file {name}, which is not beside the form, or no CSV")
        try:
            return sheet_of(Grid(name, csv_rows(folder / name)), ("name",), report).rows
        except ImportFailure as failure:
            raise Untranslatable(f"its choices cannot be read: {failure}") from None

    return read_choices


def _settings(grid: Grid | None, report: Report) -> Mapping[str, str]:
    if grid is None or not any(map(any, grid.rows)):
        return {}
    rows = sheet_of(grid, (), report).rows
    cells = rows[0].cells if rows else {}
    for name, value in cells.items():
        if name not in _USED_SETTINGS:
            report.note(f"sheet {grid.name} column {name}", value[:80], "it has no counterpart here", "left out")
    return {name: " ".join(value.split()) for name, value in cells.items()}
