"""The respondent's own program and the collector understand each other."""

from __future__ import annotations

import json
import ssl
import urllib.request
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.collector.invites import Invites, read_key
from mlops_survey_tui.sharing.envelope import padded
from mlops_survey_tui.sharing.outbox import Outbox, Parcel, State
from mlops_survey_tui.sharing.sending import send
from mlops_survey_tui.sharing.transport import delete_bundle, put_bundle
from mlops_survey_tui.sharing.withdrawing import withdraw
from tests.sharing.receiving import FaultyProxy

from .bundles import changed, envelopes
from .conftest import Start
from .running import JSON, Collector

QUICK = partial(put_bundle, seconds=0.3)
RUNS = 25


def test_what_the_program_sends_is_taken_once_and_withdrawn(start: Start, database: str) -> None:
    collector = start(database)
    address = f"http://127.0.0.1:{collector.port}"
    one = envelopes(1)[0]
    for status in (201, 200):
        reply = put_bundle(address, one.digest, one.body)
        assert (reply.status, reply.accepted) == (status, one.id)
    refused = put_bundle(address, one.digest, changed(one, version="0").body)
    assert (refused.final, refused.code) == (True, "other_digest")
    assert delete_bundle(address, one.id, "0" * 64).code == "unknown"
    assert delete_bundle(address, one.id, one.token).status == 204
    late = put_bundle(address, one.digest, one.body)
    assert (late.status, late.final, late.code) == (410, True, "withdrawn")


def test_it_speaks_tls_and_the_client_only_with_whom_somebody_vouches_for(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = _self_signed(tmp_path)
    collector = start(
        f"sqlite:///{tmp_path / 'tls.sqlite3'}", "--certificate", str(certificate), "--key", str(key), ready=False
    )
    context = ssl.create_default_context(cafile=str(certificate))
    found = None
    while found is None:
        assert collector.process.poll() is None, collector.log.read_text()
        try:
            found = urllib.request.urlopen(f"https://localhost:{collector.port}/v1/ready", context=context)
        except OSError:
            continue
    assert json.load(found)["ready"] is True
    one, address = envelopes(1)[0], f"https://localhost:{collector.port}"
    assert put_bundle(address, one.digest, one.body).code == "certificate", "nobody vouches for it"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert put_bundle(address, one.digest, one.body).status == 201
    assert put_bundle(f"https://127.0.0.1:{collector.port}", one.digest, one.body).code == "certificate", "another name"
    assert collector.stop() == 0


def _parcels(collector: str, count: int, invite: str = "") -> list[Parcel]:
    return [
        Parcel(one.id, f"i{number}", "2026", collector, one.digest, one.token, one.body.decode(), invite=invite)
        for number, one in enumerate(envelopes(count))
    ]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An outbox of its own."""
    return Outbox(tmp_path)


def _metric(collector: Collector, name: str) -> int:
    lines = collector.ask("GET", "/metrics").content.decode().splitlines()
    return sum(int(float(line.rpartition(" ")[2])) for line in lines if line.startswith(name))


def test_one_copy_of_each_is_stored_and_receipts_take_them_back(start: Start, database: str, outbox: Outbox) -> None:
    collector = start(database)
    proxy = FaultyProxy(collector.port, Random(8))
    parcels = _parcels(proxy.address, RUNS)
    for parcel in parcels:
        assert send(outbox, parcel, tries=60, put=QUICK, sleep=lambda _: None).state == State.ACCEPTED
    proxy.close()
    assert _metric(collector, 'collector_answers_total{status="201"') <= RUNS
    for parcel in parcels:
        assert collector.ask("PUT", f"/v1/bundles/{parcel.digest}", parcel.body.encode(), JSON).status == 200
    for receipt in outbox.receipts():
        assert withdraw(outbox, replace(receipt, collector=f"http://127.0.0.1:{collector.port}")).done
    for parcel in parcels:
        again = send(outbox, replace(parcel, collector=f"http://127.0.0.1:{collector.port}"), put=QUICK)
        assert (again.state, again.code) == (State.REFUSED, "withdrawn")


def test_the_client_works_where_work_is_wanted_and_shows_its_invite(
    start: Start, tmp_path: Path, outbox: Outbox
) -> None:
    code = Invites(read_key(tmp_path / "key", create=True)).make("meetup")
    database = f"sqlite:///{tmp_path / 'work.sqlite3'}"
    collector = start(database, "--work", "10", "--invites", str(tmp_path / "key"), "--invited-only")
    address = f"http://127.0.0.1:{collector.port}"
    (without,) = _parcels(address, 1)
    refused = send(outbox, without)
    assert (refused.state, refused.code) == (State.REFUSED, "invite_needed")
    assert send(outbox, replace(without, invite=code)).state == State.ACCEPTED


def test_what_the_questionnaire_refuses_is_told_by_its_code(start: Start, tmp_path: Path, outbox: Outbox) -> None:
    collector = start(f"sqlite:///{tmp_path / 'forged.sqlite3'}")
    (parcel,) = _parcels(f"http://127.0.0.1:{collector.port}", 1)
    data = json.loads(parcel.body)
    data["answers"]["employer"] = {"status": "skipped"}
    data.pop("padding")
    body = padded(data)
    forged = replace(parcel, body=body.decode(), digest=sha256(body).hexdigest())
    sent = send(outbox, forged)
    assert (sent.state, sent.code) == (State.REFUSED, "unknown_question")


def _self_signed(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for localhost and its key."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    return files
