"""The respondent's own program and the collector understand each other."""

from __future__ import annotations

import json
import ssl
import urllib.request
from pathlib import Path

from mlops_survey_tui.sharing.transport import delete_bundle, put_bundle

from .bundles import changed, envelopes
from .conftest import Start


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


def test_it_speaks_tls_with_a_certificate_of_its_own(start: Start, tmp_path: Path) -> None:
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
    assert collector.stop() == 0


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
