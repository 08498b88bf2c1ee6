"""The draw: fixed before the number is known, the same for everybody, uniform, and any tampering is seen."""

from __future__ import annotations

import copy
import datetime
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.raffle.drawing import closing, verify_draw
from mlops_survey_tui.raffle.drawing.published import EntryList, Result, drawn, faults, read_list, read_result
from mlops_survey_tui.raffle.drawing.rounds import CHAINS
from mlops_survey_tui.raffle.failures import RaffleError

from .organiser import database, desk, made

HASHES = st.binary(min_size=32, max_size=32)
NOW = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
QUICKNET = CHAINS["quicknet"]
PLAN = closing.plan(QUICKNET, NOW + datetime.timedelta(days=1), 2, NOW)
NUMBER = sha256(b"a public number").digest()


def _list(entries: set[bytes] | frozenset[bytes], winners: int = 2) -> EntryList:
    return EntryList("2026", QUICKNET.hash, 1000, "2026-12-01T12:00:00Z", winners, tuple(sorted(entries)))


def _some(number: int, seed: int = 1) -> frozenset[bytes]:
    chance = random.Random(seed)
    return frozenset(chance.randbytes(32) for _ in range(number))


@given(st.frozensets(HASHES, max_size=12), HASHES)
def test_a_ranking_is_a_permutation_that_anybody_finds_again(entries: frozenset[bytes], number: bytes) -> None:
    ranking = _list(entries).ranking(number)
    assert sorted(ranking) == sorted(entries)
    assert ranking == _list(frozenset(reversed(ranking))).ranking(number)
    assert faults(_list(entries), drawn(_list(entries), number)) == []


@given(st.frozensets(HASHES, min_size=1, max_size=6), HASHES, HASHES)
def test_an_entry_more_gives_another_list_with_another_hash(
    entries: frozenset[bytes], more: bytes, number: bytes
) -> None:
    assert (_list(entries | {more}).hash == _list(entries).hash) == (more in entries)


def test_the_hash_covers_everything_that_decides_about_the_draw() -> None:
    entries = _some(3)
    lists = [_list(entries), _list(entries, winners=3)]
    lists += [EntryList("2027", *_parts(lists[0])), EntryList("2026", "other", *_parts(lists[0])[1:])]
    lists += [EntryList("2026", QUICKNET.hash, 1001, *_parts(lists[0])[2:])]
    assert len({one.hash for one in lists}) == len(lists)


def _parts(one: EntryList) -> tuple[Any, ...]:
    return one.chain, one.round, one.expected, one.winners, one.entries


def test_the_draw_is_uniform_over_entries_and_over_orders() -> None:
    """Chi-square with fixed numbers: first places among 10 over 5,000 draws, and the 24 orders of 4 over 4,800."""
    ten, four = _list(_some(10)), _list(_some(4))
    firsts = Counter(ten.ranking(sha256(b"%d" % at).digest())[0] for at in range(5000))
    orders = Counter(four.ranking(sha256(b"%d" % at).digest()) for at in range(4800))
    assert sum((count - 500) ** 2 / 500 for count in firsts.values()) < 27.9, "9 degrees of freedom, one in a thousand"
    assert len(orders) == 24
    assert sum((count - 200) ** 2 / 200 for count in orders.values()) < 49.7, "23 degrees of freedom, one in a thousand"


def test_the_place_in_the_list_says_nothing_about_the_rank() -> None:
    entries = _list(_some(50))
    ranks = Counter[int]()
    for at in range(400):
        for place in map(entries.entries.index, entries.ranking(sha256(b"%d" % at).digest())[:5]):
            ranks[place // 10] += 1
    assert sum((count - 400) ** 2 / 400 for count in ranks.values()) < 18.5, "4 degrees of freedom, one in a thousand"


TAMPERINGS: dict[str, Callable[[Any, Any], object]] = {
    "an entry is removed": lambda listed, result: listed["entries"].pop(),
    "an entry is added": lambda listed, result: listed["entries"].append("f" * 64),
    "an entry is exchanged": lambda listed, result: listed["entries"].__setitem__(0, "0" * 64),
    "an entry comes twice": lambda listed, result: listed["entries"].insert(0, listed["entries"][0]),
    "entries are in another order": lambda listed, result: listed["entries"].reverse(),
    "the randomness is another": lambda listed, result: result.update(randomness="ab" * 32),
    "the round is another": lambda listed, result: listed.update(round=1001),
    "the chain is another": lambda listed, result: listed.update(chain="other"),
    "the edition is another": lambda listed, result: listed.update(edition="2027"),
    "more win than announced": lambda listed, result: result.update(winners=5),
    "the number of winners is changed on both": lambda listed, result: (
        listed.update(winners=5),
        result.update(winners=5),
    ),
    "a winner is put first": lambda listed, result: result["ranking"].insert(0, result["ranking"].pop()),
    "a rank is left out": lambda listed, result: result["ranking"].pop(3),
    "an outsider is ranked": lambda listed, result: result["ranking"].append("f" * 64),
    "the list's hash is another": lambda listed, result: listed.update(list_hash="00" * 32),
    "the result is of another list": lambda listed, result: result.update(list_hash="00" * 32),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_every_tampering_is_found_by_the_program_and_by_the_independent_one(tampering: str, tmp_path: Path) -> None:
    entries = _list(_some(9))
    files = [tmp_path / "list.json", tmp_path / "result.json"]
    data = [json.loads(entries.text()), json.loads(drawn(entries, NUMBER).text())]
    assert list(verify_draw.problems(*data)) == []
    assert _found_by_us(data, files) == []
    changed = copy.deepcopy(data)
    TAMPERINGS[tampering](*changed)
    assert changed != data
    assert list(verify_draw.problems(*changed)) != []
    assert _found_by_us(changed, files) != []


def _found_by_us(data: list[dict[str, Any]], files: list[Path]) -> list[str]:
    for file, content in zip(files, data, strict=True):
        file.write_text(json.dumps(content))
    try:
        return faults(read_list(files[0]), read_result(files[1]))
    except RaffleError as error:
        return [str(error)]


def test_a_whole_other_list_with_a_right_hash_is_found_by_who_noted_the_hash() -> None:
    honest, forged = _list(_some(9)), _list(_some(9, seed=2))
    assert faults(honest, drawn(forged, NUMBER)) != []


def test_the_independent_program_stands_alone_is_short_and_needs_only_python(tmp_path: Path) -> None:
    at = desk(tmp_path)
    entry, record = made("ann@example.org")
    at.put(entry, record)
    listed, verifier = closing.publish(closing.close(at.entries, "2026", PLAN), tmp_path / "out")
    result = tmp_path / "out" / "result.json"
    result.write_text(drawn(read_list(listed), NUMBER).text())
    command = [sys.executable, "-I", "-S", str(verifier), str(listed), str(result), entry.hex(), "f" * 64]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout.splitlines() == [
        "The draw is right: 1 entries, 1 win.",
        f"rank 1 {entry.hex()}",
        f"not in the list {'f' * 64}",
    ]
    assert done.returncode == 0
    result.write_text(result.read_text().replace('"winners": 2', '"winners": 1'))
    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 1
    code = [line for line in verifier.read_text().splitlines() if line.strip()]
    assert len(code) <= 40
    assert "mlops_survey_tui" not in verifier.read_text()


@given(st.frozensets(HASHES, max_size=8), HASHES)
def test_both_programs_agree_on_every_draw(entries: frozenset[bytes], number: bytes) -> None:
    listed = _list(entries)
    data = json.loads(listed.text()), json.loads(drawn(listed, number).text())
    assert list(verify_draw.problems(*data)) == []


def test_the_files_read_as_they_were_written(tmp_path: Path) -> None:
    entries = _list(_some(4))
    (tmp_path / "list").write_text(entries.text())
    (tmp_path / "result").write_text(drawn(entries, NUMBER).text())
    assert read_list(tmp_path / "list") == entries
    assert read_result(tmp_path / "result") == drawn(entries, NUMBER)
    for wrong in ("", "[]", "{}", entries.text().replace('"entries"', '"other"')):
        (tmp_path / "wrong").write_text(wrong)
        with pytest.raises(RaffleError):
            read_list(tmp_path / "wrong")
        with pytest.raises(RaffleError):
            read_result(tmp_path / "wrong")


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
@given(seconds=st.integers(0, 10**9))
def test_a_round_is_the_first_that_is_not_before_the_moment(chain: Any, seconds: int) -> None:
    moment = datetime.datetime.fromtimestamp(chain.genesis + seconds, datetime.UTC)
    number = chain.round_at(moment)
    assert chain.time_of(number) >= moment > chain.time_of(number - 1)
    assert chain.round_at(chain.time_of(number)) == number


def test_rounds_are_those_of_the_public_beacon() -> None:
    assert QUICKNET.time_of(1) == datetime.datetime(2023, 8, 23, 15, 9, 27, tzinfo=datetime.UTC)
    assert CHAINS["default"].time_of(1) == datetime.datetime(2020, 7, 22, 15, 17, 30, tzinfo=datetime.UTC)


def test_the_number_of_the_round_must_not_be_known_yet() -> None:
    for minutes in (-60, 0, 9):
        with pytest.raises(RaffleError, match="in the future"):
            closing.plan(QUICKNET, NOW + datetime.timedelta(minutes=minutes), 1, NOW)
    with pytest.raises(RaffleError, match="At least one"):
        closing.plan(QUICKNET, NOW + datetime.timedelta(days=1), 0, NOW)


def test_a_close_is_for_good_and_can_be_published_again_but_not_changed(tmp_path: Path) -> None:
    at = desk(tmp_path)
    for name in ("ann", "bob"):
        at.put(*made(f"{name}@example.org"))
    at.put(*made("ann@example.org", "results"))
    closed = closing.close(at.entries, "2026", PLAN)
    assert len(closed.entries) == 2, "only entries of the draw are in the list"
    assert closing.close(database(tmp_path), "2026", PLAN) == closed
    other = closing.plan(QUICKNET, NOW + datetime.timedelta(days=2), 2, NOW)
    with pytest.raises(RaffleError, match="closed before"):
        closing.close(at.entries, "2026", other)


def test_fewer_entries_than_prizes_all_win(tmp_path: Path) -> None:
    result: Result = drawn(_list(_some(1), winners=3), NUMBER)
    assert len(result.ranking[: result.winners]) == 1
