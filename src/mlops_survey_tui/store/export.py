"""Interviews as data for analysis: final answers on the path, with the reason where there is none.

An export holds no seed and no times. Modes (respondent, moderated, preview ...) are never mixed in one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..interview.marks import marks_of
from ..interview.outcome import FinalAnswer, final_answers
from ..language import _
from ..questionnaire.model import Questionnaire
from .cells import cells_of
from .errors import StorageError
from .store import Store

DEFAULT_MODE = "respondent"
COLUMNS = ("interview", "question", "item", "row", "column", "value", "text", "status", "marks")
"""Columns of the CSV export: one line a cell of an answer, one line a question without an answer."""

Clean = Callable[[str], str]
"""Makes text that people typed safe to print."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Exported:
    """One interview with its final answers."""

    id: str
    questionnaire: Questionnaire
    mode: str
    language: str
    status: str
    answers: list[FinalAnswer]
    marks: tuple[str, ...] = ()


def chosen(store: Store, ids: Sequence[str], mode: str = DEFAULT_MODE) -> list[str]:
    """Return the ids of the interviews to export: those named, or all of a mode.

    Raises:
        UnknownInterview: a named one does not exist.
        StorageError: a named one is of another mode.
    """
    summaries = {summary.id: summary for summary in store.list()}
    if not ids:
        return sorted(name for name, summary in summaries.items() if summary.mode == mode)
    named = list(dict.fromkeys(map(store.find, ids)))
    for name in named:
        if summaries[name].mode != mode:
            raise StorageError(
                "other_mode",
                _("Interview {id} is of mode {mode}, not {own}; modes are never mixed.").format(
                    id=name, mode=summaries[name].mode, own=mode
                ),
                _("Export it with --mode {mode}.").format(mode=summaries[name].mode),
            )
    return named


def exported(store: Store, interview_id: str) -> Exported:
    """Return one interview, read under the questionnaire it was held under.

    Raises:
        StorageError: it cannot be read, or is damaged.
    """
    header = store.header(interview_id)
    questionnaire = stored_questionnaire(store, header.questionnaire_hash)
    status = next(summary.status for summary in store.list() if summary.id == interview_id)
    events = store.events(interview_id)
    answers = final_answers(questionnaire, events, header.seed)
    return Exported(interview_id, questionnaire, header.mode, header.language, status, answers, marks_of(events))


def stored_questionnaire(store: Store, questionnaire_hash: str) -> Questionnaire:
    """Return the questionnaire that an interview is held under.

    Raises:
        StorageError: it is not there, damaged, or of another version's format.
    """
    try:
        return Questionnaire.from_json(store.questionnaire(questionnaire_hash))
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "unreadable_questionnaire",
            _("Questionnaire {hash} was stored by another version of mlops-survey ({error}).").format(
                hash=questionnaire_hash, error=error
            ),
            _("Use the version that the interview was begun with."),
        ) from error


def _as_data(interview: Exported) -> dict[str, Any]:
    questionnaire = interview.questionnaire
    return {
        "interview": interview.id,
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "version": questionnaire.version,
        "content_hash": questionnaire.content_hash,
        "source_hash": questionnaire.source_hash,
        "mode": interview.mode,
        "language": interview.language,
        "status": interview.status,
        "marks": list(interview.marks),
        "answers": {answer.key: _answer_data(answer) for answer in interview.answers},
    }


def _answer_data(final: FinalAnswer) -> dict[str, Any]:
    data: dict[str, Any] = {"question": final.question, "item": final.item, "status": final.status}
    if final.answer is not None:
        given = final.answer.to_data()
        data |= {name: given[name] for name in ("value", "texts") if name in given}
    return data


def _json_text(data: Any) -> str:
    """Return JSON on one line, in which what a terminal would obey or hide is escaped."""
    text = json.dumps(data, ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _json(interviews: Iterable[Exported], clean: Clean) -> Iterator[str]:
    """One array, one interview a line."""
    opening = "[\n"
    for interview in interviews:
        yield opening + _json_text(_as_data(interview))
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def _json_lines(interviews: Iterable[Exported], clean: Clean) -> Iterator[str]:
    """One object a line."""
    for interview in interviews:
        yield _json_text(_as_data(interview)) + "\n"


def _csv(interviews: Iterable[Exported], clean: Clean) -> Iterator[str]:
    """A long table; typed text is made printable and cannot start a formula in a spreadsheet."""
    yield _csv_lines([COLUMNS])
    for interview in interviews:
        yield _csv_lines(_table(interview, clean))


def _table(interview: Exported, clean: Clean) -> Iterator[Sequence[object]]:
    for final in interview.answers:
        where = (interview.id, final.question, final.item)
        kind = interview.questionnaire.question_by_id[final.question].shape
        for cell in cells_of(kind, final.answer):
            text = clean(cell.text)
            guarded = f"'{text}" if text.startswith(_FORMULA) else text
            yield (*where, cell.row, cell.column, cell.value, guarded, final.status, " ".join(interview.marks))


def _csv_lines(rows: Iterable[Sequence[object]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


Writer = Callable[[Iterable[Exported], Clean], Iterator[str]]
FORMATS: Mapping[str, Writer] = {"json": _json, "jsonl": _json_lines, "csv": _csv}
"""How an export can be written, by name; a new format is one function and one line here."""
