"""The promises of a database of bundles, held by both."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.collector.records import (
    MOST_REFUSALS,
    Arrival,
    Change,
    Outcome,
    Refusals,
    TakingBack,
    Unavailable,
)
from mlops_survey_tui.collector.repository import Repository, open_repository
from mlops_survey_tui.sharing.envelope import hash_of

from .bundles import changed, envelopes
from .postgres import Postgres

DAY = "2026-01-31"


def _arrivals(count: int, invite: bytes = b"") -> list[Arrival]:
    return [_arrival(secrets.token_hex(16), invite) for _ in range(count)]


def _arrival(id_: str, invite: bytes = b"", body: bytes = b"") -> Arrival:
    return Arrival(secrets.token_bytes(32), id_, bytes.fromhex(id_) * 2, "2026", body or b"{}", "", invite)


def _take_back(one: Arrival) -> TakingBack:
    return TakingBack(one.id, one.withdrawal)


async def test_what_is_written_together_has_one_outcome_each(database: str) -> None:
    repository = await open_repository(database)
    one, two, three = _arrivals(3)
    await repository.write([one], DAY)
    other = _arrival(one.id)
    changes: list[Change] = [one, two, two, other, _take_back(two), two, three, TakingBack(one.id, bytes(32))]
    assert await repository.write(changes, DAY) == [
        Outcome.ALREADY_THERE,
        Outcome.CREATED,
        Outcome.ALREADY_THERE,
        Outcome.OTHER_CONTENT,
        Outcome.TAKEN_BACK,
        Outcome.WITHDRAWN_BEFORE,
        Outcome.CREATED,
        Outcome.UNKNOWN,
    ]
    assert await repository.id_of(one.digest) == one.id
    assert await repository.id_of(two.digest) == ""
    found = {(count.what, count.number) for count in await repository.counts()}
    assert found == {("accepted", 3), ("withdrawn", 1)}
    await repository.close()


async def test_bundles_come_in_the_order_of_their_digests_and_of_one_edition(database: str) -> None:
    repository = await open_repository(database)
    written = _arrivals(40)
    await repository.write(written, DAY)
    found = [one async for one in repository.bundles()]
    assert [one.digest for one in found] == sorted(one.digest for one in written)
    assert [one async for one in repository.bundles("1999")] == []
    await repository.tidy()
    assert [one async for one in repository.bundles("2026")] == found
    await repository.close()


async def test_an_invite_is_spent_by_the_bundle_that_came_first_and_by_no_refused_one(database: str) -> None:
    repository = await open_repository(database)
    invite, other = secrets.token_bytes(32), secrets.token_bytes(32)
    one, two, three = *_arrivals(2, invite), *_arrivals(1, other)
    outcomes = await repository.write([one, two, one], DAY)
    assert sorted(one.value for one in outcomes) in (
        ["already_there", "created", "invite_spent"],
        ["created", "invite_spent", "invite_spent"],
    )
    await repository.write([_take_back(three)], DAY)
    assert await repository.write([three], DAY) == [Outcome.CREATED]
    assert await repository.write([three], DAY) == [Outcome.ALREADY_THERE]
    await repository.close()


async def test_refusals_are_counted_by_reason_and_never_more_than_so_many(database: str) -> None:
    repository = await open_repository(database)
    refused: list[Change] = [Refusals("2026", "off_path", f"answers.q{number}") for number in range(MOST_REFUSALS + 9)]
    await repository.write([*refused, refused[0]], DAY)
    found = await repository.refusals()
    assert len(found) == MOST_REFUSALS
    assert ("2026", "off_path", "answers.q0", 2) in found
    await repository.close()


async def test_what_was_stored_is_there_when_it_is_opened_again(database: str) -> None:
    repository = await open_repository(database)
    one, two = _arrivals(2)
    await repository.write([one, two, _take_back(two)], DAY)
    await repository.close()
    again = await open_repository(database)
    assert [stored.digest async for stored in again.bundles()] == [one.digest]
    assert await again.write([two], DAY) == [Outcome.WITHDRAWN_BEFORE]
    await again.close()


async def test_two_collectors_on_one_postgresql_store_each_bundle_once(postgres: Postgres) -> None:
    """Both get the same bundles, in other orders, while some are taken back: none comes back, none is there twice."""
    url = postgres.url()
    first, second = await open_repository(url), await open_repository(url)
    bundles, invite = _arrivals(120), secrets.token_bytes(32)
    invited = _arrivals(2, invite)

    async def upload(repository: Repository, changes: list[Change]) -> list[Outcome]:
        found: list[Outcome] = []
        for start in range(0, len(changes), 7):
            found += await repository.write(changes[start : start + 7], DAY)
        return found

    gone = bundles[:20]
    wishes: list[Change] = [_take_back(one) for one in gone]
    one, two = await asyncio.gather(
        upload(first, [*bundles, *wishes, invited[0], *bundles]),
        upload(second, [*reversed(bundles), invited[1], *bundles, *wishes]),
    )
    outcomes = Counter([*one, *two])
    assert outcomes[Outcome.CREATED] == len(bundles) + 1
    assert outcomes[Outcome.INVITE_SPENT] == 1
    kept = {stored.digest async for stored in first.bundles()}
    assert kept >= {bundle.digest for bundle in bundles[20:]}
    assert not kept & {bundle.digest for bundle in gone}
    assert await second.write(list(gone), DAY) == [Outcome.WITHDRAWN_BEFORE] * len(gone)
    assert sum(one.number for one in await first.counts() if one.what == "accepted") == len(bundles) + 1
    await first.close()
    await second.close()


async def test_withdrawing_and_sending_again_at_the_same_moment_never_brings_a_bundle_back(postgres: Postgres) -> None:
    url = postgres.url()
    first, second = await open_repository(url), await open_repository(url)
    for one in _arrivals(40):
        await first.write([one], DAY)
        await asyncio.gather(first.write([_take_back(one)], DAY), second.write([one], DAY))
        assert await first.id_of(one.digest) == ""
    await first.close()
    await second.close()


def _wish(what: str, one: Arrival) -> Change:
    return one if what == "p" else TakingBack(one.id, one.withdrawal if what == "w" else bytes(32))


@given(st.lists(st.tuples(st.sampled_from("pwu"), st.integers(0, 4)), max_size=30))
@settings(max_examples=25)
def test_any_order_of_wishes_ends_like_a_model_of_sets(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[tuple[str, int]]
) -> None:
    """Puts, withdrawals and withdrawals with a wrong token, in batches of five, against two sets."""
    bundles = _arrivals(5)
    there, gone, expected = set[int](), set[int](), []
    for what, number in wishes:
        if what == "p":
            known = Outcome.ALREADY_THERE if number in there else Outcome.CREATED
            expected.append(Outcome.WITHDRAWN_BEFORE if number in gone else known)
            there |= {number} - gone
        elif what == "w" and number in there | gone:
            expected.append(Outcome.TAKEN_BACK)
            there, gone = there - {number}, gone | {number}
        else:
            expected.append(Outcome.UNKNOWN)

    async def run() -> None:
        repository = await open_repository(f"sqlite:///{tmp_path_factory.getbasetemp() / 'model.sqlite3'}")
        changes = [_wish(what, bundles[number]) for what, number in wishes]
        found = []
        for start in range(0, len(changes), 5):
            found += await repository.write(changes[start : start + 5], DAY)
        assert found == expected
        kept = {number for number, one in enumerate(bundles) if await repository.id_of(one.digest)}
        assert kept == there
        await repository.close()

    asyncio.run(run())


async def test_a_withdrawn_bundle_leaves_no_byte_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "bundles.sqlite3"
    repository = await open_repository(f"sqlite:///{file}")
    marked = _arrival("ab" * 16, body=b"SECRETWORD" * 2000)
    await repository.write([*_arrivals(50), marked], DAY)
    await repository.write([_take_back(marked)], DAY)
    assert all(b"SECRETWORD" not in part.read_bytes() for part in tmp_path.iterdir())
    await repository.close()


async def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    for url in ("mysql://x", f"sqlite:///{tmp_path}", "postgresql://nobody@/none?host=/nowhere"):
        with pytest.raises(Unavailable):
            await open_repository(url)


def test_the_hash_in_a_bundle_is_that_of_its_token() -> None:
    one = envelopes(1)[0]
    assert json.loads(changed(one).body)["withdrawal"] == hash_of(one.token)
