"""The service over real connections: what it accepts, refuses, and never keeps."""

from __future__ import annotations

import json
import logging
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.raffle.record import LARGEST_BODY, Record, Ticket
from mlops_survey_tui.raffle.service.database import open_entries
from mlops_survey_tui.raffle.service.limits import RateLimit, network
from mlops_survey_tui.raffle.tickets.blinding import ask_for_ticket, ticket_from

from .organiser import PURPOSES, TOKEN, ask, database, desk, made, served, signing_key, url

BEARER = {"Authorization": f"Bearer {TOKEN.hex()}"}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with served(desk(tmp_path)) as number:
        yield number


def _path(entry: bytes) -> str:
    return f"/v1/entries/{entry.hex()}"


def test_an_entry_is_accepted_once_and_a_retry_is_no_error(port: int) -> None:
    entry, record = made("ann@example.org")
    assert ask(port, "PUT", _path(entry), record.body())[0] == 201
    assert ask(port, "PUT", _path(entry), record.body())[0] == 200
    status, data, _ = ask(port, "PUT", _path(entry), made("bob@example.org")[1].body())
    assert (status, data["code"]) == (409, "entry_taken")


def test_an_entry_is_taken_back_with_its_token_and_does_not_come_back(port: int, tmp_path: Path) -> None:
    entry, record = made("ann@example.org")
    ask(port, "PUT", _path(entry), record.body())
    wrong = ask(port, "DELETE", _path(entry), headers={"Authorization": f"Bearer {'1' * 64}"})
    unknown = ask(port, "DELETE", _path(made("x@example.org")[0]), headers=BEARER)
    assert wrong[:2] == unknown[:2] == (404, {"code": "unknown"})
    assert ask(port, "DELETE", _path(entry))[0] == 401
    assert ask(port, "DELETE", _path(entry), headers=BEARER)[0] == 204
    assert ask(port, "DELETE", _path(entry), headers=BEARER)[0] == 204
    assert ask(port, "PUT", _path(entry), record.body())[:2] == (410, {"code": "withdrawn"})
    assert record.sealed not in (tmp_path / "raffle.sqlite3").read_bytes(), "what is deleted is overwritten"


def test_after_the_close_nothing_comes_in_and_nothing_is_taken_back(tmp_path: Path) -> None:
    at = desk(tmp_path)
    entry, record = made("ann@example.org")
    with served(at) as port:
        ask(port, "PUT", _path(entry), record.body())
        with at.entries.changing() as change:
            change.note("closed", "00")
        late, late_record = made("bob@example.org")
        assert ask(port, "PUT", _path(late), late_record.body())[:2] == (410, {"code": "closed"})
        assert ask(port, "PUT", _path(entry), record.body())[0] == 200, "a late retry learns that it is in"
        assert ask(port, "DELETE", _path(entry), headers=BEARER)[:2] == (410, {"code": "closed"})
        assert "closed: no entry" in ask(port, "GET", "/")[1]["text"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("edition", "2025", "wrong_edition"),
        ("purpose", "marketing", "unknown_purpose"),
        ("sealed", "AAAA", "wrong_size"),
    ],
)
def test_a_record_of_something_else_is_refused(port: int, field: str, value: str, code: str) -> None:
    entry, record = made("ann@example.org")
    body = json.dumps({**json.loads(record.body()), field: value})
    assert ask(port, "PUT", _path(entry), body)[:2][1]["code"] == code


def test_the_page_says_in_plain_words_what_is_kept(port: int) -> None:
    status, data, headers = ask(port, "GET", "/")
    assert status == 200
    for words in ("What is kept", "Not kept: the time", "could match times", *PURPOSES):
        assert words in data["text"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert ask(port, "GET", "/health")[:2] == (200, {"status": "ok"})


@pytest.mark.parametrize("name", ["", "00", "g" * 64, "A" * 64, "..%2f..", "0" * 65])
def test_only_hashes_are_entries(port: int, name: str) -> None:
    assert ask(port, "PUT", f"/v1/entries/{name}", b"{}")[0] == 404


def _raw(port: int, head: str, body: bytes = b"", *, finish: bool = True) -> bytes:
    """Send bytes as they are; return everything that comes back before the service hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + body)
        if finish:
            connection.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionResetError:
            pass
        return received


_PUT = "PUT /v1/entries/{entry} HTTP/1.1\nHost: x\nConnection: close\n{more}\n"


@pytest.mark.parametrize(
    ("more", "body", "statuses"),
    [
        (f"Content-Length: {LARGEST_BODY + 1}\n", b"", {413}),
        ("Content-Length: 99999999999999999999\n", b"", {413}),
        ("Content-Length: -1\n", b"", {400}),
        ("Content-Length: 5\nContent-Length: 6\n", b"hello", {400}),
        ("Transfer-Encoding: chunked\n", b"%x\r\n" % (LARGEST_BODY * 2) + b"x" * (LARGEST_BODY * 2), {413}),
        ("Transfer-Encoding: chunked\n", b"zzz\r\n", {400}),
        ("X-Huge: " + "x" * 1_000_000 + "\n", b"", {400, 431}),
        ("", b"", {422}),
    ],
)
def test_hostile_requests_are_refused_without_being_read(port: int, more: str, body: bytes, statuses: set[int]) -> None:
    entry, _ = made("ann@example.org")
    answer = _raw(port, _PUT.format(entry=entry.hex(), more=more), body, finish=False)
    assert not answer or int(answer.split()[1]) in statuses
    assert ask(port, "GET", "/health")[0] == 200


def test_a_body_that_is_cut_off_is_not_accepted(port: int, tmp_path: Path) -> None:
    entry, record = made("ann@example.org")
    more = f"Content-Length: {len(record.body())}\n"
    _raw(port, _PUT.format(entry=entry.hex(), more=more), record.body()[:-1])
    assert database(tmp_path).hashes("raffle") == []


def test_no_line_of_the_log_and_no_byte_of_the_database_holds_an_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(desk(tmp_path)) as port:
        for number in range(50):
            entry, record = made(f"p{number}@example.org")
            ask(port, "PUT", _path(entry), record.body(), {"X-Forwarded-For": "203.0.113.77"})
            ask(port, "PUT", _path(entry), b"{")
        _raw(port, "nonsense\n\n")
    stored = (tmp_path / "raffle.sqlite3").read_bytes()
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
    for address in ("203.0.113.77", "127.0.0.1"):
        assert address not in lines.replace(f"http://127.0.0.1:{port}", "").replace("http://127.0.0.1:0", "")
        assert address.encode() not in stored
        assert socket.inet_aton(address) not in stored


def test_one_network_cannot_ask_without_end(tmp_path: Path) -> None:
    entry, record = made("ann@example.org")
    with served(desk(tmp_path), RateLimit(tries=3)) as port:
        answers = [ask(port, "PUT", _path(entry), record.body()) for _ in range(4)]
    assert [answer[0] for answer in answers] == [201, 200, 200, 429]
    assert int(answers[3][2]["Retry-After"]) > 0


def test_the_limit_refills_forgets_daily_and_keeps_no_address() -> None:
    now = [0.0]
    limit = RateLimit(tries=2, over_seconds=100, clock=lambda: now[0])
    assert [limit.allows("203.0.113.7"), limit.allows("203.0.113.8"), limit.allows("203.0.113.9")] == [
        True,
        True,
        False,
    ]
    assert limit.allows("198.51.100.1")
    assert "203.0.113" not in repr(vars(limit))
    now[0] = 50
    assert [limit.allows("203.0.113.7"), limit.allows("203.0.113.7")] == [True, False]
    key = limit._key
    now[0] = 86_400
    assert limit.allows("203.0.113.7")
    assert limit._key != key


def test_networks_are_wide_enough_to_name_nobody() -> None:
    assert network("203.0.113.7") == "203.0.113.0/24"
    assert network("2001:db8:1:2::3") == "2001:db8:1::/48"
    assert network("testclient") == "testclient"


def test_a_full_disk_is_said_and_nothing_is_acknowledged(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.entries._connection.execute("PRAGMA max_page_count = 8")
    accepted = []
    with served(at) as port:
        for number in range(200):
            entry, record = made(f"p{number}@example.org")
            status, data, headers = ask(port, "PUT", _path(entry), record.body())
            if status != 201:
                break
            accepted.append(entry)
        assert (status, data["code"]) == (503, "cannot_store_now")
        assert int(headers["Retry-After"]) > 0
        at.entries._connection.execute("PRAGMA max_page_count = 1000")
        assert ask(port, "PUT", _path(entry), record.body())[0] == 201, "it goes on when there is room again"
    assert sorted([*accepted, entry]) == database(tmp_path).hashes("raffle")


def test_a_lost_database_is_said_too(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with served(at) as port:
        at.entries.close()
        assert ask(port, "GET", "/health")[0] == 503


def _put_with(port: int, contact: str, ticket: Ticket | None, purpose: str = "raffle") -> tuple[int, str]:
    """Send an entry with a ticket; send it again where it was accepted, which must be no error."""
    entry, plain = made(contact, purpose)
    body = Record(plain.edition, plain.purpose, plain.sealed, plain.withdrawal, ticket).body()
    status, data, _ = ask(port, "PUT", _path(entry), body)
    if status == 201:
        assert ask(port, "PUT", _path(entry), body)[0] == 200
    return status, data["code"]


def test_with_tickets_each_entry_of_the_draw_needs_one_that_is_new(tmp_path: Path) -> None:
    key = signing_key()
    tickets = []
    for _ in range(2):
        asked = ask_for_ticket(key.public)
        tickets.append(ticket_from(key.public, asked, key.sign(asked.sent)))

    with served(desk(tmp_path, key.public)) as port:
        assert _put_with(port, "a@example.org", None) == (403, "ticket_needed")
        assert _put_with(port, "a@example.org", Ticket(tickets[0].message, bytes(256))) == (403, "ticket_not_valid")
        assert _put_with(port, "a@example.org", tickets[0]) == (201, "created")
        assert _put_with(port, "b@example.org", tickets[0]) == (403, "ticket_used")
        assert _put_with(port, "b@example.org", tickets[1]) == (201, "created")
        assert _put_with(port, "c@example.org", None, "results") == (201, "created")
        assert _put_with(port, "d@example.org", tickets[0], "results") == (422, "no_ticket_wanted")
    stored = (tmp_path / "raffle.sqlite3").read_bytes()
    assert not any(ticket.message in stored or ticket.signature in stored for ticket in tickets)


def test_the_database_is_private_and_of_one_edition(tmp_path: Path) -> None:
    database(tmp_path).close()
    assert (tmp_path / "raffle.sqlite3").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Exception, match="edition 2026"):
        open_entries(url(tmp_path), "2027")
    with pytest.raises(Exception, match="named like"):
        open_entries("postgresql://x", "2026")
    with pytest.raises(Exception, match="No such file"):
        open_entries(url(tmp_path, "other"), "2026")


def test_no_column_holds_a_time_and_no_table_a_hidden_number(tmp_path: Path) -> None:
    database(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "raffle.sqlite3")
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
    )
    assert dict(tables) == {"entries": 1, "withdrawn": 1, "spent": 1, "facts": 1}
    columns = [row[1] for row in connection.execute("PRAGMA table_info(entries)")]
    assert columns == ["entry", "purpose", "sealed", "withdrawal"]
