"""How many pages one interview can have: loops inside each other over long lists make millions of a few lines."""

from __future__ import annotations

from ..limits import MAXIMUM_PAGES
from ..model import Loop, Questionnaire, Source
from ..offerings import offered


def fault_of_pages(built: Questionnaire) -> tuple[str, str] | None:
    """Return the question with the most pages and what is wrong, where one interview could have too many in all."""
    passes = {section.id: _passes(built, section.loop) for section in built.sections}
    pages = {question.id: passes[question.section] * _passes(built, question.loop) for question in built.questions}
    total = sum(pages.values())
    if total <= MAXIMUM_PAGES:
        return None
    most = max(pages, key=lambda name: pages[name])
    return most, f"one interview could have {total:,} pages, {pages[most]:,} of them '{most}'; {MAXIMUM_PAGES:,} may be"


def _passes(built: Questionnaire, loop: Loop | None) -> int:
    """Return how often a loop can run at most."""
    if loop is None:
        return 1
    items = sum(_most(built, source) for source in loop.sources)
    return min(items, loop.cap) if loop.cap else items


def _most(built: Questionnaire, source: Source) -> int:
    """Return how many items a source can give at most."""
    possible = len(offered(built, (source,)))
    if source.origin == "draw":
        return min(possible, built.draw_by_id[source.name].total)
    if source.origin == "from" and source.take in ("selected", "ranked"):
        limit = built.question_by_id[source.name].settings.get("maximum")
        return min(possible, int(limit)) if limit else possible
    return min(possible, source.show) if source.show else possible
