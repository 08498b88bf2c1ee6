"""What the engine works out once about every question, so that an answer costs only what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..questionnaire.model import Question, Questionnaire, Section, Source, Texts
from .dependencies import Dependencies

if TYPE_CHECKING:
    from .answers import Answer
    from .page import Page
    from .scope import Scope
    from .world import World


class Plan:
    """What follows about one question from the questionnaire alone.

    * ``place`` counts the questions before it, section by section
    * ``behind`` is the place of the first question of the next section
    * ``nested`` says that its section has questions with loops of their own
    * ``alone`` says that no loop is around it, so that its only page goes by its own name
    * ``plain`` says that whether it is asked depends on conditions and loops only, never on what there is to choose
    * ``simple`` says both of the two before
    * ``kept`` says that an answer counts as it was given, whatever else is answered later
    * ``seen`` says that others depend on whether it is asked, and not on its answer alone
    * ``silent`` says that there is nothing to record about what it shows: neither chance nor answers decide that
    * ``fixed`` says that it offers everybody the same, as far as its own fields tell; ``same_words`` says that of its
      text and help

    Three more are filled in by ``pages.prepare`` when the question is shown first: ``page``, what it offers, if that is
    the same for everybody; ``write``, which writes out its text; ``certain``, a quick test for its answers.
    """

    def __init__(self, questionnaire: Questionnaire, question: Question, place: int, carried: frozenset[str]) -> None:
        section = questionnaire.section_by_id[question.section]
        graph = Dependencies.of(questionnaire)
        named = {*question.reads, *section.reads}
        chance = subset_shown(question) or question.order == "random" or question.shape == "maxdiff"
        self.name = question.id
        self.question = question
        self.section = section
        self.home = section.id
        self.place = place
        self.behind = place + len(section.questions) - section.questions.index(question.id)
        self.nested = any(questionnaire.question_by_id[name].loop is not None for name in section.questions)
        self.when = questionnaire.value_of(question.when) if question.when is not None else None
        self.alone = section.loop is None and question.loop is None
        self.keys = (question.id,)
        self.plain = question.loop is None and not question.varies
        self.simple = self.alone and self.plain
        self.kept = not (question.varies or any(check.hard for check in question.checks))
        self.decides_modules = question.id in graph.module_questions
        self.seen = self.decides_modules or question.id in carried
        self.index = graph.position[question.id]
        self.dependants = tuple(graph.dependants.get(question.id, ()))
        self.ends: Mapping[str, str] = question.settings.get("ends", {})
        self.consents = question.id == questionnaire.consent
        self.draws = tuple(draw for draw in questionnaire.draws if draw.id in named)
        self.silent = not (self.draws or question.text.drawn or question.varies or chance)
        self.same_words = self.alone and _is_plain(question.text) and _is_plain(question.help)
        self.prepared = False
        self.page: Page | None = None
        self.write: Callable[[World, Scope], str] | None = None
        self.certain: Callable[[Answer], bool] | None = None
        self.fixed = not (question.varies or chance or question.beside or "sets" in question.settings)


def _is_plain(texts: Texts) -> bool:
    """Whether a text is one text without placeholders, or none at all."""
    return len(texts.variants) <= 1 and all(one.when is None and isinstance(one.text, str) for one in texts.variants)


class Plans(dict[str, Plan]):
    """The plans of a questionnaire by page: of ``question``, and of ``question@item`` from its first use on."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        carried = frozenset(_carried(questionnaire))
        self.names = [name for section in questionnaire.sections for name in section.questions]
        by_id = questionnaire.question_by_id
        self.order = [Plan(questionnaire, by_id[name], place, carried) for place, name in enumerate(self.names)]
        super().__init__(zip(self.names, self.order, strict=True))
        self.by_node: list[Plan | None] = [self.get(name) for name, _ in Dependencies.of(questionnaire).nodes]

    def __missing__(self, key: str) -> Plan:
        """Return the plan of the question of a page.

        Raises:
            KeyError: there is no such question.
        """
        name, at, _ = key.partition("@")
        if not at:
            raise KeyError(key)
        plan = self[name]
        if len(self) < MOST_PAGES:
            self[key] = plan
        return plan

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Plans:
        """Return the plans of a questionnaire, made at the first call."""
        memory = questionnaire.memory
        if "plans" not in memory:
            memory["plans"] = cls(questionnaire)
        found: Plans = memory["plans"]
        return found


MOST_PAGES = 100_000
"""How many pages are kept by their keys; those of more questions and items are split again each time."""


def subset_shown(question: Question) -> bool:
    """Whether a list is behind a question of which only some options or rows are shown."""
    return any(source.show for source in (*question.options, *question.rows))


def _carried(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield the questions whose items are carried on somewhere: these come and go with the question."""
    parts: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions]
    loops = [source for part in parts if part.loop is not None for source in part.loop.sources]
    draws = [source for draw in questionnaire.draws for stratum in draw.strata for source in stratum.sources]
    fills = [source for draw in questionnaire.draws for source in draw.fill]
    shown = [source for question in questionnaire.questions for source in sources_of(question)]
    for source in (*loops, *draws, *fills, *shown):
        yield from (source.name, source.exclude)


def sources_of(question: Question) -> Iterator[Source]:
    """Yield everything that options, rows and columns of a question come from."""
    yield from (*question.options, *question.rows, *question.extra_rows, *question.beside)
    for columns in question.columns:
        yield from columns.sources
