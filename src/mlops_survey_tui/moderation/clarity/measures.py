"""What the sessions say of one question, in numbers and in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from ...interview.keys import split_key
from ...questionnaire.model import Question, Questionnaire
from ...store.observations import FLAGS, ObservationKind
from ..words import probe_text
from .collecting import Held, Observed, PageRecord, flags_of
from .score import Score, score_of


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of some numbers; all 0 where there are none."""

    n: int = 0
    median: float = 0.0
    low: float = 0.0
    high: float = 0.0

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Spread:
        """Return the spread of numbers; quartiles are interpolated between neighbours (R's type 7)."""
        found = sorted(numbers)
        if not found:
            return cls()
        return cls(len(found), median(found), _quantile(found, 0.25), _quantile(found, 0.75))


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said: a note of the moderator, or a probe with what was answered.

    ``on_page`` are the seconds since the question came up, -1 where it was said later; ``session`` those since the
    interview began.
    """

    kind: str
    text: str
    probe: str
    on_page: float
    session: float
    interview: str
    respondent: str


@dataclass(frozen=True, slots=True)
class QuestionClarity:
    """One question over all sessions.

    ``pages`` counts how often it was shown (a loop shows it for each item), ``sessions`` the moderated interviews
    among them. ``seconds`` are active seconds of pages that were passed; ``ratio`` is their median share of the time
    model's typical seconds.
    """

    id: str
    text: str
    section: str
    kind: str
    pages: int
    sessions: int
    seconds: Spread
    typical: float
    longest: float
    ratio: float
    changes: int
    returns: int
    helps: int
    problems: int
    skipped: int
    specials: Mapping[str, int]
    flags: Mapping[str, int]
    ratings: int
    rating: float
    think_aloud: int
    quotes: Sequence[Quote] = ()
    score: Score = field(default_factory=Score)


def measures(held: Sequence[Held]) -> list[QuestionClarity]:
    """Return all questions that were shown, what needs rewriting most first; equal ones in the survey's order."""
    if not held:
        return []
    records: dict[str, list[PageRecord]] = defaultdict(list)
    observed: dict[str, list[Observed]] = defaultdict(list)
    for one in held:
        for record in one.pages.values():
            records[record.question].append(record)
        for seen in one.observed:
            observed[split_key(seen.observation.moment.page)[0]].append(seen)
    found = [
        _measured(questionnaire, question, records[question.id], observed[question.id])
        for questionnaire, question in _questions(held)
        if records[question.id] or observed[question.id]
    ]
    return sorted(found, key=lambda one: -one.score.total)


def apart(held: Sequence[Held]) -> list[Quote]:
    """Return what was noted while no question was on the screen."""
    return [quote for one in held for quote in _quotes([o for o in one.observed if not o.observation.moment.page], ())]


def _questions(held: Sequence[Held]) -> Iterable[tuple[Questionnaire, Question]]:
    """Yield the questions in the order of the newest version, then those that only older ones had."""
    seen: set[str] = set()
    for one in held:
        for question in one.questionnaire.questions:
            if question.id not in seen:
                seen.add(question.id)
                yield one.questionnaire, question


def _measured(
    questionnaire: Questionnaire, question: Question, records: Sequence[PageRecord], observed: Sequence[Observed]
) -> QuestionClarity:
    timed = [record for record in records if record.timed and record.active_ms]
    ratings = [int(one.observation.data["value"]) for one in _of(observed, ObservationKind.RATING)]
    specials: dict[str, int] = defaultdict(int)
    for record in records:
        if record.special:
            specials[record.special] += 1
    flags = flags_of(observed)
    first = next((record.page for record in records if record.is_first), None) or (records[0].page if records else None)
    measured = QuestionClarity(
        id=question.id,
        text=first.text if first else question.id,
        section=questionnaire.section_by_id[question.section].title,
        kind=question.kind,
        pages=len(records),
        sessions=len({record.interview for record in records if record.moderated}),
        seconds=Spread.of(record.active_ms / 1000 for record in timed),
        typical=question.seconds.typical,
        longest=question.seconds.longest,
        ratio=Spread.of(record.active_ms / 1000 / record.typical for record in timed if record.typical > 0).median,
        changes=sum(record.changes for record in records),
        returns=sum(record.returns for record in records),
        helps=sum(record.helps for record in records),
        problems=sum(record.problems for record in records),
        skipped=sum(record.skipped for record in records),
        specials=dict(sorted(specials.items())),
        flags={flag: flags[flag] for flag in FLAGS},
        ratings=len(ratings),
        rating=fmean(ratings) if ratings else 0.0,
        think_aloud=len(_of(observed, ObservationKind.THINK_ALOUD)),
        quotes=tuple(_quotes(observed, question.probes)),
    )
    return with_score(measured)


def with_score(measured: QuestionClarity) -> QuestionClarity:
    """Return the measures with their score."""
    from dataclasses import replace

    return replace(measured, score=score_of(_parts(measured)))


def _parts(measured: QuestionClarity) -> dict[str, float]:
    """Return what the score is made from, each as a number for one page or one session."""
    pages, sessions = max(1, measured.pages), max(1, measured.sessions)
    return {
        **{f"flag:{flag}": count / sessions for flag, count in measured.flags.items()},
        "rating": (5 - measured.rating) / 4 if measured.ratings else 0.0,
        "time": max(0.0, measured.ratio - 1) if measured.seconds.n else 0.0,
        "changes": measured.changes / pages,
        "returns": measured.returns / pages,
        "help": measured.helps / pages,
        "problems": measured.problems / pages,
        "missing": (measured.skipped + sum(measured.specials.values())) / pages,
    }


def _quotes(observed: Sequence[Observed], probes: Sequence[str]) -> Iterable[Quote]:
    """Yield notes and probes in the order in which they were recorded."""
    for one in observed:
        kind, data = one.observation.kind, one.observation.data
        if kind not in (ObservationKind.NOTE, ObservationKind.PROBE):
            continue
        probe = probe_text(one.observation, probes) if kind is ObservationKind.PROBE else ""
        on_page = one.on_page_ms / 1000 if one.on_page_ms >= 0 else -1.0
        session = one.observation.moment.at_ms / 1000
        yield Quote(str(kind), str(data.get("text", "")), probe, on_page, session, one.interview, one.respondent)


def _of(observed: Iterable[Observed], kind: ObservationKind) -> list[Observed]:
    return [one for one in observed if one.observation.kind is kind]


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
