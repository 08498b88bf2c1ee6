"""Claims about minutes: the longest path and the medians against the targets of the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...questionnaire.model import Questionnaire
from ..places import Places
from .claim import BOUNDED, PROOF, WITNESS, Claim
from .encoding import Encoding
from .minutes import Longest, longest_of, minutes_of
from .search import Found
from .simulation import WHOLE, Inclusion, PathMinutes, Respondent, inclusions, typical_minutes
from .trace import walked_by
from .trees import ROOT
from .values import holds


@dataclass(frozen=True, slots=True)
class Timing:
    """Minutes of the longest path (of all interviews, and by path), typical minutes, and who is asked what."""

    longest: Longest | None
    longest_by_path: Mapping[str, Longest]
    typical: tuple[PathMinutes, ...]
    inclusions: tuple[Inclusion, ...]
    simulated: int


def timed(
    questionnaire: Questionnaire, code: Encoding | None, found: Found, simulated: list[Respondent], seed: str
) -> Timing:
    """Return the minutes of a questionnaire: exact with an encoding, from walks alone without one."""
    typical = typical_minutes(simulated)
    paths = [one.path for one in typical if one.path != WHOLE]
    by_path: dict[str, Longest] = {}
    if code is None:
        longest = _of_walks(questionnaire, found)
    else:
        longest = longest_of(code, seed)
        by_path = dict(_by_path(questionnaire, code, paths, seed))
    return Timing(longest, by_path, tuple(typical), tuple(_asked(questionnaire, simulated)), len(simulated))


def _asked(questionnaire: Questionnaire, simulated: list[Respondent]) -> list[Inclusion]:
    return inclusions(questionnaire, simulated) if questionnaire.rotation is not None else []


def _by_path(
    questionnaire: Questionnaire, code: Encoding, paths: list[str], seed: str
) -> Iterator[tuple[str, Longest]]:
    trees = {computed.id: computed.tree for computed in questionnaire.computed}
    for path in paths:
        found = longest_of(code, seed, [holds(code.value(trees[path], ROOT))])
        if found is not None:
            yield path, found


def _of_walks(questionnaire: Questionnaire, found: Found) -> Longest | None:
    """Return the longest of the walks that are witnesses of something."""
    best: Longest | None = None
    for witness in {id(witness): witness for witness in found.witnesses.values()}.values():
        minutes = minutes_of(walked_by(questionnaire, witness), longest=True)
        if best is None or minutes > best.minutes:
            best = Longest(minutes, witness, None)
    return best


def timing_claims(questionnaire: Questionnaire, timing: Timing, places: Places | None) -> Iterator[Claim]:
    """Yield what is longer than its target, and what is not."""
    longest = timing.longest
    place = places.manifest("target_minutes") if places is not None else None
    allowed = places.reason("B3") if places is not None else ""
    if longest is not None:
        target = questionnaire.target_longest
        over = longest.minutes > target
        basis = WITNESS if over else PROOF if longest.is_exact else BOUNDED
        yield Claim(
            "B3", "longest path", "above" if over else "within", basis,
            f"{in_minutes(longest)}, the target is {target:g}", place, longest.witness, None, allowed,
        )  # fmt: skip
    for one in timing.typical:
        if one.path == WHOLE:
            over = one.median > questionnaire.target_median
            yield Claim(
                "B3", "median", "above" if over else "within", BOUNDED,
                f"{one.median:.1f} minutes ({one.low:.1f} to {one.high:.1f}) over {one.walks} simulated respondents, "
                f"the target is {questionnaire.target_median:g}",
                place, None, None, allowed,
            )  # fmt: skip


def in_minutes(longest: Longest) -> str:
    """Return the minutes of a longest path in words that say what they rest on."""
    if longest.is_exact:
        return f"{longest.minutes:.1f} minutes"
    if longest.bound is not None:
        return f"at least {longest.minutes:.1f} and at most {longest.bound:.1f} minutes"
    return f"at least {longest.minutes:.1f} minutes"
