"""What must be kept in mind when reading: the limits of a sample of volunteers, and of this release."""

from __future__ import annotations

from collections.abc import Iterator

from ..release import Release
from .limits import BASE, CELL

_VOLUNTEERS = (
    "Respondents came by themselves; there is no list of the people this survey is about. No interval describes who "
    "did not come: intervals are 95 % and say how precise figures would be if respondents behaved like a random sample "
    "given the weights."
)
_WORDS = "Figures describe the respondents of this edition, and nobody else."
_PROTECTED = (
    f"Cells of 1 to {CELL - 1} respondents are not told, nor others from which they could be computed; percentages "
    f"need a base of {BASE}."
)
_BLOCKS = (
    "Tables of the release are not linked with each other, so that nobody is found again; a result can be split only "
    "by the facts that its own table carries."
)
_SIMULATED = "These data are simulated. No person gave these answers, and nothing follows from them."


def cautions(release: Release) -> Iterator[str]:
    """Yield the cautions, the weightiest first."""
    if release.codebook.simulated:
        yield _SIMULATED
    yield _VOLUNTEERS
    yield _WORDS
    yield _PROTECTED
    yield _BLOCKS
