"""Whether chains of draws have reached the posterior, and how many independent draws they are worth.

Split R̂ on ranks and on folded ranks, the larger of both, and the bulk effective sample size, by Vehtari, Gelman,
Simpson, Carpenter and Bürkner (2021), Bayesian Analysis 16, 667–718. R̂ should be below 1.01, the size above 400.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from ..arrays import Floats

RHAT_LIMIT, SIZE_LIMIT = 1.01, 400.0


def rhat(draws: Floats) -> float:
    """Return rank-normalised split R̂ of a quantity (chains × draws)."""
    split = _split(draws)
    folded = np.abs(split - np.median(split))
    return max(_plain_rhat(_normalised(split)), _plain_rhat(_normalised(folded)))


def effective_size(draws: Floats) -> float:
    """Return the effective number of draws for the bulk of the distribution of a quantity (chains × draws)."""
    return _size(_normalised(_split(draws)))


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normalised(draws: Floats) -> Floats:
    """Return normal scores of ranks over all chains; ties share their mean rank."""
    flat = draws.ravel()
    _, where, counts = np.unique(flat, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = ends - (counts - 1) / 2
    normal = NormalDist()
    scores = np.array([normal.inv_cdf((rank - 0.375) / (len(flat) + 0.25)) for rank in ranks.tolist()])
    return scores[where].reshape(draws.shape)


def _plain_rhat(chains: Floats) -> float:
    count = chains.shape[1]
    within = float(chains.var(axis=1, ddof=1).mean())
    between = float(chains.mean(axis=1).var(ddof=1))
    if within <= 0:
        return 1.0 if between <= 0 else math.inf
    return math.sqrt((count - 1) / count + between / within)


def _autocovariances(chains: Floats) -> Floats:
    """Return autocovariances of each chain at all lags, by the Fourier transform."""
    count = chains.shape[1]
    size = 1 << (2 * count - 1).bit_length()
    apart = chains - chains.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(apart, size, axis=1)) ** 2
    found: Floats = np.fft.irfft(power, size, axis=1)[:, :count] / count
    return found


def _size(chains: Floats) -> float:
    """Return the effective size by Geyer's initial monotone sequence of sums of two autocorrelations."""
    number, count = chains.shape
    covariances = _autocovariances(chains)
    within = float(covariances[:, 0].mean()) * count / (count - 1)
    total = within * (count - 1) / count + float(chains.mean(axis=1).var(ddof=1))
    if total <= 0:
        return float(number * count)
    correlations = 1 - (within - covariances.mean(axis=0)) / total
    correlations[0] = 1.0
    pairs = correlations[: count // 2 * 2].reshape(-1, 2)
    sums = pairs.sum(axis=1)
    negative = np.flatnonzero(sums < 0)
    last = min(int(negative[0]) if len(negative) else len(sums), (count - 3) // 2)
    kept = np.minimum.accumulate(sums[:last])
    time = -1 + 2 * float(kept.sum()) + max(float(pairs[last, 0]), 0.0)
    time = max(time, 1 / math.log10(number * count))
    return float(number * count / time)
