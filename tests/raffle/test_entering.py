"""Entering: private files, random moments, one at a time, and nothing over an unsafe line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlops_survey_tui.raffle.channel import Channel, read_channel
from mlops_survey_tui.raffle.entering.delay import LONGEST_SECONDS, SHORTEST_SECONDS
from mlops_survey_tui.raffle.entering.making import Wish, enter
from mlops_survey_tui.raffle.entering.outgoing import Outgoing
from mlops_survey_tui.raffle.entering.places import RaffleDirectory, raffle_directory
from mlops_survey_tui.raffle.entering.queue import Queue
from mlops_survey_tui.raffle.entering.receipts import read_receipt, with_list
from mlops_survey_tui.raffle.entering.sending import Reply, checked_address, put, withdraw
from mlops_survey_tui.raffle.failures import RaffleError
from mlops_survey_tui.raffle.keys import make_key, read_key
from mlops_survey_tui.raffle.record import read_record
from mlops_survey_tui.raffle.sealing import unseal

from .organiser import KEY, PASSPHRASE, PURPOSES, desk, made, served, signing_key

CHANNEL = Channel("2026", "http://127.0.0.1:9", dict.fromkeys(PURPOSES, KEY.public_key().public_bytes_raw()))


class _Post:
    """A service that answers as told, and remembers what came."""

    def __init__(self, *replies: Reply) -> None:
        self.replies, self.sent = list(replies), list[bytes]()

    def __call__(self, service: str, entry: bytes, body: bytes) -> Reply:
        self.sent.append(entry)
        return self.replies.pop(0) if self.replies else Reply(201, "created")


class _Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> _Time:
    return _Time()


@pytest.fixture
def place(tmp_path: Path) -> RaffleDirectory:
    return RaffleDirectory(tmp_path / "raffle")


@pytest.fixture
def queue(place: RaffleDirectory, time: _Time) -> Queue:
    return Queue(place.queue, time)


def _enter(place: RaffleDirectory, queue: Queue, *purposes: str) -> list[Path]:
    return [enter(Wish(purpose, " Ann@Example.org"), CHANNEL, place, queue)[1] for purpose in purposes]


def test_an_entry_waits_sealed_and_its_receipt_explains_it(place: RaffleDirectory, queue: Queue) -> None:
    file = _enter(place, queue, "raffle")[0]
    receipt, waiting = read_receipt(file), queue.waiting()[0]
    record = read_record(waiting.body)
    opened = unseal(record.sealed, waiting.entry, KEY, "2026", "raffle")
    assert opened is not None
    assert (opened.contact, opened.salt) == ("Ann@example.org", receipt.salt)
    assert waiting.entry == receipt.entry
    assert SHORTEST_SECONDS <= waiting.due - 1000 <= LONGEST_SECONDS


def test_no_file_of_the_entrant_holds_the_address_or_can_be_read_by_others(
    place: RaffleDirectory, queue: Queue
) -> None:
    _enter(place, queue, "raffle", "results")
    files = [path for path in place.root.rglob("*") if path.is_file()]
    assert len(files) == 4
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
    assert all(path.stat().st_mode & 0o777 == 0o700 for path in (place.root, place.queue, place.receipts))
    assert not any(re.search(rb"ann|example", path.read_bytes(), re.IGNORECASE) for path in files)


def test_wishes_of_one_person_have_nothing_in_common_but_the_edition(place: RaffleDirectory, queue: Queue) -> None:
    _enter(place, queue, *PURPOSES)
    waiting = queue.waiting()
    records = [read_record(one.body) for one in waiting]
    assert len({one.entry for one in waiting}) == len({one.due for one in waiting}) == 3
    assert len({record.withdrawal for record in records}) == len({record.sealed[:32] for record in records}) == 3


def test_an_entry_is_sent_at_its_moment_and_not_before(place: RaffleDirectory, queue: Queue, time: _Time) -> None:
    _enter(place, queue, "raffle")
    post = _Post()
    outgoing = Outgoing(queue, lambda line: None, post)
    assert not outgoing.send_due()
    time.now = queue.waiting()[0].due
    assert outgoing.send_due()
    assert len(post.sent) == 1
    assert queue.waiting() == []


def test_overdue_entries_are_not_seen_together(place: RaffleDirectory, queue: Queue, time: _Time) -> None:
    _enter(place, queue, *PURPOSES)
    time.now += LONGEST_SECONDS
    post = _Post()
    outgoing = Outgoing(queue, lambda line: None, post)
    assert outgoing.send_due()
    assert not outgoing.send_due()
    assert len(post.sent) == 1
    assert all(one.due >= time.now + SHORTEST_SECONDS for one in queue.waiting())


def test_staying_open_sends_each_at_its_moment(place: RaffleDirectory, queue: Queue, time: _Time) -> None:
    _enter(place, queue, *PURPOSES)
    moments = []
    outgoing = Outgoing(queue, lambda line: moments.append(time.now), _Post(Reply(503)))
    outgoing.stay(time.sleep)
    assert queue.waiting() == []
    assert len(set(moments)) == 4, "one of them was tried again later"


def test_sending_at_once_sends_all(place: RaffleDirectory, queue: Queue) -> None:
    _enter(place, queue, *PURPOSES)
    assert Outgoing(queue, lambda line: None, _Post()).send_all()
    assert queue.waiting() == []


@pytest.mark.parametrize(
    ("reply", "kept", "words"),
    [
        (Reply(200, "already_there"), False, "accepted"),
        (Reply(410, "closed"), False, "closed by now"),
        (Reply(403, "ticket_used"), False, "used before"),
        (Reply(400, "odd"), False, "400 odd"),
        (Reply(429), True, "tried again later"),
        (Reply(503), True, "tried again later"),
    ],
)
def test_what_the_service_says_is_said_in_words(
    place: RaffleDirectory, queue: Queue, reply: Reply, kept: bool, words: str
) -> None:
    _enter(place, queue, "raffle")
    said: list[str] = []
    assert Outgoing(queue, said.append, _Post(reply)).send_all() is reply.done
    assert words in said[0]
    assert bool(queue.waiting()) is kept


def test_a_damaged_waiting_file_does_not_stop_the_others(place: RaffleDirectory, queue: Queue) -> None:
    _enter(place, queue, "raffle")
    (place.queue / "x.json").write_text("{")
    assert len(queue.waiting()) == 1


@pytest.mark.parametrize(
    "address",
    ["", "example.org", "ftp://example.org", "http://example.org", "https://", "https://u@h/", "https://h/?a"],
)
def test_an_unsafe_address_is_refused(address: str) -> None:
    with pytest.raises(RaffleError):
        checked_address(address)


@pytest.mark.parametrize("address", ["https://raffle.example.org/", "http://127.0.0.1:1", "http://[::1]:1/base"])
def test_a_safe_address_is_taken(address: str) -> None:
    assert checked_address(address) == address.rstrip("/")


def test_a_service_that_is_not_there_is_said() -> None:
    with pytest.raises(RaffleError, match="cannot be reached"):
        put("http://127.0.0.1:9", bytes(32), b"")


def test_sending_and_taking_back_over_a_real_connection(tmp_path: Path) -> None:
    entry, record = made("ann@example.org")
    with served(desk(tmp_path)) as port:
        service = f"http://127.0.0.1:{port}"
        assert put(service, entry, record.body()) == Reply(201, "created")
        assert put(service, entry, record.body()) == Reply(200, "already_there")
        assert withdraw(service, entry, bytes(32)).done
        assert put(service, entry, record.body()) == Reply(410, "withdrawn")
        assert put(service + "/elsewhere", entry, record.body()).status == 404


def test_a_receipt_reads_as_it_was_written_and_notes_one_list(place: RaffleDirectory, queue: Queue) -> None:
    file = _enter(place, queue, "raffle")[0]
    receipt = read_receipt(file)
    noted = with_list(receipt, b"\x01" * 32)
    assert read_receipt(noted.write(place.receipts)) == noted
    assert with_list(noted, b"\x01" * 32) == noted
    with pytest.raises(RaffleError, match="changed"):
        with_list(noted, b"\x02" * 32)
    for wrong in ("", file.read_text().replace("Salt:", "Pepper:"), file.read_text().replace("Entry: ", "Entry: z")):
        file.write_text(wrong)
        with pytest.raises(RaffleError, match="no receipt"):
            read_receipt(file)


def test_the_directory_is_apart_from_the_interviews(tmp_path: Path) -> None:
    assert raffle_directory(None, {}).root.name == "mlops-survey-raffle"
    assert raffle_directory(None, {"MLOPS_SURVEY_RAFFLE_DIR": str(tmp_path)}).root == tmp_path
    assert raffle_directory(tmp_path / "x", {}).root == tmp_path / "x"


def test_keys_are_private_encrypted_and_named_by_a_fingerprint(tmp_path: Path) -> None:
    public = make_key(tmp_path / "key.pem", PASSPHRASE)
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    assert "ENCRYPTED" in (tmp_path / "key.pem").read_text()
    assert read_key(tmp_path / "key.pem", PASSPHRASE).public_key().public_bytes_raw() == public
    with pytest.raises(RaffleError, match="passphrase is wrong"):
        read_key(tmp_path / "key.pem", "something else")
    with pytest.raises(RaffleError, match="at least"):
        make_key(tmp_path / "other.pem", "short")
    with pytest.raises(RaffleError, match="exists"):
        make_key(tmp_path / "key.pem", PASSPHRASE)
    channel = Channel("2026", "https://raffle.example.org", {"raffle": public})
    (tmp_path / "raffle.json").write_text(channel.text())
    assert read_channel(tmp_path / "raffle.json") == channel
    assert re.fullmatch("[0-9a-f]{4}(-[0-9a-f]{4}){7}", channel.fingerprint("raffle"))
    assert channel.fingerprint("raffle") != Channel("2027", "", {"raffle": public}).fingerprint("raffle")


def test_an_exchanged_key_is_noticed_by_its_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "raffle.json"
    other = CHANNEL.text().replace(CHANNEL.fingerprint("raffle"), "-".join(["0000"] * 8))
    for wrong in ("", "[]", "{}", other, CHANNEL.text().replace('"public": "', '"public": "AAAA')):
        file.write_text(wrong)
        with pytest.raises(RaffleError):
            read_channel(file)
    with pytest.raises(RaffleError, match="already"):
        CHANNEL.with_key("raffle", bytes(32))
    assert signing_key().public.fingerprint
