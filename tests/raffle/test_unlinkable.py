"""Whoever has all files of both services links entries to answers no better than by chance."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_survey_tui.raffle.entering.delay import LONGEST_SECONDS, SHORTEST_SECONDS, random_delay
from mlops_survey_tui.raffle.service.database import Entries
from mlops_survey_tui.raffle.service.desk import Desk

from .attacker import Seized, entries_in, guesses
from .organiser import PURPOSES, database, made

PEOPLE, RUNS = 24, 40
_HOUR = 3600


class _Campaign:
    """People who share their answers within a day and enter the raffle, each after a delay."""

    def __init__(self, folder: Path, seed: int, people: int = PEOPLE) -> None:
        chance = random.Random(seed)
        self.folder, self.chance = folder, chance
        self.bundles = [chance.randbytes(32) for _ in range(people)]
        self.shared_at = sorted(chance.uniform(0, 24 * _HOUR) for _ in range(people))
        self.records = [made(f"p{at}@example.org", salt=chance.randbytes(32)) for at in range(people)]
        self.truth = {bundle: entry for bundle, (entry, _) in zip(self.bundles, self.records, strict=True)}

    def collect(self) -> None:
        """Write the collector's file in its stated layout: rows in the order of their hashes, without time."""
        with sqlite3.connect(self.folder / "collector.sqlite3") as connection:
            connection.execute("CREATE TABLE bundles(id BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID")
            connection.executemany("INSERT INTO bundles VALUES (?, '{}')", [(bundle,) for bundle in self.bundles])

    def enter(self, delay: Callable[[], float], after_each: Callable[[Entries, float], None]) -> Entries:
        """Let everybody enter; return the open database."""
        entries = database(self.folder)
        entries._connection.execute("PRAGMA synchronous = OFF")
        desk = Desk(entries, "2026", PURPOSES)
        moments = sorted((at + delay(), number) for number, at in enumerate(self.shared_at))
        for moment, number in moments:
            desk.put(*self.records[number])
            after_each(entries, moment)
        return entries

    def delay(self) -> float:
        return random_delay(self.chance.randrange)

    def hits(self, guess: dict[bytes, bytes]) -> int:
        return sum(self.truth.get(bundle) == entry for bundle, entry in guess.items())


def _nothing(entries: Entries, moment: float) -> None:
    pass


def test_all_files_of_both_services_link_no_better_than_chance(tmp_path: Path) -> None:
    """A random matching is right once on average, with variance one: over the runs, within four deviations."""
    best = [0] * 7
    for seed in range(RUNS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        campaign = _Campaign(folder, seed)
        campaign.collect()
        campaign.enter(campaign.delay, _nothing).rebuild()
        backup = folder / "backup.sqlite3"
        shutil.copyfile(folder / "raffle.sqlite3", backup)
        seized = Seized(campaign.bundles, folder / "raffle.sqlite3", [(backup, PEOPLE)])
        for at, guess in enumerate(guesses(seized)):
            best[at] += campaign.hits(guess)
    bound = RUNS + 4 * RUNS**0.5
    assert max(best) <= bound
    assert min(best[:6]) >= RUNS - 4 * RUNS**0.5, "as often right as chance: the attacker does guess"


def test_the_attacker_would_succeed_if_rows_were_kept_as_they_came(tmp_path: Path) -> None:
    campaign = _Campaign(tmp_path, 1)
    with sqlite3.connect(tmp_path / "raffle.sqlite3") as connection:
        connection.execute("CREATE TABLE entries(entry BLOB, sealed BLOB)")
        connection.executemany(
            "INSERT INTO entries VALUES (?, ?)", [(e, record.sealed) for e, record in campaign.records]
        )
    assert max(map(campaign.hits, guesses(Seized(campaign.bundles, tmp_path / "raffle.sqlite3")))) == PEOPLE


def test_a_page_that_was_never_rebuilt_would_tell_the_order_and_a_rebuilt_one_does_not(tmp_path: Path) -> None:
    campaign = _Campaign(tmp_path, 1, people=7)
    entries = campaign.enter(lambda: 0.0, _nothing)
    seized = Seized(campaign.bundles, tmp_path / "raffle.sqlite3")
    assert max(map(campaign.hits, guesses(seized))) == 7
    entries.rebuild()
    assert max(map(campaign.hits, guesses(seized))) <= 3


def test_copies_of_both_kept_while_entries_come_in_would_link_better_than_chance(tmp_path: Path) -> None:
    """Why the guide says to keep no series of copies of the raffle: this is what remains."""
    hits = 0
    for seed in range(10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        campaign, copies = _Campaign(folder, seed), list[tuple[Path, int]]()

        def copy(
            entries: Entries,
            moment: float,
            folder: Path = folder,
            campaign: _Campaign = campaign,
            copies: list[tuple[Path, int]] = copies,
        ) -> None:
            entries.rebuild()
            file = folder / f"copy-{len(copies)}.sqlite3"
            shutil.copyfile(folder / "raffle.sqlite3", file)
            copies.append((file, sum(at <= moment for at in campaign.shared_at)))

        campaign.enter(lambda: float(SHORTEST_SECONDS), copy)
        hits += max(map(campaign.hits, guesses(Seized(campaign.bundles, folder / "raffle.sqlite3", copies))))
    assert hits > 10 + 4 * 10**0.5


def _filled(folder: Path, name: str, order: list[int]) -> Path:
    entries = database(folder, name)
    entries._connection.execute("PRAGMA synchronous = OFF")
    for number in order:
        Desk(entries, "2026", PURPOSES).put(*RECORDS[number])
    entries.rebuild()
    entries.close()
    return folder / name


RECORDS = [made(f"p{number}@example.org") for number in range(60)]
_COUNTERS = [(24, 28), (40, 44), (92, 96)]
"""Bytes of a database's head that count changes: how many there were, not of what or in which order."""


@pytest.mark.parametrize("seed", range(3))
def test_a_rebuilt_file_is_the_same_to_the_byte_in_whatever_order_it_was_filled(tmp_path: Path, seed: int) -> None:
    order = list(range(60))
    first = bytearray(_filled(tmp_path, "first", order).read_bytes())
    random.Random(seed).shuffle(order)
    second = bytearray(_filled(tmp_path, "second", order).read_bytes())
    for start, end in _COUNTERS:
        first[start:end] = second[start:end]
    assert first == second
    assert entries_in(tmp_path / "first") == sorted(entry for entry, _ in RECORDS)


def test_delays_are_minutes_to_hours_and_evenly_spread() -> None:
    chance = random.Random(3)
    delays = [random_delay(chance.randrange) for _ in range(2000)]
    assert min(delays) >= SHORTEST_SECONDS
    assert max(delays) <= LONGEST_SECONDS
    tenths = [0] * 10
    for delay in delays:
        tenths[min(9, 10 * (delay - SHORTEST_SECONDS) // (LONGEST_SECONDS - SHORTEST_SECONDS))] += 1
    assert sum((count - 200) ** 2 / 200 for count in tenths) < 27.9, "9 degrees of freedom, one in a thousand"
    assert {random_delay() for _ in range(50)} != {random_delay()}
