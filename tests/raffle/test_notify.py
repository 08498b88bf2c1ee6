"""Telling the winners: first by rank, no more records opened than needed, nobody twice, the rest gone for good."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.raffle.drawing import closing, notifying
from mlops_survey_tui.raffle.drawing.notifying import TWICE, UNREADABLE, Opener, forget
from mlops_survey_tui.raffle.drawing.published import Result, drawn
from mlops_survey_tui.raffle.drawing.rounds import CHAINS
from mlops_survey_tui.raffle.entry import Entry
from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.record import Record
from mlops_survey_tui.raffle.sealing import unseal
from mlops_survey_tui.raffle.service.database import Entries

from .organiser import KEY, desk, made

NOW = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)


def _drawn(entries: Entries, winners: int, number: bytes = bytes(32)) -> Result:
    plan = closing.plan(CHAINS["quicknet"], NOW + datetime.timedelta(days=1), winners, NOW)
    return drawn(closing.close(entries, "2026", plan), number)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The entries whose records were opened, in order."""
    entries: list[bytes] = []
    real = unseal

    def watched(sealed: bytes, entry: bytes, *rest: object) -> Entry | None:
        entries.append(entry)
        return real(sealed, entry, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(notifying, "unseal", watched)
    return entries


def test_only_as_many_records_are_opened_as_win(tmp_path: Path, opened: list[bytes]) -> None:
    at = desk(tmp_path)
    for number in range(10):
        at.put(*made(f"p{number}@example.org"))
    result = _drawn(at.entries, 3)
    found = Opener(at.entries, "2026", KEY).winners(result)
    assert opened == list(result.ranking[:3]) == list(found.contacts)
    assert len(set(found.contacts.values())) == 3


def test_a_contact_wins_once_with_its_best_rank_and_the_next_moves_up(tmp_path: Path) -> None:
    at = desk(tmp_path)
    for contact in ["ann@example.org", "Ann@example.org", "ANN@example.org", "bob@example.org"]:
        at.put(*made(contact))
    result = _drawn(at.entries, 2)
    found = Opener(at.entries, "2026", KEY).winners(result)
    assert {contact.casefold() for contact in found.contacts.values()} == {"ann@example.org", "bob@example.org"}
    assert set(found.passed_over.values()) <= {TWICE}
    first = next(entry for entry in result.ranking if entry in found.contacts)
    assert first == result.ranking[0]


def test_who_cannot_be_opened_is_passed_over(tmp_path: Path) -> None:
    at = desk(tmp_path)
    good, record = made("ann@example.org")
    at.put(good, record)
    for bad in (b"\x01" * 32, b"\x02" * 32):
        at.put(bad, Record("2026", "raffle", record.sealed, record.withdrawal))
    found = Opener(at.entries, "2026", KEY).winners(_drawn(at.entries, 3))
    assert found.contacts == {good: "ann@example.org"}
    assert found.passed_over == dict.fromkeys([b"\x01" * 32, b"\x02" * 32], UNREADABLE)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=7), st.integers(1, 4))
def test_as_many_win_as_can(names: list[str], winners: int) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        at = desk(Path(folder))
        for name in names:
            at.put(*made(f"{name}@example.org"))
        found = Opener(at.entries, "2026", KEY).winners(_drawn(at.entries, winners))
        at.entries.close()
    assert len(set(found.contacts.values())) == len(found.contacts) == min(winners, len(set(names)))


def test_winners_of_another_list_are_not_opened(tmp_path: Path, opened: list[bytes]) -> None:
    at = desk(tmp_path)
    at.put(*made("ann@example.org"))
    result = _drawn(at.entries, 1)
    forged = Result(result.edition, bytes(32), result.randomness, 1, result.ranking)
    opener = Opener(at.entries, "2026", KEY)
    with pytest.raises(RaffleError, match="another list"):
        opener.winners(forged)
    with pytest.raises(RaffleError, match="only the winners"):
        opener.all("raffle")
    assert opened == []


def test_the_rest_is_gone_from_the_file_and_other_wishes_stay(tmp_path: Path) -> None:
    at = desk(tmp_path)
    records = dict(made(f"p{number}@example.org") for number in range(20))
    wish, wished = made("ann@example.org", "results")
    for entry, record in {**records, wish: wished}.items():
        at.put(entry, record)
    result = _drawn(at.entries, 2)
    kept = Opener(at.entries, "2026", KEY).winners(result).contacts
    assert forget(at.entries, "raffle", kept) == 18
    stored = (tmp_path / "raffle.sqlite3").read_bytes()
    for entry, record in records.items():
        assert (record.sealed in stored) == (entry in stored) == (entry in kept)
    assert wished.sealed in stored
    assert (
        not (tmp_path / "raffle.sqlite3-journal").exists() or not (tmp_path / "raffle.sqlite3-journal").stat().st_size
    )


def test_other_wishes_are_a_list_of_contacts_without_any_link_to_the_draw(tmp_path: Path) -> None:
    at = desk(tmp_path)
    for name in ("carl", "ann", "bob", "ann"):
        at.put(*made(f"{name}@example.org", "results"))
        at.put(*made(f"{name}@example.org"))
    found = Opener(at.entries, "2026", KEY).all("results")
    assert list(found.contacts.values()) == ["ann@example.org", "bob@example.org", "carl@example.org"]
    assert found.contacts.keys().isdisjoint(at.entries.hashes("raffle"))
