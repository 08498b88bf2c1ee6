"""The whole analysis of a best-worst question, as wished."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from ...publication.limits import CELL_MINIMUM
from ..arrays import Floats, Integers
from ..choice.bayes import Posterior, empirical_bayes
from ..choice.estimates import Fit, fit
from ..choice.hierarchical import Draws, hierarchical_bayes
from ..choice.people import People
from ..choice.stages import Choices
from ..failure import AnalysisError
from .anchoring import ABOVE, ANCHOR, anchored, read_ratings
from .comparing import Groups, groups_compared
from .consistency import Consistency, consistency
from .counts import Counts, count
from .data import BestWorst
from .files import read_best_worst
from .forms import choices_of
from .resampling import Bootstrap, bootstrap

LEAST = 100
"""Fewer respondents have counts and ranks only."""

Told = Callable[[str, int], Callable[[int], None]]
"""Begins to tell of work by name and number of steps; what it returns hears of each step."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished beyond counts and scores. ``scores`` is empty, ``eb`` or ``hb``; ``question``, ``people`` and
    ``anchor`` are as in :func:`read_best_worst` and :func:`read_ratings`, ``above`` the codes that mean above,
    ``apart`` ratings are by other people.
    """

    form: str = "sequential"
    question: str = ""
    people: str = ""
    scores: str = ""
    grouped: bool = False
    anchor: str = ""
    above: Collection[str] = ("1",)
    apart: bool = False
    reference: str = ""
    fit: bool = False
    replicates: int = 0
    seed: int = 1
    least: int = LEAST
    chains: int = 4
    draws: int = 1000


@dataclass(frozen=True)
class Result:
    """What was found. Parts that were not wished, or for which there are too few respondents, are None."""

    data: BestWorst
    wishes: Wishes
    counts: Counts
    fitted: Fit | None = None
    anchored: Fit | None = None
    strangers: int = 0
    groups: Groups | None = None
    posterior: Posterior | None = None
    draws: Draws | None = None
    consistency: Consistency | None = None
    bootstrap: Bootstrap | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """Items that have a score of a person, the threshold among them where there is one."""
        own = self.posterior.modes.shape[1] if self.posterior is not None else 0
        return (*self.data.items, ANCHOR) if own > len(self.data.items) else self.data.items


def _silent(name: str, steps: int) -> Callable[[int], None]:
    return lambda done: None


def analyse(
    place: str, names: Mapping[str, str] | None = None, wishes: Wishes | None = None, told: Told = _silent
) -> Result:
    """Read a table and analyse it as wished.

    Raises:
        AnalysisError: the table is no best-worst data, or its scores have no finite maximum.
    """
    wishes = wishes or Wishes()
    of_sets = {role: name for role, name in (names or {}).items() if not (wishes.anchor and role == ABOVE)}
    data = read_best_worst(place, of_sets, wishes.question, wishes.people)
    return analysed(data, wishes, names, told)


def analysed(data: BestWorst, wishes: Wishes, names: Mapping[str, str] | None = None, told: Told = _silent) -> Result:
    """Analyse answers as wished."""
    counts = count(data)
    if len(data.respondents) < wishes.least:
        return Result(data, wishes, counts)
    choices = choices_of(data, wishes.form)
    strata = data.stratum.codes + 1 if data.stratum is not None else None
    fitted = fit(choices, data.items, _place(data, wishes.reference), strata=strata)
    line, strangers, whole = _zero_line(data, choices, wishes, names, strata)
    start = line if line is not None and not wishes.apart else fitted
    posterior, draws = _people(whole, start.coefficients, wishes, told)
    random = np.random.default_rng(wishes.seed)
    return Result(
        data,
        wishes,
        counts,
        fitted,
        line,
        strangers,
        groups_compared(data, wishes.form, wishes.least, CELL_MINIMUM) if wishes.grouped else None,
        posterior,
        draws,
        _fit_of_people(data, choices, fitted, wishes, random) if wishes.fit else None,
        bootstrap(choices, fitted, wishes.replicates, random, told("bootstrap", wishes.replicates))
        if wishes.replicates
        else None,
    )


def _place(data: BestWorst, item: str) -> int:
    """Return the number of the reference item, the last one if none is wished."""
    if item and item not in data.items:
        raise AnalysisError(f"there is no item {item!r}.", f"Items: {', '.join(data.items)}.")
    return data.items.index(item) if item else -1


def _zero_line(
    data: BestWorst, choices: Choices, wishes: Wishes, names: Mapping[str, str] | None, strata: Integers | None
) -> tuple[Fit | None, int, Choices]:
    """Return the anchored fit, how many ratings are by strangers, and the choices that scores of people rest on."""
    if not wishes.anchor:
        return None, 0, choices
    ratings = read_ratings(wishes.anchor, data, _anchor_names(names), wishes.above, apart=wishes.apart)
    whole = anchored(data, ratings, wishes.form)
    if strata is not None and ratings.weight is not None:
        strata = np.concatenate([strata, np.full(len(ratings.weight), strata.max() + 1)])
    line = fit(whole, (*data.items, ANCHOR), strata=strata)
    return line, ratings.strangers, choices if wishes.apart else whole


def _anchor_names(names: Mapping[str, str] | None) -> dict[str, str]:
    return {role: name for role, name in (names or {}).items() if role in ("respondent", "item", ABOVE)}


def _people(choices: Choices, start: Floats, wishes: Wishes, told: Told) -> tuple[Posterior | None, Draws | None]:
    if not wishes.scores:
        return None, None
    posterior = empirical_bayes(People(choices), start)
    if wishes.scores == "eb":
        return posterior, None
    warm_up = wishes.draws // 2
    step = told("hierarchical Bayes", warm_up + wishes.draws)
    random = np.random.default_rng(wishes.seed)
    draws = hierarchical_bayes(
        choices, posterior, random, chains=wishes.chains, warm_up=warm_up, draws=wishes.draws, told=step
    )
    return posterior, draws


def _fit_of_people(
    data: BestWorst, choices: Choices, fitted: Fit, wishes: Wishes, random: np.random.Generator
) -> Consistency:
    return consistency(data, wishes.form, empirical_bayes(People(choices), fitted.coefficients), random)
