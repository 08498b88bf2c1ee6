"""Coefficients of each respondent by empirical Bayes: the population is estimated from all, and lends to each.

Respondents' coefficients are normal around a common mean with a full covariance (Rossi, Allenby and McCulloch 2005,
chapter 5). Mean μ and covariance Σ maximise Laplace's approximation of the marginal likelihood (Tierney and Kadane
1986), Σ_r [log posterior at the mode m_r − ½ log det Σ − ½ log det A_r], A_r being the information there. With
V_r = A_r⁻¹ and the shift of the posterior's mean from its mode by its skewness, c_r = ½ V_r t_r where
t_r,i = Σ_jk V_r,jk ∂³ℓ_r/∂β_i∂β_j∂β_k, setting the derivatives to zero gives

    μ = mean of (m_r + c_r),    Σ = mean of V_r + (m_r + c_r − μ)(m_r + c_r − μ)ᵀ − c_r c_rᵀ,

which are iterated. Leaving the shift out, as the plain EM algorithm with Laplace's approximation does, makes variances
less than half as large as they are. Newton steps run for a group of respondents at once, and SQUAREM (Varadhan and
Roland 2008) shortens the iteration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Floats
from .group import Group
from .people import People

_ROUNDS, _TOLERANCE, _NEWTON = 60, 1e-5, 30
_PRIOR_ROWS, _PRIOR_VARIANCE = 3.0, 1.0


@dataclass(frozen=True)
class Population:
    """A normal distribution of coefficients, relative to the last item, which stays at 0."""

    mean: Floats
    covariance: Floats


@dataclass(frozen=True)
class Posterior:
    """Each respondent's mode (respondents × items, the last 0), covariance there (without the last), log-likelihood.

    ``evidence`` is Laplace's approximation of the logarithm of the marginal likelihood.
    """

    population: Population
    modes: Floats
    covariances: Floats
    log_likelihood: Floats
    evidence: float
    rounds: int = 0

    @property
    def centred(self) -> Floats:
        """Scores that sum to 0 for each respondent (respondents × items)."""
        scores: Floats = self.modes - self.modes.mean(axis=1, keepdims=True)
        return scores


def posterior(people: People, population: Population, start: Floats | None = None, steps: int = _NEWTON) -> Posterior:
    """Return the posterior of each respondent under a population, by at most ``steps`` Newton steps with halving."""
    precision = np.asarray(np.linalg.inv(population.covariance), dtype=np.float64)
    free = np.tile(population.mean, (people.count, 1)) if start is None else start[:, :-1]
    around = _Around(population.mean, precision)
    parts = people.each(lambda group, rows: around.modes(group, rows, steps), free)
    modes, value, covariances, size, log = (np.concatenate(one) for one in zip(*parts, strict=True))
    prior = float(np.linalg.slogdet(precision)[1])
    evidence = float(people.weight @ (value + 0.5 * prior - 0.5 * size))
    return Posterior(population, _whole(modes), covariances, log, evidence)


@dataclass(frozen=True)
class _Around:
    """The normal density of coefficients around a mean, as it acts on the posteriors of a group of respondents."""

    mean: Floats
    precision: Floats

    def modes(self, group: Group, free: Floats, steps: int) -> tuple[Floats, ...]:
        """Return modes, log-posterior there, covariances, log determinants of the information, log-likelihood."""
        log, value, gradient, information = self._at(group, free)
        for _ in range(steps):
            step = np.asarray(np.linalg.solve(information, gradient[:, :, None])[:, :, 0], dtype=np.float64)
            if float((step * gradient).sum(axis=1).max(initial=0.0)) < 1e-8:
                break
            free = self._climbed(group, free, step, value)
            log, value, gradient, information = self._at(group, free)
        size = np.asarray(np.linalg.slogdet(information)[1], dtype=np.float64)
        return free, value, np.asarray(np.linalg.inv(information), dtype=np.float64), size, log

    def _climbed(self, group: Group, free: Floats, step: Floats, value: Floats) -> Floats:
        """Return the coefficients after a step, halved for respondents whose posterior it would lower."""
        share = np.ones(group.count)
        for _ in range(20):
            tried: Floats = free + share[:, None] * step
            lower = group.value(_whole(tried)) + self._density(tried) < value - 1e-9
            if not lower.any():
                return tried
            share[lower] /= 2
        return free + np.where(lower, 0.0, share)[:, None] * step

    def _density(self, free: Floats) -> Floats:
        """Return the logarithm of the density at coefficients, but for what does not depend on them."""
        apart = free - self.mean
        density: Floats = -0.5 * ((apart @ self.precision) * apart).sum(axis=1)
        return density

    def _at(self, group: Group, free: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return log-likelihood and log-posterior of each respondent, and the latter's gradient and information."""
        log, gradient, information = group.curve(_whole(free))
        pull = (free - self.mean) @ self.precision
        value = log + self._density(free)
        return log, value, gradient[:, :-1] - pull, information[:, :-1, :-1] + self.precision


def _whole(free: Floats) -> Floats:
    return np.column_stack([free, np.zeros(len(free))])


def empirical_bayes(people: People, start: Floats) -> Posterior:
    """Return each respondent's posterior under the population that fits all of them.

    ``start`` are the coefficients of all respondents together (items). The covariance has a weak prior, worth three
    respondents with variance 1 an item and correlation ½ between differences, so that few respondents do no harm.
    """
    found = posterior(people, Population(start[:-1] - start[-1], _prior(people.items - 1)))
    for rounds in range(1, _ROUNDS + 1):
        before = found.evidence
        found = replace(_accelerated(people, found), rounds=rounds)
        if abs(found.evidence - before) < _TOLERANCE * float(people.weight.sum()):
            break
    return replace(posterior(people, found.population, found.modes), rounds=found.rounds)


def _prior(free: int) -> Floats:
    return _PRIOR_VARIANCE * (np.eye(free) + np.ones((free, free)))


def _accelerated(people: People, start: Posterior) -> Posterior:
    """Return the posterior after two updates, or after the longer step that they point to where it is better."""
    first = posterior(people, _updated(people, start), start.modes, 1)
    second = posterior(people, _updated(people, first), first.modes, 1)
    points = [_packed(one.population) for one in (start, first, second)]
    step, bend = points[1] - points[0], points[2] - 2 * points[1] + points[0]
    length = math.sqrt(float(step @ step) / max(float(bend @ bend), 1e-300))
    length = min(max(length, 1.0), 16.0)
    far = posterior(people, _unpacked(points[0] + 2 * length * step + length**2 * bend), second.modes, 2)
    return far if far.evidence >= second.evidence else second


def _packed(population: Population) -> Floats:
    """Return a population as numbers without bounds: mean, and Cholesky factor with the logarithm of its diagonal."""
    factor = np.linalg.cholesky(population.covariance)
    below = factor[np.tril_indices(len(factor), -1)]
    return np.concatenate([population.mean, np.log(np.diag(factor)), below])


def _unpacked(point: Floats) -> Population:
    free = int((np.sqrt(9 + 8 * len(point)) - 3) / 2 + 0.5)
    factor = np.diag(np.exp(point[free : 2 * free]))
    factor[np.tril_indices(free, -1)] = point[2 * free :]
    return Population(point[:free], factor @ factor.T)


def _updated(people: People, found: Posterior) -> Population:
    """Return mean and covariance of the population that the posteriors imply."""
    weight = people.weight / people.weight.sum()
    bend = people.bend(found.modes, np.pad(found.covariances, ((0, 0), (0, 1), (0, 1))))[:, :-1, None]
    shift = 0.5 * (found.covariances @ bend)[:, :, 0]
    means = found.modes[:, :-1] + shift
    mean = weight @ means
    apart = means - mean
    spread = np.tensordot(weight, found.covariances, axes=1) + (apart * weight[:, None]).T @ apart
    less = (shift * weight[:, None]).T @ shift
    total = float(people.weight.sum())
    prior = _PRIOR_ROWS * _prior(len(mean))
    covariance = (total * (spread - less) + prior) / (total + _PRIOR_ROWS)
    if np.linalg.eigvalsh(covariance)[0] <= 0:
        covariance = (total * spread + prior) / (total + _PRIOR_ROWS)
    return Population(mean, covariance)
