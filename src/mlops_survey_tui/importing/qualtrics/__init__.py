"""Qualtrics, as its surveys are exported: .qsf, which is JSON without a published description."""

from __future__ import annotations

from pathlib import Path

from ..draft import Draft, manifest
from ..names import survey_id
from ..report import Report
from .blocks import BlockReader
from .document import Document, items, mapping, read_document, values, words
from .flow import FlowReader
from .study import Study

_ELEMENTS_LOST = {
    "QO": ("a quota", "nobody is counted"),
    "QG": ("a group of quotas", "nobody is counted"),
    "TR": ("translations", "a questionnaire has one language"),
}
_OPTIONS_LOST = {"Header": "a header on each page", "Footer": "a footer on each page", "EOSMessage": "words at the end"}


def read(file: Path, report: Report) -> Draft:
    """Read a Qualtrics survey.

    Raises:
        ImportFailure: it cannot be read.
    """
    document = read_document(file)
    title = " ".join(document.name.split())
    draft = Draft(manifest(survey_id(title or file.stem), title[:200], "", document.language))
    study = Study(document, report, draft)
    reader = FlowReader(study, BlockReader(study))
    reader.walk(document.flow or _all_blocks(document), ())
    reader.blocks.finish()
    _tell_unplaced(study, reader)
    _tell_settings(study)
    share_scales(draft)
    return draft


def _all_blocks(document: Document) -> list[dict[str, object]]:
    return [
        {"Type": "Block", "ID": id_} for id_, block in document.blocks.items() if words(block.get("Type")) != "Trash"
    ]


def _tell_unplaced(study: Study, reader: FlowReader) -> None:
    for id_, block in study.document.blocks.items():
        count = len([element for element in items(block.get("BlockElements")) if element.get("QuestionID")])
        if id_ not in reader.placed and count and not reader.ended:
            where = "it is in the trash" if words(block.get("Type")) == "Trash" else "the flow does not ask it"
            title = words(block.get("Description")) or id_
            study.report.note(f"block {title}", f"{count} questions", where, "left out and not counted")
    inside = {words(e.get("QuestionID")) for b in study.document.blocks.values() for e in items(b.get("BlockElements"))}
    for qid in study.document.questions:
        if qid not in inside:
            study.report.note(qid, "a question", "no block holds it", "left out and not counted")


def _tell_settings(study: Study) -> None:
    document, report = study.document, study.report
    for code, (what, why) in _ELEMENTS_LOST.items():
        for element in document.others.get(code, []):
            report.lost(
                f"element {code}", f"{what} {words(element.get('SecondaryAttribute'))}".strip(), why, "left out"
            )
    for element in document.others.get("SCO", []):
        if list(values(mapping(element.get("Payload")).get("ScoringCategories"))):
            report.lost("element SCO", "scoring", "answers have no scores", "left out")
    for name, what in _OPTIONS_LOST.items():
        if words(document.options.get(name)).strip():
            report.lost(f"survey options {name}", what, "it has no counterpart here", "left out")
    if words(document.options.get("BackButton")) == "false":
        report.note("survey options BackButton", "no way back", "going back is always possible", "people may go back")
    languages = {code for payload in document.questions.values() for code in mapping(payload.get("Language"))
                 if code.isalpha() or "-" in code}  # fmt: skip
    if languages:
        report.lost("survey", f"languages {', '.join(sorted(languages))}", "a questionnaire has one language",
                    f"only {document.language} was carried over")  # fmt: skip
    kinds = {question["kind"] for question in study.draft.questions()}
    if kinds & {"text", "long_text"}:
        report.assume("One line of text takes 200 characters, several lines 2,000, where the survey sets no limit.")
    if "maxdiff" not in kinds and any("|" in question["text"] for question in study.draft.questions()):
        report.assume("Inserted answers read … where there is none.")


def share_scales(draft: Draft) -> None:
    """Give scales and options that several questions have in the same words a list of their own."""
    uses: dict[str, list[tuple[dict[str, object], str]]] = {}
    for question in draft.questions():
        for name in ("columns", "options"):
            entries = question.get(name)
            if isinstance(entries, list) and "order" not in question and _is_plain(entries):
                uses.setdefault(repr(entries), []).append((question, name))
    number = 0
    for places in uses.values():
        if len(places) < 2:
            continue
        number += 1
        while f"scale_{number}" in draft.lists:
            number += 1
        question, name = places[0]
        entries = question[name]
        labels = [entry["label"] for entry in entries] if isinstance(entries, list) else []
        title = f"{labels[0]} … {labels[-1]}"[:200]
        draft.lists[f"scale_{number}"] = {"title": title, "options": entries}
        for question, name in places:
            question[name] = f"scale_{number}"


def _is_plain(entries: list[dict[str, object]]) -> bool:
    return len(entries) >= 3 and all(set(entry) == {"id", "label"} for entry in entries)
