"""Whether two bundles can be alike by coincidence: how much chance there is in one, and what its answers are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ...questionnaire.model import Questionnaire

MILLION = 1_000_000
FEWEST = 20
"""Answers from which on being alike says something."""
BANDS, WIDTH = 24, 16
_REMEMBERED = 1 << 16
"""So many different answers are kept with their numbers; most people give one that somebody gave before."""
_RANDOM = np.random.default_rng(2_026)
_FACTORS, _ADDED, _MIXERS = (
    _RANDOM.integers(0, 1 << 63, size=size, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    for size in ((BANDS * WIDTH, 1), (BANDS * WIDTH, 1), WIDTH)
)
"""Of the hash functions a·x + b modulo 2^64, of which the upper half is taken (Dietzfelbinger 1996)."""


def randomness(questionnaire: Questionnaire, chance: Sequence[Mapping[str, Any]]) -> int:
    """Return how many bits chance decided in an interview: its draws, wordings and designs, and shuffled orders.

    Two interviews agree in all that chance decided with a probability of one half to this power, so that with many bits
    two that are alike in everything are one interview that was sent twice. It is no more than that, never less sure:
    what may depend on something else is not counted.
    """
    return int(sum(_bits(questionnaire, decision) for decision in chance))


def _bits(questionnaire: Questionnaire, decision: Mapping[str, Any]) -> float:
    """Return the bits of a decision; items drawn together count as if each were drawn alone, which is less."""
    given = [decision.get(name, 0) for name in ("probability", "wording_probability", "design_version_probability")]
    given += decision.get("probabilities", {}).values()
    bits = -sum(math.log2(one / MILLION) for one in given if 0 < one < MILLION)
    question = questionnaire.question_by_id.get(decision.get("page", "").partition("@")[0])
    if question is not None and question.order == "random":
        shown = decision.get("options") or decision.get("rows") or []
        bits += math.lgamma(len(shown) + 1) / math.log(2)
    return bits


def tokens(answers: Mapping[str, Mapping[str, Any]]) -> list[int]:
    """Return what was answered as a sorted set of numbers of 32 bits, one for each question, row and choice.

    Why there is no answer is not among them: people on the same path share that without being alike.
    """
    return sorted({token for key, given in answers.items() if "value" in given for token in _said(key, given["value"])})


def bands(found: Sequence[int]) -> list[int]:
    """Return by how alike sets are found without comparing all pairs: two that share a band are worth comparing.

    How alike two sets are is their Jaccard index. Each set gets a signature of least hash values (Broder 1997), which
    agree in a place with a probability of that index; it is cut into bands (Indyk and Motwani 1998). Of 0.9 in common
    two sets share a band with a probability of 0.993, of 0.5 with one of 0.0004. Small sets have no bands.
    """
    if len(found) < FEWEST:
        return []
    values: NDArray[np.uint64] = np.asarray(found, dtype=np.uint64)
    hashes = _FACTORS * values
    hashes += _ADDED
    signature = (hashes.min(axis=1) >> np.uint64(32)).reshape(BANDS, WIDTH)
    mixed = (signature * _MIXERS).sum(axis=1, dtype=np.uint64) >> np.uint64(1)
    return [*mixed.tolist()]


def _said(key: str, value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        return (_token(f"{key}.{part}", str(inner)) for part, inner in value.items())
    said = value if isinstance(value, list) else [] if value is None else [value]
    return (_token(key, str(one)) for one in said)


@lru_cache(maxsize=_REMEMBERED)
def _token(key: str, said: str) -> int:
    return crc32(f"{key}={said}".encode())
