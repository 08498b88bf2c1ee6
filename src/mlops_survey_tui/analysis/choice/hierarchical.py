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
        self._log[:, done] = sampler.value.reshape(sampler.chains, -1).sum(axis=1)
        for free in sampler.free.reshape(sampler.chains, -1, sampler.free.shape[1]):
            whole = np.column_stack([free, np.zeros(len(free))])
            whole -= whole.mean(axis=1, keepdims=True)
            self._sum += whole
            self._square += whole**2
            self._count += 1

    def result(self, acceptance: float) -> Draws:
        people = self._sum / self._count
        spread = np.sqrt(np.maximum(self._square / self._count - people**2, 0.0))
        return Draws(self._mean, self._covariance, people, spread, self._log, acceptance)


class _Sampler:
    """The state of all chains: ``free`` (chains · respondents × free coefficients), population of each chain."""

    def __init__(
        self, choices: Choices, start: Posterior, random: np.random.Generator, chains: int, prior: Prior
    ) -> None:
        self.chains, self._random, self._prior = chains, random, prior
        self._people = People(_repeated(choices, chains))
        self._factor = np.asarray(np.linalg.cholesky(start.covariances), dtype=np.float64)
        modes = np.tile(start.modes[:, :-1], (chains, 1))
        self.free = modes + self._turned(random.standard_normal(modes.shape))
        self.mean = np.zeros((chains, self.free.shape[1]))
        self.covariance = np.zeros((chains, *start.population.covariance.shape))
        self._step, self.accepted = 0.4, list[float]()
        self._draw_population()
        self.value, self._gradient = self._slope(self.free)

    def round(self, *, adapting: bool) -> None:
        """Draw people, then population, once."""
        share = self._draw_people()
        self.accepted.append(share)
        if adapting:
            self._step *= float(np.exp(0.1 * (share - _AIM)))
        self._draw_population()

    def _turned(self, noise: Floats) -> Floats:
        return self._times(self._factor, noise)

    def _back(self, gradient: Floats) -> Floats:
        return self._times(self._factor.transpose(0, 2, 1), gradient)

    def _times(self, factors: Floats, rows: Floats) -> Floats:
        """Return the factor of each respondent times a row in each chain; all chains share the factors."""
        people, free = factors.shape[:2]
        columns = rows.reshape(self.chains, people, free).transpose(1, 2, 0)
        turned: Floats = np.matmul(factors, columns).transpose(2, 0, 1).reshape(rows.shape)
        return turned

    def _slope(self, free: Floats) -> tuple[Floats, Floats]:
        value, gradient = self._people.slope(np.column_stack([free, np.zeros(len(free))]))
        return value, gradient[:, :-1]

    def _pull(self, free: Floats) -> tuple[Floats, Floats]:
        """Return logarithm and gradient of the population's density at the coefficients."""
        apart = free.reshape(self.chains, -1, free.shape[1]) - self.mean[:, None, :]
        pull = (apart @ np.linalg.inv(self.covariance)).reshape(free.shape)
        return -0.5 * (pull * apart.reshape(free.shape)).sum(axis=1), -pull

    def _draw_people(self) -> float:
        """Move all respondents by one trajectory each; return the share that was accepted."""
        momentum = self._random.standard_normal(self.free.shape)
        step = self._step * self._random.uniform(0.8, 1.2)
        density, pull = self._pull(self.free)
        before = self.value + density - 0.5 * (momentum**2).sum(axis=1)
        free, gradient, value = self.free, self._gradient + pull, self.value
        for _ in range(_LEAPS):
            momentum = momentum + 0.5 * step * self._back(gradient)
            free = free + step * self._turned(momentum)
            value, slope = self._slope(free)
            density, pull = self._pull(free)
            gradient = slope + pull
            momentum = momentum + 0.5 * step * self._back(gradient)
        after = value + density - 0.5 * (momentum**2).sum(axis=1)
        taken = np.log(self._random.random(len(before))) < after - before
        self.free = np.where(taken[:, None], free, self.free)
        self._gradient = np.where(taken[:, None], slope, self._gradient)
        self.value = np.where(taken, value, self.value)
        return float(taken.mean())

    def _draw_population(self) -> None:
        """Draw Σ and then μ of each chain from their distributions given the people."""
        people = self.free.reshape(self.chains, -1, self.free.shape[1])
        count = people.shape[1]
        for chain, free in enumerate(people):
            centre = free.sum(axis=0) / (count + self._prior.rows)
            apart = free - centre
            around = apart.T @ apart + self._prior.rows * np.outer(centre, centre) + self._prior.scale
            self.covariance[chain] = self._inverse_wishart(self._prior.degrees + count, around)
            factor = np.linalg.cholesky(self.covariance[chain] / (count + self._prior.rows))
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
