"""Groups of selects that share one list, which become the rows of one matrix."""

from __future__ import annotations

from ..draft import Data, Origin, option, question
from ..expressions import Code
from ..names import SPECIALS, Names
from ..symbols import CHOICE, CHOICES, Symbol
from ..wording import LONGEST_LABEL
from .choices import Wish
from .form import Form
from .sheets import Row
from .tree import Group, Question
from .types import row_type

_ALONE = ("relevant", "constraint", "choice_filter", "calculation", "trigger", "parameters")


def matrix_rows(group: Group) -> list[Row]:
    """Return the rows of a group that is a matrix: selects of one kind and one list, with nothing of their own."""
    rows = [child.row for child in group.children if isinstance(child, Question)]
    types = [row_type(row.get("type")) for row in rows]
    looks_so = "table-list" in group.appearance or "field-list" in group.appearance
    if group.repeats or not looks_so or len(rows) < len(group.children) or len(_asked(rows)) < 2:
        return []
    if len({(type_.name, type_.list) for type_ in types}) != 1 or types[0].name not in _KINDS:
        return []
    if any(type_.other for type_ in types) or any(row.get(column) for row in rows for column in _ALONE):
        return []
    return rows


_KINDS = {"select_one": CHOICE, "select_multiple": CHOICES}


def _asked(rows: list[Row]) -> list[Row]:
    """Return the rows without a header, which only shows the labels of the choices."""
    return [row for row in rows if row.get("appearance").lower().strip() != "label"]


def add_matrix(form: Form, section: Data, group: Group, rows: list[Row], when: str | bool | None) -> None:
    """Put a matrix into a section.

    Raises:
        Untranslatable: the list cannot be read.
    """
    type_ = row_type(rows[0].get("type"))
    found = form.lists.get(type_.list, form.label)
    name = form.lists.use(found, Wish(group.row.get("name")))
    asked = _asked(rows)
    header = next((row for row in rows if row not in asked), None)
    for row in rows:
        form.report.begin(form.key(row))
    id_ = form.new_id(group.row)
    title = form.text(group.row) or (form.text(header) if header else "") or group.row.get("name")
    ids, entries = Names(reserved=SPECIALS, prefix="row"), list[Data]()
    for row in asked:
        row_id = ids.new(row.get("name"))
        entries.append(option(row_id, form.text(row, "label", LONGEST_LABEL) or row.get("name")))
        form.report.renamed(row.place("name"), row.get("name"), f"{id_}.{row_id}")
        symbol = Symbol(Code(f"{id_}.{row_id}"), _KINDS[type_.name], found.options(), form.order)
        form.scope.define(row.get("name"), symbol)
        _tell(form, row)
    required = [row.get("required").lower() in ("yes", "true", "true()", "1") for row in asked]
    for row, must in zip(asked, required, strict=True):
        if must and not all(required):
            form.lost(row, "required", row.get("required"), "all rows of a matrix are, or none", "it may be left out")
    data = question("matrix", id_, title, help=form.text(group.row, "hint"), when=when, required=all(required),
                    rows=entries, columns=name, multiple=type_.name == "select_multiple")  # fmt: skip
    form.add(section, group.row, data)
    form.draft.origins[id_] = Origin(group.row.place(), form.key(asked[0]))
    form.report.note(group.row.place(), f"the group {group.row.get('name')}", "its questions share one list",
                     f"one matrix of {len(entries)} rows")  # fmt: skip


def _tell(form: Form, row: Row) -> None:
    for column in ("hint", "guidance_hint"):
        if row.text(column, form.language):
            form.lost(row, column, "a hint", "rows of a matrix have no help of their own", "left out")
    if row.get("default"):
        form.lost(row, "default", row.get("default"), "nothing is answered beforehand", "left out")
