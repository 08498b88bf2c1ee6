"""What is done with a bundle, apart from how it came in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from ..sharing.work import is_done
from .answers import NotTaken, later
from .checkers import Checkers
from .invites import Invites, spent_hash
from .records import Arrival, Claim, Outcome, Refusals, TakingBack, Unavailable
from .repository import Repository
from .tickets import NotSigned, Signer
from .verdicts import Verdict
from .work import days
from .writer import Writer

MOST_UNDER_WAY = 256


@dataclass(frozen=True, slots=True)
class Rules:
    """What a bundle needs to be taken, besides being good. ``difficulty`` counts zero bits; 0 asks for no work."""

    invites: Invites | None = None
    difficulty: int = 0
    days: Callable[[], tuple[str, ...]] = days
    tickets: Signer | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A body with what came along: its digest, the number that proves work, the invite code, the blinded ticket."""

    digest: str
    body: bytes
    work: str = ""
    invite: str = ""
    blinded: bytes = b""


@dataclass(frozen=True, slots=True)
class Taken:
    """A bundle that is stored durably, and the blind signature of its ticket if there is one."""

    id: str
    is_new: bool
    ticket: bytes = b""


class Desk:
    """Accepts and takes back bundles."""

    def __init__(self, repository: Repository, writer: Writer, checkers: Checkers, rules: Rules) -> None:
        self.repository, self._writer, self._checkers, self.rules = repository, writer, checkers, rules
        self._under_way = 0

    async def put(self, offered: Offered) -> Taken:
        """Store a bundle durably.

        Raises:
            NotTaken: it is not stored.
        """
        if self._under_way >= MOST_UNDER_WAY:
            raise later("too_busy")
        self._under_way += 1
        try:
            return await self._put(offered)
        except Unavailable:
            raise later() from None
        finally:
            self._under_way -= 1

    async def _put(self, offered: Offered) -> Taken:
        self._check_work(offered)
        stratum = self._stratum(offered.invite)
        verdict = await self._checkers.check(offered.body)
        if not verdict.is_good:
            return await self._stored_before(offered, verdict)
        outcome = await self._writer.make(_arrival(offered, verdict, stratum))
        if outcome not in (Outcome.CREATED, Outcome.ALREADY_THERE):
            raise NotTaken(outcome.value)
        return Taken(verdict.id, outcome is Outcome.CREATED, await self._ticket(verdict, offered.blinded))

    async def withdraw(self, id_: str, token_hash: bytes) -> None:
        """Delete a bundle for good.

        Raises:
            NotTaken: there is none of this id with this token.
        """
        try:
            outcome = await self._writer.make(TakingBack(id_, token_hash))
        except Unavailable:
            raise later() from None
        if outcome is not Outcome.TAKEN_BACK:
            raise NotTaken(outcome.value)

    async def is_ready(self) -> bool:
        """Whether bundles can be checked and stored."""
        try:
            await self.repository.probe()
        except Unavailable:
            return False
        return self._checkers.are_ready

    def _check_work(self, offered: Offered) -> None:
        wanted, counted = self.rules.difficulty, self.rules.days()
        if wanted and not is_done(offered.digest, counted, offered.work, wanted):
            raise NotTaken("work_needed", difficulty=wanted, day=counted[0])

    def _stratum(self, code: str) -> str:
        invites = self.rules.invites
        if invites is None or not (code or invites.needed):
            return ""
        if not code:
            raise NotTaken("invite_needed")
        stratum = invites.stratum(code)
        if stratum is None:
            raise NotTaken("invite_unknown")
        return stratum

    async def _stored_before(self, offered: Offered, verdict: Verdict) -> Taken:
        """Count a refusal, unless the bundle was taken before, by a collector that knew its questionnaire."""
        id_ = await self.repository.id_of(bytes.fromhex(offered.digest))
        if id_:
            return Taken(id_, is_new=False)
        with suppress(Unavailable):
            await self._writer.make(Refusals(verdict.edition, verdict.code, verdict.path))
        raise NotTaken(verdict.code, verdict.path, verdict.message)

    async def _ticket(self, verdict: Verdict, blinded: bytes) -> bytes:
        """Return the signature for an accepted bundle; that there is none does not undo the acceptance."""
        signer = self.rules.tickets
        if signer is None or not blinded or signer.edition != verdict.edition:
            return b""
        try:
            signature = await asyncio.to_thread(signer.sign, blinded)
            outcome = await self._writer.make(Claim(verdict.id, sha256(blinded).digest()))
        except (NotSigned, Unavailable):
            return b""
        return signature if outcome is Outcome.CLAIMED else b""


def _arrival(offered: Offered, verdict: Verdict, stratum: str) -> Arrival:
    return Arrival(
        digest=bytes.fromhex(offered.digest),
        id=verdict.id,
        withdrawal=bytes.fromhex(verdict.withdrawal),
        edition=verdict.edition,
        body=offered.body,
        stratum=stratum,
        invite=spent_hash(offered.invite) if stratum else b"",
    )
