"""Every answer of the protocol, from a collector in a process of its own, on each database."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from pathlib import Path

from mlops_survey_tui.collector.invites import Invites, read_key
from mlops_survey_tui.collector.work import days, today
from mlops_survey_tui.sharing.envelope import LARGEST, Envelope
from mlops_survey_tui.sharing.work import do, is_done

from .bundles import changed, envelopes
from .conftest import Start
from .running import JSON

UNKNOWN = "0" * 32
WRONG = "0" * 64


def test_a_bundle_is_stored_once_and_withdrawn_for_good(start: Start, database: str) -> None:
    collector = start(database)
    one, other = envelopes(2)
    assert collector.put(one).status == 201
    assert collector.put(one).status == 200
    assert collector.put(other).content == {"id": other.id, "accepted": True}
    assert collector.put(changed(one, minutes="<10")).status == 409
    wrong, unknown = collector.withdraw(one.id, WRONG), collector.withdraw(UNKNOWN, one.token)
    assert (wrong.status, wrong.content, wrong.headers) == (404, unknown.content, unknown.headers)
    assert [collector.withdraw(one.id, one.token).status for _ in range(2)] == [204, 204]
    assert collector.withdraw(one.id, WRONG).content == unknown.content
    assert collector.put(one).status == 410
    assert collector.put(changed(one, minutes="<10")).status == 410
    assert collector.put(other).status == 200
    assert collector.ask("DELETE", f"/v1/bundles/{one.id}").status == 401
    assert collector.stop() == 0


def test_what_is_no_bundle_is_refused_with_a_code_and_a_place(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'refused.sqlite3'}")
    one = envelopes(1)[0]

    def refused(body: bytes, **headers: str) -> tuple[int, str, str]:
        sent = Envelope(one.id, one.token, body)
        found = collector.put(sent, **headers)
        return found.status, found.content["code"], found.content["path"]

    answers = {"drinks": {"status": "answered", "value": "gasoline"}}
    assert refused(b"{}") == (422, "wrong_shape", "format")
    assert refused(b'{"a":1,"a":1}') == (422, "not_json", "")
    assert refused(b"[" * 60_000) == (422, "not_json", "")
    assert refused(changed(one, hash="0" * 32).body) == (422, "unknown_questionnaire", "hash")
    assert refused(changed(one, version="9.9").body) == (422, "other_version", "version")
    assert refused(changed(one, host="mine").body)[1] == "wrong_shape"
    assert refused(changed(one, answers=answers).body) == (422, "invalid_answer", "answers.drinks")
    assert refused(b" " * (LARGEST + 1)) == (413, "too_large", "")
    assert refused(gzip.compress(one.body), Content_Encoding="gzip") == (415, "wrong_type", "")
    assert collector.ask("PUT", f"/v1/bundles/{WRONG}", one.body, JSON).content["code"] == "other_digest"
    assert collector.ask("PUT", f"/v1/bundles/{one.digest}", one.body, {"Content-Type": "text/plain"}).status == 415
    assert collector.ask("GET", "/elsewhere").content["code"] == "no_such_page"
    assert collector.ask("POST", f"/v1/bundles/{WRONG}").headers["allow"] == "PUT, DELETE"
    assert "gasoline" not in collector.log.read_text()
    assert collector.put(one).status == 201


def test_simultaneous_sendings_of_a_bundle_store_it_once(start: Start, database: str) -> None:
    collector = start(database)
    wanted, found = envelopes(3), Counter[tuple[str, int]]()

    def send() -> None:
        connection = collector.connection()
        for one in wanted * 3:
            found[one.id, collector.put(one, connection).status] += 1

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {(one.id, status): n for one in wanted for status, n in ((201, 1), (200, 23))}


def test_invites_are_good_for_one_bundle_and_tell_a_stratum(start: Start, database: str, tmp_path: Path) -> None:
    key = read_key(tmp_path / "key", create=True)
    code, other = Invites(key).make("meetup"), Invites(bytes(32)).make("meetup")
    collector = start(database, "--invites", str(tmp_path / "key"), "--invited-only")
    one, two = envelopes(2)
    assert collector.put(one).content["code"] == "invite_needed"
    assert collector.put(one, X_Invite=other).content["code"] == "invite_unknown"
    assert collector.put(one, X_Invite=code).status == 201
    assert collector.put(one, X_Invite=code).status == 200
    assert collector.put(two, X_Invite=code).content["code"] == "invite_spent"
    assert collector.ask("GET", "/v1/ready").content["invites"] == "needed"


def test_proof_of_work_is_wanted_where_it_is_asked_for(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'work.sqlite3'}", "--work", "10")
    one, *others = envelopes(9)
    asked = collector.put(one)
    assert (asked.status, asked.content["code"]) == (428, "work_needed")
    number = do(one.digest, asked.content["day"], asked.content["difficulty"])
    two = next(other for other in others if not is_done(other.digest, days(), number, 10))
    assert asked.content["day"] == collector.ask("GET", "/v1/ready").content["work"]["day"] == today()
    assert collector.put(two, X_Work=number).status == 428
    assert collector.put(one, X_Work=number).status == 201


def test_a_network_that_asks_too_often_is_told_when_to_come_back(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'often.sqlite3'}", "--rate", "3", "--behind-proxy")
    found = [collector.put(one, X_Forwarded_For="198.51.100.7") for one in envelopes(4)]
    assert [one.status for one in found] == [201, 201, 201, 429]
    assert 0 < int(found[3].headers["retry-after"]) <= 1201
    assert collector.put(envelopes(1)[0], X_Forwarded_For="198.51.100.200").status == 429, "the same network"
    assert collector.put(envelopes(1)[0], X_Forwarded_For="203.0.113.9").status == 201
    assert collector.put(envelopes(1)[0]).status == 201, "this machine itself has no limit"


def test_pages_for_people_and_monitors(start: Start, tmp_path: Path) -> None:
    collector = start(f"sqlite:///{tmp_path / 'pages.sqlite3'}")
    collector.put(envelopes(1)[0])
    page = collector.ask("GET", "/").content.decode()
    assert "withdraw RECEIPT" in page
    assert "example_coffee" in page or "coffee" in page
    numbers = collector.ask("GET", "/metrics").content.decode()
    assert 'collector_answers_total{status="201",code="ok"} 1' in numbers
    assert collector.ask("GET", "/v1/health").content == {"status": "ok"}


def test_a_second_collector_on_one_file_is_declined(start: Start, tmp_path: Path, questionnaire: Path) -> None:
    from .running import Collector

    database = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    start(database)
    second = Collector("mlops_survey_tui", database, questionnaire, tmp_path / "second")
    assert second.process.wait(30) == 4
    assert "PostgreSQL" in (tmp_path / "second").read_text()
