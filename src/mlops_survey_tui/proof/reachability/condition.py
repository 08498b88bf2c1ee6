"""Every condition of a questionnaire: whose it is, where it is written, and where it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Draw, Loop, Option, Question, Questionnaire, Section, Source, Texts

Step = str | int


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. ``home`` says where it is looked at:

    * section, question: where the section or question comes up, as far as its own condition is concerned
    * page: on the page of a question, when that is asked as far as its conditions go
    * answer: when a page of the question was answered
    * draw: when everything before the draw's section, or before what it reads, lies behind
    * end: when everything that it reads lies behind

    ``earlier`` are the conditions of the wordings that come before. ``file`` and ``steps`` say where it is written.
    """

    id: str
    home: str
    subject: str
    tree: Tree
    file: str
    steps: tuple[Step, ...]
    earlier: tuple[Tree, ...] = ()
    what: str = ""


def conditions(questionnaire: Questionnaire) -> dict[str, Condition]:
    """Return all conditions by id, worked out once for a questionnaire."""
    memory = questionnaire.memory
    if "conditions" not in memory:
        found = [condition for condition in _all(questionnaire) if condition.tree[0] != "const"]
        memory["conditions"] = {condition.id: condition for condition in found}
    by_id: dict[str, Condition] = memory["conditions"]
    return by_id


def _all(questionnaire: Questionnaire) -> Iterator[Condition]:
    for section in questionnaire.sections:
        yield from _of_section(section)
    for question in questionnaire.questions:
        yield from _of_question(questionnaire, question)
    for draw in questionnaire.draws:
        yield from _of_draw(draw)
    for one in questionnaire.computed:
        if is_truth(questionnaire, one.tree):
            what = f"condition {one.id}"
            yield Condition(what, "end", one.id, one.tree, "definition", (one.id,), what=what)
    yield from _of_rotation(questionnaire)


def _of_draw(draw: Draw) -> Iterator[Condition]:
    what = f"draw {draw.id}"
    if draw.when is not None:
        yield Condition(f"{what}: when", "draw", draw.id, draw.when, "draw", (draw.id, "when"), what=what)
    single = len(draw.strata) == 1 and not draw.fill
    parts: list[tuple[tuple[Step, ...], Sequence[Source]]] = [
        (("source",) if single else ("strata", number, "source"), stratum.sources)
        for number, stratum in enumerate(draw.strata)
    ]
    for field, sources in (*parts, (("fill",), draw.fill)):
        yield from _own_of_sources("draw", draw.id, "draw", (draw.id, *field), sources, what)


def _of_loop(kind: str, name: str, loop: Loop | None) -> Iterator[Condition]:
    if loop is not None:
        what = f"loop of {kind} {name}"
        yield from _own_of_sources(kind, name, kind, (name, "loop", "over"), loop.sources, what)


def _own_of_sources(
    home: str, subject: str, file: str, steps: tuple[Step, ...], sources: Sequence[Source], what: str
) -> Iterator[Condition]:
    """Yield the conditions of sources, and of items that are written among them."""
    for index, source in enumerate(sources):
        for tree in (source.when, source.option.when if source.option is not None else None):
            if tree is not None:
                path = (*steps, index, "when")
                name = f"{what} [{'.'.join(map(str, (*steps[1:], index)))}]"
                yield Condition(name, home, subject, tree, file, path, what=what)


def _of_section(section: Section) -> Iterator[Condition]:
    own = own_part(section.when)
    what = f"section {section.id}"
    if own is not None:
        yield Condition(f"{what}: when", "section", section.id, own, "section", (section.id, "when"), what=what)
    yield from _of_loop("section", section.id, section.loop)


def own_part(when: Tree | None) -> Tree | None:
    """Return what an author wrote of a condition: without what ``skip_to`` and ``end`` of options made of it."""
    if when is None or when[0] == "not_true":
        return None
    if when[0] == "and" and when[1][0] == "not_true":
        return None if when[-1][0] == "not_true" else when[-1]
    return when


def _of_question(questionnaire: Questionnaire, question: Question) -> Iterator[Condition]:
    what, own = f"question {question.id}", own_part(question.when)
    place = ("question", (question.id,))
    if own is not None:
        yield Condition(f"{what}: when", "question", question.id, own, place[0], (*place[1], "when"), what=what)
    yield from _of_loop("question", question.id, question.loop)
    for field, sources in _offering(question):
        for index, source in enumerate(sources):
            yield from _of_source(questionnaire, question, field, index, source)
    for part, texts in (("text", question.text), ("help", question.help)):
        yield from _of_texts(question, part, texts)
    for number, check in enumerate(question.checks):
        name = f"{what}: check {number + 1}"
        steps = (question.id, "checks", number, "when")
        yield Condition(name, "answer", question.id, check.when, "question", steps, what=name)


def _offering(question: Question) -> Iterator[tuple[tuple[Step, ...], Sequence[Source]]]:
    yield ("options",), question.options
    yield ("rows",), question.rows
    yield ("extra_rows",), question.extra_rows
    yield ("beside",), question.beside
    for number, columns in enumerate(question.columns):
        yield (("scales", number, "columns") if columns.id else ("columns",)), columns.sources


def _of_source(
    questionnaire: Questionnaire, question: Question, field: tuple[Step, ...], index: int, source: Source
) -> Iterator[Condition]:
    base = f"question {question.id}: {field[0]}"
    steps = (question.id, *field, index)
    if source.when is not None:
        what = f"{base} from {source.name}" if source.name else f"{base} {index + 1}"
        name = f"{what} [{'.'.join(map(str, (*field, index)))}]"
        yield Condition(name, "page", question.id, source.when, "question", (*steps, "when"), what=what)
    if source.option is not None and source.option.when is not None:
        what = f"{base} {source.option.id}"
        yield Condition(what, "page", question.id, source.option.when, "question", (*steps, "when"), what=what)
    if source.origin == "list":
        yield from _of_list(questionnaire, question, base, source)


def _of_list(questionnaire: Questionnaire, question: Question, base: str, source: Source) -> Iterator[Condition]:
    options: Sequence[Option] = questionnaire.lists[source.name].options
    for option in options:
        if option.when is not None:
            what = f"{base} {option.id}"
            yield Condition(
                what, "page", question.id, option.when, "option", (source.name, option.id, "when"), what=what
            )


def _of_texts(question: Question, part: str, texts: Texts) -> Iterator[Condition]:
    earlier: list[Tree] = []
    for number, variant in enumerate(texts.variants):
        if variant.when is None:
            return
        what = f"question {question.id}: {part} {number + 1}"
        steps = (question.id, part, number, "when")
        yield Condition(what, "page", question.id, variant.when, "question", steps, tuple(earlier), what)
        earlier.append(variant.when)


def _of_rotation(questionnaire: Questionnaire) -> Iterator[Condition]:
    rotation = questionnaire.rotation
    if rotation is None:
        return
    yield Condition("rotation: when", "end", "", rotation.when, "rotation", ("when",), what="rotation")
    for number, fixed in enumerate(rotation.fixed):
        what = f"fixed modules {number + 1}"
        yield Condition(what, "end", "", fixed.when, "rotation", ("fixed", number, "when"), what=what)
    for number, boost in enumerate(rotation.boost):
        what = f"boost of {boost.module}"
        yield Condition(what, "end", boost.module, boost.when, "rotation", ("boost", number, "when"), what=what)


def loops(questionnaire: Questionnaire) -> Iterator[tuple[str, str, Loop]]:
    """Yield every loop with the kind and the id of what it repeats."""
    for section in questionnaire.sections:
        if section.loop is not None:
            yield "section", section.id, section.loop
    for question in questionnaire.questions:
        if question.loop is not None:
            yield "question", question.id, question.loop


def looks_at_item(question: Question, tree: Tree, outer: int) -> bool:
    """Whether a condition of a looped question can differ between its items; ``outer`` counts the loops around."""
    loop = question.loop
    if loop is None or tree[0] == "const":
        return False
    if tree[0] in ("answer", "passes"):
        return bool(tree[2] > outer)
    if tree[0] == "field" and tree[1][0] == "loop":
        return bool(tree[1][1] == loop.name)
    inner = [part for part in tree[1:] if isinstance(part, list) and part and isinstance(part[0], str)]
    return any(looks_at_item(question, part, outer) for part in inner)


_TRUTHS = frozenset(
    ("and", "or", "not", "not_true", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "answered", "special")
)


def is_truth(questionnaire: Questionnaire, tree: Tree) -> bool:
    """Whether an expression yields true, false or unknown, rather than a number or an option."""
    if tree[0] == "named":
        inner = next((computed.tree for computed in questionnaire.computed if computed.id == tree[1]), None)
        return inner is not None and is_truth(questionnaire, inner)
    if tree[0] in ("if", "coalesce"):
        return is_truth(questionnaire, tree[-1])
    return tree[0] in _TRUTHS or (tree[0] == "const" and isinstance(tree[1], bool))


def read_until(questionnaire: Questionnaire, tree: Tree) -> int:
    """Return the position of the first question after everything that a condition reads; 0 if it reads none."""
    order = {question.id: number + 1 for number, question in enumerate(questionnaire.questions)}
    return max((order.get(name, 0) for name in read_by(questionnaire, tree)), default=0)


def read_by(questionnaire: Questionnaire, tree: Tree) -> set[str]:
    """Return the questions that an expression reads, be it through named values and draws."""
    named: dict[str, list[str]] = {computed.id: list(computed.reads) for computed in questionnaire.computed}
    named |= {draw.id: list(draw.reads) for draw in questionnaire.draws}
    open_: list[Any] = [tree]
    seen: set[str] = set()
    found: set[str] = set()
    while open_:
        part = open_.pop()
        if isinstance(part, str):
            if part not in seen:
                seen.add(part)
                found.add(part)
                open_ += named.get(part, ())
        elif part[0] in ("answer", "passes", "named"):
            open_.append(part[1])
        elif part[0] != "const":
            open_ += [inner for inner in part[1:] if isinstance(inner, list) and inner and isinstance(inner[0], str)]
    return found & questionnaire.question_by_id.keys()
