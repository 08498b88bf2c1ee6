"""Opens interviews of one questionnaire: new ones, and those that the store holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ... import language
from ...interview.events import Event
from ...interview.randomness import new_seed
from ...interview.session import DISCARDED, Session
from ...language import _
from ...questionnaire.model import Questionnaire
from ...store.errors import UnknownInterview
from ...store.moderation import MODE as MODERATED
from ...store.recorder import Recorder
from ...store.records import InterviewHeader, Status
from ...store.store import Store
from .start import Opened, Resumable

MODE = "respondent"


class Interviews:
    """Begins and resumes interviews, each under the text it began with, and closes what it opened."""

    session_type: type[Session] = Session
    """What holds an interview, for those who watch more of it."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        store: Store,
        *,
        seed: str = "",
        sections: tuple[str, ...] = (),
        channel: str = "",
        mode: str = MODE,
        clock: Callable[[], float] = time.monotonic,
        pace_guard: bool = True,
    ) -> None:
        """``mode`` keeps interviews apart; ``clock`` is monotonic and in seconds."""
        self.questionnaire = questionnaire
        self.store = store
        self.seed = seed
        self.sections = sections
        self.channel = channel
        self.mode = mode
        self.clock = clock
        self.pace_guard = pace_guard
        self._opened: list[tuple[Session, Recorder]] = []

    def introduction(self) -> str:
        """Return the text of the first page if it only informs."""
        first = Session.begin(self.questionnaire, seed="introduction", sink=_nowhere).page()
        return first.text if first is not None and first.shape == "info" else ""

    def begin(self) -> Opened:
        """Begin a new interview; the store hears of it when its first event is due."""
        questionnaire = self.questionnaire
        seed = self.seed or new_seed()
        header = InterviewHeader(
            questionnaire.content_hash, questionnaire.edition, questionnaire.title, seed, self.mode,
            questionnaire.language, questionnaire.to_json(),
        )  # fmt: skip
        recorder = self.create(header)
        session = self.session_type.begin(
            questionnaire, seed=seed, sink=recorder, sections=self.sections, channel=self.channel,
            chosen_seed=bool(self.seed), clock=self.clock, pace_guard=self.pace_guard,
        )  # fmt: skip
        return self._keep(session, recorder, questionnaire)

    def resume(self, interview_id: str) -> Opened:
        """Go on with an interview under the questionnaire it was begun with, and in its language."""
        self._refuse_other_modes(interview_id)
        recorder = self.reopen(interview_id)
        header = self.store.header(interview_id)
        questionnaire = self.questionnaire
        if header.questionnaire_hash != questionnaire.content_hash:
            questionnaire = Questionnaire.from_json(self.store.questionnaire(header.questionnaire_hash))
        if questionnaire.language != self.questionnaire.language:
            language.use(questionnaire.language)
        events = self.store.events(interview_id)
        session = self.session_type.resume(
            questionnaire, events, seed=header.seed, sink=recorder, clock=self.clock, pace_guard=self.pace_guard
        )
        return self._keep(session, recorder, questionnaire)

    def _refuse_other_modes(self, interview_id: str) -> None:
        mode = self.store.header(interview_id).mode
        if mode != self.mode:
            command = "mlops-survey moderate --resume" if mode == MODERATED else "mlops-survey --resume"
            raise UnknownInterview(
                "other_mode",
                _("Interview {id} is of mode {mode}, not {own}; modes are never mixed.").format(
                    id=interview_id, mode=mode, own=self.mode
                ),
                _("Go on with it by: {command}").format(command=f"{command} {interview_id}"),
            )

    def create(self, header: InterviewHeader) -> Recorder:
        """Return what writes a new interview."""
        return self.store.create(header)

    def reopen(self, interview_id: str) -> Recorder:
        """Return what goes on writing an interview."""
        return self.store.resume(interview_id)

    def _keep(self, session: Session, recorder: Recorder, questionnaire: Questionnaire) -> Opened:
        self._opened.append((session, recorder))
        return Opened(
            session, questionnaire, lambda: recorder.interview_id if session.log and session.consented else ""
        )

    def resumable(self) -> Sequence[Resumable]:
        """Return the open interviews on this machine, the last used first."""
        return [
            Resumable(found.id, found.title, found.answers, found.updated, found.in_use)
            for found in self.store.list(self.mode)
            if found.status == Status.OPEN
        ]

    @property
    def sessions(self) -> list[Session]:
        """The sessions that were opened, in order."""
        return [session for session, _ in self._opened]

    def close(self) -> None:
        """Let go of every interview; one that ended without consent is deleted."""
        opened, self._opened = self._opened, []
        for session, recorder in opened:
            recorder.close()
            if session.ended == DISCARDED and any(found.id == recorder.interview_id for found in self.store.list()):
                self.store.delete(recorder.interview_id)


def _nowhere(events: Sequence[Event]) -> None:
    """Store nothing."""
