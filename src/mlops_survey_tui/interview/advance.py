"""Moves an interview on: decides what chance and time decide, records draws, shows the next page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from ..questionnaire.model import Question
from ..questionnaire.rotation import Volunteer
from .draws import drawn_data
from .events import EventKind
from .facts import Facts
from .keys import split_key
from .maxdiff import design_version, sets_of
from .modules import decisions, droppable, volunteer_candidates
from .page import Page
from .pages import build_page
from .path import all_pages, page_after, pages_from, passed_sections, section_order
from .plan import subset_shown
from .sources import resolve
from .timing import elapsed_seconds, pace, seconds_left, section_seconds
from .wording import wording_index
from .world import World


class Recorder(Protocol):
    """What moving on needs of a session."""

    world: World
    facts: Facts
    pace_guard: bool

    def show(self, key: str) -> None:
        """Take into account that a page is shown of which nothing more is to be told."""

    def record(self, kind: EventKind, page: str = "", data: Mapping[str, Any] | None = None) -> None:
        """Take an event into account."""


def next_page(session: Recorder, key: str) -> str:
    """Return the page to show after ``key`` ('' at the end).

    Normally that is the next page on the path. After a jump, and behind the last page, it is the first page that
    is still open or asks to be confirmed.
    """
    world, facts = session.world, session.facts
    if key and not facts.returning and (target := page_after(world, world.plans[key], key)):
        return target
    ahead: Iterable[str] = pages_from(world, key) if key and facts.returning else ()
    for candidate in ahead:
        if is_open(world, candidate):
            return candidate
    if not (facts.taken_back or world.changed_answers) and facts.given.keys() >= set().union(*world.pages.values()):
        return ""
    return next((candidate for candidate in all_pages(world) if is_open(world, candidate)), "")


def is_open(world: World, key: str) -> bool:
    """Whether a page still needs the respondent."""
    return not world.facts.passed(key) or key in world.changed_answers


def go_on(session: Recorder, key: str) -> None:
    """Record what is decided now, and show the page that follows ``key``."""
    world = session.world
    while True:
        target = next_page(session, key)
        if world.rotates and (
            _decide(session, key) or (_crosses(world, key, target) and _at_border(session, key, target))
        ):
            continue
        display(session, target)
        return


def _decide(session: Recorder, key: str) -> bool:
    """Record one decision about modules if there is one to be made."""
    for kind, data in decisions(session.world, passed_sections(session.world, key)):
        session.record(kind, "", data)
        return True
    return False


def _crosses(world: World, key: str, target: str) -> bool:
    by_id = world.questionnaire.question_by_id
    return not target or by_id[split_key(key)[0]].section != by_id[split_key(target)[0]].section


def _at_border(session: Recorder, key: str, target: str) -> bool:
    """Record one decision of the pace guard or the offer of a volunteered module, if there is one."""
    world = session.world
    rotation = world.questionnaire.rotation
    if rotation is None or world.facts.sections or target in world.facts.displayed:
        return False
    if session.pace_guard and _drop(session, key):
        return True
    offer = rotation.volunteer
    return offer is not None and not world.facts.volunteer and _reached(world, offer, target) and _offer(session, offer)


def _drop(session: Recorder, key: str) -> bool:
    world = session.world
    rotation = world.questionnaire.rotation
    guard = rotation.pace_guard if rotation else None
    if guard is None or sum(world.facts.passed(k) for k in world.facts.given) < guard.after_questions:
        return False
    expected = elapsed_seconds(world) + pace(world) * seconds_left(world)
    candidates = droppable(world, passed_sections(world, key))
    if expected <= guard.limit_minutes * 60 or not candidates:
        return False
    session.record(EventKind.DROPPED, "", {"module": candidates[0], "reason": "pace_guard"})
    return True


def _reached(world: World, offer: Volunteer, target: str) -> bool:
    """Whether the section with the offer comes next, or was passed over because the offer was not made yet."""
    home = world.questionnaire.question_by_id[offer.question].section
    ahead = [section.id for section in section_order(world)]
    if not target:
        return True
    here = world.questionnaire.question_by_id[split_key(target)[0]].section
    return ahead.index(here) >= ahead.index(home)


def _offer(session: Recorder, offer: Volunteer) -> bool:
    world = session.world
    candidates = volunteer_candidates(world)
    if not candidates:
        return False
    seconds = pace(world) * section_seconds(world, world.questionnaire.section_by_id[candidates[0]])
    if elapsed_seconds(world) + pace(world) * seconds_left(world) + seconds > offer.limit_minutes * 60:
        return False
    data = {"volunteer": candidates[0], "minutes": max(1, round(seconds / 60)), "probability": 1 / len(candidates)}
    session.record(EventKind.ASSIGNED, "", data)
    return True


def display(session: Recorder, key: str) -> None:
    """Record the draws that a page depends on, and that it is shown now."""
    if not key or session.world.plans[key].silent:
        session.show(key)
        return
    for data in _new_draws(session.world, key):
        session.record(EventKind.DRAWN, "", data)
    session.record(EventKind.DISPLAYED, key, shown_data(session.world, key))


def _new_draws(world: World, key: str) -> Iterable[dict[str, Any]]:
    """Yield what is to be recorded of the draws behind a page that are not recorded as they are now."""
    for draw in world.plans[key].draws:
        value = world.values.get(draw.id)
        values: Mapping[str, Any] = {draw.id: value}
        if draw.depth:
            values = {f"{draw.id}@{item}": drawn for item, drawn in (value or {}).items()}
        for name, drawn in values.items():
            if drawn is not None and world.facts.draws.get(name) != drawn:
                scope = world.draw_scope(draw, name.partition("@")[2])
                yield drawn_data(world, draw, scope, name, drawn)


def shown_data(world: World, key: str) -> dict[str, Any]:
    """Return what was shown where chance or earlier answers decide it: order, subset, sets, total, wording.

    ``wording_probability``, ``design_version_probability`` and ``subset_probabilities`` (of each item of a list of
    which only some are shown, list by list) are the chances that what was shown had.
    """
    question = world.questionnaire.question_by_id[split_key(key)[0]]
    data: dict[str, Any] = {}
    if question.text.drawn:
        index = wording_index(world, question.text, world.scope(key), f"text:{key}")
        data |= {"wording": index, "wording_probability": round(1 / len(question.text.variants), 6)}
    chances = _subset_probabilities(world, question, key)
    if chances:
        data["subset_probabilities"] = chances
    if _decided_by_chance(question):
        page = build_page(world, key)
        shown = {"options": [c.id for c in page.options], "rows": [c.id for c in page.rows]}
        data |= {name: ids for name, ids in shown.items() if ids}
        if page.total is not None:
            data["total"] = page.total
        if page.sets:
            data |= {"sets": [list(members) for members in page.sets]} | _version_shown(world, question, page)
            data.pop("options")
    return data


def _version_shown(world: World, question: Question, page: Page) -> dict[str, Any]:
    """Return which version of a MaxDiff design is shown, from 1, and its chance; nothing where other sets are."""
    design = question.settings.get("design")
    if not design:
        return {}
    version = design_version(design, world.seed, page.key)
    if page.sets != sets_of(design, version):
        return {}
    return {"design_version": version, "design_version_probability": round(1 / len(design["versions"]), 6)}


def _subset_probabilities(world: World, question: Question, key: str) -> list[float]:
    """Return, for each source that shows only some of its items, the chance of an item to be among them."""
    scope = world.scope(key)
    sources = [source for source in (*question.options, *question.rows) if source.show]
    pools = [len(resolve(world, [replace(source, show=0)], scope, "pool")) for source in sources]
    return [round(min(1.0, source.show / pool), 6) for source, pool in zip(sources, pools, strict=True) if pool]


def _decided_by_chance(question: Question) -> bool:
    subset = subset_shown(question)
    return question.order == "random" or question.varies or subset or question.shape == "maxdiff"
