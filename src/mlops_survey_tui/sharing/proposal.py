"""What a respondent decides about: whether, to whom and with which of their words an interview may leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .. import __version__
from ..interview.events import Event
from ..interview.facts import Facts
from ..interview.marks import marks_of
from ..interview.timing import elapsed_seconds
from ..interview.world import World
from ..language import _, mark
from ..questionnaire.model import Questionnaire
from ..store.errors import StorageError
from ..store.export import stored_questionnaire
from ..store.store import Store
from .bundle import bundle, texts_typed
from .envelope import CONSENT, Envelope, Identity, enveloped
from .outbox import Outbox, Parcel
from .warnings import warnings

MODES = ("respondent", "moderated")
"""Interviews of other modes are trials, and are never shared."""
_BANDS = ((10, "<10"), (20, "10-20"), (40, "20-40"))
_LONGEST_BAND = ">40"
_NOT_FINISHED = mark("It is not finished yet. Go on with it first: mlops-survey --resume {id}")
_TRIAL = mark("It is a trial ({why}), and trials are not shared.")
_CLOSED = mark("This edition is closed, and takes no more answers.")
_NO_COLLECTOR = mark(
    "No collector is named for this edition, so nothing can be sent. It can be saved to a file instead."
)


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed on one page: it leaves only with a consent of its own."""

    page: str
    question: str
    texts: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One finished interview that could be shared.

    ``obstacle`` says why it cannot be shared in any way, ``unsendable`` why it can only be saved to a file.
    """

    interview: str
    questionnaire: Questionnaire
    seed: str
    events: Sequence[Event]
    words: tuple[Words, ...]
    minutes: str
    obstacle: str = ""
    unsendable: str = ""

    def envelope(
        self, agreed: Collection[str] = (), minutes: bool = False, identity: Identity | None = None
    ) -> Envelope:
        """Return the bundle as it would leave; ``agreed`` names the pages whose words are shared.

        Raises:
            ValueError: it is larger than a collector takes.
        """
        content = bundle(self.questionnaire, self.seed, self.events, agreed)
        return enveloped(content, _client(), self.minutes if minutes else "", identity)

    def parcel(self, envelope: Envelope) -> Parcel:
        """Return the bundle ready for the outbox."""
        survey = self.questionnaire
        return Parcel(
            id=envelope.id,
            interview=self.interview,
            edition=survey.edition,
            collector=survey.collector,
            digest=envelope.digest,
            token=envelope.token,
            body=envelope.body.decode("utf-8"),
            deadline=survey.withdrawal_deadline,
            consent=CONSENT,
        )


def propose(store: Store, interview: str) -> Proposal:
    """Return what can be shared of an interview.

    Raises:
        StorageError: it cannot be read, or is damaged.
    """
    header, events = store.header(interview), store.events(interview)
    survey = stored_questionnaire(store, header.questionnaire_hash)
    world = World(survey, header.seed, Facts(events))
    typed = texts_typed(survey, header.seed, events)
    return Proposal(
        interview,
        survey,
        header.seed,
        events,
        tuple(_words(world, page, texts) for page, texts in typed.items()),
        band_of(elapsed_seconds(world) / 60),
        _obstacle(interview, survey, header.mode, world.facts.outcome, marks_of(events)),
        "" if survey.collector else _(_NO_COLLECTOR),
    )


def shareable(store: Store, outbox: Outbox) -> list[str]:
    """Return the finished interviews that could be shared and are not on their way, the last used first."""
    kept = {parcel.interview for parcel in outbox.parcels()}
    return [
        summary.id
        for summary in store.list()
        if summary.status != "open" and summary.mode in MODES and summary.id not in kept
    ]


def outbox_of(store: Store) -> Outbox:
    """Return the outbox beside a store.

    Raises:
        StorageError: the store is in memory, so that no receipt could be kept.
    """
    if store.directory is None:
        raise StorageError("in_memory", _("Nothing is kept here, so no receipt could be."), "")
    return Outbox(store.directory.root)


def _obstacle(interview: str, survey: Questionnaire, mode: str, outcome: str, marks: Sequence[str]) -> str:
    if not outcome:
        return _(_NOT_FINISHED).format(id=interview)
    trial = [mark for mark in marks if mark.startswith("chosen_")] + ([mode] if mode not in MODES else [])
    if trial:
        return _(_TRIAL).format(why=", ".join(trial))
    return _(_CLOSED) if survey.status == "closed" else ""


def _words(world: World, page: str, texts: tuple[str, ...]) -> Words:
    from ..interview.pages import build_page

    found = dict.fromkeys(warning for text in texts for warning in warnings(text))
    return Words(page, build_page(world, page).text, texts, tuple(found))


def band_of(minutes: float) -> str:
    """Return the band of the time that an interview took."""
    return next((band for limit, band in _BANDS if minutes < limit), _LONGEST_BAND)


def _client() -> str:
    """Return the version of this program, no finer than a collector needs."""
    return ".".join(__version__.split(".")[:2])
