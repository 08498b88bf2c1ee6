"""Counts that were published in bands, as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Floats

PEOPLE: Mapping[str, float] = {"n1": 1, "n2_3": 2.5, "n4_6": 5, "n7_12": 9, "n13_30": 20, "n31p": 40}
"""Midpoints of the bands of ``people_involved``. Source: the survey's methodology, section 3."""
_BAND, _OPEN = re.compile(r"(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)"), re.compile(r"(\d+(?:\.\d+)?)\+")


class NotANumberError(ValueError):
    """A code that no number is known for."""


def number_of(code: str, known: Mapping[str, float] = PEOPLE) -> float:
    """Return what a code counts: a number, the middle of a band ``6-10``, the beginning of an open band ``31+``.

    Raises:
        NotANumberError: it is none of these, nor among the ``known`` codes; reasons for a missing answer are NaN.
    """
    if code in known:
        return float(known[code])
    if code in MISSING:
        return float("nan")
    if band := _BAND.fullmatch(code):
        return (float(band[1]) + float(band[2])) / 2
    if opened := _OPEN.fullmatch(code):
        return float(opened[1])
    try:
        return float(code)
    except ValueError:
        raise NotANumberError(f"no number is known for {code!r}") from None


def numbers_of(labels: Sequence[str], known: Mapping[str, float] = PEOPLE) -> Floats:
    """Return the number of each label, and NaN at the end, where code −1 (an empty cell) points.

    Raises:
        NotANumberError: as for :func:`number_of`.
    """
    return np.array([*(number_of(label, known) for label in labels), np.nan])
