"""Answers of two editions brought together: which parts and codes are the same, and the figures of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..weighting.margins import Margin
from .answers import CODES, PERCENT, TICKS, Answers, Edition, together, wave_of
from .comparable import Common, Verdict
from .differences import Wave

OPTIONS, ROWS, COLUMNS = "options", "rows", "columns"


@dataclass(frozen=True)
class Figure:
    """One figure that is compared: of which variable, part (an option or row) and code."""

    variable: str
    part: str
    code: str
    percent: bool

    @property
    def name(self) -> str:
        """How it is named as a claim: ``variable``, ``variable=code``, ``variable.part`` or ``variable.part=code``."""
        part = f".{self.part}" if self.part else ""
        return f"{self.variable}{part}" + (f"={self.code}" if self.code else "")


@dataclass(frozen=True)
class Pair:
    """The figures of a variable in both editions; ``changed`` are reasons not to compare them."""

    figures: tuple[Figure, ...]
    old: Wave
    new: Wave
    notes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def despite(self, reason: str) -> Pair:
        """Return it with a reason why it should not have been compared."""
        return replace(self, changed=(*self.changed, reason))


def paired(variable: str, old: Edition, new: Edition, verdict: Verdict | None, margins: Sequence[Margin]) -> Pair:
    """Return the figures that both editions have.

    Raises:
        AnalysisError: a sample and the margins do not fit.
    """
    figures: list[Figure] = []
    waves: tuple[list[Wave], list[Wave]] = ([], [])
    notes: list[str] = []
    for part, before, after in _parts(old, new, verdict, notes):
        common = _codes(before, after, verdict)
        codes = list(dict.fromkeys((*common.new.values(), *common.old.values()))) if after.form == CODES else [""]
        if not codes:
            continue
        figures += [Figure(variable, part, code, after.form in PERCENT) for code in codes]
        waves[0].append(wave_of(old, before, common.old, codes, margins))
        waves[1].append(wave_of(new, after, common.new, codes, margins))
        notes += [f"{side} {_missing(one)}" for side, one in (("Earlier:", before), ("Later:", after)) if one.missing]
    old_wave, new_wave = (Wave.of(one) if one else Wave.none() for one in waves)
    return Pair(tuple(figures), old_wave, new_wave, tuple(dict.fromkeys(notes)))


def common_ids(verdict: Verdict | None, field: str, old: Iterable[str], new: Iterable[str]) -> Common:
    """Return what ids stand for in both editions; without a verdict they are the same where they look the same."""
    if verdict is not None:
        return verdict.common(field, old, new)
    return Common({id_: id_ for id_ in old}, {id_: id_ for id_ in new})


def _codes(before: Answers, after: Answers, verdict: Verdict | None) -> Common:
    return common_ids(verdict, COLUMNS if after.part else OPTIONS, before.labels, after.labels)


def _parts(
    old: Edition, new: Edition, verdict: Verdict | None, notes: list[str]
) -> Iterable[tuple[str, Answers, Answers]]:
    """Yield the parts that both editions have, those that were recoded as one."""
    field = OPTIONS if any(one.form == TICKS for one in new.answers) else ROWS
    common = common_ids(verdict, field, [one.part for one in old.answers], [one.part for one in new.answers])
    befores, afters = _grouped(old.answers, common.old), _grouped(new.answers, common.new)
    for name, later in afters.items():
        before, after = together(befores.get(name, ())), together(later)
        if before is None or after is None or before.form != after.form:
            notes.append(f"Not compared, since it is not in both in one form: {name}.")
            continue
        yield name, before, after


def _grouped(answers: Sequence[Answers], names: Mapping[str, str]) -> dict[str, list[Answers]]:
    found: dict[str, list[Answers]] = {}
    for one in answers:
        if one.part in names:
            found.setdefault(names[one.part], []).append(one)
    return found


def _missing(answers: Answers) -> str:
    where = f"{answers.variable}.{answers.part}" if answers.part else answers.variable
    told = ", ".join(f"{count:,} {why}" for why, count in answers.missing.items())
    return f"{where} without an answer: {told}."
