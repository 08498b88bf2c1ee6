"""The report as a whole, as data that every format writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...store.moderation import MODE
from ...store.observations import ModeratedSession
from .collecting import Held
from .measures import QuestionClarity, Quote, apart, measures
from .time_model_update import Stated, Update, update

FEW_SESSIONS = 5


@dataclass(frozen=True, slots=True)
class Sitting:
    """One moderated session: its interview, local date, sections asked (none: all), and whether notes were kept."""

    interview: str
    started: str
    sections: tuple[str, ...]
    notes: bool
    respondent: str


@dataclass(frozen=True, slots=True)
class Report:
    """What sessions say of a questionnaire.

    ``versions`` counts the different texts that interviews were held under. ``apart`` are notes made while no
    question was on the screen. ``named`` says whether the codes of respondents are told.
    """

    title: str
    edition: str
    sessions: int
    interviews: int
    versions: int
    questions: Sequence[QuestionClarity]
    apart: Sequence[Quote]
    update: Update
    sittings: Sequence[Sitting] = ()
    named: bool = False

    @property
    def remarks(self) -> list[str]:
        """What a reader should know first."""
        few = f"Fewer than {FEW_SESSIONS} moderated sessions: read this as hints, not as measurements."
        said = [few] if self.sessions < FEW_SESSIONS else []
        if self.versions > 1:
            said.append(
                f"The interviews were held under {self.versions} versions of the questions, taken together here."
            )
        return said


def report_of(held: Sequence[Held], stated: Mapping[str, Stated], named: bool = False) -> Report:
    """Return the report on interviews, the newest first; ``stated`` is what the question files say of effort."""
    return Report(
        title=held[0].questionnaire.title if held else "",
        edition=", ".join(sorted({one.summary.edition for one in held})),
        sessions=sum(one.summary.mode == MODE for one in held),
        interviews=len(held),
        versions=len({one.questionnaire.source_hash for one in held}),
        questions=measures(held),
        apart=apart(held),
        update=update(held, stated),
        sittings=tuple(_sitting(one.session) for one in held if one.session is not None),
        named=named,
    )


def _sitting(session: ModeratedSession) -> Sitting:
    return Sitting(session.interview_id, session.started, session.sections, session.notes, session.respondent)
