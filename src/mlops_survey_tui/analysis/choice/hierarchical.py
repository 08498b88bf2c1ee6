"""Coefficients of each respondent by hierarchical Bayes: draws from the joint posterior of people and population.

The model is that of ``rhierMnlRwMixture`` of R's bayesm with one component (Rossi, Allenby and McCulloch 2005, section
5.4): respondents' coefficients β_r ~ N(μ, Σ), μ | Σ ~ N(0, Σ / a), Σ ~ inverse Wishart(ν, V). Population and people
are drawn in turn: μ and Σ from their conjugate distributions (Gibbs), all β_r at once by Hamiltonian Monte Carlo (Neal
2011) with the empirical-Bayes covariance of each respondent as inverse mass matrix. Chains run side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .bayes import Posterior
from .people import People
from .stages import Choices

_LEAPS, _AIM = 4, 0.8
_TOGETHER = 250
"""Respondents whose figures fit the processor's cache in all chains."""


@dataclass(frozen=True)
class Prior:
    """The prior of the population: ``degrees`` ν and ``scale`` V of Σ, and ``rows`` a, how many people μ's is worth."""

    degrees: float
    scale: Floats
    rows: float = 0.01

    @classmethod
    def usual(cls, free: int) -> Prior:
        """Return the prior of bayesm: ν = free + 3, V = ν I, a = 0.01."""
        return cls(free + 3.0, (free + 3.0) * np.eye(free))


@dataclass(frozen=True)
class Draws:
    """Draws after warm-up. Coefficients are relative to the last item, which is at 0 and left out.

    ``mean`` is chains × draws × free, ``covariance`` has one more axis; ``people`` and ``spread`` are mean and standard
    deviation over draws of each respondent's scores that sum to 0 (respondents × items); ``log_likelihood`` is chains ×
    draws, ``acceptance`` a share.
    """

    mean: Floats
    covariance: Floats
    people: Floats
    spread: Floats
    log_likelihood: Floats
    acceptance: float


def hierarchical_bayes(
    choices: Choices,
    start: Posterior,
    random: np.random.Generator,
    *,
    chains: int = 4,
    warm_up: int = 500,
    draws: int = 500,
    prior: Prior | None = None,
    told: Callable[[int], None] = lambda done: None,
) -> Draws:
    """Draw from the posterior; ``start`` is that of empirical Bayes for the same choices, ``told`` hears of rounds."""
    sampler = _Sampler(choices, start, random, chains, prior or Prior.usual(choices.items - 1))
    for done in range(warm_up):
        sampler.round(adapting=True)
        told(done)
    kept = _Kept(chains, draws, choices)
    sampler.accepted.clear()
    for done in range(draws):
        sampler.round(adapting=False)
        kept.add(done, sampler)
        told(warm_up + done)
    return kept.result(float(np.mean(sampler.accepted)))


class _Kept:
    """What is kept of the draws."""

    def __init__(self, chains: int, draws: int, choices: Choices) -> None:
        free = choices.items - 1
        self._mean, self._covariance = np.zeros((chains, draws, free)), np.zeros((chains, draws, free, free))
        self._log = np.zeros((chains, draws))
        self._sum, self._square = np.zeros((2, choices.respondents, choices.items))
        self._count = 0

    def add(self, done: int, sampler: _Sampler) -> None:
        self._mean[:, done], self._covariance[:, done] = sampler.mean, sampler.covariance
        self._count += len(sampler.mean)
        start = 0
        for group in sampler.groups:
            self._log[:, done] += group.value.sum(axis=1)
            whole = np.pad(group.free, ((0, 0), (0, 0), (0, 1)))
            whole -= whole.mean(axis=2, keepdims=True)
            rows = slice(start, start := start + whole.shape[1])
            self._sum[rows] += whole.sum(axis=0)
            self._square[rows] += (whole**2).sum(axis=0)

    def result(self, acceptance: float) -> Draws:
        people = self._sum / self._count
        spread = np.sqrt(np.maximum(self._square / self._count - people**2, 0.0))
        return Draws(self._mean, self._covariance, people, spread, self._log, acceptance)


class _Movers:
    """Some respondents in all chains, who are moved together.

    ``free`` are their coefficients (chains × respondents × free), ``value`` their log-likelihood.
    """

    def __init__(self, choices: Choices, modes: Floats, covariances: Floats, random: np.random.Generator) -> None:
        chains = len(modes)
        self._random, self._people = random, People(_repeated(choices, chains))
        self._factor = np.asarray(np.linalg.cholesky(covariances), dtype=np.float64)
        self._back = self._factor.transpose(0, 2, 1)
        self.free = modes + _times(self._factor, random.standard_normal(modes.shape))
        self.value, self._gradient = self._slope(self.free)

    def move(self, mean: Floats, precision: Floats, step: float) -> int:
        """Move all respondents by one trajectory each; return how many moves were accepted."""
        momentum = self._random.standard_normal(self.free.shape)
        density, pull = _pull(self.free, mean, precision)
        before = self.value + density - 0.5 * (momentum**2).sum(axis=2)
        free, gradient, value = self.free, self._gradient + pull, self.value
        for _ in range(_LEAPS):
            momentum = momentum + 0.5 * step * _times(self._back, gradient)
            free = free + step * _times(self._factor, momentum)
            value, slope = self._slope(free)
            density, pull = _pull(free, mean, precision)
            gradient = slope + pull
            momentum = momentum + 0.5 * step * _times(self._back, gradient)
        after = value + density - 0.5 * (momentum**2).sum(axis=2)
        taken = np.log(self._random.random(before.shape)) < after - before
        self.free = np.where(taken[:, :, None], free, self.free)
        self._gradient = np.where(taken[:, :, None], slope, self._gradient)
        self.value = np.where(taken, value, self.value)
        return int(taken.sum())

    def _slope(self, free: Floats) -> tuple[Floats, Floats]:
        chains, people, width = free.shape
        value, gradient = self._people.slope(np.pad(free.reshape(-1, width), ((0, 0), (0, 1))))
        return value.reshape(chains, people), gradient[:, :-1].reshape(free.shape)


def _times(factors: Floats, rows: Floats) -> Floats:
    """Return the factor of each respondent times a row in each chain; all chains share the factors."""
    turned: Floats = np.matmul(factors, rows.transpose(1, 2, 0)).transpose(2, 0, 1)
    return turned


def _pull(free: Floats, mean: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """Return logarithm and gradient of the population's density at the coefficients."""
    apart = free - mean[:, None, :]
    pull = apart @ precision
    return -0.5 * (pull * apart).sum(axis=2), -pull


class _Sampler:
    """The state of all chains: people by group, and mean and covariance of each chain's population."""

    def __init__(
        self, choices: Choices, start: Posterior, random: np.random.Generator, chains: int, prior: Prior
    ) -> None:
        self._random, self._prior = random, prior
        self.groups, first = list[_Movers](), 0
        for some in choices.in_groups(_TOGETHER):
            rows = slice(first, first := first + some.respondents)
            modes = np.repeat(start.modes[None, rows, :-1], chains, axis=0)
            self.groups.append(_Movers(some, modes, start.covariances[rows], random))
        self._people = choices.respondents
        self.mean = np.zeros((chains, choices.items - 1))
        self.covariance = np.zeros((chains, *start.population.covariance.shape))
        self._step, self.accepted = 0.4, list[float]()
        self._draw_population()

    def round(self, *, adapting: bool) -> None:
        """Draw people, then population, once."""
        precision, step = np.linalg.inv(self.covariance), self._step * self._random.uniform(0.8, 1.2)
        share = sum(group.move(self.mean, precision, step) for group in self.groups) / (len(self.mean) * self._people)
        self.accepted.append(share)
        if adapting:
            self._step *= float(np.exp(0.1 * (share - _AIM)))
        self._draw_population()

    def _draw_population(self) -> None:
        """Draw Σ and then μ of each chain from their distributions given the people."""
        rows = self._people + self._prior.rows
        for chain in range(len(self.mean)):
            centre = sum(group.free[chain].sum(axis=0) for group in self.groups) / rows
            around = self._prior.rows * np.outer(centre, centre) + self._prior.scale
            for group in self.groups:
                apart = group.free[chain] - centre
                around += apart.T @ apart
            self.covariance[chain] = self._inverse_wishart(self._prior.degrees + self._people, around)
            factor = np.linalg.cholesky(self.covariance[chain] / rows)
            self.mean[chain] = centre + factor @ self._random.standard_normal(len(centre))

    def _inverse_wishart(self, degrees: float, scale: Floats) -> Floats:
        """Return one draw, by Bartlett's decomposition of the Wishart distribution of its inverse."""
        size = len(scale)
        lower = np.tril(self._random.standard_normal((size, size)), -1)
        np.fill_diagonal(lower, np.sqrt(self._random.chisquare(degrees - np.arange(size))))
        half = np.linalg.inv(np.linalg.cholesky(np.linalg.inv(scale)) @ lower)
        drawn: Floats = half.T @ half
        return drawn


def _repeated(choices: Choices, times: int) -> Choices:
    """Return the same answers as those of ``times`` as many respondents."""
    offset = np.repeat(np.arange(times) * choices.respondents, len(choices.respondent))
    return Choices(
        choices.items,
        choices.outcomes,
        choices.blocks,
        np.tile(choices.respondent, times) + offset,
        np.tile(choices.outcome, times),
        np.tile(choices.weight, times),
    )
