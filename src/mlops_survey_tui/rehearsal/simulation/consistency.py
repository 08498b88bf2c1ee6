"""Whether what was answered agrees with what was shown: the invariants of an interview, looked at from outside."""

from __future__ import annotations

from collections.abc import Iterator

from ...interview.checking import problems
from ...interview.events import EventKind
from ...interview.path import all_pages
from ...interview.session import Session


def contradictions(session: Session) -> Iterator[str]:
    """Yield what contradicts itself in an interview; nothing should."""
    world, facts = session.world, session.facts
    path = list(all_pages(world))
    on_path = set(path)
    for key, answer in world.effective.items():
        if key not in on_path:
            yield f"{key} counts as answered but is not on the path"
            continue
        if key not in facts.displayed:
            yield f"{key} was answered but never shown"
        if not answer.is_empty and key not in world.changed_answers:
            hard = [problem for problem in problems(world, session.page_at(key), answer) if not problem.soft]
            yield from (f"{key}: {answer.to_data()} does not fit what was shown: {one.message}" for one in hard)
    if session.ended == "complete":
        yield from (
            f"{key} is on the path of a finished interview but was never shown"
            for key in path
            if key not in facts.displayed
        )
    answered = [event for event in session.log if event.kind in (EventKind.ANSWERED, EventKind.SKIPPED)]
    shown: set[str] = set()
    for event in session.log:
        if event.kind is EventKind.DISPLAYED:
            shown.add(event.page)
        elif event in answered and event.page not in shown:
            yield f"{event.page} was answered before it was shown"
