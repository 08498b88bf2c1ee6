"""Matrix tables, side by side, and pick-group-rank."""

from __future__ import annotations

from collections.abc import Callable

from ...draft import Data, option, question
from ...expressions import Code, Untranslatable
from ...names import SPECIALS, Names
from ...symbols import CHOICE, CHOICES, NOTHING, NUMBER, WORDS, Symbol
from ..carrying import carried, with_carried
from ..choices import Entries, entries_of, offered
from ..document import Payload, mapping, numeric, words
from ..study import Asked, Study, row_code
from .base import Made, register, required, settings, stem

MOST_FIELDS = 40
"""How many single questions one matrix may become."""
Build = Callable[[Study, str, Payload, str], Made]


@register("Matrix")
def _matrix(study: Study, qid: str, payload: Payload) -> Made:
    selector = words(payload.get("Selector"))
    build = _SELECTORS.get(selector)
    if build is None:
        raise Untranslatable(f"a matrix of the kind {selector or 'unknown'}")
    return build(study, qid, payload, study.tag(qid, payload))


def _rows(study: Study, qid: str, payload: Payload, id_: str) -> tuple[Entries, list[Data], str]:
    """Return the statements: with the tags that they are exported under, and those carried from before."""
    tags = mapping(payload.get("ChoiceDataExportTags"))
    entries = entries_of(study, qid, payload, "Choices")
    names = Names(reserved=SPECIALS, prefix="row")
    for key, (old,) in list(entries.ids.items()):
        tag = words(tags.get(key))
        new = (
            names.new(tag.removeprefix(f"{words(payload.get('DataExportTag'))}_") or old)
            if tag
            else names.new(f"row_{old}")
        )
        entries.ids[key] = (new,)
        for written in entries.options:
            if written["id"] == old and "renamed" not in written:
                written |= {"id": new, "renamed": True}
                break
        study.report.renamed(qid, f"statement {key}", f"{id_}.{new}")
    for written in entries.options:
        written.pop("renamed", None)
    rows, order = offered(study, qid, id_, payload, entries)
    try:
        source = carried(study, qid, payload)
    except Untranslatable as error:
        study.lost(qid, "statements carried forward", str(error), "only its own statements are rows")
        source = None
    if source is not None:
        rows = with_carried(source[0], rows)
    if not rows:
        raise Untranslatable("it has no rows")
    return entries, rows, order


def _columns(study: Study, qid: str, payload: Payload) -> Entries:
    columns = entries_of(study, qid, payload, "Answers", payload.get("RecodeValues"))
    if not columns.options:
        raise Untranslatable("it has no columns")
    return columns


def _likert(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    entries, rows, order = _rows(study, qid, payload, id_)
    columns = _columns(study, qid, payload)
    several = words(payload.get("SubSelector")) == "MultipleAnswer"
    for point in columns.options:
        if point.pop("asks_text", None):
            study.lost(qid, f"words typed beside the answer {point['label'][:60]}", "points take no words", "left out")
    data = question("matrix", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    rows=rows, order=order, columns=columns.options, multiple=several)  # fmt: skip
    kind = CHOICES if several else CHOICE
    parts = {key: Symbol(row_code(id_, row), kind, columns.ids) for key, (row,) in entries.ids.items()}
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), parts, "matrix")


def _bipolar(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    """Keep both ends of each row in its label."""
    made, asked = _likert(study, qid, payload, id_)
    for row in made[0]["rows"]:
        if isinstance(row, dict) and ":" in row.get("label", ""):
            left, _, right = row["label"].partition(":")
            row["label"] = f"{left.strip()} … {right.strip()}"
    return made, asked


def _numbers(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    """Make numbers of a constant sum: one question for each column, or for each row if the rows add up."""
    entries, rows, order = _rows(study, qid, payload, id_)
    columns = _columns(study, qid, payload)
    total = numeric(settings(payload).get("ChoiceTotal"))
    whole = total is not None and total == int(total) and total >= 1
    text, must = stem(study, qid, payload), required(study, qid, payload)
    made, parts = list[Data](), dict[str, Symbol]()
    for number, column in enumerate(columns.options):
        name = id_ if not number else study.names.new(f"{id_}_{column['id']}")
        data = question("allocation" if whole else "number_grid", name, f"{text}\n{column['label']}"[:4000], when=None,
                        required=must, rows=[dict(r) for r in rows], order=order)  # fmt: skip
        if whole and total is not None:
            data |= {"total": int(total)}
        made.append(data)
        parts |= {key: Symbol(row_code(name, row), NUMBER) for key, (row,) in entries.ids.items() if not number}
    if len(made) > 1:
        study.lost(qid, f"{len(made)} columns of numbers", "rows of numbers have one column", "one question each")
    return made, Asked(id_, Symbol(Code(id_), NOTHING), parts, "number_grid")


def _texts(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    """Make a line of text of each cell, or rows of numbers where only numbers are accepted."""
    if words(settings(payload).get("ContentType")) == "ValidNumber":
        return _numbers(study, qid, payload, id_)
    entries, rows, _ = _rows(study, qid, payload, id_)
    columns = entries_of(study, qid, payload, "Answers")
    cells = [(row, column) for row in rows for column in (columns.options or [{}]) if "id" in row]
    if not cells or len(cells) > MOST_FIELDS:
        raise Untranslatable(f"a table of {len(cells)} texts")
    study.lost(qid, "a table of texts", "a text stands alone", f"{len(cells)} single questions")
    text, must = stem(study, qid, payload), required(study, qid, payload)
    made = []
    for row, column in cells:
        name = study.names.new("_".join(filter(None, (id_, row["id"], column.get("id", "")))))
        label = " – ".join(filter(None, (row["label"], column.get("label", ""))))
        made.append(question("text", name, f"{text}\n{label}"[:4000], when=row.get("when"), required=must))
    keys = {row: key for key, (row,) in entries.ids.items()}
    parts = {
        keys[row["id"]]: Symbol(Code(data["id"]), WORDS) for (row, _), data in zip(cells, made, strict=True)
        if row["id"] in keys
    }  # fmt: skip
    return made, Asked(made[0]["id"], Symbol(Code(made[0]["id"]), WORDS), parts, "text")


def _profile(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    """Make a single choice of each row, since each has answers of its own."""
    entries, rows, _ = _rows(study, qid, payload, id_)
    answers, text, must = mapping(payload.get("Answers")), stem(study, qid, payload), required(study, qid, payload)
    made, parts = list[Data](), dict[str, Symbol]()
    labels = {row["id"]: row for row in rows if "id" in row}
    for key, (row,) in entries.ids.items():
        own = answers.get(key)
        points = entries_of(study, qid, {"Answers": own if isinstance(own, dict | list) else answers}, "Answers")
        if row not in labels or not points.options:
            continue
        name = study.names.new(f"{id_}_{row}")
        made.append(question("single", name, f"{text}\n{labels[row]['label']}"[:4000], when=labels[row].get("when"),
                             required=must, options=points.options))  # fmt: skip
        parts[key] = Symbol(Code(name), CHOICE, points.ids)
    if not made:
        raise Untranslatable("it has no rows with answers")
    return made, Asked(made[0]["id"], Symbol(Code(made[0]["id"]), NOTHING), parts, "single")


def _maxdiff(study: Study, qid: str, payload: Payload, id_: str) -> Made:
    entries = entries_of(study, qid, payload, "Choices")
    ends = entries_of(study, qid, payload, "Answers")
    count = len(entries.options)
    if count < 3:
        raise Untranslatable(f"a choice of best and worst among {count}")
    for written in entries.options:
        written.pop("exclusive", None)
    per_set = min(count, 6)
    sets = 1 if count <= 6 else -(-count // per_set)
    if count > 6:
        study.lost(qid, f"one set of {count}", "a set has at most 6 options", f"{sets} sets of {per_set}")
    labels = [end["label"] for end in ends.options]
    least, most = (labels[0], labels[-1]) if len(labels) > 1 else ("Least", "Most")
    data = question("maxdiff", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    options=entries.options, sets=sets, per_set=per_set, most=most, least=least)  # fmt: skip
    study.report.assume(f"{qid}: the left mark is taken for the least and the right one for the most. Check it.")
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), kind="maxdiff")


_SELECTORS: dict[str, Build] = {
    "Likert": _likert,
    "Bipolar": _bipolar,
    "CS": _numbers,
    "TE": _texts,
    "Profile": _profile,
    "MaxDiff": _maxdiff,
}


@register("SBS")
def _side_by_side(study: Study, qid: str, payload: Payload) -> Made:
    """Make one matrix with several scales if all columns are scales, or else a question of each column."""
    id_ = study.tag(qid, payload)
    columns = [mapping(column) for column in mapping(payload.get("AdditionalQuestions")).values()]
    if not columns:
        raise Untranslatable("it has no columns")
    kinds = {
        (words(column.get("Selector")), words(column.get("SubSelector")) == "MultipleAnswer") for column in columns
    }
    if len(kinds) == 1 and next(iter(kinds))[0] == "Likert" and len(columns) > 1:
        return _scales(study, qid, payload, id_, columns)
    made = list[Data]()
    for number, column in enumerate(columns, 1):
        text = f"{words(payload.get('QuestionText'))}<br>{words(column.get('QuestionText'))}"
        inner = {**column, "QuestionText": text,
                 "ChoiceOrder": payload.get("ChoiceOrder"), "Validation": payload.get("Validation"),
                 "Choices": column.get("Choices") or payload.get("Choices")}  # fmt: skip
        build = _SELECTORS.get(words(column.get("Selector")))
        if build is None:
            study.lost(qid, f"column {number}", f"a column of the kind {words(column.get('Selector'))}", "left out")
            continue
        made += build(study, qid, inner, study.names.new(f"{id_}_{number}"))[0]
    if not made:
        raise Untranslatable("none of its columns can be said")
    if len(columns) > 1:
        study.lost(qid, "columns side by side", "they are of different kinds", "one question after the other")
    return made, Asked(made[0]["id"], Symbol(Code(made[0]["id"]), NOTHING), kind="matrix")


def _scales(study: Study, qid: str, payload: Payload, id_: str, columns: list[Payload]) -> Made:
    _, rows, order = _rows(study, qid, payload, id_)
    names = Names(reserved=(), prefix="scale")
    scales = []
    for number, column in enumerate(columns, 1):
        points = _columns(study, qid, column)
        title = study.label(qid, words(column.get("QuestionText")), f"{number}")
        scales.append({"id": names.new(f"scale_{number}"), "title": title, "columns": points.options})
    several = words(columns[0].get("SubSelector")) == "MultipleAnswer"
    data = question("matrix", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    rows=rows, order=order, scales=scales, multiple=several)  # fmt: skip
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), {}, "matrix")


@register("PGR")
def _pick_group_rank(study: Study, qid: str, payload: Payload) -> Made:
    """Make a matrix: each item goes into a group; the order within groups is lost."""
    id_ = study.tag(qid, payload)
    entries, rows, order = _rows(study, qid, payload, id_)
    groups = [words(group) or words(mapping(group).get("Display")) for group in mapping(payload.get("Groups")).values()]
    if not groups:
        raise Untranslatable("it has no groups")
    columns = [option(str(number), study.label(qid, group, str(number))) for number, group in enumerate(groups, 1)]
    study.lost(
        qid, "the order of items within a group", "a row of a matrix has a group, but no rank", "only groups are asked"
    )
    data = question("matrix", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    rows=rows, order=order, columns=columns)  # fmt: skip
    ids = {str(index): (column["id"],) for index, column in enumerate(columns)}
    parts = {key: Symbol(row_code(id_, row), CHOICE, ids) for key, (row,) in entries.ids.items()}
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), parts, "matrix")
