"""What a report holds and in which order: topics, and the results of each.

Without a plan a topic is a section of the questionnaire and a result a question. A plan puts results of one subject
together, gives them short titles, and names builders that need more than one question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ....publication.codebook.model import Codebook
from ..results import Result
from .release_pair import Editions


@dataclass(frozen=True)
class Entry:
    """One or more results: by the plain builder of the question, or by a builder of several questions.

    ``build`` yields nothing where the release lacks what it needs.
    """

    questions: tuple[str, ...]
    title: str = ""
    build: Callable[[Editions, Entry], Iterator[Result]] | None = None


def entry(
    *questions: str, title: str = "", build: Callable[[Editions, Entry], Iterator[Result]] | None = None
) -> Entry:
    """Return an entry of a plan."""
    return Entry(questions, title, build)


@dataclass(frozen=True)
class PlannedTopic:
    """A topic and its results in order."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    introduction: str = ""


@dataclass(frozen=True)
class Plan:
    """Topics in order; ``unreported`` questions have no result, all others that are named nowhere come last."""

    topics: tuple[PlannedTopic, ...] = ()
    unreported: frozenset[str] = field(default_factory=frozenset)


def completed(plan: Plan, codebook: Codebook) -> Sequence[PlannedTopic]:
    """Return the topics of a plan, and those of the sections whose questions it does not name."""
    named = {question for topic in plan.topics for one in topic.entries for question in one.questions}
    left: dict[str, list[Entry]] = {}
    for question in codebook.questions:
        if question.id not in named | plan.unreported and question.block:
            left.setdefault(question.section, []).append(entry(question.id))
    return [*plan.topics, *_of_sections(left, codebook)]


def _of_sections(left: Mapping[str, Sequence[Entry]], codebook: Codebook) -> Iterator[PlannedTopic]:
    titles = {section.id: section.title for section in codebook.sections}
    for section, entries in left.items():
        yield PlannedTopic(section, titles.get(section, section), tuple(entries))
