"""What makes checking fast changes nothing: one pass over the nodes, and pages built once."""

from __future__ import annotations

from typing import Any

import pytest

from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.given import GivenWorld
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.pages import build_page
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, Result, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.offered import offered
from mlops_survey_tui.sharing.rebuilding import rebuilt
from tests.interview.surveys import shipped

SURVEYS = ["2026", "examples/coffee", "examples/workshop"]


class Slow(World):
    """A world that evaluates every node through the queue."""

    def refresh_all(self) -> None:
        self._run(range(len(self.graph.nodes)))


def _state(world: World) -> tuple[Any, ...]:
    return world.values, world.shown, world.pages, world.effective, world.changed_answers, world.assignment


def _simulated(name: str) -> list[Result]:
    return list(simulate(shipped(name), [ANYBODY], 15, "lighter", 1))


@pytest.mark.parametrize("name", SURVEYS)
def test_one_pass_over_the_nodes_ends_where_the_queue_ends(name: str) -> None:
    for one in _simulated(name):
        for events in (one.events, one.events[: len(one.events) // 2]):
            fast, slow = (world(shipped(name), one.seed, Facts(events)) for world in (World, Slow))
            assert _state(fast) == _state(slow)


def _checked_by(page: Page) -> tuple[Any, ...]:
    """Return everything of a page on which it depends whether an answer is taken."""

    def plain(choices: Any) -> set[Any]:
        return {(one.id, one.exclusive, one.special, one.text_limit) for one in choices}

    lists = (page.options, page.rows, page.extra_rows, page.specials, *(scale.points for scale in page.scales))
    numbers = (page.minimum, page.maximum, page.decimals, page.total, page.extra_limit, page.text_limit)
    flags = (page.required, page.multiple, page.at_most, page.kind, page.key)
    return ([plain(choices) for choices in lists], [scale.id for scale in page.scales], page.sets, numbers, flags)


@pytest.mark.parametrize("name", SURVEYS)
def test_a_page_to_check_against_takes_what_the_page_shown_takes(name: str) -> None:
    survey = shipped(name)
    for one in _simulated(name):
        world = GivenWorld(survey, "", rebuilt(survey, bundle(survey, one.seed, one.events)))
        for key in (key for keys in world.pages.values() for key in keys):
            assert _checked_by(offered(world, key)) == _checked_by(build_page(world, key))
