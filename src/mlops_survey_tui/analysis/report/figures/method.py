"""How the data came about, from what the release says of itself: counts, channels, flags, dates, limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ....publication.codebook.model import WEIGHT
from ..release import Release
from ..results import Fact
from .limits import CELL, CHANNEL
from .precision import PERCENT

_FEW = f"fewer than {CELL}"
_NONE = "none"
UNTOLD = "not told"
_REWEIGHTED = (
    f"One channel brought more than {CHANNEL:.0f} % of the respondents; read headline results with that in mind."
)


def method(release: Release) -> Iterator[Fact]:
    """Yield the facts of the page on method; what the release does not say is left out."""
    for facts in FACTS:
        yield from facts(release)


def _counts(release: Release) -> Iterator[Fact]:
    found = release.method
    for name, label in (
        ("received", "Received"),
        ("withdrawn", "Withdrawn before publication"),
        ("kept", "Kept"),
        ("complete", "Of these complete"),
        ("screened_out", "Of these screened out"),
    ):
        if name in found:
            yield Fact(label, _number(found[name]))


def _removed(release: Release) -> Iterator[Fact]:
    yield from _listed(release, "removed", "Removed")
    yield from _listed(release, "flags", "Flagged by quality checks, and kept")
    for code, meaning in sorted(_mapping(release, "meanings").items()):
        yield Fact(f"Flag {code}", str(meaning))


def _channels(release: Release) -> Iterator[Fact]:
    channels = {code or UNTOLD: n for code, n in _mapping(release, "channels").items()}
    if not channels:
        return
    whole = sum(n for n in channels.values() if isinstance(n, int))
    largest = max((n for code, n in channels.items() if isinstance(n, int) and code != UNTOLD), default=0)
    above = bool(whole) and PERCENT * largest / whole > CHANNEL
    yield Fact("Channels", _joined(channels), _REWEIGHTED if above else "")


def _field(release: Release) -> Iterator[Fact]:
    opens, closes = release.method.get("opens"), release.method.get("closes")
    if opens or closes:
        yield Fact("Field dates", f"{opens or '?'} to {closes or '?'}")
    yield from _listed(release, "languages", "Languages")
    yield from _listed(release, "minutes", "Minutes taken")


def _questionnaire(release: Release) -> Iterator[Fact]:
    book = release.codebook
    yield Fact("Questionnaire", f"{book.questionnaire}, version {book.version}", f"content hash {book.hash}")
    versions = _mapping(release, "versions")
    if len(versions) > 1:
        yield Fact("Versions that respondents took", _joined(versions))


def _weights(release: Release) -> Iterator[Fact]:
    names = {
        column.part
        for table in release.codebook.tables()
        for column in table.columns
        if column.role == WEIGHT and column.part
    }
    if names:
        yield Fact(
            "Weights",
            "inverse chance of assignment for rotated modules",
            f"{len(names)} modules; core questions count every respondent once unless margins are given",
        )


def _modules(release: Release) -> Iterator[Fact]:
    for section in release.codebook.sections:
        found = _mapping(release, "modules").get(section.id)
        if isinstance(found, Mapping) and {"given", "eligible"} <= set(found):
            told = f"{_number(found['given'])} of {_number(found['eligible'])} who could have been asked"
            yield Fact(f"Module: {section.title}", told)


def _protection(release: Release) -> Iterator[Fact]:
    limits = sorted({block.limit for block in release.codebook.blocks if block.limit})
    if limits:
        *most, last = map(str, limits)
        told = f"{', '.join(most)} or {last}, by block of tables" if most else last
        yield Fact("Least number of respondents that share their facts (k)", told)
    levels = {
        column.name: column.level
        for table in release.codebook.tables()
        for column in table.columns
        if column.level and column.role == "key"
    }
    if levels:
        yield Fact(
            "Made coarser for protection", "; ".join(f"{name}: {level}" for name, level in sorted(levels.items()))
        )
    for note in sorted({block.note for block in release.codebook.blocks if block.note}):
        yield Fact("Note on tables", note)
    withheld = [question.id for question in release.codebook.questions if not question.block and question.note]
    if withheld:
        yield Fact("Not published as rows", ", ".join(withheld))


FACTS: tuple[Callable[[Release], Iterator[Fact]], ...] = (
    _counts,
    _removed,
    _channels,
    _field,
    _questionnaire,
    _weights,
    _modules,
    _protection,
)
"""What is told, in order; each yields nothing where the release does not say it."""


def _listed(release: Release, name: str, label: str) -> Iterator[Fact]:
    if name in release.method:
        found = _mapping(release, name)
        if found or name == "removed":
            yield Fact(label, _joined(found) if found else _NONE)


def _mapping(release: Release, name: str) -> Mapping[str, Any]:
    found = release.method.get(name)
    return found if isinstance(found, Mapping) else {}


def _joined(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{code or UNTOLD}: {_number(n)}" for code, n in sorted(counts.items()))


def _number(n: Any) -> str:
    return f"{n:,}" if isinstance(n, int) else _FEW
