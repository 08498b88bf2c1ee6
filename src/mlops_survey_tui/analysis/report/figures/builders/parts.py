"""Parts of a whole asked for each item of a loop, now and later: one result an item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .....publication.codebook.model import PARTS
from .....publication.limits import SMALL_BASE, SUPPRESSED
from .....publication.sql import quoted
from ...results import (
    ALLOCATION,
    AMONG,
    ANY,
    LATER_AMONG,
    LATER_ANY,
    LATER_OVERALL,
    OVERALL,
    SHIFT,
    Estimate,
    Filter,
    Line,
    Result,
    Series,
)
from ...sums import Part, Sums
from ..counting import EVERYBODY, Counted, Groups, Tally
from ..describing import HOLE, described
from ..limits import BASE, CELL
from ..precision import hidden, mean
from ..protecting import hidden_codes
from ..splitting import Folded, Strand, ordered
from ..subjects import Subject
from . import part_groups
from .allocations import MEANS, ZERO, some_or_none, telling, three
from .ratings import ITEM

PART = "part"
NOW = (
    Series(ANY, "Share with any now", "percent"),
    Series(AMONG, "Mean among those now", "percent"),
    Series(OVERALL, "Mean now", "percent"),
)
LATER = (
    Series(LATER_ANY, "Share with any in three years", "percent"),
    Series(LATER_AMONG, "Mean among those in three years", "percent"),
    Series(LATER_OVERALL, "Mean expected in three years", "percent"),
)
CHANGE = Series(SHIFT, "Change that the same respondents expect", "points")
_NAMES = {ANY: LATER_ANY, AMONG: LATER_AMONG, OVERALL: LATER_OVERALL}
EXPECTED = "What respondents expect of their own teams; it is no forecast."
PAIRED = "The change is computed within respondents who answered for both times."
_UNPAIRED = "This table has no answers for today, so no change can be told."
_BOTH = "both"


def worded(wordings: Sequence[str], label: str) -> str:
    """Return the wordings of a question with the name of the item in its place."""
    return " / ".join(HOLE.sub(lambda _: label, text) for text in wordings)


def fits(subject: Subject) -> bool:
    """Say whether the table has one row a part of an allocation asked of an item."""
    return subject.table.form == PARTS and subject.question.kind == "allocation"


def build(subject: Subject) -> Iterator[Result]:
    """Yield the parts by item."""
    yield from by_item(subject, None)


@dataclass(frozen=True)
class _Time:
    """Answers for one time: nonzero parts by ``item/part``, and everybody who answered by item."""

    parts: Mapping[str, Groups]
    people: Mapping[str, Groups]

    def groups(self, item: str, part: str) -> Groups:
        """Return the tallies of a part, those who gave it nothing as zeros."""
        found = Groups()
        for group, everybody in self.people.get(item, Groups()).items():
            given = self.parts.get(f"{item}/{part}")
            tally = dict(given.get(group, {})) if given else {}
            rest = _minus(everybody[_BOTH], tally.values())
            found[group] = {**tally, ZERO: rest} if rest.n > 0 else tally
        return found


def _minus(whole: Sums, parts: Iterable[Sums]) -> Sums:
    """Return those of the whole who are in no part, by their weights."""
    left = Counter({part.weight: part.n for part in whole.parts})
    for sums in parts:
        left.subtract({part.weight: part.n for part in sums.parts})
    return Sums.of(Part(n, weight) for weight, n in left.items() if n > 0)


def by_item(subject: Subject, later: str | None) -> Iterator[Result]:
    """Yield one result an item; ``later`` is the question on the same parts in the future."""
    now = _time(subject, quoted(subject.question.id), subject.question.id)
    after = _time(subject, quoted(later), later) if later else None
    change = f"coalesce({quoted(later or '')}, 0) - coalesce({quoted(subject.question.id)}, 0)"
    shift = _time(subject, change, subject.question.id, later) if later else None
    items = _labels(subject, ITEM, [*now.people, *(after.people if after else ())])
    parts = _labels(subject, PART, [])
    for item, label in items.items():
        if found := _result(subject, item, label, parts, (now, after, shift), later):
            yield found


def _time(subject: Subject, value: str, *questions: str) -> _Time:
    statuses = " AND ".join(f"bool_or({quoted(question + '.status')} = 'answered')" for question in questions)
    keys = "".join(f", any_value({quoted(key.name)}) AS {quoted(key.name)}" for key in subject.keys)
    people = (
        f"(SELECT row AS _person, {ITEM} AS _item, any_value({subject.weight}) AS _weight{keys} "
        f"FROM {subject.relation} GROUP BY row, {ITEM} HAVING {statuses})"
    )
    chosen = "".join(f", people.{quoted(key.name)}" for key in subject.keys)
    cells = (
        f"(SELECT _item || '/' || {PART} AS _line, {value} AS _value, _weight{chosen} FROM {people} AS people "
        f"JOIN {subject.relation} AS answers ON _person = row AND _item = {ITEM} WHERE {value} <> 0)"
    )
    counted = Counted(subject.release, cells, "_weight", subject.keys)
    everybody = Counted(subject.release, people, "_weight", subject.keys)
    return _Time(counted.by("_line", "_value"), everybody.by("_item", f"'{_BOTH}'"))


def _labels(subject: Subject, name: str, found: Sequence[str]) -> dict[str, str]:
    known = {code: label for code, label in subject.labels(name).items() if code}
    return {**known, **{code: code for code in found if code not in known}}


def _result(
    subject: Subject,
    item: str,
    label: str,
    parts: Mapping[str, str],
    times: tuple[_Time, _Time | None, _Time | None],
    later: str | None,
) -> Result | None:
    """Return the result of an item, its parts in the order of their mean now (or later, where now was not asked)."""
    now, after, shift = times
    base, base_later = _people(now, item), _people(after, item)
    lines = [_line(part, name, item, times) for part, name in parts.items()]
    lines = [line for line in lines if _any(line)]
    series = (*(NOW if base >= BASE else ()), *(LATER if base_later >= BASE else ()))
    if not lines or not series:
        return None
    both = base >= BASE and later is not None
    series = (*series, *((CHANGE,) if shift and both else ()))
    asked = subject if base >= BASE else _later(subject, later)
    sort = OVERALL if base >= BASE else LATER_OVERALL
    named, gone = telling([one for one in series if any(one.id in line.estimates for line in lines)], lines)
    told = list(ordered([replace(line, estimates=_complete(line, named)) for line in lines], sort))
    return described(
        asked,
        ALLOCATION,
        label,
        named,
        told,
        id=f"{subject.question.id}.{item}",
        questions=(subject.question.id, later) if later and both else (asked.question.id,),
        base=max(base, base_later),
        base_note=_bases(base, base_later, _people(shift, item)) if both else "",
        wording=worded(asked.question.wordings, label),
        notes=(
            MEANS,
            *gone,
            *((PAIRED, EXPECTED) if both else (EXPECTED, _UNPAIRED) if later else ()),
        ),
        filters=_filters(subject, item, parts, (now, after), [line.id for line in told]),
    )


def _later(subject: Subject, later: str | None) -> Subject:
    """Return the subject with the question for later, where nothing was asked for now."""
    return replace(subject, question=subject.release.codebook.question_by_id[later or subject.question.id])


def _filters(
    subject: Subject, item: str, parts: Mapping[str, str], times: tuple[_Time, _Time | None], order: Sequence[str]
) -> tuple[Filter, ...]:
    """Return the splits of an item, now and later."""
    made = []
    for time, make in zip(times, (_lines_now, _lines_later), strict=True):
        if time is not None and _people(time, item) >= BASE:
            strands = [Strand(part, parts[part], time.groups(item, part), classes=some_or_none) for part in order]
            made.append((strands, make))
    return part_groups.filters(subject, item, made, order)


def _lines_now(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    yield Line(strand.id, strand.label, three(tally, gone, least))


def _lines_later(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    found = three(tally, gone, least)
    yield Line(strand.id, strand.label, {_NAMES[name]: one for name, one in found.items()})


def _bases(now: int, later: int, both: int) -> str:
    return f"{_told(now)} answered for today, {_told(later)} for three years from now, {_told(both)} for both."


def _told(n: int) -> str:
    return f"{n}" if n >= CELL or not n else f"fewer than {CELL}"


def _people(time: _Time | None, item: str) -> int:
    return time.people[item][EVERYBODY][_BOTH].n if time and item in time.people else 0


def _any(line: Line) -> bool:
    """Say whether anybody can have given the part something."""
    return any(found.hidden == SUPPRESSED or (found.value or 0) != 0 for found in line.estimates.values())


def _complete(line: Line, series: Sequence[Series]) -> Mapping[str, Estimate]:
    return {one.id: line.estimates.get(one.id, hidden(SMALL_BASE)) for one in series}


def _line(part: str, label: str, item: str, times: tuple[_Time, _Time | None, _Time | None]) -> Line:
    now, after, shift = times
    found = dict(_three(now, item, part))
    if after:
        found |= {_NAMES[name]: one for name, one in _three(after, item, part).items()}
    if shift:
        found[SHIFT] = _shift(shift.groups(item, part).tally())
    return Line(part, label, found)


def _three(time: _Time, item: str, part: str) -> dict[str, Estimate]:
    tally = time.groups(item, part).tally()
    counts: dict[str, int] = {}
    for code, sums in tally.sums.items():
        counts[some_or_none(code)] = counts.get(some_or_none(code), 0) + sums.n
    return three(tally, frozenset(counts) if hidden_codes(list(counts.values()), CELL) else frozenset(), BASE)


def _shift(tally: Tally) -> Estimate:
    """Return the mean change; where fewer than the least cell changed anything, nothing is told of it."""
    changed = tally.count(code for code in tally.sums if float(code) != 0)
    if 0 < changed < CELL:
        return hidden(SUPPRESSED, tally.n)
    return mean(tally, {code: float(code) for code in tally.sums})
