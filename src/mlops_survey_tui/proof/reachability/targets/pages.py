"""Targets on pages: sections, questions, what they offer, special answers, jumps, ends, wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ....interview.page import Page
from ....interview.wording import wording_index
from ....questionnaire.model import Question, Questionnaire, Source
from ..encoding import Encoding
from ..formula import FALSE
from ..target import Target, register
from ..trace import Trace
from ..trees import holds_in
from ..values import Several, Single

MOST_ITEMS = 40
"""Items from earlier answers or draws that are looked at one by one; longer ones stand for each other."""


class Displayed:
    """A section or a question is displayed."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return all sections and questions."""
        yield from (Target("section", section.id) for section in questionnaire.sections)
        yield from (Target("question", question.id) for question in questionnaire.questions)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether it is displayed."""
        names: Iterable[str] = [target.subject]
        if target.kind == "section":
            names = code.questionnaire.section_by_id[target.subject].questions
        for name in names:
            for path in code.question_places(code.questionnaire.question_by_id[name]):
                yield code.page_shown(name, path)

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return what was displayed."""
        by_id = trace.session.questionnaire.question_by_id
        for name in {page.question for page in trace.pages}:
            yield Target("question", name)
            yield Target("section", by_id[name].section)


def fixed_ids(questionnaire: Questionnaire, sources: Iterable[Source]) -> list[str]:
    """Return what sources offer by their own: written options, options of lists; not what answers or chance bring."""
    found: dict[str, None] = {}
    for source in sources:
        if source.option is not None:
            found[source.option.id] = None
        elif source.origin == "list":
            within = questionnaire.members(source.within) if source.within else None
            ids = (option.id for option in questionnaire.lists[source.name].options)
            found.update(dict.fromkeys(id_ for id_ in ids if within is None or id_ in within))
    return list(found)


class Offered:
    """An option, row or column is offered on a page that is displayed; the part is ``options:ID`` and the like."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return everything that questions offer by their own."""
        for question in questionnaire.questions:
            for part, sources in _offering(question):
                yield from (Target("option", question.id, f"{part}:{id_}") for id_ in fixed_ids(questionnaire, sources))

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether it is displayed with the option."""
        question = code.questionnaire.question_by_id[target.subject]
        part, _, id_ = target.part.rpartition(":")
        for path in code.question_places(question):
            shown = code.page_shown(question.id, path)
            if shown == FALSE:
                continue
            scale = part.removeprefix("columns:")
            items = code.items(question, part, path) if scale == part else code.columns(question, scale, path)
            yield code.formula.both(shown, items[id_].present) if id_ in items else FALSE

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return what pages offered."""
        known: dict[_OnPage, list[Target]] = trace.session.questionnaire.memory.setdefault("offered targets", {})
        for page in trace.pages:
            for part, ids in _on_page(page):
                offered = (page.question, part, ids)
                if offered not in known:
                    known[offered] = [Target("option", page.question, f"{part}:{id_}") for id_ in ids]
                yield from known[offered]


def _offering(question: Question) -> Iterator[tuple[str, tuple[Source, ...]]]:
    yield "options", question.options
    yield "rows", question.rows
    yield "extra", question.extra_rows
    yield from ((f"columns:{columns.id}", columns.sources) for columns in question.columns)


_OnPage = tuple[str, str, tuple[str, ...]]


def _on_page(page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part, choices in (("options", page.options), ("rows", page.rows), ("extra", page.extra_rows)):
        if choices:
            yield part, tuple([choice.id for choice in choices])
    for scale in page.scales:
        yield f"columns:{scale.id}", tuple([point.id for point in scale.points])


class Special:
    """A special answer is given to a page."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return all special answers."""
        for question in questionnaire.questions:
            yield from (Target("special", question.id, option.id) for option in question.specials)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether the special answer is given."""
        question = code.questionnaire.question_by_id[target.subject]
        for path in code.question_places(question):
            yield code.given(question.id, path).specials.get(target.part, FALSE)

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the special answers that were given."""
        for key, answer in trace.session.world.effective.items():
            if answer.special:
                yield Target("special", key.partition("@")[0], answer.special)


class Leaving:
    """An option is chosen that ends the interview or skips questions."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return all options that end or skip."""
        for question in questionnaire.questions:
            yield from (Target("end", question.id, id_) for id_ in question.settings.get("ends", {}))
        for source, option in jumps(questionnaire):
            if option not in questionnaire.question_by_id[source].settings.get("ends", {}):
                yield Target("skip", source, option)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether the option is chosen."""
        question = code.questionnaire.question_by_id[target.subject]
        for path in code.question_places(question):
            value = code.given(question.id, path).value
            if isinstance(value, Single):
                yield value.of(target.part)
            elif isinstance(value, Several):
                yield value.members.get(target.part, FALSE)

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the options of this kind that were chosen."""
        questionnaire = trace.session.questionnaire
        if "leaving targets" not in questionnaire.memory:
            found = {(target.subject, target.part): target for target in self.targets(questionnaire)}
            questionnaire.memory["leaving targets"] = found
        ends: dict[tuple[str, str], Target] = questionnaire.memory["leaving targets"]
        if not ends:
            return
        for key, answer in trace.answers.items():
            chosen = answer.value if isinstance(answer.value, list) else [answer.value]
            name = key.partition("@")[0]
            if key != trace.refused:
                yield from (ends[name, id_] for id_ in chosen if isinstance(id_, str) and (name, id_) in ends)


def jumps(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Return the question and the option of everything that skips or ends, read off the conditions made of it."""
    found: dict[tuple[str, str], None] = {}
    conditions = [section.when for section in questionnaire.sections]
    conditions += [question.when for question in questionnaire.questions]
    for when in conditions:
        for tree in jump_trees(when):
            comparison = tree[1]
            answer, constant = sorted(comparison[1:], key=lambda operand: operand[0] == "const")
            found[answer[1], constant[1]] = None
    return list(found)


def jump_trees(when: list[object] | None) -> list[list[list[list[str]]]]:
    """Return the parts of a condition that ``skip_to`` and ``end`` of options made."""
    parts = when[1:] if when is not None and when[0] == "and" else [when]
    return [part for part in parts if isinstance(part, list) and part[0] == "not_true"]


class Wording:
    """One of several wordings is shown; the part is ``text:NUMBER`` or ``help:NUMBER``, from 0."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the wordings of texts that have several."""
        for question in questionnaire.questions:
            for part, texts in (("text", question.text), ("help", question.help)):
                if len(texts.variants) > 1:
                    yield from (Target("wording", question.id, f"{part}:{n}") for n in range(len(texts.variants)))

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether it is displayed with this wording."""
        question = code.questionnaire.question_by_id[target.subject]
        part, _, number = target.part.partition(":")
        texts = question.text if part == "text" else question.help
        for path, place in code.question_places(question).items():
            shown = code.page_shown(question.id, path)
            if texts.drawn:
                yield code.formula.both(shown, code.wordings(question, part, path)[int(number)])
                continue
            holding = [holds_in(code, variant.when, place) for variant in texts.variants[: int(number) + 1]]
            yield code.formula.both(shown, holding[-1], *(-literal for literal in holding[:-1]))

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the wordings that were shown."""
        world = trace.session.world
        for page in trace.pages:
            question = world.questionnaire.question_by_id[page.question]
            for part, texts in (("text", question.text), ("help", question.help)):
                if len(texts.variants) > 1:
                    index = wording_index(world, texts, world.scope(page.key), f"{part}:{page.key}")
                    yield Target("wording", question.id, f"{part}:{index}")


register("section", "question", kind=Displayed())
register("option", kind=Offered())
register("special", kind=Special())
register("end", "skip", kind=Leaving())
register("wording", kind=Wording())
