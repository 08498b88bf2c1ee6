"""Findings with their place, and which of them the files accept with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..reachability.codes import CODES
from .offers import offers
from .rules import RULES, Found, Level, rule
from .subject import Part, Subject


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: where, under which code, how serious, and the reason if it is accepted."""

    file: str
    line: int
    code: str
    level: Level
    title: str
    message: str
    where: str = ""
    reason: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the files accept it."""
        return bool(self.reason)

    @property
    def stops(self) -> bool:
        """Whether it has to be mended or accepted."""
        return self.level is Level.STOP and not self.accepted

    def __str__(self) -> str:
        accepted = f"\n    accepted: {self.reason}" if self.reason else ""
        return f"{self.file}:{self.line}: {self.code} {self.level} {self.title}: {self.message}{accepted}"


Used = set[tuple[int, str]]
"""Which acceptances were needed: the identity of the part, and the code."""


def judged(subject: Subject, code: str, found: Found, used: Used) -> Finding:
    """Return what was found with its place and, where the nearest part around it accepts it, with the reason."""
    one = RULES[code]
    file, line = place_of(subject, found.part, *found.steps)
    reason = ""
    for part in found.part.acceptors():
        if code in part.allow:
            used.add((id(part.allow), code))
            reason = reason or part.allow[code]
    return Finding(file, line, code, found.level or one.level, one.title, found.message, found.part.name, reason)


def place_of(subject: Subject, part: Part, *steps: str | int) -> tuple[str, int]:
    """Return the file and the line of a part of the questionnaire, or of what is inside it."""
    place = part.place.at(*steps)
    return str(place.document.file.relative_to(subject.folder)), place.document.line(place.path)


@rule(
    "A1",
    Level.WARN,
    "Accepted without cause",
    what="allow names a code that does not exist, or a finding that does not occur there.",
    why="Old exceptions hide new findings.",
    remedy="Take the code out of allow.",
)
def without_cause(_: Subject) -> Iterator[Found]:
    """Yield nothing: what was not needed is known only when all other rules have run."""
    yield from ()


def unused(subject: Subject, used: Used, checked: set[str]) -> Iterator[Finding]:
    """Yield the acceptances that nothing needed, of the rules that were checked, and of codes that do not exist."""
    for part in _parts(subject):
        for code in part.allow:
            needless = code in checked and (id(part.allow), code) not in used
            if needless or code not in (*RULES, *CODES):
                why = "does not occur here" if code in RULES else "is no rule"
                found = Found(part, f"{code} {why}", ("allow", code))
                yield judged(subject, "A1", found, used)


def _parts(subject: Subject) -> Iterator[Part]:
    seen: set[int] = set()
    labels = [label.part for offer in offers(subject) for label in offer.labels]
    parts = [subject.survey, *subject.sections.values(), *(asked.part for asked in subject.questions)]
    for part in (*parts, *(offer.part for offer in offers(subject)), *labels):
        for one in part.acceptors():
            if one.allow and id(one.allow) not in seen:
                seen.add(id(one.allow))
                yield one
