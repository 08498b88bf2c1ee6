"""What a proof claims: about one thing, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...rehearsal.witness import Witness
from ..places import Location
from .codes import CODES
from .target import Target

WITNESS, PROOF, BOUNDED = "witness", "proof", "bounded search"
GAPS = frozenset(("R30", "R31", "R32", "R40", "R41", "R50"))
"""Codes of what is a finding if it can be reached; of the others, what cannot."""
ALWAYS_TOLD = frozenset(("R51", "R22"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: what it is about, what holds, and on what that rests (a witness, a proof, a bounded search).

    ``verdict`` is reached, never, always or undecided; of minutes above or within. ``allowed`` is the reason with which
    authors accept it.
    """

    code: str
    subject: str
    verdict: str
    basis: str
    message: str
    place: Location | None = None
    witness: Witness | None = None
    target: Target | None = None
    allowed: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether it is worth telling; what is well is only counted."""
        if self.verdict == "undecided" or self.code in ALWAYS_TOLD:
            return True
        if self.code == "B3":
            return self.verdict == "above"
        return (self.verdict == "reached") is (self.code in GAPS)

    @property
    def is_fault(self) -> bool:
        """Whether the check fails because of it."""
        return self.is_finding and CODES[self.code].fault and not self.allowed and self.verdict != "undecided"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was decided of every target."""

    by_target: Mapping[Target, str]
    witnesses: Mapping[Target, Witness]
    walks: int
    solver: bool

    def reached(self, target: Target) -> bool:
        """Whether there is a witness."""
        return target in self.witnesses

    def never(self, target: Target) -> bool:
        """Whether it is proved that no interview reaches it."""
        return self.by_target.get(target) == "never"

    def undecided(self, target: Target) -> bool:
        """Whether there is neither a witness nor a proof."""
        return not self.reached(target) and not self.never(target)

    @property
    def bounded(self) -> str:
        """What an undecided target rests on, for people."""
        what = "no witness was confirmed" if self.solver else "no witness"
        return f"{what} in {self.walks} walks; not a proof"
