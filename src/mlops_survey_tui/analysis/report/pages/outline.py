"""Where everything of a report stands in the page: an anchor for each topic and each result, none of them twice."""

from __future__ import annotations

from dataclasses import dataclass

from ..results import Report, Result, Topic
from .markup import anchor


@dataclass(frozen=True, slots=True)
class Section:
    """A topic and its results, each with its anchor."""

    topic: Topic
    place: str
    results: tuple[tuple[Result, str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The report with the anchors of all that is in it."""

    report: Report
    sections: tuple[Section, ...]

    def results(self) -> list[tuple[Result, str]]:
        """Return all results with their anchors."""
        return [pair for section in self.sections for pair in section.results]

    def place_of(self, result: str) -> str:
        """Return the anchor of the first result of this id, or nothing."""
        return next((place for one, place in self.results() if one.id == result), "")


def outline(report: Report) -> Outline:
    """Return where everything stands."""
    taken: set[str] = set()
    sections = []
    for topic in report.topics:
        place = _free(anchor("topic", topic.id), taken)
        results = tuple((result, _free(anchor("r", result.id), taken)) for result in topic.results)
        sections.append(Section(topic, place, results))
    return Outline(report, tuple(sections))


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with a number behind it if it is taken."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free
