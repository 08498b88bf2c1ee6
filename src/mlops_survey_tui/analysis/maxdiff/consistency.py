"""How well respondents' own scores tell their choices, and below what fit a respondent may have clicked at random.

Root likelihood is the geometric mean of the likelihoods of a respondent's choices; percent certainty is 1 −
log-likelihood / log-likelihood of chance (Hauser 1978). The cut-off is the 95th percentile of the root likelihood of
simulated respondents who see the same sets, click at random, and are scored in the same way (as Orme 2019 advises):
nineteen of twenty random clickers fall below it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..choice.bayes import Population, Posterior, posterior
from ..choice.people import People
from .data import NOBODY, BestWorst
from .forms import choices_of

SIMULATED, FEWEST = 4_000, 20
QUANTILE = 95.0


@dataclass(frozen=True)
class Consistency:
    """Fit of each respondent: root likelihood, percent certainty (0 chance, 1 certain), share of sets told right.

    ``cut_off`` is that of the respondent's own design (see :func:`cut_offs`), ``random`` whether the fit is below it.
    """

    root_likelihood: Floats
    certainty: Floats
    hits: Floats
    cut_off: Floats

    @property
    def random(self) -> Booleans:
        """Whether a respondent's choices cannot be told from random clicks."""
        below: Booleans = self.root_likelihood < self.cut_off
        return below


def consistency(data: BestWorst, form: str, scores: Posterior, random: np.random.Generator) -> Consistency:
    """Return the fit of each respondent at their own scores, with the cut-off from simulation."""
    people = People(choices_of(data, form))
    chance = people.value(np.zeros_like(scores.modes))
    root = np.exp(scores.log_likelihood / people.stages)
    certainty = 1 - scores.log_likelihood / chance
    return Consistency(root, certainty, _hits(data, scores.modes), cut_offs(data, form, scores.population, random))


def _hits(data: BestWorst, scores: Floats) -> Floats:
    """Return the share of a respondent's sets whose known best and worst are those with the extreme scores."""
    shown = data.membership[data.shown]
    own = scores[data.respondent]
    best = np.where(shown, own, -np.inf).argmax(axis=1)
    worst = np.where(shown, own, np.inf).argmin(axis=1)
    right = ((data.best == best) | (data.best == NOBODY)) & ((data.worst == worst) | (data.worst == NOBODY))
    people = len(data.respondents)
    hits: Floats = np.bincount(data.respondent, right, people) / np.bincount(data.respondent, minlength=people)
    return hits


def cut_offs(data: BestWorst, form: str, population: Population, random: np.random.Generator) -> Floats:
    """Return for each respondent the root likelihood that 95 % of random clickers with the same sets stay below.

    Respondents with the same sets share a simulation. Where there are so many different designs that each would get few
    simulated respondents, those of equal numbers and sizes of sets are pooled, each simulated under a design of its
    own.
    """
    design, shape = _designs(data)
    count = int(design.max()) + 1
    each = max(FEWEST, SIMULATED // count)
    examples = np.zeros(count, dtype=np.int64)
    examples[design[::-1]] = np.arange(len(design))[::-1]
    pooled = design if each >= 10 * FEWEST else shape
    chosen = examples if count * FEWEST <= SIMULATED else random.choice(examples, SIMULATED // FEWEST, replace=False)
    clicked = _clicked(data, np.repeat(chosen, each), random)
    people = People(choices_of(clicked, form))
    roots = np.exp(posterior(people, population).log_likelihood / people.stages)
    of_pool = pooled[np.repeat(chosen, each)]
    overall = float(np.percentile(roots, QUANTILE))
    limits = np.full(int(pooled.max()) + 1, overall)
    for pool in np.unique(of_pool).tolist():
        limits[pool] = np.percentile(roots[of_pool == pool], QUANTILE)
    return limits[pooled]


def _designs(data: BestWorst) -> tuple[Integers, Integers]:
    """Return for each respondent the number of the design (which sets, which parts known) and of its shape (sizes)."""
    parts = 2 * (data.best != NOBODY) + (data.worst != NOBODY)
    sizes = np.array([len(one) for one in data.sets])
    return _alike(data, data.shown * 4 + parts), _alike(data, sizes[data.shown] * 4 + parts)


def _alike(data: BestWorst, codes: Integers) -> Integers:
    """Number respondents by their sorted codes, equal ones alike."""
    order = np.lexsort((codes, data.respondent))
    ends = np.cumsum(np.bincount(data.respondent, minlength=len(data.respondents)))
    sorted_codes, known, start = codes[order], dict[bytes, int](), 0
    found = np.zeros(len(ends), dtype=np.int64)
    for person, end in enumerate(ends.tolist()):
        found[person] = known.setdefault(sorted_codes[start:end].tobytes(), len(known))
        start = end
    return found


def _clicked(data: BestWorst, models: Integers, random: np.random.Generator) -> BestWorst:
    """Return respondents who see the sets of their models and click at random where those answered."""
    order = np.argsort(data.respondent, kind="stable")
    per_person = np.bincount(data.respondent, minlength=len(data.respondents))
    starts = np.cumsum(per_person) - per_person
    counts = per_person[models]
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    answers = order[np.repeat(starts[models], counts) + place]
    shown = data.shown[answers]
    noise = np.where(data.membership[shown], random.random((len(shown), len(data.items))), np.nan)
    best, worst = np.nanargmax(noise, axis=1), np.nanargmin(noise, axis=1)
    return replace(
        data,
        respondents=tuple(map(str, range(len(models)))),
        respondent=np.repeat(np.arange(len(models)), counts),
        shown=shown,
        best=np.where(data.best[answers] == NOBODY, NOBODY, best),
        worst=np.where(data.worst[answers] == NOBODY, NOBODY, worst),
        weight=np.ones(len(models)),
        group=None,
        stratum=None,
    )
