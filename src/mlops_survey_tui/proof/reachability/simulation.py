"""Simulated respondents: typical minutes, overall and for each path, and how often each question is asked.

They answer everything, each with answers drawn evenly; so the mix of paths is that of chance, not of a population, and
figures of one path say more than the overall ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import median

from ...interview.answers import Answer
from ...interview.page import Page
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from .condition import is_truth
from .minutes import minutes_of
from .search import staying
from .trace import Trace, walked

WHOLE = "everybody"
FEWEST, MOST, PAGES = 16, 240, 20_000
"""Simulated respondents at least and at most; between them as many as are asked so many questions together."""
MOST_PAGES = 40_000
"""After so many pages, loops included, no more than the fewest are simulated."""
MARGIN = 1.96
See = Callable[[Trace, Witness], None]


@dataclass(frozen=True, slots=True)
class Respondent:
    """One simulated interview that was completed: its path, minutes, modules, and the questions that it was asked."""

    path: str
    minutes: float
    modules: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True, slots=True)
class PathMinutes:
    """Typical minutes of one path: the median with its interval of 95 %, the tenths at both ends, and the walks."""

    path: str
    median: float
    low: float
    high: float
    tenth: float
    ninetieth: float
    walks: int


@dataclass(frozen=True, slots=True)
class Inclusion:
    """How many of those on a path are asked a question, and what 1,000 of them give.

    ``error`` is the standard error of the share, 0 where it is exact; ``margin`` the half width of the interval of 95 %
    for a share of one half, in points, for a simple random sample without weights. ``by_forms`` is the share of forms
    that hold its module, for comparison: boosts and replacements come on top.
    """

    question: str
    path: str
    share: float
    error: float
    exact: bool
    by_forms: float | None = None

    @property
    def answers(self) -> int:
        """How many of 1,000 respondents are asked."""
        return round(1000 * self.share)

    @property
    def margin(self) -> float:
        """Half the width of the interval of 95 % for a share of one half, in points; 100 where nobody is asked."""
        return 100 * MARGIN * sqrt(0.25 / self.answers) if self.answers else 100.0


def respondents(questionnaire: Questionnaire, seed: str, see: See) -> list[Respondent]:
    """Return simulated interviews that went to their end; each is shown, for what else it reaches."""
    names = path_conditions(questionnaire)
    walks, pages = [], 0
    for number in range(max(FEWEST, min(MOST, PAGES // max(1, len(questionnaire.questions))))):
        if number >= FEWEST and pages > MOST_PAGES:
            break
        walk_seed = f"{seed}-simulated-{number}"
        random = Random(walk_seed)

        def reply(page: Page, random: Random = random) -> Answer:
            return staying(questionnaire, page, random, 0.0, 0.05)

        trace = walked(questionnaire, reply, walk_seed)
        pages += len(trace.pages)
        see(trace, Witness(walk_seed, trace.answers))
        if trace.session.ended == "complete":
            world = trace.session.world
            held = frozenset(name for name in names if world.values.get(name) is True)
            modules = world.assignment.modules - {world.assignment.volunteer}
            asked = frozenset(page.question for page in trace.pages)
            walks.append((held, Respondent("", minutes_of(trace), modules, asked)))
    return _on_paths(walks, names)


def path_conditions(questionnaire: Questionnaire) -> list[str]:
    """Return the named conditions that sections and the rotation rest on, most used first."""
    truths = {computed.id for computed in questionnaire.computed if is_truth(questionnaire, computed.tree)}
    trees: list[Tree] = [section.when for section in questionnaire.sections if section.when is not None]
    if questionnaire.rotation is not None:
        trees += [questionnaire.rotation.when, *(fixed.when for fixed in questionnaire.rotation.fixed)]
    used = Counter(name for tree in trees for name in set(_names(tree)) if name in truths)
    return [name for name, _ in used.most_common()]


def _names(tree: Tree) -> Iterable[str]:
    if tree[0] == "named":
        yield tree[1]
    elif tree[0] != "const":
        for part in tree[1:]:
            if isinstance(part, list) and part and isinstance(part[0], str):
                yield from _names(part)


def _on_paths(walks: Sequence[tuple[frozenset[str], Respondent]], names: Sequence[str]) -> list[Respondent]:
    """Give each walk the one condition of those that divide them that holds for it; nothing where none divide them."""
    dividing: list[str] = []
    for name in names:
        if all(not (name in held and held & set(dividing)) for held, _ in walks):
            dividing.append(name)
    if not walks or any(not held & set(dividing) for held, _ in walks):
        dividing = []
    return [
        Respondent(next((n for n in dividing if n in held), ""), one.minutes, one.modules, one.questions)
        for held, one in walks
    ]


def typical_minutes(simulated: Sequence[Respondent]) -> list[PathMinutes]:
    """Return the typical minutes of everybody and of each path."""
    groups = {WHOLE: list(simulated)}
    for path in sorted({one.path for one in simulated if one.path}):
        groups[path] = [one for one in simulated if one.path == path]
    return [_typical(path, sorted(one.minutes for one in group)) for path, group in groups.items() if group]


def _typical(path: str, minutes: Sequence[float]) -> PathMinutes:
    """Return the quantiles of sorted minutes; the interval of the median by order statistics (binomial, normal)."""
    count = len(minutes)
    spread = MARGIN * sqrt(count) / 2

    def at(place: float) -> float:
        return minutes[min(count - 1, max(0, round(place)))]

    middle = (count - 1) / 2
    return PathMinutes(
        path, median(minutes), at(middle - spread), at(middle + spread), at(count * 0.1), at(count * 0.9 - 1), count
    )


def inclusions(questionnaire: Questionnaire, simulated: Sequence[Respondent]) -> list[Inclusion]:
    """Return how many are asked each question, for each path; exact where only forms decide."""
    found = []
    for path in sorted({one.path for one in simulated}):
        group = [one for one in simulated if one.path == path]
        for question in questionnaire.questions:
            share = sum(question.id in one.questions for one in group) / len(group)
            error = sqrt(share * (1 - share) / len(group))
            exact = _by_forms(questionnaire, question.section, group)
            of_module = sum(question.section in one.modules for one in group) / len(group)
            planned = _planned(questionnaire, question.section)
            if exact is not None and of_module and share == of_module:
                found.append(Inclusion(question.id, path, exact, 0.0, True, planned))
            else:
                found.append(Inclusion(question.id, path, share, error, False, planned))
    return found


def _by_forms(questionnaire: Questionnaire, module: str, group: Sequence[Respondent]) -> float | None:
    """Return the share of forms with a module, where nothing but the form decides who gets it; else None.

    Boosts and modules that do not apply move others, so they leave no module's share to the forms alone.
    """
    rotation = questionnaire.rotation
    if rotation is None or not questionnaire.section_by_id[module].module:
        return None
    if any(set(fixed.modules) <= one.modules for fixed in rotation.fixed for one in group):
        always = all(any(set(fixed.modules) <= one.modules for fixed in rotation.fixed) for one in group)
        return 1.0 if always and all(module in one.modules for one in group) else None
    conditional = any(questionnaire.section_by_id[name].when is not None for form in rotation.forms for name in form)
    if rotation.boost or conditional:
        return None
    return _planned(questionnaire, module)


def _planned(questionnaire: Questionnaire, module: str) -> float | None:
    rotation = questionnaire.rotation
    if rotation is None or not rotation.forms or not questionnaire.section_by_id[module].module:
        return None
    return sum(module in form for form in rotation.forms) / len(rotation.forms)
