"""The codebook as DDI-Codebook 2.5, the XML that data archives and catalogues read.

Elements stand in the order of the schema ``codebook.xsd`` of the DDI Alliance (2.5.1); its documentation of fields says
what each is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ....faces.visible import storable
from ...limits import CELL_MINIMUM
from ..model import CODE, REAL, TEXT, TICK, WEIGHT, AskedQuestion, Codebook, Column, Table, Value
from ..names import short_names
from . import outline

NAMESPACE = "ddi:codebook:2_5"
VERSION = "2.5"
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_GROUPS = {"multi": "multipleResp", "matrix": "grid", "number_grid": "grid"}
_REPRESENTATIONS = {CODE: "code", TICK: "code", TEXT: "text"}


def ddi(codebook: Codebook, opens: str = "", closes: str = "") -> str:
    """Return the codebook as XML; dates of the fieldwork go in where they are known (as YYYY-MM-DD)."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": VERSION, "xml:lang": "en"})
    _document(root, codebook)
    _study(SubElement(root, "stdyDscr"), codebook, opens, closes)
    for table in codebook.tables():
        _file(root, table)
    data = SubElement(root, "dataDscr")
    ids = {table.id: _ids(table) for table in codebook.tables()}
    _groups(data, codebook, ids)
    for table in codebook.tables():
        for column, id_ in zip(table.columns, ids[table.id], strict=True):
            _variable(data, codebook, table, column, id_)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _document(root: Element, codebook: Codebook) -> None:
    citation = SubElement(SubElement(root, "docDscr"), "citation")
    _titles(citation, f"Codebook of {codebook.title}", codebook)


def _titles(citation: Element, title: str, codebook: Codebook) -> None:
    titles = SubElement(citation, "titlStmt")
    _text(titles, "titl", title)
    _text(titles, "IDNo", f"{codebook.questionnaire}-{codebook.edition}")


def _study(study: Element, codebook: Codebook, opens: str, closes: str) -> None:
    citation = SubElement(study, "citation")
    _titles(citation, codebook.title, codebook)
    _text(SubElement(citation, "prodStmt"), "copyright", codebook.licence)
    _text(SubElement(citation, "verStmt"), "version", f"{codebook.version} ({codebook.hash})")
    if codebook.citation:
        _text(citation, "biblCit", codebook.citation)
    information = SubElement(study, "stdyInfo")
    if codebook.simulated:
        _text(information, "abstract", outline.SIMULATED)
    summary = SubElement(information, "sumDscr")
    for event, date in (("start", opens), ("end", closes)):
        if date:
            _text(summary, "collDate", date, event=event, date=date)
    _text(summary, "anlyUnit", "Individual respondents, their items and their sets")
    _text(summary, "universe", "People who chose to answer; nobody has a list of those who could have")
    _text(summary, "dataKind", "Survey data")
    _method(study, codebook)


def _method(study: Element, codebook: Codebook) -> None:
    collection = SubElement(SubElement(study, "method"), "dataColl")
    _text(collection, "timeMeth", "Cross-section, one edition of a series")
    _text(
        collection, "sampProc", "Volunteer sample, recruited through several channels; modules are assigned at random"
    )
    _text(collection, "collMode", "Self-administered in a terminal")
    _text(collection, "weight", "Columns whose role is weight: the base weight, and for modules one over their chance")
    access = SubElement(study, "dataAccs")
    use = SubElement(access, "useStmt")
    _text(use, "confDec", "Keys were coarsened, and rare cells suppressed, before publication; see anonymity.md")
    if codebook.citation:
        _text(use, "citReq", codebook.citation)
    _text(use, "conditions", codebook.licence)
    _text(access, "notes", outline.UNLINKABLE)


def _file(root: Element, table: Table) -> None:
    file = SubElement(root, "fileDscr", {"ID": f"F.{table.id}", "URI": f"{table.file}.csv"})
    text = SubElement(file, "fileTxt")
    _text(text, "fileName", f"{table.file}.csv")
    _text(text, "fileCont", outline.FORMS_IN_WORDS.get(table.form, table.form))
    dimensions = SubElement(text, "dimensns")
    _text(dimensions, "caseQnty", str(table.rows))
    _text(dimensions, "varQnty", str(len(table.columns)))
    _text(text, "fileType", "text/csv", charset="UTF-8")


def _groups(data: Element, codebook: Codebook, ids: Mapping[str, Sequence[str]]) -> None:
    """Say which columns are the parts of one question."""
    for question in codebook.questions:
        for table in codebook.tables():
            pairs = zip(table.columns, ids[table.id], strict=True)
            members = [id_ for column, id_ in pairs if column.question == question.id]
            if len(members) > 1:
                group = SubElement(data, "varGrp", {"ID": f"G.{table.id}.{question.id}"})
                group.set("type", _GROUPS.get(question.kind, "other"))
                if group.get("type") == "other":
                    group.set("otherType", question.kind)
                group.set("var", " ".join(members))
                _text(group, "labl", question.wordings[0] if question.wordings else question.id)


def _variable(data: Element, codebook: Codebook, table: Table, column: Column, id_: str) -> None:
    variable = SubElement(data, "var", dict(_attributes(table, column, id_)))
    _text(variable, "location", "", fileid=f"F.{table.id}")
    _text(variable, "labl", column.label)
    question = codebook.question_by_id.get(column.question)
    if question:
        _question(variable, question)
        if question.asked:
            _text(variable, "universe", question.asked)
    _sums(variable, table, column)
    for value in column.values:
        _category(variable, value)
    if column.level:
        _text(variable, "codInstr", f"Made coarser before publication, to: {column.level}")
    _text(variable, "varFormat", "", type="character" if column.type in (CODE, TEXT) else "numeric", schema="other")


def _attributes(table: Table, column: Column, id_: str) -> Iterator[tuple[str, str]]:
    yield "ID", id_
    yield "name", column.name
    yield "files", f"F.{table.id}"
    if column.role == WEIGHT:
        yield "wgt", "wgt"
    yield "intrvl", "contin" if column.type == REAL else "discrete"
    if column.type == CODE:
        yield "nature", "ordinal" if column.ordered else "nominal"
    yield "representationType", _REPRESENTATIONS.get(column.type, "numeric")


def _question(variable: Element, question: AskedQuestion) -> None:
    asked = SubElement(variable, "qstn")
    for wording in question.wordings:
        _text(asked, "qstnLit", wording)
    if question.help:
        _text(asked, "ivuInstr", question.help)


def _sums(variable: Element, table: Table, column: Column) -> None:
    for kind, number in (("vald", column.filled), ("invd", table.rows - column.filled)):
        if number == 0 or number >= CELL_MINIMUM:
            _text(variable, "sumStat", str(number), type=kind)


def _category(variable: Element, value: Value) -> None:
    category = SubElement(variable, "catgry", {"missing": "Y"} if value.missing else {})
    _text(category, "catValu", value.code)
    _text(category, "labl", value.label)
    if value.count >= CELL_MINIMUM:
        _text(category, "catStat", str(value.count), type="freq")


def _ids(table: Table) -> tuple[str, ...]:
    return tuple(f"V.{table.id}.{short}" for short in short_names([column.name for column in table.columns]))


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = (
        _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", storable(text, lines=True)) or None
    )
